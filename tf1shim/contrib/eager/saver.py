"""Name-based checkpoints in eager mode (source: contrib/eager/python/saver.py)."""

import contextlib

import tensorflow.compat.v1 as tf


class Saver:
    """Save and restore variables by name when executing eagerly."""

    def __init__(self, var_list):
        """``var_list``: list or dict of variables. Raises RuntimeError when building graphs."""
        if not tf.executing_eagerly():
            raise RuntimeError("tfe.Saver can only be used when eager execution is enabled. Use "
                               "tf.train.Saver when building graphs.")
        self._saver = tf.train.Saver(var_list=var_list)

    def save(self, file_prefix, global_step=None):
        """Write a checkpoint, ``global_step`` at the end of its name; returns its prefix."""
        with tf.device("/device:CPU:0"):
            return self._saver.save(None, file_prefix, write_meta_graph=False,
                                    global_step=global_step)

    def restore(self, file_prefix):
        """Read a checkpoint into the variables."""
        with tf.device("/device:CPU:0"):
            self._saver.restore(None, file_prefix)


def get_optimizer_variables(optimizer):
    """The variables of an optimizer."""
    variables = optimizer.variables
    return variables() if callable(variables) else variables


@contextlib.contextmanager
def restore_variables_on_create(save_path, map_func=None):
    """Variables made in this context start with a checkpoint's values.

    Args:
        save_path: prefix of the checkpoint; nothing is restored without one.
        map_func: name of a variable -> name in the checkpoint.

    Raises:
        ValueError: when building graphs, or ``map_func`` cannot be called.
        tf.errors.NotFoundError: a variable is not in the checkpoint.
    """
    if not tf.executing_eagerly():
        raise ValueError("Currently, restore_variables_on_create can only be used with eager "
                         "execution enabled.")
    if map_func is not None and not callable(map_func):
        raise ValueError("map_func must be callable.")
    if not save_path:
        yield
        return
    reader = tf.train.load_checkpoint(save_path)
    known = reader.get_variable_to_shape_map()

    def create(next_creator, **kwargs):
        variable = next_creator(**kwargs)
        name = variable.name.partition(":")[0]
        name = map_func(name) if map_func else name
        if name not in known:
            raise tf.errors.NotFoundError(None, None, "%s not found in checkpoint" % name)
        variable.assign(reader.get_tensor(name))
        return variable

    with tf.variable_creator_scope(create):
        yield
