"""TF 1.15 semantics: v2 behaviour off.

TF1: graphs and sessions, ref variables, v1 control flow, `Dimension`s.
TF2: eager execution, resource variables, v2 control flow (tensorflow/python/compat/v2_compat.py).
Here: `disable_v2_behavior`; undo drops the default graph and turns v2 behaviour on again.
"""


def install(journal):
    """Turn v2 behaviour off; undo turns it on again if it was on."""
    import tensorflow.compat.v1 as tf

    eager = tf.executing_eagerly()
    tf.disable_v2_behavior()

    def restore():
        if not eager or tf.executing_eagerly():
            return None  # the program itself had left eager execution, or went back to it
        from tensorflow.python.framework import ops

        if ops._default_graph_stack.stack:
            return "v2 behaviour stays off: a graph or session is still open"
        # enable_eager_execution refuses while a global default graph exists.
        ops._default_graph_stack.reset()
        tf.enable_v2_behavior()
        return None

    journal.on_undo(restore, "TensorFlow's v1 behaviour")
