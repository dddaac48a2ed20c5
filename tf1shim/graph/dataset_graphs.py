"""Datasets made in another graph than their iterator, as outside the `input_fn` of an Estimator.

TF1: a warning. A one-shot iterator copies the dataset, which works where it calls no function; an initializable one
    fails, as its operations are of two graphs (TF 1.15 python/data/ops/dataset_ops.py).
TF2: an error in both cases.
Here: as in TF 1.15.
"""


def install(journal):
    """Make the error a warning; undone with the journal."""
    from tensorflow.python.data.ops import dataset_ops

    journal.wrap(dataset_ops, "_ensure_same_dataset_graph", _warn)


def _warn(check, _, args, kwargs):
    import tensorflow.compat.v1 as tf

    try:
        return check(*args, **kwargs)
    except ValueError:
        tf.logging.warning(
            "The iterator is made in another graph than its dataset, which works without functions alone; an "
            "`input_fn` had better make every dataset that it uses.")
        return None
