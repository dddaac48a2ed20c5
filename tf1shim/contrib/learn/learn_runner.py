"""Running experiments (source: contrib/learn/python/learn/learn_runner.py)."""

from tf1shim.contrib.learn.experiment import Experiment
from tf1shim.contrib.learn.run_config import RunConfig, TaskType
from tf1shim.contrib.training.hparam import HParams

_MISSING = object()
_OTHER_CONFIG = ("`RunConfig` instance is expected to be used by the `Estimator` inside the `Experiment`. expected %s, "
                 "but got %s")


def run(experiment_fn, output_dir=None, schedule=None, run_config=None, hparams=None):
    """Make an experiment and run one of its methods.

    Args:
        experiment_fn: ``(run_config, hparams)``, or ``(output_dir)``, -> `Experiment`.
        output_dir: directory of the model, or
        run_config: `RunConfig` with one.
        schedule: name of the method; by default that for the machine's part in the cluster.
        hparams: `HParams`, with ``run_config`` only.

    Returns:
        what the method returns.

    Raises:
        ValueError, TypeError: arguments that do not go together.
    """
    if output_dir is not None and run_config is not None:
        raise ValueError("Cannot provide both `output_dir` and `run_config`")
    if output_dir is None and run_config is None:
        raise ValueError("Must set value for `output_dir` or `run_config`")
    if not callable(experiment_fn):
        raise TypeError('Experiment builder "%s" is not callable.' % (experiment_fn,))
    if run_config is not None:
        experiment = _made_with_config(experiment_fn, run_config, hparams)
    else:
        if not output_dir:
            raise ValueError("Must specify an output directory")
        if hparams is not None:
            raise ValueError(
                "Must set `hparams` as None for `experiment_fn` with `output_dir`.")
        experiment = _checked(experiment_fn(output_dir=output_dir))
    schedule = schedule or _default_schedule(run_config or experiment.estimator.config)
    task = getattr(experiment, schedule, _MISSING)
    if task is _MISSING:
        raise ValueError("Schedule references non-existent task %s" % schedule)
    if not callable(task):
        raise TypeError("Schedule references non-callable member %s" % schedule)
    return task()


def tune(experiment_fn, tuner):
    """Run the experiments that a `tf.contrib.training.Tuner` asks for."""
    while tuner.next_trial():
        tuner.run_experiment(lambda run_config, hparams: _made_with_config(
            experiment_fn, run_config, hparams, require_hparams=True))


def _made_with_config(experiment_fn, run_config, hparams, require_hparams=False):
    if not isinstance(run_config, RunConfig):
        raise ValueError("`run_config` must be `tf.contrib.learn.RunConfig` instance")
    if not run_config.model_dir:
        raise ValueError("Must specify a model directory `model_dir` in `run_config`.")
    if require_hparams and hparams is None:
        raise ValueError("`hparams` cannot be `None`.")
    if hparams is not None and not isinstance(hparams, HParams):
        raise ValueError("`hparams` must be `HParams` instance")
    before = run_config.uid()
    experiment = _checked(experiment_fn(run_config, hparams))
    config = experiment.estimator.config
    if not hasattr(config, "uid"):
        raise RuntimeError("Pass `run_config` argument of the `experiment_fn` to the Estimator in "
                           "Experiment. It is likely a different `RunConfig` is passed to "
                           "`Estimator` or the `config` constructor argument in `Estimator` is "
                           "not set.")
    if config.uid() != before:
        raise RuntimeError(_OTHER_CONFIG % (before, config.uid()))
    return experiment


def _checked(experiment):
    if not isinstance(experiment, Experiment):
        raise TypeError("Experiment builder did not return an Experiment instance, got %s "
                        "instead." % type(experiment))
    return experiment


def _default_schedule(config):
    jobs = config.cluster_spec.as_dict() if config and config.cluster_spec else {}
    if sum(map(len, jobs.values())) <= 1:
        return "train_and_evaluate"
    schedules = {TaskType.MASTER: "train_and_evaluate", TaskType.PS: "run_std_server",
                 TaskType.WORKER: "train", "chief": "train_and_evaluate"}
    if not config.task_type:
        raise ValueError("Must specify a schedule")
    if config.task_type not in schedules:
        raise ValueError("No default schedule for task type: %s" % (config.task_type))
    return schedules[config.task_type]
