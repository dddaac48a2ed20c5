"""``tf.contrib.distributions``: moving means and variances kept in reference variables (python/ops/moving_stats.py)."""

import tensorflow.compat.v1 as tf


def assign_moving_mean_variance(mean_var, variance_var, value, decay, name=None):
    """Move a mean and a variance towards those of new values.

    Args:
        mean_var, variance_var: float variables, of the shape of ``value``.
        value: float tensor.
        decay: float between 0 and 1: what is kept of the old.
        name: of the operation.

    Returns:
        ``(mean_var, variance_var)`` after the assignment.

    Raises:
        TypeError: the variables and the value differ in type.
    """
    with tf.name_scope(name, "assign_moving_mean_variance", [variance_var, mean_var, value, decay]):
        kind = mean_var.dtype.base_dtype
        if not kind.is_floating or variance_var.dtype.base_dtype != kind:
            raise TypeError("mean_var and variance_var must be of one floating type")
        value = tf.convert_to_tensor(value, dtype=kind)
        decay = tf.convert_to_tensor(decay, dtype=kind)
        delta = value - mean_var
        with tf.control_dependencies([delta]):
            mean = mean_var.assign_add((1.0 - decay) * delta)
            variance = variance_var.assign(decay * (variance_var + (1.0 - decay) * tf.square(delta)))
        return mean, variance


def assign_log_moving_mean_exp(log_mean_exp_var, log_value, decay, name=None):
    """Move the logarithm of a mean of exponentials: ``log(decay * exp(var) + (1 - decay) * exp(log_value))``.

    Args:
        log_mean_exp_var: float variable, of the shape of ``log_value``.
        log_value: float tensor.
        decay: float between 0 and 1: what is kept of the old.
        name: of the operation.

    Returns:
        The variable after the assignment.
    """
    with tf.name_scope(name, "assign_log_moving_mean_exp", [log_mean_exp_var, log_value, decay]):
        kind = log_mean_exp_var.dtype.base_dtype
        if not kind.is_floating:
            raise TypeError("log_mean_exp_var must be of a floating type")
        log_value = tf.convert_to_tensor(log_value, dtype=kind)
        decay = tf.convert_to_tensor(decay, dtype=kind)
        return log_mean_exp_var.assign(tf.reduce_logsumexp(
            tf.stack([log_mean_exp_var + tf.log(decay), log_value + tf.log(1.0 - decay)]), axis=0))


def moving_mean_variance(value, decay, collections=None, name=None):
    """The mean and variance of a tensor over the steps so far, in variables that start at zero.

    Args:
        value: float tensor of known shape.
        decay: float between 0 and 1: what is kept of the old.
        collections: the graph's collections that get the variables; by default the global variables.
        name: of the variables' scope.

    Returns:
        ``(mean, variance)`` after the step's assignment.
    """
    if collections is None:
        collections = [tf.GraphKeys.GLOBAL_VARIABLES]
    with tf.variable_scope(name, "moving_mean_variance", [value, decay]):
        value = tf.convert_to_tensor(value)
        shape, kind = value.shape, value.dtype.base_dtype
        variance, mean = [
            tf.get_variable(part, shape=shape, dtype=kind, initializer=tf.zeros_initializer(),
                            trainable=False, collections=collections)
            for part in ("moving_variance", "moving_mean")]
        return assign_moving_mean_variance(mean, variance, value, decay)
