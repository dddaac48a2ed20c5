"""``tensorflow.python.data.experimental.ops.threadpool``: threads of a dataset's own, as benchmarks ask for them.

Newer TensorFlow has the two as options of a dataset, and makes the threads with its iterator.
"""

import tensorflow.compat.v1 as tf


class PrivateThreadPool:
    """So many threads, for `override_threadpool`.

    Args:
        num_threads: how many.
        display_name: not shown anywhere.
        max_intra_op_parallelism: how many threads one operation may use.
    """

    def __init__(self, num_threads, display_name=None, max_intra_op_parallelism=1):
        self.num_threads = num_threads
        self.display_name = display_name
        self.max_intra_op_parallelism = max_intra_op_parallelism


def override_threadpool(dataset, thread_pool):
    """``dataset``, whose functions run in the threads of a `PrivateThreadPool`."""
    options = tf.data.Options()
    threading = options.threading if hasattr(options, "threading") else options.experimental_threading
    for name, value in (("private_threadpool_size", thread_pool.num_threads),
                        ("max_intra_op_parallelism", thread_pool.max_intra_op_parallelism)):
        if value is not None:
            setattr(threading, name, value)
    return dataset.with_options(options)
