"""``tf.contrib.input_pipeline``: walk over a list of strings (contrib/input_pipeline/python/ops/input_pipeline_ops.py).

TF 1.15 had a kernel for the step; here it is an assignment and a gather.
"""

import random

import tensorflow.compat.v1 as tf


def obtain_next(string_list_tensor, counter):
    """The element after the one that ``counter`` points at; moves the counter.

    Args:
        string_list_tensor: vector of strings.
        counter: int64 variable.

    Returns:
        Scalar string.

    Raises:
        InvalidArgumentError: the list is empty, or no vector.
    """
    with tf.name_scope("ObtainNext"):
        strings = tf.convert_to_tensor(string_list_tensor)
        checks = [tf.assert_rank(strings, 1), tf.assert_positive(tf.size(strings))]
        with tf.colocate_with(counter), tf.control_dependencies(checks):
            position = tf.assign(counter, tf.mod(counter + 1, tf.cast(tf.size(strings), tf.int64)))
        return tf.gather(strings, position)


def seek_next(string_list, shuffle=False, seed=None, num_epochs=None):
    """The next element at every run, round and round.

    Args:
        string_list: list of strings.
        shuffle: whether to shuffle the list, anew for each of ``num_epochs``.
        seed: seed of the shuffling.
        num_epochs: rounds after which OutOfRangeError is raised, or None.

    Returns:
        Scalar string.
    """
    rounds = _rounds(string_list, shuffle, seed, num_epochs or 1)
    with tf.variable_scope("obtain_next"):
        # Starts at -1: the first step moves it to the first element.
        counter = _state("obtain_next_counter", tf.constant(-1, tf.int64))
        with tf.colocate_with(counter):
            strings = _state("obtain_next_expanded_list", tf.constant(rounds))
        limits = []
        if num_epochs:
            limits = [_state("obtain_next_filename_counter", tf.constant(0, tf.int64)).count_up_to(len(rounds))]
        with tf.control_dependencies(limits):
            return obtain_next(strings, counter)


def _rounds(strings, shuffle, seed, count):
    if shuffle and seed:
        random.seed(seed)
    return [string for _ in range(count)
            for string in (random.sample(strings, len(strings)) if shuffle else strings)]


def _state(name, value):
    return tf.get_variable(name=name, initializer=value, trainable=False)
