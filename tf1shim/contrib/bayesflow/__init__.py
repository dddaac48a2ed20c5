"""``tf.contrib.bayesflow``: Monte Carlo expectations."""

from tf1shim.contrib.bayesflow import monte_carlo  # noqa: F401
