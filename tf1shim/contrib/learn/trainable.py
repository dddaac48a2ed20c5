"""What can be trained (source: contrib/learn/python/learn/trainable.py)."""

import abc

__all__ = ["Trainable"]


class Trainable(abc.ABC):
    """Has `fit`."""

    @abc.abstractmethod
    def fit(self, x=None, y=None, input_fn=None, steps=None, batch_size=None, monitors=None, max_steps=None):
        """See `BaseEstimator.fit`."""
        raise NotImplementedError
