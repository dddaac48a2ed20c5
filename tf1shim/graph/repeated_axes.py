"""Reductions over an axis that is named twice.

TF1: ``tf.reduce_sum(x, axis=[0, -2])`` of a matrix reduces its first axis, once (core/kernels/reduction_ops_common.cc).
TF2: the kernel refuses "duplicate dimension".
Here: of axes given as numbers each is kept once. Axes that a tensor holds are not looked into.
"""

import functools

import numpy as np


def install(journal):
    """Wrap the function that reads the axes of every reduction."""
    from tensorflow.python.ops import math_ops

    genuine = getattr(math_ops, "_ReductionDims", None)
    if genuine is None:
        return

    @functools.wraps(genuine)
    def read(x, axis, *args, **kwargs):
        if isinstance(axis, (list, tuple, np.ndarray)) and len(np.shape(axis)) == 1 and len(axis) > 1:
            shape = getattr(x, "shape", None)
            axis = _each_once(axis, len(shape) if isinstance(shape, tuple) else getattr(shape, "rank", None))
        return genuine(x, axis, *args, **kwargs)

    journal.set_attr(math_ops, "_ReductionDims", read)


def _each_once(axes, rank):
    """``axes`` without those that say again what one before them said; the same object where none does."""
    try:
        numbers = [int(axis) for axis in axes]
    except (TypeError, ValueError):  # symbolic tensors among them
        return axes
    seen = {}
    for number in numbers:
        seen.setdefault(number + rank if rank and number < 0 else number, number)
    return axes if len(seen) == len(numbers) else list(seen.values())
