"""tf.contrib.predictor: call an exported model like a function (source: TF 1.15, contrib/predictor)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.tools import saved_model_utils

_DEFAULT_SIGNATURE = "serving_default"


class Predictor:
    """A graph with a session, called with a dict of arrays."""

    def __init__(self, graph, session, feed_tensors, fetch_tensors):
        self._graph, self._session = graph, session
        self._feed_tensors, self._fetch_tensors = feed_tensors, fetch_tensors

    graph = property(lambda self: self._graph)
    session = property(lambda self: self._session)
    feed_tensors = property(lambda self: self._feed_tensors)
    fetch_tensors = property(lambda self: self._fetch_tensors)

    def __repr__(self):
        return f"{type(self).__name__} with feed tensors {self._feed_tensors} and fetch_tensors {self._fetch_tensors}"

    def __call__(self, input_dict):
        """The outputs, {name: array}, of inputs, {name: array}; raises ValueError for unknown names."""
        unknown = set(input_dict) - set(self._feed_tensors)
        if unknown:
            raise ValueError(f"Got unexpected keys in input_dict: {unknown}\nexpected: {set(self._feed_tensors)}")
        feeds = {tensor: input_dict[key] for key, tensor in self._feed_tensors.items()
                 if input_dict.get(key) is not None}
        return self._session.run(self._fetch_tensors, feed_dict=feeds)


def from_saved_model(export_dir, signature_def_key=None, signature_def=None, input_names=None,
                     output_names=None, tags=None, graph=None, config=None):
    """A predictor of a SavedModel.

    Args:
        export_dir: directory of the SavedModel.
        signature_def_key: which signature; the default one by default, or
        signature_def: the signature itself, or
        input_names, output_names: {name: name of the tensor}.
        tags: of the graph, separated by commas; "serve" by default.
        graph: `tf.Graph` to load into.
        config: `tf.ConfigProto` of the session.

    Raises:
        ValueError: arguments that exclude each other, or no such signature.
    """
    if (input_names is None) != (output_names is None):
        raise ValueError(
            "input_names and output_names must both be specified or both be unspecified.")
    if sum(x is not None for x in (signature_def_key, signature_def, input_names)) > 1:
        raise ValueError("You must specify at most one of signature_def_key OR signature_def OR"
                         "(input_names AND output_names).")
    tags = tags or "serve"
    graph = graph or tf.Graph()
    with graph.as_default():
        session = tf.Session(config=config)
        tf.saved_model.loader.load(session, tags.split(","), export_dir)
    if input_names is None:
        signature = signature_def or _signature(signature_def_key, export_dir, tags)
        input_names = {key: info.name for key, info in signature.inputs.items()}
        output_names = {key: info.name for key, info in signature.outputs.items()}
    return Predictor(graph, session, *(
        {key: graph.get_tensor_by_name(name) for key, name in names.items()}
        for names in (input_names, output_names)))


def from_estimator(estimator, serving_input_receiver_fn, output_key=None, graph=None, config=None):
    """A predictor of a `tf.estimator.Estimator`'s newest checkpoint.

    Args:
        estimator: the estimator.
        serving_input_receiver_fn: makes the receiver of its inputs.
        output_key: which of its export outputs; the default one by default.
        graph: `tf.Graph` to build in.
        config: `tf.ConfigProto` of the session.

    Raises:
        KeyError: no such output.
        TypeError: a tf.contrib.learn estimator.
    """
    if hasattr(estimator, "fit"):
        raise TypeError("Expected estimator to be of type tf.estimator.Estimator, but got type "
                        f"{type(estimator)}. You likely want to call from_contrib_estimator.")
    graph = graph or tf.Graph()
    with graph.as_default():
        receiver = serving_input_receiver_fn()
        spec = estimator.model_fn(receiver.features, None, "infer", estimator.config)
        outputs = spec.export_outputs or {}
        key = output_key or _DEFAULT_SIGNATURE
        if key not in outputs:
            raise KeyError(f"output_key must be one of {outputs.keys()}; got {key}")
        signature = outputs[key].as_signature_def(receiver.receiver_tensors)
        session = _session(estimator, config)
    return Predictor(graph, session, dict(receiver.receiver_tensors), {
        name: graph.get_tensor_by_name(info.name) for name, info in signature.outputs.items()})


def from_contrib_estimator(estimator, prediction_input_fn, input_alternative_key=None,
                           output_alternative_key=None, graph=None, config=None):
    """A predictor of a `tf.contrib.learn.Estimator`'s newest checkpoint.

    Args:
        estimator: the estimator.
        prediction_input_fn: gives ``(features, labels, inputs)``.
        input_alternative_key, output_alternative_key: kept for the signature.
        graph: `tf.Graph` to build in.
        config: `tf.ConfigProto` of the session.

    Raises:
        TypeError: a tf.estimator.Estimator.
    """
    if not hasattr(estimator, "fit"):
        raise TypeError("Expected estimator to be of type tf.contrib.learn.Estimator, but got "
                        f"type {type(estimator)}. You likely want to call from_estimator.")
    graph = graph or tf.Graph()
    with graph.as_default():
        tf.train.create_global_step(graph)
        features, _, inputs = prediction_input_fn()
        predictions = estimator._call_model_fn(features, None, "infer").predictions
        session = _session(estimator, config)
    if not isinstance(predictions, dict):
        predictions = {"predictions": predictions}
    return Predictor(graph, session, dict(inputs), predictions)


def _session(estimator, config):
    return tf.train.MonitoredSession(session_creator=tf.train.ChiefSessionCreator(
        config=config, checkpoint_filename_with_path=tf.train.latest_checkpoint(
            estimator.model_dir)))


def _signature(key, export_dir, tags):
    signatures = saved_model_utils.get_meta_graph_def(export_dir, tags).signature_def
    key = key or _DEFAULT_SIGNATURE
    for name in (key, "default_input_alternative:" + key):
        if name in signatures:
            return signatures[name]
    raise ValueError(f'Got signature_def_key "{key}". Available signatures are {list(signatures)}.')
