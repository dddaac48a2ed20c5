"""tf.contrib.learn.Estimator (source: contrib/learn/python/learn/estimators/estimator.py)."""

import copy
import inspect
import os
import tempfile

import tensorflow.compat.v1 as tf
from tf_slim.training import evaluation

from tf1shim.contrib.learn import monitors as monitors_lib
from tf1shim.contrib.learn import prediction_batches, replica_devices, result_summary, tensor_signature
from tf1shim.contrib.learn.input_data import chosen_input_fn
from tf1shim.contrib.learn.metric_spec import MetricSpec
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps
from tf1shim.contrib.learn.run_config import RunConfig
from tf1shim.errors import UnavailableError, unavailable_message

_get_replica_device_setter = replica_devices.device_function  # the name it had here


class NotFittedError(ValueError, AttributeError):
    """An estimator was used before it was trained."""


class BaseEstimator:
    """Trains, evaluates and predicts with a model; subclasses give `_call_model_fn`."""

    def __init__(self, model_dir=None, config=None):
        """``model_dir``: where checkpoints go; ``config``: a RunConfig. Raises ValueError where they differ."""
        self._config = RunConfig() if config is None else config
        chosen = getattr(self._config, "model_dir", None)
        if model_dir is not None and chosen is not None and model_dir != chosen:
            raise ValueError(
                "model_dir are set both in constructor and RunConfig, but with different values. "
                f"In constructor: '{model_dir}', in RunConfig: '{chosen}' ")
        self._model_dir = model_dir or chosen or tempfile.mkdtemp()
        if chosen is None:
            self._config = self._config.replace(model_dir=self._model_dir)
        self._session_config = self._config.session_config or tf.ConfigProto(
            allow_soft_placement=True)
        self._graph = None
        self._device_fn = replica_devices.device_function(self._config)
        self._features_info = self._labels_info = None  # signatures of what was seen first

    @property
    def config(self):
        """A copy of the RunConfig."""
        return copy.deepcopy(self._config)

    @property
    def model_dir(self):
        return self._model_dir

    @property
    def model_fn(self):
        """The model function, as ``(features, labels, mode, config)``."""
        return lambda features, labels, mode, config: self._call_model_fn(
            features, labels, mode, config=config)

    def fit(self, x=None, y=None, input_fn=None, steps=None, batch_size=None, monitors=None,
            max_steps=None):
        """Train.

        Args:
            x, y: arrays (or dicts of arrays) of examples and labels.
            input_fn: gives ``(features, labels)``, instead.
            steps: steps to train, from where the model is.
            batch_size: examples of ``x`` in a step; all by default.
            monitors: list of monitors and `tf.train.SessionRunHook`.
            max_steps: step to train up to.

        Returns:
            self.

        Raises:
            ValueError: arguments that exclude each other.
        """
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        input_fn = chosen_input_fn(x, y, input_fn, batch_size, shuffle=True, epochs=None)
        if max_steps is not None and tf.train.latest_checkpoint(self._model_dir) and (
                max_steps <= self.get_variable_value("global_step")):
            tf.logging.info("Skipping training since max_steps has already saved.")
            return self
        hooks = monitors_lib.replace_monitors_with_hooks(monitors, self)
        if steps is not None or max_steps is not None:
            hooks.append(tf.train.StopAtStepHook(steps, max_steps))
        loss = self._train_model(input_fn, hooks)
        tf.logging.info("Loss for final step: %s.", loss)
        return self

    def partial_fit(self, x=None, y=None, input_fn=None, steps=1, batch_size=None, monitors=None):
        """`fit` for ``steps`` steps more."""
        return self.fit(x=x, y=y, input_fn=input_fn, steps=steps, batch_size=batch_size,
                        monitors=monitors)

    def evaluate(self, x=None, y=None, input_fn=None, feed_fn=None, batch_size=None, steps=None,
                 metrics=None, name=None, checkpoint_path=None, hooks=None, log_progress=True):
        """Evaluate.

        Args:
            x, y, input_fn, batch_size: as in `fit`; ``x`` is read once.
            feed_fn: gives a feed_dict for each step.
            steps: steps; until the input ends by default.
            metrics: {name: `MetricSpec`}, beside the model's own.
            name: evaluations of that name are logged on their own.
            checkpoint_path: checkpoint to read; the newest by default.
            hooks: list of `tf.train.SessionRunHook`.
            log_progress: log each step.

        Returns:
            {name: value}, "loss" and "global_step" among them.

        Raises:
            NotFittedError: there is no checkpoint.
            ValueError: ``metrics`` is no dict.
        """
        input_fn = chosen_input_fn(x, y, input_fn, batch_size, shuffle=False, epochs=1)
        if metrics is not None and not isinstance(metrics, dict):
            raise ValueError("Metrics argument should be None or dict. Got %s." % metrics)
        checkpoint_path = checkpoint_path or self._checkpoint()
        with tf.Graph().as_default() as graph, tf.device(self._device_fn):
            tf.set_random_seed(self._config.tf_random_seed)
            step = tf.train.create_global_step(graph)
            features, labels = input_fn()
            self._check_inputs(features, labels)
            ops = self._call_model_fn(features, labels, ModeKeys.EVAL, metrics)
            found = dict(ops.eval_metric_ops)
            found.setdefault("loss", tf.metrics.mean(ops.loss))
            updates = [m[1] for m in found.values() if isinstance(m, (list, tuple))]
            values = {k: m[0] if isinstance(m, (list, tuple)) else m for k, m in found.items()}
            hooks = list(hooks or [])
            if feed_fn:
                hooks.append(tf.train.FeedFnHook(feed_fn))
            if steps:
                hooks.append(evaluation.StopAfterNEvalsHook(steps, log_progress=log_progress))
            results = evaluation.evaluate_once(
                checkpoint_path=checkpoint_path, master=self._config.evaluation_master,
                scaffold=ops.scaffold, eval_ops=tf.group(*updates) if updates else None,
                final_ops={**values, "global_step": step}, hooks=hooks,
                config=self._session_config)
        result_summary.write(os.path.join(self._model_dir, "eval_" + name if name else "eval"), results)
        return results

    def predict(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True,
                iterate_batches=False):
        """Predict.

        Args:
            x, input_fn, batch_size: as in `evaluate`.
            outputs: names of the predictions to give; all by default.
            as_iterable: yield the predictions of each example; else return those of one batch.
            iterate_batches: yield those of a batch at a time.

        Raises:
            NotFittedError: there is no checkpoint.
            ValueError: none of ``outputs`` is there.
        """
        input_fn = chosen_input_fn(x, None, input_fn, batch_size, shuffle=False, epochs=1)
        batches = self._predicted_batches(input_fn, self._checkpoint(), outputs)
        if not as_iterable:
            collected = list(batches) if x is not None else [next(batches)]
            return prediction_batches.joined(collected)
        return batches if iterate_batches else prediction_batches.examples(batches)

    def export_savedmodel(self, export_dir_base, serving_input_fn, default_output_alternative_key=None,
                          assets_extra=None, as_text=False, checkpoint_path=None, graph_rewrite_specs=None,
                          strip_default_attrs=False):
        """Write a SavedModel.

        Args:
            export_dir_base: folder; the export is called by the second in it.
            serving_input_fn: gives a `tf.contrib.learn.utils.InputFnOps`.
            default_output_alternative_key: the head served by default, needed where there are several.
            assets_extra: {path in the export: file}.
            as_text: write the graph as text.
            checkpoint_path: checkpoint to read; the newest by default.
            graph_rewrite_specs: must be left out: the transforms' C++ is gone.
            strip_default_attrs: leave out attributes of ops that have their default values.

        Returns:
            the export's path, as bytes.

        Raises:
            ValueError: no ``serving_input_fn``.
            NotFittedError: there is no checkpoint.
        """
        from tf1shim.contrib.learn import saved_model

        if serving_input_fn is None:
            raise ValueError("serving_input_fn must be defined.")
        if graph_rewrite_specs is not None:
            raise UnavailableError(unavailable_message(
                "tf.contrib.learn.Estimator.export_savedmodel(graph_rewrite_specs)",
                "TensorFlow dropped the graph transforms", "export without it"))
        return saved_model.export(
            lambda features: self._call_model_fn(features, None, ModeKeys.INFER), export_dir_base, serving_input_fn,
            checkpoint_path or self._checkpoint(), default_output_alternative_key, assets_extra, as_text,
            strip_default_attrs)

    def export(self, *args, **kwargs):
        """Raises UnavailableError: it wrote the session bundles of TensorFlow 0.x."""
        raise UnavailableError(unavailable_message(
            "tf.contrib.learn.Estimator.export", "it wrote the session bundles of TensorFlow 0.x, which nothing reads",
            "export_savedmodel"))

    def get_variable_value(self, name):
        """The value of a variable in the newest checkpoint."""
        return tf.train.load_variable(self._model_dir, name)

    def get_variable_names(self):
        """Names of all variables in the newest checkpoint."""
        return [name for name, _ in tf.train.list_variables(self._model_dir)]

    def _call_model_fn(self, features, labels, mode, metrics=None, config=None):
        raise NotImplementedError

    def _checkpoint(self):
        path = tf.train.latest_checkpoint(self._model_dir)
        if not path:
            raise NotFittedError("Couldn't find trained model at %s." % self._model_dir)
        return path

    def _check_inputs(self, features, labels):
        self._features_info = tensor_signature.checked("Features", features, self._features_info)
        if labels is not None:
            self._labels_info = tensor_signature.checked("Labels", labels, self._labels_info)

    def _predicted_batches(self, input_fn, checkpoint_path, outputs):
        """The batches' iterator; the model is built and restored at once, so that its errors come here."""
        with tf.Graph().as_default() as graph, tf.device(self._device_fn):
            tf.set_random_seed(self._config.tf_random_seed)
            tf.train.create_global_step(graph)
            features = input_fn()
            features = features[0] if isinstance(features, (list, tuple)) else features
            # Models of the time compute their loss in every mode: to them the labels are placeholders.
            labels = tensor_signature.create_placeholders_from_signatures(self._labels_info)
            ops = self._call_model_fn(features, labels, ModeKeys.INFER)
            predictions = prediction_batches.filtered(ops.predictions, outputs)
            session = tf.train.MonitoredSession(session_creator=tf.train.ChiefSessionCreator(
                scaffold=ops.scaffold, config=self._session_config,
                checkpoint_filename_with_path=checkpoint_path))
            ends = bool(graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS)) or any(
                op.type.startswith(("IteratorGetNext", "OneShotIterator"))
                for op in graph.get_operations())
        return prediction_batches.read(session, predictions, once=not ends)

    def _train_model(self, input_fn, hooks):
        self._graph = tf.Graph()
        config = self._config
        with self._graph.as_default() as graph, tf.device(self._device_fn):
            tf.set_random_seed(config.tf_random_seed)
            step = tf.train.create_global_step(graph)
            features, labels = input_fn()
            self._check_inputs(features, labels)
            ops = self._call_model_fn(features, labels, ModeKeys.TRAIN)
            tf.add_to_collection(tf.GraphKeys.LOSSES, ops.loss)
            hooks = [*hooks, tf.train.NanTensorHook(ops.loss), tf.train.LoggingTensorHook(
                {"loss": ops.loss, "step": step}, every_n_iter=100), *ops.training_hooks]
            scaffold = ops.scaffold or tf.train.Scaffold()
            if not (scaffold.saver or tf.get_collection(tf.GraphKeys.SAVERS)):
                tf.add_to_collection(tf.GraphKeys.SAVERS, tf.train.Saver(
                    sharded=True, max_to_keep=config.keep_checkpoint_max, defer_build=True,
                    keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
                    save_relative_paths=True))
            chief_hooks = list(ops.training_chief_hooks)
            saves = any(isinstance(h, tf.train.CheckpointSaverHook) for h in hooks + chief_hooks)
            if not saves and (config.save_checkpoints_secs or config.save_checkpoints_steps):
                chief_hooks.append(tf.train.CheckpointSaverHook(
                    self._model_dir, save_secs=config.save_checkpoints_secs,
                    save_steps=config.save_checkpoints_steps, scaffold=scaffold))
            loss = None
            with tf.train.MonitoredTrainingSession(
                    master=config.master, is_chief=config.is_chief,
                    checkpoint_dir=self._model_dir, scaffold=scaffold, hooks=hooks,
                    chief_only_hooks=chief_hooks, save_checkpoint_secs=0,
                    save_summaries_steps=config.save_summary_steps,
                    config=self._session_config) as session:
                while not session.should_stop():
                    _, loss = session.run([ops.train_op, ops.loss])
        return loss


class Estimator(BaseEstimator):
    """An estimator of a model function."""

    def __init__(self, model_fn=None, model_dir=None, config=None, params=None,
                 feature_engineering_fn=None):
        """Make the estimator.

        Args:
            model_fn: ``(features, labels[, mode][, params][, config][, model_dir])`` -> `ModelFnOps`, or
                ``(predictions, loss, train_op)``.
            model_dir, config: as in `BaseEstimator`.
            params: for ``model_fn``.
            feature_engineering_fn: ``(features, labels)`` -> the same, before ``model_fn``.

        Raises:
            ValueError: ``params`` for a function without that argument.
        """
        super().__init__(model_dir=model_dir, config=config)
        if model_fn is not None and params is not None and "params" not in _argument_names(
                model_fn):
            raise ValueError("Estimator's model_fn (%s) does not have a params argument, but "
                             "params (%s) were passed to the Estimator's constructor."
                             % (model_fn, params))
        self._model_fn = model_fn
        self.params = params
        self._feature_engineering_fn = feature_engineering_fn or (lambda f, labels: (f, labels))

    def _call_model_fn(self, features, labels, mode, metrics=None, config=None):
        features, labels = self._feature_engineering_fn(features, labels)
        offered = {"mode": mode, "params": self.params, "config": config or self.config,
                   "model_dir": self.model_dir}
        wanted = _argument_names(self._model_fn)
        result = self._model_fn(features, labels,
                                **{k: v for k, v in offered.items() if k in wanted})
        if not isinstance(result, ModelFnOps):
            if hasattr(result, "eval_metric_ops"):  # a tf.estimator.EstimatorSpec
                result = ModelFnOps(mode, result.predictions, result.loss, result.train_op,
                                    result.eval_metric_ops, scaffold=result.scaffold)
            elif len(result) == 3:
                result = ModelFnOps(mode, *result)
            else:
                raise ValueError(
                    "Unrecognized value returned by model_fn, please return ModelFnOps.")
        for name, metric in sorted((metrics or {}).items(), key=str):
            _add_metric(result, name, metric, features, labels)
        return result


class SKCompat:
    """An estimator with scikit-learn's ``fit(x, y)``, ``predict(x)`` and ``score(x, y)``."""

    def __init__(self, estimator):
        self._estimator = estimator

    def fit(self, x, y, batch_size=128, steps=None, max_steps=None, monitors=None):
        """`BaseEstimator.fit` on arrays; returns self."""
        self._estimator.fit(x=x, y=y, batch_size=batch_size, steps=steps, max_steps=max_steps,
                            monitors=monitors)
        return self

    def score(self, x, y, batch_size=128, steps=None, metrics=None, name=None):
        """`BaseEstimator.evaluate` on arrays."""
        return self._estimator.evaluate(x=x, y=y, batch_size=batch_size, steps=steps,
                                        metrics=metrics, name=name)

    def predict(self, x, batch_size=128, outputs=None):
        """`BaseEstimator.predict` on arrays, as arrays."""
        return self._estimator.predict(x=x, batch_size=batch_size, outputs=outputs,
                                       as_iterable=False)


def infer_real_valued_columns_from_input_fn(input_fn):
    """Real-valued columns for the dense features that an input function gives."""
    from tf1shim.contrib.layers import feature_column_ops

    with tf.Graph().as_default():
        features, _ = input_fn()
        return feature_column_ops.infer_real_valued_columns(features)


def infer_real_valued_columns_from_input(x):
    """Real-valued columns for arrays."""
    return infer_real_valued_columns_from_input_fn(chosen_input_fn(x, None, None, None, shuffle=False, epochs=1))


def _add_metric(ops, name, metric, features, labels):
    if isinstance(metric, MetricSpec):
        ops.eval_metric_ops[name] = metric.create_metric_ops(features, labels, ops.predictions)
        return
    if isinstance(labels, dict) and len(labels) == 1:
        labels = next(iter(labels.values()))
    if isinstance(name, tuple):
        name, key = name
        labels = labels[key] if isinstance(labels, dict) and key in labels else labels
        ops.eval_metric_ops[name] = metric(ops.predictions[key], labels)
    elif isinstance(ops.predictions, dict):
        raise ValueError("Metrics passed provide only name, no prediction, but predictions are "
                         "dict. Metrics: %s." % name)
    else:
        ops.eval_metric_ops[name] = metric(ops.predictions, labels)


def _argument_names(function):
    return set(inspect.signature(function).parameters)
