"""tf.contrib.learn.Estimator: what it takes for input, and where it puts its ops and its results."""
import functools
import glob
import json
import os
import tempfile

import numpy as np
import tensorflow as tf


def _told(do):
    """The beginning of the error that a call raises."""
    try:
        return do() and None
    except (ValueError, RuntimeError) as error:
        return str(error).partition(" Given ")[0].partition(" expected ")[0]


def _model(features, labels, mode):
    rows = tf.shape(next(iter(features.values())) if isinstance(features, dict) else features)[0]
    variable = tf.get_variable("v", [], tf.float32, tf.ones_initializer())
    return tf.contrib.learn.ModelFnOps(
        mode, tf.ones([rows]) * variable, variable * 2, tf.assign_add(tf.train.get_global_step(), 1))


def _ones(*shape):
    return np.ones(shape, np.float32)


def case_inputs_must_be_as_before():
    model = tf.contrib.learn.Estimator(_model)
    calls = [
        lambda: model.fit(_ones(3, 2), _ones(3), steps=1), lambda: model.fit(_ones(5, 2), _ones(5), steps=1),
        lambda: model.fit(_ones(3, 2).astype(int), _ones(3), steps=1),
        lambda: model.fit(_ones(3, 4), _ones(3), steps=1), lambda: model.fit(_ones(3, 2), _ones(3, 2), steps=1),
        lambda: model.fit(_ones(3, 2), steps=1), lambda: model.evaluate(_ones(3, 4), _ones(3), steps=1),
        lambda: model.evaluate(_ones(3, 2), _ones(3).astype(int), steps=1),
        lambda: model.evaluate(_ones(3, 2), steps=1), lambda: list(model.predict(_ones(3, 7))),
        lambda: model.fit({"x": _ones(3, 2)}, _ones(3), steps=1), lambda: model.fit(tf.constant(1.), steps=1),
        lambda: model.predict(tf.constant(1.)),
        lambda: tf.contrib.learn.infer_real_valued_columns_from_input(None),
        lambda: tf.contrib.learn.infer_real_valued_columns_from_input(tf.constant(1.))]
    return [_told(call) for call in calls]


def case_predict_builds_its_model_at_once():
    def without_predictions(features, labels):
        return None, tf.constant(1.), tf.assign_add(tf.train.get_global_step(), 1)

    model = tf.contrib.learn.Estimator(without_predictions).fit(_ones(3, 2), _ones(3), steps=1)
    return _told(lambda: model.predict(_ones(3, 2)))


def case_summaries_of_what_was_found():
    def counts(predictions, labels):
        return tf.contrib.metrics.streaming_mean_tensor(tf.constant([1., 2.]))

    def number(predictions, labels):
        return tf.constant(3), tf.no_op()

    def summary(predictions, labels):
        return tf.summary.scalar("inner", tf.constant(2.)), tf.no_op()

    model = tf.contrib.learn.Estimator(_model, model_dir=tempfile.mkdtemp()).fit(_ones(3, 2), _ones(3), steps=1)
    model.evaluate(_ones(3, 2), _ones(3), steps=1, metrics={"counts": counts, "number": number, "summary": summary})
    file, = glob.glob(os.path.join(model.model_dir, "eval", "events*"))
    return sorted([value.tag, value.WhichOneof("value"), value.simple_value, tf.make_ndarray(value.tensor).tolist()
                   if value.HasField("tensor") else None]
                  for event in tf.train.summary_iterator(file) for value in event.summary.value)


def case_variables_on_parameter_servers():
    devices = []

    def model(features, labels, mode):
        ops = _model(features, labels, mode)
        devices.extend([tf.global_variables()[-1].device, ops.predictions.device])
        raise ValueError("seen")

    os.environ["TF_CONFIG"] = json.dumps({"cluster": {"ps": ["here:1"], "worker": ["there:1"]},
                                          "task": {"type": "worker", "index": 0}})
    try:
        config = tf.contrib.learn.RunConfig(master="")
    finally:
        del os.environ["TF_CONFIG"]
    for one in (tf.contrib.learn.Estimator(model, config=config), tf.contrib.learn.Estimator(model)):
        devices.append(_told(functools.partial(one.fit, _ones(3, 2), _ones(3), steps=1)))
    return devices


def case_runs_need_their_configuration():
    learn, folder = tf.contrib.learn, tempfile.mkdtemp()
    given = learn.RunConfig(model_dir=folder)

    def run(config, hparams=None):
        return _told(lambda: learn.learn_runner.run(
            lambda run_config, _: learn.Experiment(learn.Estimator(_model, config=config), None, None),
            run_config=given, schedule="nothing", hparams=hparams))

    return [run(learn.RunConfig(model_dir=folder + "x")), run(learn.RunConfig(model_dir=folder, num_cores=3)),
            run(learn.RunConfig(model_dir=folder, tf_random_seed=3)), run(tf.estimator.RunConfig(model_dir=folder)),
            run(given), run(given, ["no HParams"])]


def case_parsed_by_signatures():
    from tensorflow.contrib.learn.python.learn.estimators import tensor_signature

    def parsed(tensors):
        signatures = tensor_signature.create_signatures(tensors)
        return tensor_signature.create_example_parser_from_signatures(signatures, [example.SerializeToString()])

    features = tf.train.Features(feature={
        "a": tf.train.Feature(int64_list=tf.train.Int64List(value=[1, 2])),
        "b": tf.train.Feature(float_list=tf.train.FloatList(value=[0.5])),
        "feature": tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"x"]))})
    example = tf.train.Example(features=features)
    found = [parsed({"a": tf.ones([3, 2], tf.int32), "b": tf.ones([3, 1], tf.float64)}), parsed(tf.constant([["y"]])),
             tf.sparse_tensor_to_dense(parsed(tf.SparseTensor([[0, 0]], ["z"], [1, 1])), "")]
    with tf.Session() as sess:
        return [sess.run(found), found[0]["a"].dtype.name, found[0]["b"].dtype.name]


def case_specs_of_model_functions():
    learn = tf.contrib.learn
    predictions = {"scores": tf.constant([1., 2.]), "probabilities": tf.constant([.5, .5]), "classes": tf.constant("a")}
    metrics = {"loss": (tf.constant(1.), tf.no_op()), "other": (tf.constant(1.), tf.no_op())}

    def told(alternatives, default=None, without=()):
        left = {name: value for name, value in predictions.items() if name not in without}
        spec = learn.ModelFnOps(
            learn.ModeKeys.INFER, left, tf.constant([1.]), tf.no_op(), metrics,
            alternatives and {name: (kind, left) for name, kind in alternatives.items()}).estimator_spec(default)
        outputs = spec.export_outputs and {
            name: [type(one).__name__] + [str(getattr(one, part, "-") is None) for part in ("scores", "classes")]
            for name, one in spec.export_outputs.items()}
        return [spec.mode, sorted(spec.eval_metric_ops), outputs]

    kinds = learn.ProblemType
    found = [told(None), told({"a": kinds.LINEAR_REGRESSION}), told({"a": kinds.UNSPECIFIED}),
             told({"a": kinds.CLASSIFICATION, "b": kinds.LOGISTIC_REGRESSION}, "b"),
             told({"a": kinds.CLASSIFICATION}, without=("scores", "classes"))]
    predictions["classes"] = tf.constant(1)
    return found + [told({"a": kinds.CLASSIFICATION}, without=("scores",))]
