"""tf.contrib.data.python.util.nest: the nest of tf.data, for which lists are leaves."""

from tensorflow.python.data.util import nest as _nest

globals().update({n: v for n, v in vars(_nest).items() if not n.startswith("__")})

is_sequence = getattr(_nest, "is_nested", None) or _nest.is_sequence
