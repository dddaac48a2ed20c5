"""When a dataset's functions run: one call after the other, and not before their elements are asked for.

TF1: what reads ahead, or calls a function several times at once, are `prefetch` and ``num_parallel_calls`` alone. So
    what a generator or a `tf.py_func` draws, counts or reads keeps its order beside the program's own steps.
TF2: a `map` of what is not stateful (``tf.py_func(..., stateful=False)`` is not) runs in parallel; from 2.9 on, every
    dataset that does not end in `prefetch` gets one.
Here: both are off where the program's options do not ask for them.
"""

import warnings

from tf1shim.graph import intercept

_OFF = ("map_parallelization", "inject_prefetch")


def install(journal):
    """Set the options where an iterator is made; undone with the journal."""
    from tensorflow.python.data.ops import dataset_ops

    for name in ("_apply_debug_options", "_apply_options"):  # the second until TensorFlow 2.6
        function = getattr(dataset_ops.DatasetV2, name, None)
        if function is not None:
            intercept.intercept(journal, function, _in_order)


def _in_order(genuine, args, kwargs):
    import tensorflow.compat.v1 as tf

    dataset, *rest = args
    if not _calls_functions(dataset):  # as that of a single batch, which eager Keras makes at every step
        return genuine(*args, **kwargs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that the options might not be known in graph mode
        given = dataset.options().experimental_optimization
    options, unset = tf.data.Options(), [name for name in _OFF if getattr(given, name, True) is None]
    for name in unset:
        setattr(options.experimental_optimization, name, False)
    return genuine(dataset.with_options(options) if unset else dataset, *rest, **kwargs)


def _calls_functions(dataset):
    return bool(dataset._functions()) or any(map(_calls_functions, dataset._inputs()))
