"""tf.contrib.framework.nest: `tensorflow.python.util.nest`, with the names that were dropped since TF 1.15."""

from tensorflow.python.util import nest as _nest

globals().update({n: v for n, v in vars(_nest).items() if not n.startswith("__")})

# Renamed in TF 2.5 and 2.11; both spellings are understood here.
is_nested = getattr(_nest, "is_nested", None) or _nest.is_sequence
is_sequence = is_nested
is_sequence_or_composite = getattr(_nest, "is_nested_or_composite", None) or getattr(
    _nest, "is_sequence_or_composite", is_nested)
