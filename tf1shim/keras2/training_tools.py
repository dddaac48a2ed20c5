"""`keras.engine.training_utils`: helpers that programs took from there.

Source: keras 2.3.1 `engine/training_utils.py`.
"""

from tf1shim.keras2 import installed


def weighted_masked_objective(fn):
    """Make ``fn(y_true, y_pred)`` into ``f(y_true, y_pred, weights, mask=None)``, a mean over weights and mask.

    Args:
        fn: loss function giving a loss for each sample (or step); None gives None.
    """
    if fn is None:
        return None
    backend = installed.backend()

    def weighted(y_true, y_pred, weights, mask=None):
        scores = fn(y_true, y_pred)
        if mask is not None:
            mask = backend.cast(mask, backend.floatx())
            scores = scores * mask / (backend.mean(mask) + backend.epsilon())
        if weights is not None:
            axes = list(range(backend.ndim(weights), backend.ndim(scores)))
            scores = (backend.mean(scores, axis=axes) if axes else scores) * weights
            scores /= backend.mean(backend.cast(backend.not_equal(weights, 0), backend.floatx()))
        return backend.mean(scores)

    return weighted


def is_sequence(seq):
    """Whether ``seq`` is a `keras.utils.Sequence`, or behaves as one."""
    return isinstance(seq, installed.api("utils").Sequence) or all(
        hasattr(seq, name) for name in ("__getitem__", "__len__", "on_epoch_end"))


def is_generator_or_sequence(x):
    """Whether ``x`` is a generator or a `keras.utils.Sequence`."""
    import inspect

    return inspect.isgenerator(x) or is_sequence(x)


def iter_sequence_infinite(seq):
    """Go over a Sequence again and again."""
    while True:
        yield from (seq[index] for index in range(len(seq)))


def check_array_length_consistency(inputs, targets, weights=None):
    """Check that inputs, targets and weights, lists of arrays, have as many samples each; None counts as no sample.

    Raises:
        ValueError: they have not.
    """
    counts = [{0} if arrays is None else {0 if array is None else int(array.shape[0]) for array in arrays}
              for arrays in (inputs, targets, weights)]
    for what, found in zip(("input", "target", "sample_weight"), counts):
        if len(found) > 1:
            raise ValueError(f"All {what} arrays should have the same number of samples. Got {sorted(found)}")
    samples, wanted, weighed = (min(found, default=None) for found in counts)
    if None not in (samples, wanted) and samples != wanted:
        raise ValueError("Input arrays should have the same number of samples as target arrays. "
                         f"Found {samples} input samples and {wanted} target samples.")
    if None not in (weighed, wanted) and weighed != wanted:
        raise ValueError("Sample_weight arrays should have the same number of samples as target arrays. "
                         f"Got {wanted} target samples and {weighed} weights.")
