"""Checks of values that a state saver takes in, by static shape and at run time."""

import tensorflow.compat.v1 as tf


def checked(value, conditions, name):
    """``value`` behind assertions.

    Args:
        value: a tensor.
        conditions: list of (condition, list of texts and tensors that explain it).
        name: of the op.
    """
    asserts = [tf.Assert(condition, [tf.strings.join([_text(text) for text in texts])])
               for condition, texts in conditions]
    with tf.control_dependencies(asserts):
        return tf.identity(value, name=name)


def _text(value):
    value = tf.convert_to_tensor(value)
    return value if value.dtype == tf.string else tf.as_string(value)


def multiple_of(value, factor):
    """A scalar, checked to be a multiple of ``factor`` and not 0."""
    fits = tf.logical_and(tf.equal(tf.mod(value, factor), 0), tf.not_equal(value, 0))
    return checked(value, [(fits, [f"Tensor {value.name} should be a multiple of: ", factor, ", but saw value: ",
                                   value, ". Consider setting pad=True."])], "multiple_of_checked")


def of_rank(value, rank):
    """A tensor, checked to have this rank.

    Raises:
        ValueError: it is known to have another one.
    """
    with tf.control_dependencies([tf.Assert(tf.equal(rank, tf.rank(value)), [
            f"Rank of tensor {value.name} should be: {rank}, shape received:", tf.shape(value)])]):
        value_checked = tf.identity(value, name="rank_checked")
    try:
        value_checked.set_shape(value.shape.with_rank(rank))
    except ValueError as error:
        raise ValueError(f"Rank check failed for {value.name}: {error}") from None
    return value_checked


def of_shape(value, like):
    """A tensor, checked to have the shape of another one whose rank is known.

    Raises:
        ValueError: it is known to have another one.
    """
    shape = tf.shape(like)
    value = of_rank(value, like.shape.ndims)
    found = checked(value, [(tf.reduce_all(tf.equal(shape, tf.shape(value))), [
        f"Shape of tensor {value.name} should be: ", tf.reduce_join(tf.as_string(shape), separator=" "),
        ", shape received: ", tf.reduce_join(tf.as_string(tf.shape(value)), separator=" ")])], "shape_checked")
    try:
        found.set_shape(found.shape.merge_with(like.shape))
    except ValueError as error:
        raise ValueError(f"Shape check failed for {value.name}: {error}") from None
    return found


def of_length(value, length, label):
    """A tensor, checked to have ``length`` rows."""
    texts = [f"Dimension 0 of tensor labeled {label} should be: ", length, ", shape received: ",
             tf.reduce_join(tf.as_string(tf.shape(value)), separator=" ")]
    return checked(value, [(tf.equal(length, tf.shape(value)[0]), texts)], f"dims_checked_{label}")
