"""tf.contrib.compiler: `jit` and `xla`."""

from tf1shim.contrib.compiler import jit, xla  # noqa: F401
