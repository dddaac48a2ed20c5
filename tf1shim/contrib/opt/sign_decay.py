"""Decay functions for AddSign and PowerSign (source: contrib/opt/python/training/sign_decay.py)."""

import math

import tensorflow.compat.v1 as tf


def get_linear_decay_fn(decay_steps):
    """A function of the global step: 1 down to 0 over ``decay_steps``."""
    def linear_decay_fn(global_step):
        step = _step(global_step, "linear_decay", decay_steps)
        left = tf.cast(decay_steps, tf.int32) - tf.cast(step, tf.int32)
        return tf.maximum(0.0, tf.cast(left, tf.float32) / tf.cast(decay_steps, tf.float32))

    return linear_decay_fn


def get_cosine_decay_fn(decay_steps, num_periods=0.5, zero_after=None):
    """A function of the global step: a cosine of ``num_periods`` periods, 0 from period ``zero_after`` on."""
    def cosine_decay_fn(global_step):
        step = _step(global_step, "cosine_decay", decay_steps)
        done = tf.cast(step, tf.float32) / tf.cast(decay_steps, tf.float32)
        fraction = 2.0 * num_periods * done
        return _cosine(fraction, None if zero_after is None else
                       tf.greater_equal(fraction, 2 * zero_after))

    return cosine_decay_fn


def get_restart_decay_fn(decay_steps, num_periods=1, zero_after=None):
    """A function of the global step: ``num_periods`` half cosines, each from 1 to 0, 0 from ``zero_after`` on."""
    def restart_decay_fn(global_step):
        step = num_periods * tf.cast(_step(global_step, "cosine_decay", decay_steps), tf.float32)
        total = tf.cast(decay_steps, tf.float32)
        return _cosine(tf.mod(step, decay_steps) / total, None if zero_after is None else
                       tf.greater_equal(step / total, zero_after))

    return restart_decay_fn


def _step(global_step, name, decay_steps):
    if global_step is None:
        raise ValueError(f"global_step is required for {name}.")
    return tf.minimum(global_step, decay_steps)


def _cosine(fraction, is_zero):
    decayed = 0.5 * (1.0 + tf.cos(tf.constant(math.pi) * fraction))
    return decayed if is_zero is None else tf.where(is_zero, tf.zeros_like(decayed), decayed)
