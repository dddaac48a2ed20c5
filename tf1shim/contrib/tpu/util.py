"""tf.contrib.tpu.python.tpu.util: tensorflow_estimator's module of the name."""

from tf1shim.estimator import api  # noqa: F401  (makes tensorflow_estimator importable)

from tensorflow_estimator.python.estimator.tpu import util as _module

globals().update({n: v for n, v in vars(_module).items() if not n.startswith("__")})
