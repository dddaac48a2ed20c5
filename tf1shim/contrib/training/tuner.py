"""The interface of hyperparameter tuners (source: contrib/training/python/training/tuner.py)."""

import abc


class Tuner(metaclass=abc.ABCMeta):
    """What `tf.contrib.learn.learn_runner.tune` asks of a tuner."""

    @abc.abstractmethod
    def next_trial(self):
        """Switch to the next trial; returns whether there is one."""
        raise NotImplementedError("Calling an abstract method.")

    @abc.abstractmethod
    def run_experiment(self, experiment_fn):
        """Run ``experiment_fn(run_config, hparams)``'s Experiment for the current trial."""
        raise NotImplementedError("Calling an abstract method.")
