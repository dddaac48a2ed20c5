"""``tf.contrib.integrate``: ordinary differential equations."""

from tf1shim.contrib.integrate.odes import odeint, odeint_fixed  # noqa: F401
