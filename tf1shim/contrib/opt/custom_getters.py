"""What the averaging optimizers share: workers' own copies of the variables next to the global ones."""

import contextlib

import tensorflow.compat.v1 as tf

GLOBAL_VARIABLE_NAME = "global_center_variable"


class WorkerCopies:
    """Custom getter: trainable variables become local to the worker, with companions.

    ``companions`` is a list of ``(prefix of the name, collection, on the worker's device, map to fill)``.
    """

    def __init__(self, worker_device, companions):
        self._worker_device = worker_device
        self._companions = companions

    def __call__(self, getter, name, trainable, collections, *args, **kwargs):
        if not trainable:
            on_worker = tf.GraphKeys.LOCAL_VARIABLES in (collections or ())
            with self._placed(on_worker):
                return getter(name, *args, trainable=trainable, collections=collections, **kwargs)
        with tf.device(self._worker_device):
            local = getter(name, *args, trainable=True,
                           collections=[tf.GraphKeys.LOCAL_VARIABLES], **kwargs)
        if kwargs["reuse"] is True:
            return local
        for prefix, collection, on_worker, mapping in self._companions:
            with self._placed(on_worker):
                other = getter(*args, name=f"{prefix}/{name}", trainable=False,
                               collections=[collection], **kwargs)
            pairs = [(local, other)] if kwargs["partitioner"] is None else zip(local, other)
            mapping.update(pairs)
        return local

    def _placed(self, on_worker):
        # tf.device(None) would forget the parameter servers that the caller chose.
        return tf.device(self._worker_device) if on_worker else contextlib.nullcontext()


class InitHook(tf.train.SessionRunHook):
    """Run, in every new session, the op that ``make_init_op()`` gives when the graph is complete."""

    def __init__(self, make_init_op):
        self._make_init_op = make_init_op

    def begin(self):
        self._local_init_op = tf.local_variables_initializer()
        self._global_init_op = tf.global_variables_initializer()
        self._variable_init_op = self._make_init_op()

    def after_create_session(self, session, coord):
        session.run(self._variable_init_op)


def new_local_step():
    """The variable ``local_step`` of a worker."""
    return tf.get_variable(initializer=0, trainable=False, name="local_step",
                           collections=[tf.GraphKeys.LOCAL_VARIABLES])
