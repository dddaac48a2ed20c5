"""tf.contrib.compiler.xla. TensorFlow keeps it elsewhere, see `data/reexports.json`."""

from tf1shim.contrib import reexports

reexports.serve(globals())


def estimator_model_fn(target_model_fn=None):
    """Decorate a model function of tf.estimator; without an XLA device it runs as it is.

    Args:
        target_model_fn: the model function, or None when used with parentheses.
    """
    return target_model_fn if target_model_fn is not None else (lambda function: function)
