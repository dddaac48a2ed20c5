"""Names of the package `keras` itself."""

from tf1shim.keras2.engine import Input, Model, Sequential  # noqa: F401
