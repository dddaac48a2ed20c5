"""``tf.contrib.distributions.python.ops.sample_stats``: percentiles as TF 1.15 rounds them."""

import tensorflow.compat.v1 as tf

# From the number of samples above, to the place counted from the largest.
_ROUNDING = {"lower": tf.ceil, "higher": tf.floor, "nearest": tf.round}


def percentile(
    x, q, axis=None, interpolation=None, keep_dims=False, validate_args=False, name=None
):
    """The smallest sample that ``q`` percent of the samples do not exceed.

    Args:
        x: numeric tensor.
        q: scalar in [0, 100].
        axis: int or list of ints to reduce over, default all.
        interpolation: which sample where ``q`` falls between two: "nearest" (default), "lower" or
            "higher". Halves are rounded counting from the largest, unlike in TensorFlow
            Probability.
        keep_dims: keep the reduced axes with size 1.
        validate_args: check ``q`` when run.
        name: of the scope.

    Raises:
        ValueError: an unknown ``interpolation``, or ``x`` of unknown rank with ``axis``.
    """
    interpolation = interpolation or "nearest"
    if interpolation not in _ROUNDING:
        raise ValueError(
            f"Argument 'interpolation' must be in {set(_ROUNDING)}.  Found {interpolation}"
        )
    with tf.name_scope(name, "percentile", [x, q]):
        x = tf.convert_to_tensor(x, name="x")
        q = tf.cast(tf.convert_to_tensor(q, name="q"), tf.float64)
        q.shape.assert_has_rank(0)
        if validate_args:
            zero = tf.zeros_like(q)
            bounds = [tf.assert_greater_equal(q, zero), tf.assert_less_equal(q, zero + 100.0)]
            with tf.control_dependencies([bound for bound in bounds if bound is not None]):
                q = tf.identity(q)
        rank = x.shape.ndims
        if axis is None:
            samples = tf.reshape(x, [-1])
            kept_shape = tf.ones([tf.rank(x)], tf.int32)
        else:
            if rank is None:
                raise ValueError("percentile over an axis needs x of known rank")
            axes = axis if isinstance(axis, (list, tuple)) else [axis]
            axes = sorted(a % rank for a in axes)
            others = [a for a in range(rank) if a not in axes]
            shape = tf.shape(x)
            samples = tf.transpose(x, others + axes)
            samples = tf.reshape(
                samples, tf.concat([tf.gather(shape, others), [-1]], 0) if others else [-1]
            )
            kept_shape = tf.stack([1 if a in axes else shape[a] for a in range(rank)])
        count = tf.shape(samples)[-1]
        place = _ROUNDING[interpolation]((tf.cast(count, tf.float64) - 1) * (1.0 - q / 100.0))
        place = tf.clip_by_value(tf.cast(place, tf.int32), 0, count - 1)
        descending, _ = tf.nn.top_k(samples, k=count)
        result = tf.gather(descending, place, axis=-1)
        return tf.reshape(result, kept_shape) if keep_dims else result
