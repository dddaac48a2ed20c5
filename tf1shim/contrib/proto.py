"""``tf.contrib.proto``: protocol buffers to tensors and back (contrib/proto/__init__.py)."""

from tensorflow.compat.v1.io import decode_proto, encode_proto  # noqa: F401
