"""`tf.enable_eager_execution` after graph mode began.

TF1: nothing has made TensorFlow's context before a program's first line, so it is made eager, with the config given.
TF2: it may be there (each graph entered makes it), and one made in graph mode never hands eager execution on: Keras and
`tf.function` ask what is around the graph they build in, and find another graph.
Here: a context that runs nothing yet is made anew, and one that does is told what is around all graphs.
"""

from tf1shim.graph.intercept import intercept


def install(journal):
    """Let eager execution begin as if nothing had been before."""
    from tensorflow.python.eager import context
    from tensorflow.python.framework import ops

    def begin(original, args, kwargs):
        before = context._context
        if before is not None and not before._initialized and not before.context_switches.stack:
            context._context = None
        result = original(*args, **kwargs)
        now = context._context
        if not now.context_switches.stack:
            now._context_switches = context._ContextSwitchStack(True)
        return result

    intercept(journal, ops.enable_eager_execution_internal, begin)
