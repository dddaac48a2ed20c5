"""``tf.contrib.solvers``: iterative solvers for matrices that are given as functions (contrib/solvers)."""

from tf1shim.contrib.solvers import lanczos, least_squares, linear_equations, util  # noqa: F401
