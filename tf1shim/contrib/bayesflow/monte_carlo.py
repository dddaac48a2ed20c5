"""``tf.contrib.bayesflow.monte_carlo``."""

from tf1shim.contrib.bayesflow.monte_carlo_impl import (  # noqa: F401
    expectation,
    expectation_importance_sampler,
    expectation_importance_sampler_logspace,
)
