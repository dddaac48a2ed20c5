"""What an estimator predicts, batch by batch (source: contrib/learn/python/learn/estimators/estimator.py)."""

import numpy as np


def filtered(predictions, outputs):
    """The predictions that ``outputs`` names, or all.

    Raises:
        ValueError: there are no names, or none of these.
    """
    if not outputs:
        return predictions
    if not isinstance(predictions, dict):
        raise ValueError("outputs argument is not valid in case of non-dict predictions.")
    chosen = {key: value for key, value in predictions.items() if key in outputs}
    if not chosen:
        raise ValueError("Expected to run at least one output from %s, provided %s."
                         % (predictions.keys(), outputs))
    return chosen


def read(session, predictions, once):
    """Yield the predictions of each run of a session, and close it; with ``once``, of one run."""
    with session:
        while not session.should_stop():
            yield session.run(predictions)
            if once:
                return


def examples(batches):
    """One prediction after the other."""
    for batch in batches:
        if isinstance(batch, dict):
            for index in range(len(next(iter(batch.values())))):
                yield {key: value[index] for key, value in batch.items()}
        else:
            yield from batch


def joined(batches):
    """All predictions as one array, or dict of arrays."""
    if isinstance(batches[0], dict):
        return {key: np.concatenate([b[key] for b in batches]) for key in batches[0]}
    return np.concatenate(batches)
