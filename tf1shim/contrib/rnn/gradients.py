"""Gradients of kernels that TensorFlow 2 still ships but registers no gradient for."""

import tensorflow.compat.v1 as tf


def register_gradient(op_type):
    """Decorator: register a gradient for ``op_type`` unless there is one already."""

    def decorate(function):
        try:
            tf.RegisterGradient(op_type)(function)
        except KeyError:
            pass  # TensorFlow's own, or ours from before a re-import
        return function

    return decorate
