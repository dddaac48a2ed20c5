"""tf.contrib.util. TensorFlow keeps it elsewhere, see `data/reexports.json`."""

from tf1shim.contrib import reexports

reexports.serve(globals())


class loader:
    """tf.contrib.util.loader."""

    @staticmethod
    def load_op_library(path):
        """Load a library of ops from a path, as `tf.load_op_library`."""
        import tensorflow.compat.v1 as tf

        return tf.load_op_library(path)
