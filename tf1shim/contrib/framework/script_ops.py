"""tf.contrib.framework.py_func (source: contrib/framework/python/ops/script_ops.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.util import nest


def py_func(func, args=(), kwargs=None, output_types=None, output_shapes=None, stateful=True,
            name=None):
    """`tf.py_func` with keyword arguments, nested structures and output shapes.

    Args:
        func: Python function of NumPy arrays.
        args: list or tuple of (nested) tensors.
        kwargs: dict of (nested) tensors.
        output_types: structure of dtypes like what ``func`` returns, or a function of the arguments giving it.
        output_shapes: shapes in the same structure, or a function giving them, or None.
        stateful: whether the function has side effects.
        name: name of the op.

    Returns:
        Tensors in the structure of ``output_types``.

    Raises:
        TypeError: ``args`` or ``kwargs`` of the wrong kind.
    """
    kwargs = {} if kwargs is None else kwargs
    if not isinstance(args, (list, tuple)):
        raise TypeError(f"args must be list and not {type(args)}. args: {args}")
    if not isinstance(kwargs, dict):
        raise TypeError(f"kwargs must be dict and not {type(kwargs)}. args: {kwargs}")
    if callable(output_types) and not isinstance(output_types, (tf.DType, type)):
        output_types = output_types(*args, **kwargs)
    if callable(output_shapes):
        output_shapes = output_shapes(*args, **kwargs)
    inputs = (args, kwargs)

    def flat_function(*flat):
        positional, named = nest.pack_sequence_as(inputs, flat)
        result = func(*positional, **named)
        nest.assert_shallow_structure(output_types, result)
        return nest.flatten(result)

    outputs = tf.py_func(flat_function, nest.flatten(inputs), nest.flatten(output_types),
                         stateful=stateful, name=name)
    if output_shapes is not None:
        shapes = nest.map_structure_up_to(output_types, tf.TensorShape, output_shapes)
        for output, shape in zip(outputs, nest.flatten(shapes)):
            output.set_shape(shape)
    return nest.pack_sequence_as(output_types, outputs)
