"""`keras.backend` of standalone Keras, where it differs from the installed backend.

Source: keras 2.3.1 `backend/tensorflow_backend.py` and `backend/common.py`.
"""

import builtins
import functools
import numbers

from tf1shim.keras2 import decoding, installed

py_all, py_any, py_sum, py_slice = builtins.all, builtins.any, builtins.sum, builtins.slice

_LOCAL_DEVICES = None


def backend():
    """Name of the backend in use."""
    return "tensorflow"


def clear_session():
    """Drop the default graph and the session, and start names afresh."""
    from tf1shim.session_era import reset

    reset.clear_session()


def set_epsilon(e):
    """Set the fuzz factor."""
    installed.backend().set_epsilon(e)


def set_floatx(floatx):
    """Set the default float type: float16, float32 or float64."""
    installed.backend().set_floatx(floatx)


def set_image_dim_ordering(dim_ordering):
    """Keras 1's name of `set_image_data_format`: ``"tf"`` or ``"th"``.

    Raises:
        ValueError: another value.
    """
    formats = {"tf": "channels_last", "th": "channels_first"}
    if dim_ordering not in formats:
        raise ValueError(f"Unknown dim_ordering: {dim_ordering}")
    installed.backend().set_image_data_format(formats[dim_ordering])


def image_dim_ordering():
    """Keras 1's name of `image_data_format`: ``"tf"`` or ``"th"``."""
    return {"channels_first": "th"}.get(installed.backend().image_data_format(), "tf")


def switch(condition, then_expression, else_expression):
    """One of two tensors, or of their entries or rows where the condition has a value for each."""
    import tensorflow.compat.v1 as tf

    if condition.shape.rank == 1:  # rows: what tf.where took in TF 1
        then_expression, else_expression = (
            value() if callable(value) else value for value in (then_expression, else_expression))
        condition = tf.reshape(condition, [-1] + [1] * (then_expression.shape.rank - 1))
    return installed.backend().switch(condition, then_expression, else_expression)


def normalize_data_format(value):
    """``value``, or the default data format for None.

    Raises:
        ValueError: neither ``channels_first`` nor ``channels_last``.
    """
    value = (installed.backend().image_data_format() if value is None else value).lower()
    if value not in ("channels_first", "channels_last"):
        raise ValueError(
            f'The `data_format` argument must be one of "channels_first", "channels_last". Received: {value}')
    return value


def batch_get_value(ops):
    """Values of several variables, as a list of arrays."""
    return installed.backend().batch_get_value(ops)


def get_variable_shape(x):
    """Static shape of a variable, as a tuple."""
    return installed.backend().int_shape(x)


def is_tensor(x):
    """Whether ``x`` is a tensor."""
    import tensorflow.compat.v1 as tf

    return tf.is_tensor(x) and not is_variable(x)


def is_symbolic(x):
    """Whether ``x`` is a tensor of a graph."""
    import tensorflow.compat.v1 as tf

    return isinstance(x, tf.Tensor) and hasattr(x, "op")


def is_variable(x):
    """Whether ``x`` is a variable."""
    import tensorflow.compat.v1 as tf

    return isinstance(x, tf.Variable)


def size(x, name=None):
    """Number of elements, as a tensor."""
    import tensorflow.compat.v1 as tf

    return tf.size(x, name=name)


def slice(x, start, size):
    """Part of a tensor: ``size[i]`` entries from ``start[i]`` on along each axis.

    Raises:
        ValueError: ``start`` and ``size`` of other lengths than the tensor's rank.
    """
    import tensorflow.compat.v1 as tf

    rank = installed.backend().ndim(x)
    if not len(start) == len(size) == rank:
        raise ValueError("The dimension and the size of indices should match.")
    return tf.slice(x, start, size)


def control_dependencies(control_inputs):
    """Context manager: ops made within run after ``control_inputs``."""
    import tensorflow.compat.v1 as tf

    return tf.control_dependencies(control_inputs)


def symbolic(func):
    """Decorator without effect: graph mode has one graph."""
    return func


def eager(func):
    """Decorator without effect: nothing runs eagerly here."""
    return func


def v1_variable_initialization():
    """Initialise the variables that Keras made and nobody has initialised yet."""
    installed.backend().get_session()


def name_scope(name):
    """Context manager for op names."""
    import tensorflow.compat.v1 as tf

    return tf.name_scope(name)


def eye(size, dtype=None, name=None):
    """Variable holding an identity matrix; ``size`` an int, or a pair for a matrix that is not square."""
    import numpy as np

    rows, columns = size if isinstance(size, (tuple, list)) else (size, size)
    return installed.backend().variable(np.eye(rows, columns), dtype, name)


def relu(x, alpha=0.0, max_value=None, threshold=0.0):
    """Rectified linear unit, whose arguments may be tensors here; see `tf.keras.backend.relu`."""
    backend = installed.backend()
    if not hasattr(max_value, "dtype"):
        return backend.relu(x, alpha=alpha, max_value=max_value, threshold=threshold)
    import tensorflow.compat.v1 as tf

    dtype = x.dtype.base_dtype
    positive = tf.clip_by_value(
        backend.relu(x, threshold=threshold), tf.zeros([], dtype), tf.cast(max_value, dtype))
    if not hasattr(alpha, "dtype") and alpha == 0:
        return positive
    return positive - tf.cast(alpha, dtype) * tf.nn.relu(threshold - x)


def tile(x, n):
    """Repeat a tensor; ``n`` an int or a sequence of them, for the last axes where it is shorter than the rank.

    Raises:
        NotImplementedError: more numbers than axes.
    """
    import tensorflow.compat.v1 as tf

    if not tf.is_tensor(n):
        n = (n,) if isinstance(n, numbers.Integral) else tuple(n)
        missing = len(installed.backend().int_shape(x)) - len(n)
        if missing < 0:
            raise NotImplementedError(f"cannot repeat along {len(n)} axes a tensor of {len(n) + missing}")
        n = (1,) * missing + n
    return tf.tile(x, n)


def arange(start, stop=None, step=1, dtype="int32"):
    """Numbers from ``start`` to ``stop``, or from 0 to ``start``; any of them may be a tensor."""
    import tensorflow.compat.v1 as tf

    if stop is None and tf.is_tensor(start):
        start, stop = tf.zeros([], start.dtype), tf.maximum(start, 0)
        made = tf.range(start, stop, step, name="arange")
        return made if dtype == "int32" else installed.backend().cast(made, dtype)
    return installed.backend().arange(start, stop, step, dtype)


def bias_add(x, bias, data_format=None):
    """Add a bias; two axes have their channels last, whatever the data format. See `tf.keras.backend.bias_add`."""
    backend = installed.backend()
    data_format = normalize_data_format(data_format)
    return backend.bias_add(x, bias, data_format=data_format if backend.ndim(x) > 2 else "channels_last")


def batch_normalization(x, mean, var, beta, gamma, axis=-1, epsilon=1e-3):
    """``(x - mean) / sqrt(var + epsilon) * gamma + beta``, along any axis, where there is no GPU too."""
    import tensorflow.compat.v1 as tf

    backend = installed.backend()
    if backend.ndim(x) != 4 or axis in (3, -1):
        return backend.batch_normalization(x, mean, var, beta, gamma, axis=axis, epsilon=epsilon)
    return tf.nn.batch_normalization(x, mean, var, beta, gamma, epsilon)


def separable_conv1d(x, depthwise_kernel, pointwise_kernel, strides=1, padding="valid", data_format=None,
                     dilation_rate=1):
    """Convolve each channel, then mix them; the installed backend asks for a data format that its op does not know."""
    import tensorflow.compat.v1 as tf

    first = normalize_data_format(data_format) == "channels_first"
    axis = 2 if first else 1
    stride, rate = (n[0] if isinstance(n, (tuple, list)) else n for n in (strides, dilation_rate))
    made = installed.backend().separable_conv2d(
        tf.expand_dims(x, axis), tf.expand_dims(depthwise_kernel, 0), tf.expand_dims(pointwise_kernel, 0),
        strides=(stride, stride), padding=padding, data_format="channels_first" if first else "channels_last",
        dilation_rate=(1, rate))
    return tf.squeeze(made, [axis])


def ctc_decode(y_pred, input_length, greedy=True, beam_width=100, top_paths=1, merge_repeated=False):
    """Decode the output of a softmax by greedy or beam search; see `tf.nn.ctc_beam_search_decoder`."""
    return decoding.decode(y_pred, input_length, greedy, beam_width, top_paths, merge_repeated)


def batch_flatten(x):
    """``x`` with all axes but the first made one.

    The name of one of its ops had a random number in it, from NumPy's generator: that draw is part of what
    `numpy.random.seed` settles.
    """
    from tf1shim.keras2 import randomness

    randomness.name_suffix()
    return installed.backend().batch_flatten(x)


def moving_average_update(x, value, momentum):
    """The op that moves variable ``x`` towards ``value``, without a correction for its start at zero."""
    import tensorflow.compat.v1 as tf

    dtype = x.dtype.base_dtype
    return tf.assign_sub(x, (x - tf.cast(value, dtype)) * tf.cast(1.0 - momentum, dtype))


def resize_images(x, height_factor, width_factor, data_format, interpolation="nearest"):
    """Enlarge images by whole factors; bilinear weights are those of `tf.image.resize_bilinear`.

    Args:
        x: (batch, height, width, channels), or channels first.
        height_factor, width_factor: ints.
        data_format: ``channels_last`` or ``channels_first``.
        interpolation: ``nearest`` or ``bilinear``.
    """
    import tensorflow.compat.v1 as tf

    backend = installed.backend()
    if interpolation != "bilinear":
        return backend.resize_images(x, height_factor, width_factor, data_format, interpolation=interpolation)
    first = normalize_data_format(data_format) == "channels_first"
    x = tf.transpose(x, [0, 2, 3, 1]) if first else x
    static = x.shape.as_list()
    factors = (height_factor, width_factor)
    made = tf.image.resize_bilinear(x, tf.shape(x)[1:3] * tf.constant(factors, tf.int32))
    made.set_shape([static[0], *(s and s * f for s, f in zip(static[1:3], factors)), static[3]])
    return tf.transpose(made, [0, 3, 1, 2]) if first else made


def _get_available_gpus():
    global _LOCAL_DEVICES
    if _LOCAL_DEVICES is None:
        _LOCAL_DEVICES = installed.backend().get_session().list_devices()
    return [d.name for d in _LOCAL_DEVICES if d.device_type == "GPU"]


def _is_tf_1():
    return True


def _has_compat_v1():
    return True


def int_shape(x):
    """Static shape as a tuple of ints and None, or None where the rank is unknown."""
    return getattr(x, "_keras_shape", None) or installed.backend().int_shape(x)


def transpose_shape(shape, target_format, spatial_axes):
    """``shape`` with its axes reordered to a data format."""
    from tf1shim.keras2 import old_tools

    return old_tools.transpose_shape(shape, target_format, spatial_axes)


# Modules of TensorFlow that `keras/backend/tensorflow_backend.py` of 2.2 or 2.3 imported; programs took them there.
_TENSORFLOW = {
    "tf": "", "tf_ops": "python.framework.ops", "tfdev": "python.framework.device",
    "control_flow_ops": "python.ops.control_flow_ops", "tensor_array_ops": "python.ops.tensor_array_ops",
    "functional_ops": "python.ops.functional_ops", "ctc": "python.ops.ctc_ops",
    "tf_math_ops": "python.ops.math_ops", "tf_state_ops": "python.ops.state_ops",
    "tf_image_ops": "python.ops.image_ops", "moving_averages": "python.training.moving_averages",
    "context": "python.eager.context", "device_lib": "python.client.device_lib",
    "config_pb2": "core.protobuf.config_pb2",
}
_BACKEND = "tensorflow"


@functools.lru_cache(maxsize=None)
def __getattr__(name):
    if name in _TENSORFLOW:
        from tf1shim.keras2 import standalone

        return standalone.tensorflow(_TENSORFLOW[name])
    raise AttributeError(name)
