"""BatchNormalization of standalone Keras.

Source: keras 2.3.1 `layers/normalization.py` and `backend/tensorflow_backend.py`. What differs from the installed layer
is the moving variance: keras 2.3.1 made it unbiased (twice, in effect, where the fused kernel had done so already), and
a frozen layer went on using the batch's statistics.
"""

from tf1shim.keras2 import backend, installed


class BatchNormalizationChanges:
    """Mixed into BatchNormalization."""

    def call(self, inputs, training=None):
        """Normalised ``inputs``: by the batch's statistics in training, else by the moving ones.

        Args:
            inputs: a tensor of at least two dimensions.
            training: True, False, or None for the learning phase.
        """
        keras = installed.backend()
        rank = keras.ndim(inputs)
        axis = (self.axis if isinstance(self.axis, int) else self.axis[0]) % rank
        axes = [a for a in range(rank) if a != axis]
        spread = None if axis == rank - 1 else [keras.int_shape(inputs)[a] if a == axis else 1 for a in range(rank)]
        if training in (0, False):
            return self._by_moving_statistics(inputs, spread)
        normed, mean, variance = self._by_batch(inputs, axes, spread)
        self.add_update(self._moving_updates(inputs, mean, variance, axes), inputs)
        return keras.in_train_phase(
            normed, lambda: self._by_moving_statistics(inputs, spread), training=training)

    def _by_batch(self, inputs, axes, spread):
        import tensorflow.compat.v1 as tf

        if axes == [0, 1, 2] and spread is None:
            scale, offset = self._scale_and_offset()
            return tf.nn.fused_batch_norm(inputs, scale, offset, epsilon=self.epsilon)
        mean, variance = tf.nn.moments(inputs, axes)
        normed = tf.nn.batch_normalization(
            inputs, *(_reshaped(v, spread) for v in (mean, variance, self.beta, self.gamma)), self.epsilon)
        return normed, mean, variance

    def _by_moving_statistics(self, inputs, spread):
        import tensorflow.compat.v1 as tf

        if spread is None and installed.backend().ndim(inputs) == 4:
            scale, offset = self._scale_and_offset()
            return tf.nn.fused_batch_norm(
                inputs, scale, offset, mean=tf.cast(self.moving_mean, tf.float32),
                variance=tf.cast(self.moving_variance, tf.float32), epsilon=self.epsilon, is_training=False)[0]
        return tf.nn.batch_normalization(
            inputs, *(_reshaped(v, spread) for v in (self.moving_mean, self.moving_variance, self.beta, self.gamma)),
            self.epsilon)

    def _scale_and_offset(self):
        """Gamma and beta as the fused kernel wants them: there, and of 32 bits."""
        import tensorflow.compat.v1 as tf

        shape = self.moving_mean.shape
        return (tf.ones(shape) if self.gamma is None else tf.cast(self.gamma, tf.float32),
                tf.zeros(shape) if self.beta is None else tf.cast(self.beta, tf.float32))

    def _moving_updates(self, inputs, mean, variance, axes):
        import tensorflow.compat.v1 as tf

        size = tf.cast(tf.reduce_prod([tf.shape(inputs)[a] for a in axes]), variance.dtype)
        variance *= size / (size - (1.0 + self.epsilon))
        return [backend.moving_average_update(self.moving_mean, mean, self.momentum),
                backend.moving_average_update(self.moving_variance, variance, self.momentum)]


def _reshaped(value, shape):
    import tensorflow.compat.v1 as tf

    return value if value is None or shape is None else tf.reshape(value, shape)
