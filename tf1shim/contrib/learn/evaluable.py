"""What can be evaluated (source: contrib/learn/python/learn/evaluable.py)."""

import abc

__all__ = ["Evaluable"]


class Evaluable(abc.ABC):
    """Has `evaluate`, and a folder."""

    @property
    @abc.abstractmethod
    def model_dir(self):
        """The folder of its checkpoints."""
        raise NotImplementedError

    @abc.abstractmethod
    def evaluate(self, x=None, y=None, input_fn=None, feed_fn=None, batch_size=None, steps=None, metrics=None,
                 name=None, checkpoint_path=None, hooks=None):
        """See `BaseEstimator.evaluate`."""
        raise NotImplementedError
