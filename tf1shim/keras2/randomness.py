"""Random tensors of standalone Keras: where no seed is given, the op's seed is drawn from NumPy's generator.

Source: keras 2.3.1 `backend/tensorflow_backend.py`. This is why `numpy.random.seed` alone settled a Keras program.
"""

import numpy as np


def op_seed(seed):
    """``seed``, or one drawn from NumPy's global generator."""
    return np.random.randint(10e6) if seed is None else seed


def name_suffix():
    """The number that `batch_flatten` put into a name."""
    return np.random.randint(1e4)


def random_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Tensor of a normal distribution."""
    tf = _tf()
    return tf.random_normal(shape, mean=mean, stddev=stddev, dtype=_dtype(dtype), seed=op_seed(seed))


def random_uniform(shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
    """Tensor of a uniform distribution in [minval, maxval)."""
    tf = _tf()
    return tf.random_uniform(shape, minval=minval, maxval=maxval, dtype=_dtype(dtype),
                             seed=op_seed(seed))


def truncated_normal(shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
    """Tensor of a normal distribution cut at two standard deviations."""
    tf = _tf()
    return tf.truncated_normal(shape, mean, stddev, dtype=_dtype(dtype), seed=op_seed(seed))


def random_binomial(shape, p=0.0, dtype=None, seed=None):
    """Tensor of zeros and ones, ones with probability ``p``."""
    tf = _tf()
    dtype = _dtype(dtype)
    draws = tf.random_uniform(shape, dtype=dtype, seed=op_seed(seed))
    return tf.where(draws <= p, tf.ones(shape, dtype=dtype), tf.zeros(shape, dtype=dtype))


def dropout(x, level, noise_shape=None, seed=None):
    """``x`` with entries dropped with probability ``level``, the rest scaled up."""
    return _tf().nn.dropout(x, rate=level, noise_shape=noise_shape, seed=op_seed(seed))


def random_normal_variable(shape, mean, scale, dtype=None, name=None, seed=None):
    """Variable with values of a normal distribution."""
    return _variable(random_normal(shape, mean, scale, dtype, _variable_seed(seed)), dtype, name)


def random_uniform_variable(shape, low, high, dtype=None, name=None, seed=None):
    """Variable with values of a uniform distribution."""
    return _variable(random_uniform(shape, low, high, dtype, _variable_seed(seed)), dtype, name)


def _variable_seed(seed):
    return np.random.randint(10e8) if seed is None else seed


def _variable(value, dtype, name):
    from tf1shim.keras2 import installed

    return installed.backend().variable(value, dtype=dtype, name=name)


def _dtype(dtype):
    from tf1shim.keras2 import installed

    return dtype or installed.backend().floatx()


def _tf():
    import tensorflow.compat.v1 as tf

    return tf
