"""``assign_from_checkpoint``, in place of tf_slim's, which cuts partitions out as NumPy no longer allows."""

import tensorflow.compat.v1 as tf


def assign_from_checkpoint(model_path, var_list, ignore_missing_vars=False):
    """Make the op that sets variables to a checkpoint's values (TF 1.15: ``tf.contrib.framework``).

    Args:
        model_path: path of the checkpoint.
        var_list: variables (partitions by the name of the whole), or a dict from names in the checkpoint to a
            variable or a list of them.
        ignore_missing_vars: leave out, with a warning, what the checkpoint lacks.

    Returns:
        (op, feed_dict), to be run together.

    Raises:
        ValueError: the checkpoint lacks a variable, or has it in another shape.
    """
    reader = tf.train.NewCheckpointReader(model_path)
    assignments, feed_dict = [], {}
    for name, variables in _by_name(var_list).items():
        if not reader.has_tensor(name):
            message = f"Checkpoint is missing variable [{name}]"
            if not ignore_missing_vars:
                raise ValueError(message)
            tf.logging.warning(message)
            continue
        value = reader.get_tensor(name)
        for variable in variables:
            fed = tf.placeholder(variable.dtype.base_dtype, variable.shape, name="placeholder/" + variable.op.name)
            assignments.append(variable.assign(fed))
            feed_dict[fed] = _part(value, variable, name)
    return tf.group(*assignments), feed_dict


def _by_name(var_list):
    from tf_slim.ops.variables import get_variable_full_name

    grouped = {}
    if isinstance(var_list, (tuple, list)):
        for variable in var_list:
            grouped.setdefault(get_variable_full_name(variable), []).append(variable)
        return grouped
    return {name: found if isinstance(found, (tuple, list)) else [found] for name, found in var_list.items()}


def _part(value, variable, name):
    """What of the checkpoint's value belongs to the variable: a partition's slice, or all of it."""
    info = variable._save_slice_info
    if info:
        cut = tuple(slice(start, start + size) for start, size in zip(info.var_offset, info.var_shape))
        return value[cut].reshape(info.var_shape)
    if variable.shape != value.shape:
        raise ValueError(f"Total size of new array must be unchanged for {name} lh_shape: [{value.shape}], "
                         f"rh_shape: [{variable.shape}]")
    return value
