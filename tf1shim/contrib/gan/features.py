"""``tf.contrib.gan.features``: conditioning and a pool of generated data (contrib/gan/python/features)."""

import tensorflow.compat.v1 as tf


def condition_tensor(tensor, conditioning):
    """``tensor`` plus a linear map of ``conditioning`` to its shape.

    Args:
        tensor: b x ..., of known shape but for b.
        conditioning: b x ...

    Raises:
        ValueError: dimensions are unknown, or a rank is less than 2.
    """
    from tf1shim.contrib import layers

    tensor.shape[1:].assert_is_fully_defined()
    features = tensor.shape[1:].num_elements()
    if conditioning.shape.ndims < 2:
        raise ValueError("conditioning must be at least 2D, but saw shape: %s" % conditioning.shape)
    mapped = layers.linear(layers.flatten(conditioning), features)
    mapped.shape.assert_is_compatible_with([None, features])
    return tensor + tf.reshape(mapped, [-1, *tensor.shape.as_list()[1:]])


def condition_tensor_from_onehot(tensor, one_hot_labels, embedding_size=256):
    """`condition_tensor` by an embedding of labels.

    Args:
        tensor: b x ...
        one_hot_labels: b x classes.
        embedding_size: width of the embedding.
    """
    from tf1shim.contrib import layers

    one_hot_labels.shape.assert_has_rank(2)
    classes = one_hot_labels.shape.as_list()[1]
    embedding = tf.get_variable("embedding", (classes, embedding_size), initializer=layers.xavier_initializer())
    return condition_tensor(tensor, tf.matmul(tf.cast(one_hot_labels, tf.float32), embedding))


def tensor_pool(input_values, pool_size=50, pooling_probability=0.5, name="tensor_pool"):
    """Swap values for earlier ones, at random (https://arxiv.org/abs/1612.07828).

    Args:
        input_values: tensor, or list or tuple of tensors that belong together.
        pool_size: values to keep; 0 gives the input.
        pooling_probability: chance that an earlier value is given.

    Returns:
        As ``input_values``.

    Raises:
        ValueError: a negative size, or a chance outside 0 .. 1.
    """
    pool_size = int(pool_size)
    if pool_size < 0:
        raise ValueError(f"`pool_size` is negative. Got {pool_size}")
    if pool_size == 0:
        return input_values
    if not 0 <= pooling_probability <= 1:
        raise ValueError(f"`pooling_probability` is not in [0, 1]. Got {pooling_probability}")
    values = list(input_values) if isinstance(input_values, (list, tuple)) else [input_values]
    with tf.name_scope(f"{name}_pool", values=values):
        queue = tf.RandomShuffleQueue(
            capacity=pool_size, min_after_dequeue=0, dtypes=[value.dtype for value in values], shapes=None)

        def put():
            with tf.control_dependencies([queue.enqueue(values)]):
                return [tf.identity(value) for value in values]

        def swap():
            taken = queue.dequeue()
            taken = taken if isinstance(taken, list) else [taken]
            with tf.control_dependencies(taken), tf.control_dependencies([queue.enqueue(values)]):
                drawn = tf.random_uniform([], maxval=1) < pooling_probability
                return [tf.identity(x) for x in tf.cond(drawn, lambda: taken, lambda: list(values), strict=True)]

        results = tf.cond(queue.size() < pool_size, put, swap, strict=True)
    for result, value in zip(results, values):
        result.set_shape(value.shape)
    if isinstance(input_values, (list, tuple)):
        return type(input_values)(results)
    return results[0]


def clip_variables(optimizer, variables, weight_clip):
    """``optimizer``, after whose steps the ``variables`` lie within ``-weight_clip .. weight_clip``.

    Raises:
        ValueError: a bound that is not positive.
    """
    if weight_clip < 0:
        raise ValueError("`weight_clip` must be positive. Instead, was %s" % weight_clip)
    return _Clipping(optimizer, variables, weight_clip)


def clip_discriminator_weights(optimizer, model, weight_clip):
    """`clip_variables` of a model's discriminator."""
    return clip_variables(optimizer, model.discriminator_variables, weight_clip)


class _Clipping(tf.train.Optimizer):
    def __init__(self, optimizer, variables, bound):
        super().__init__(False, "WeightClipping")
        self._optimizer, self._clipped, self._bound = optimizer, list(variables), bound

    def compute_gradients(self, *args, **kwargs):
        return self._optimizer.compute_gradients(*args, **kwargs)

    def get_slot(self, *args, **kwargs):
        return self._optimizer.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._optimizer.get_slot_names(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        step = self._optimizer.apply_gradients(grads_and_vars, global_step)
        with tf.control_dependencies([step]):
            clipped = [tf.assign(variable, tf.clip_by_value(variable, -self._bound, self._bound))
                       for variable in self._clipped]
        return tf.group(step, *clipped, name=name or self.get_name())


def compute_spectral_norm(w_tensor, power_iteration_rounds=1, name=None):
    """The greatest singular value of a weight, by power iteration (https://arxiv.org/abs/1802.05957).

    Args:
        w_tensor: the weight; all dimensions but the last are one.
        power_iteration_rounds: rounds for each use.
        name: of the scope, which holds the vector ``u`` that is kept.

    Returns:
        Scalar.
    """
    with tf.variable_scope(name, "spectral_norm"):
        w = tf.reshape(w_tensor, (-1, w_tensor.get_shape()[-1]))
        kept = tf.get_variable("spectral_norm_u", shape=(w.shape[0], 1), dtype=w.dtype,
                               initializer=tf.truncated_normal_initializer(), trainable=False)
        u = kept
        for _ in range(power_iteration_rounds):
            v = tf.nn.l2_normalize(tf.matmul(w, u, transpose_a=True))
            u = tf.nn.l2_normalize(tf.matmul(w, v))
        with tf.control_dependencies([kept.assign(u, name="update_u")]):
            u = tf.stop_gradient(tf.identity(u))
        v = tf.stop_gradient(v)
        norm = tf.matmul(tf.matmul(u, w, transpose_a=True), v)
        norm.shape.assert_is_compatible_with([1, 1])
        return norm[0][0]


def spectral_normalize(w, power_iteration_rounds=1, name=None):
    """A weight divided by its greatest singular value."""
    with tf.variable_scope(name, "spectral_normalize"):
        return tf.div(w, compute_spectral_norm(w, power_iteration_rounds=power_iteration_rounds),
                      name="spectral_normalized_w")


def spectral_norm_regularizer(scale, power_iteration_rounds=1, scope=None):
    """A regularizer: ``scale`` times the greatest singular value.

    Raises:
        ValueError: an integer, or a negative number.
    """
    if isinstance(scale, int):
        raise ValueError("scale cannot be an integer: %s" % scale)
    if scale < 0.0:
        raise ValueError("Setting a scale less than 0 on a regularizer: %g" % scale)
    if scale == 0.0:
        return lambda weights, name=None: None

    def regularize(weights, name=None):
        with tf.name_scope(scope, "SpectralNormRegularizer", [weights]) as name:
            factor = tf.convert_to_tensor(scale, dtype=weights.dtype.base_dtype, name="scale")
            return tf.multiply(factor, compute_spectral_norm(weights, power_iteration_rounds), name=name)

    return regularize


def _is_weight(name):
    return name.split("/")[-1] in ("kernel", "weights", "W", "filter") or name.endswith("kernel")


def spectral_normalization_custom_getter(name_filter=_is_weight, power_iteration_rounds=1):
    """A custom getter that normalizes the variables whose names ``name_filter`` wants.

    Raises:
        ValueError: ``name_filter`` is no function.
    """
    if not callable(name_filter):
        raise ValueError("name_filter must be callable")

    def getter(getter, name, *args, **kwargs):
        weight = getter(name, *args, **kwargs)
        if not name_filter(name):
            return weight
        return spectral_normalize(weight, power_iteration_rounds, name=name + "/spectral_normalize")

    return getter
