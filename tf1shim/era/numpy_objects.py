"""Arrays of objects that refuse to be made arrays: tensors of a graph, resource variables.

TF1: within a list NumPy took no notice of the refusal, and of what refused made an object like any other:
    `np.array(grads)`, `np.sum([loss, penalty])`. Alone, a tensor was refused.
TF2: NumPy since 1.22 passes the refusal on.
Here: lists of them are arrays of objects.
"""

import numpy as np

from tf1shim import report


def of_list(name, values, error):
    """The array of objects for nested lists; what is neither list nor tuple is an object.

    Args:
        name: the function that was called, for the report.
        values: what it was given.
        error: raised again where ``values`` is no list.
    """
    if not isinstance(values, (list, tuple)):
        raise error
    report.legacy_call(f"numpy.{name} of a list of tensors", "tf.stack, tf.add_n or a list",
                       "NumPy 1.22 makes no array of tensors of a graph")
    made = np.empty(_shape(values), object)
    for index in np.ndindex(made.shape):
        entry = values
        for place in index:
            entry = entry[place]
        made[index] = entry
    return made


def _shape(values):
    if not isinstance(values, (list, tuple)):
        return ()
    shapes = {_shape(value) for value in values}
    return (len(values), *(shapes.pop() if len(shapes) == 1 else ()))
