"""``tf.contrib.periodic_resample.periodic_resample`` (https://arxiv.org/abs/1609.05158)."""

import numpy as np
import tensorflow.compat.v1 as tf


def periodic_resample(values, shape, name=None):
    """Rearrange the elements of ``values`` into ``shape``.

    Args:
        values: tensor of known shape.
        shape: list of ints with one None: that size shrinks as the others grow. None of the others
            may be smaller than in ``values``.
        name: of the scope.

    Returns:
        A tensor of ``shape``, the None replaced by what is left.

    Raises:
        InvalidArgumentError: ``shape`` does not fit ``values``.
        ValueError: ``values`` is not of known shape.
    """
    with tf.name_scope(name, "periodic_resample", [values]):
        values = tf.convert_to_tensor(values, name="values")
        wanted = tf.TensorShape(shape).as_list()
        if not values.shape.is_fully_defined():
            raise ValueError(f"periodic_resample needs values of known shape, not {values.shape}")
        indices, output_shape = _source_indices(values.shape.as_list(), wanted)
        flat = tf.gather(tf.reshape(values, [-1]), indices)
        return tf.reshape(flat, output_shape)


def _source_indices(sizes, wanted):
    """Flat index into the input of every output element, and the output's shape."""
    if len(wanted) != len(sizes):
        raise _invalid(
            f"expects the rank of the input tensor, {len(sizes)}, to be the same as the length "
            f"of the desired shape, {len(wanted)}"
        )
    free = [axis for axis, size in enumerate(wanted) if size is None or size < 1]
    if len(free) > 1:
        raise _invalid("expects only one index to be marked as adjustable")
    if not free:
        raise _invalid("expects at least one index to be marked as adjustable")
    axis = free[0]
    others = [i for i in range(len(sizes)) if i != axis]
    for i in others:
        if wanted[i] < sizes[i]:
            raise _invalid(
                "expects the size of non-adjustable dimensions be at least as large as size of "
                f"input tensor. Dimension {i} input tensor has size {sizes[i]}, desired shape has "
                f"size {wanted[i]}"
            )
    output = list(wanted)
    output[axis] = int(np.prod(sizes)) // int(np.prod([wanted[i] for i in others]))
    if output[axis] < 1:
        raise _invalid(f"found that the adjustable dimension, {axis}, isn't greater than zero")
    positions = np.indices(output)
    # Along the other axes a group of outputs shares one input; which of the group an output is
    # says where along the free axis it reads.
    source = positions.copy()
    place, period = 0, 1
    for i in others:
        group = -(-wanted[i] // sizes[i])
        source[i] = positions[i] // group
        place = place + period * (positions[i] % group)
        period *= group
    source[axis] = place * output[axis] + positions[axis]
    # Sizes that are no multiples reach beyond the free axis: as in TF 1.15's kernel into the next
    # row;
    # beyond the last element, where that read past its memory, the last element stands in.
    strides = np.cumprod([1, *sizes[:0:-1]])[::-1]
    flat = np.tensordot(strides, source, axes=1).ravel()
    return np.minimum(flat, int(np.prod(sizes)) - 1), output


def _invalid(problem):
    return tf.errors.InvalidArgumentError(None, None, f"periodic_resample {problem}.")
