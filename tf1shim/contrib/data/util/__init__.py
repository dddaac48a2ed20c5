"""tf.contrib.data.python.util."""
