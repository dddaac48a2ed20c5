"""By how much a loss is scaled (contrib/mixed_precision/python/loss_scale_manager.py)."""

import abc

import tensorflow.compat.v1 as tf


class LossScaleManager(abc.ABC):
    """Holds the scale and changes it after each step."""

    @abc.abstractmethod
    def get_loss_scale(self):
        """The scale, a scalar float tensor."""

    @abc.abstractmethod
    def update_loss_scale(self, finite_grads):
        """The op that changes the scale, given whether all gradients were finite (scalar boolean)."""


class FixedLossScaleManager(LossScaleManager):
    """One scale for ever."""

    def __init__(self, loss_scale):
        """``loss_scale``: at least 1. Raises ValueError where it is less."""
        if loss_scale < 1:
            raise ValueError("loss scale must be at least 1.")
        self._loss_scale = tf.convert_to_tensor(loss_scale, dtype=tf.float32)

    def get_loss_scale(self):
        return self._loss_scale

    def update_loss_scale(self, finite_grads):
        return tf.no_op()


class ExponentialUpdateLossScaleManager(LossScaleManager):
    """Raises the scale after many good steps in a row, lowers it after some bad ones."""

    def __init__(self, init_loss_scale, incr_every_n_steps, decr_every_n_nan_or_inf=2, incr_ratio=2, decr_ratio=0.8):
        """Create the variables ``loss_scale``, ``good_steps`` and ``bad_steps``.

        Args:
            init_loss_scale: the scale to start with.
            incr_every_n_steps: good steps in a row after which it is multiplied by ``incr_ratio``.
            decr_every_n_nan_or_inf: bad steps after which it is multiplied by ``decr_ratio``.
            incr_ratio, decr_ratio: factors.
        """
        self._incr_every_n_steps = incr_every_n_steps
        self._decr_every_n_nan_or_inf = decr_every_n_nan_or_inf
        self._incr_ratio = incr_ratio
        self._decr_ratio = decr_ratio
        self._loss_scale = tf.Variable(tf.convert_to_tensor(init_loss_scale, tf.float32), name="loss_scale",
                                       dtype=tf.float32, trainable=False)
        self._num_good_steps = tf.Variable(0, name="good_steps", dtype=tf.int32, trainable=False)
        self._num_bad_steps = tf.Variable(0, name="bad_steps", dtype=tf.int32, trainable=False)

    def get_loss_scale(self):
        return self._loss_scale

    def update_loss_scale(self, finite_grads):
        return tf.cond(finite_grads, self._after_good_step, self._after_bad_step)

    def _after_good_step(self):
        def raised():
            higher = self._loss_scale * self._incr_ratio
            # Not beyond what float32 holds.
            return self._assign(tf.where(tf.is_finite(higher), higher, tf.identity(self._loss_scale)), 0, 0)

        return tf.cond(self._num_good_steps + 1 >= self._incr_every_n_steps, raised,
                       lambda: tf.group(tf.assign_add(self._num_good_steps, 1)))

    def _after_bad_step(self):
        def lowered():
            return self._assign(tf.maximum(1.0, self._loss_scale * self._decr_ratio), 0, 0)

        return tf.cond(self._num_bad_steps + 1 >= self._decr_every_n_nan_or_inf, lowered,
                       lambda: tf.group(tf.assign_add(self._num_bad_steps, 1), tf.assign(self._num_good_steps, 0)))

    def _assign(self, scale, good, bad):
        return tf.group(tf.assign(self._loss_scale, scale), tf.assign(self._num_good_steps, good),
                        tf.assign(self._num_bad_steps, bad))
