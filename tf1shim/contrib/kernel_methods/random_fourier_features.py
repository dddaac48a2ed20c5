"""Random Fourier features (contrib/kernel_methods/python/mappers/random_fourier_features.py)."""

import math

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.kernel_methods.dense_kernel_mapper import DenseKernelMapper, InvalidShapeError


class RandomFourierFeatureMapper(DenseKernelMapper):
    """Maps x to ``sqrt(2 / d) cos(x W + b)``, with W normal and b uniform."""

    def __init__(self, input_dim, output_dim, stddev=1.0, seed=1, name=None):
        """``input_dim``, ``output_dim``: widths before and after; ``stddev``: of the kernel; ``seed``: of W and b."""
        self._input_dim = input_dim
        self._output_dim = output_dim
        self._stddev = stddev
        self._seed = seed
        self._name = name

    @property
    def name(self):
        """The name given, or a number."""
        return self._name or str(id(self))

    @property
    def input_dim(self):
        """Width of the rows to map."""
        return self._input_dim

    @property
    def output_dim(self):
        """Width of the mapped rows."""
        return self._output_dim

    def map(self, input_tensor):
        """The mapped rows of ``input_tensor``, b x input_dim: b x output_dim.

        Raises:
            InvalidShapeError: not a matrix of that width.
        """
        shape = input_tensor.get_shape()
        if len(shape) != 2:
            raise InvalidShapeError("The shape of the tensor should be 2. Got %d instead." % len(shape))
        if shape[1] != self._input_dim:
            raise InvalidShapeError("Invalid dimension: expected %d input features, got %d instead."
                                    % (self._input_dim, shape[1]))
        # NumPy's own generator, as in TF 1.15: a program's later draws depend on it.
        np.random.seed(self._seed)
        omega = np.random.normal(scale=1.0 / self._stddev, size=[self._input_dim, self._output_dim])
        bias = np.random.uniform(low=0.0, high=2 * np.pi, size=[self._output_dim])
        angles = tf.add(tf.matmul(input_tensor, tf.constant(omega, tf.float32)), tf.constant(bias, tf.float32))
        return math.sqrt(2.0 / self._output_dim) * tf.cos(angles)
