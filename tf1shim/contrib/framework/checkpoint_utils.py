"""Reading checkpoints (source: contrib/framework/python/framework/checkpoint_utils.py)."""

import tensorflow.compat.v1 as tf

__all__ = ["init_from_checkpoint", "list_variables", "load_checkpoint", "load_variable"]


def load_checkpoint(filepattern):
    """A `tf.train.NewCheckpointReader` of a checkpoint, or of the newest in a directory.

    Raises:
        ValueError: the directory holds none.
    """
    path = tf.train.latest_checkpoint(filepattern) if tf.gfile.IsDirectory(filepattern) else (
        filepattern)
    if path is None:
        raise ValueError("Couldn't find 'checkpoint' file or checkpoints in given directory %s"
                         % filepattern)
    return tf.train.NewCheckpointReader(path)


def load_variable(checkpoint_dir, name):
    """The value, a NumPy array, of variable ``name`` (``":0"`` may be at its end) in a checkpoint."""
    return load_checkpoint(checkpoint_dir).get_tensor(name[:-2] if name.endswith(":0") else name)


def list_variables(checkpoint_dir):
    """The sorted list of ``(name, shape)`` in a checkpoint."""
    return sorted(load_checkpoint(checkpoint_dir).get_variable_to_shape_map().items())


def init_from_checkpoint(checkpoint_dir, assignment_map):
    """Let variables of the current graph start from a checkpoint's values when they are initialised.

    This is `tf.train.init_from_checkpoint`, to which contrib's moved.

    Args:
        checkpoint_dir: checkpoint, or directory with checkpoints.
        assignment_map: {name or scope in the checkpoint: variable, list of slices, name or scope in the graph}.

    Raises:
        ValueError: a variable is missing on either side or has another shape.
    """
    tf.train.init_from_checkpoint(checkpoint_dir, assignment_map)
