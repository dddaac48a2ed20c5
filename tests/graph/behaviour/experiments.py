"""What tf.contrib.learn.Experiment asks of its estimator, and with which arguments."""
import os
import tempfile

import tensorflow as tf


class _Watched:
    """An estimator that notes how it is called, and leaves a checkpoint behind each training."""

    model_dir = property(lambda self: self._folder)

    def __init__(self, steps=(10, 20, 30, 40)):
        self._folder, self.config = tempfile.mkdtemp(), tf.contrib.learn.RunConfig()
        self.calls, self.steps, self.saved = [], list(steps), 0

    def save(self):
        self.saved += 1
        with tf.Graph().as_default(), tf.Session() as session:
            variable = tf.Variable(1.0, name="v")
            session.run(variable.initializer)
            tf.train.Saver([variable]).save(session, os.path.join(self.model_dir, "model.ckpt"), self.saved)
        return self

    def fit(self, x=None, y=None, input_fn=None, steps=None, batch_size=None, monitors=None, max_steps=None):
        self.calls.append(["fit", input_fn, steps, max_steps, [type(one).__name__ for one in monitors or ()]])
        return self.save()

    def evaluate(self, x=None, y=None, input_fn=None, feed_fn=None, batch_size=None, steps=None, metrics=None,
                 name=None, checkpoint_path=None, hooks=None):
        self.calls.append(["evaluate", input_fn, steps, metrics, name, _last(checkpoint_path), hooks])
        return {"global_step": self.steps.pop(0)}

    def export(self, estimator, folder, checkpoint_path, eval_result):
        self.calls.append(["export", os.path.relpath(tf.compat.as_str(folder), self.model_dir),
                           _last(checkpoint_path), eval_result])
        return "exported"


def _last(path):
    return path and os.path.basename(path)


def _watched():
    """A `_Watched` of the classes that Experiment asks for."""
    from tensorflow.contrib.learn.python.learn import evaluable, trainable
    return type("Watched", (_Watched, evaluable.Evaluable, trainable.Trainable), {})()


def _asked(do, saved=False, **given):
    estimator = _watched()
    if saved:
        estimator.save()
    given.setdefault("eval_delay_secs", 0)
    strategy = tf.contrib.learn.ExportStrategy("mine", estimator.export)
    try:
        result = do(tf.contrib.learn.Experiment(
            estimator, "train", "eval", export_strategies=[strategy], continuous_eval_throttle_secs=0, **given))
    except ValueError as error:
        result = str(error)
    return {"result": None if result is estimator else result, "calls": estimator.calls}


def case_train():
    return [_asked(lambda experiment: experiment.train(), train_steps=7),
            _asked(lambda experiment: experiment.train(), delay_workers_by_global_step=True),
            _asked(lambda experiment: experiment.run_std_server())]


def case_train_and_evaluate():
    return [_asked(lambda experiment: experiment.train_and_evaluate(), **given) for given in (
        {"train_steps": 7}, {"min_eval_frequency": 0}, {"eval_steps": None, "eval_metrics": "m"},
        {"checkpoint_and_export": True})] + [
        _asked(lambda experiment: experiment.local_run(), local_eval_frequency=3),
        _asked(lambda experiment: experiment.test()),
        _asked(lambda experiment: experiment.evaluate()),
        _asked(lambda experiment: experiment.evaluate(name="other"))]


def _times(count):
    left = [count]

    def goes_on(eval_result):
        left[0] -= 1
        return left[0] >= 0
    return goes_on


def case_train_and_evaluate_in_turns():
    return [_asked(lambda experiment: experiment.continuous_train_and_eval(), train_steps=30),
            _asked(lambda experiment: experiment.continuous_train_and_eval(), train_steps=15,
                   train_steps_per_iteration=10),
            _asked(lambda experiment: experiment.continuous_train_and_eval(_times(2))),
            _asked(lambda experiment: experiment.continuous_train_and_eval(_times(0))),
            _asked(lambda experiment: experiment.continuous_train_and_eval("no function"))]


def case_evaluate_checkpoints():
    seen = []

    def twice(eval_result, checkpoint_path):
        seen.append([eval_result, _last(checkpoint_path)])
        return len(seen) % 3

    def always(experiment):
        return experiment.continuous_eval(evaluate_checkpoint_only_once=False, continuous_eval_predicate_fn=twice)

    return [_asked(lambda experiment: experiment.continuous_eval(), saved=True, train_steps=10),
            _asked(lambda experiment: experiment.continuous_eval(continuous_eval_predicate_fn=twice), saved=True),
            _asked(lambda experiment: experiment.continuous_eval(continuous_eval_predicate_fn=twice)),
            _asked(always, saved=True),
            _asked(lambda experiment: experiment.continuous_eval_on_train_data(), saved=True, train_steps=10), seen]


def case_arguments_of_experiments():
    def made(**given):
        return _asked(lambda experiment: len(experiment._export_strategies), **given)["result"]

    estimator = tf.estimator.Estimator(lambda features, labels, mode: None, tempfile.mkdtemp())
    found = [made(train_steps_per_iteration="3"), made(saving_listeners=[])]
    for first, given in ((estimator, {"eval_metrics": {}}), ("no estimator", {}),
                         (_watched(), {"export_strategies": "mine"}), (_watched(), {"export_strategies": ["mine"]})):
        try:
            found.append(type(tf.contrib.learn.Experiment(first, "train", "eval", **given)).__name__)
        except ValueError as error:
            found.append(str(error))
    return found


def case_evaluation_at_each_checkpoint():
    """What training with ``checkpoint_and_export`` evaluates and exports."""
    exported = []

    def inputs():
        return {"x": tf.constant([[1.], [2.]])}, tf.constant([[1.], [0.]])

    def export(estimator, folder, checkpoint_path, eval_result):
        exported.append([_last(checkpoint_path), sorted(eval_result), int(eval_result["global_step"])])
        return "exported"

    model = tf.contrib.learn.LinearRegressor(
        [tf.contrib.layers.real_valued_column("x")], model_dir=tempfile.mkdtemp(),
        config=tf.contrib.learn.RunConfig(save_checkpoints_steps=3))
    results, exports = tf.contrib.learn.Experiment(
        model, inputs, inputs, train_steps=8, eval_steps=1, checkpoint_and_export=True,
        export_strategies=tf.contrib.learn.ExportStrategy("mine", export)).train_and_evaluate()
    return {"exported": exported, "results": sorted(results), "exports": exports}


def case_what_export_strategies_take():
    def without_checkpoint(estimator, folder, eval_result):
        raise AssertionError("not called")

    found = []
    for export in (lambda estimator, folder: [estimator, folder],
                   lambda estimator, folder, checkpoint_path: checkpoint_path,
                   lambda estimator, folder, strip_default_attrs: strip_default_attrs, without_checkpoint):
        try:
            found.append(tf.contrib.learn.ExportStrategy("mine", export, strip_default_attrs=True).export(
                "estimator", "folder", "checkpoint", "results"))
        except ValueError as error:
            found.append(str(error))
    return found
