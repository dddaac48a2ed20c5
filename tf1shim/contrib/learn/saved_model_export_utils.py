"""Exporting estimators (source: contrib/learn/python/learn/utils/saved_model_export_utils.py)."""

import os
import time

import tensorflow.compat.v1 as tf

from tf1shim.contrib.layers import feature_column
from tf1shim.contrib.learn import gc, input_fn_utils
from tf1shim.contrib.learn.constants import ProblemType
from tf1shim.contrib.learn.export_strategy import ExportStrategy
from tf1shim.contrib.learn.prediction_key import PredictionKey
from tf1shim.estimator import api

__all__ = ["BestModelSelector", "build_all_signature_defs", "build_standardized_signature_def",
           "extend_export_strategy", "garbage_collect_exports", "get_input_alternatives", "get_most_recent_export",
           "get_output_alternatives", "get_temp_export_dir", "get_timestamped_export_dir",
           "make_best_model_export_strategy", "make_export_strategy", "make_parsing_export_strategy"]

DEFAULT_INPUT_ALTERNATIVE_KEY = "default_input_alternative"
FEATURES_INPUT_ALTERNATIVE_KEY = "features_input_alternative"
_FALLBACK_DEFAULT_OUTPUT_ALTERNATIVE_KEY = "default_output_alternative"
MAX_DIRECTORY_CREATION_ATTEMPTS = 10


def build_standardized_signature_def(input_tensors, output_tensors, problem_type):
    """The signature that fits a kind of problem; the general one where its tensors do not fit.

    Args:
        input_tensors, output_tensors: {name: tensor}.
        problem_type: one of `ProblemType`.

    Raises:
        ValueError: no tensors.
    """
    if not input_tensors:
        raise ValueError("input_tensors must be provided.")
    if not output_tensors:
        raise ValueError("output_tensors must be provided.")
    from tensorflow.python.saved_model import signature_def_utils

    first_input, first_output = next(iter(input_tensors.values())), next(iter(output_tensors.values()))
    if len(input_tensors) == 1:
        if problem_type in (ProblemType.CLASSIFICATION, ProblemType.LOGISTIC_REGRESSION):
            classes, scores = _classes(output_tensors), _scores(output_tensors)
            if classes is None and scores is None and len(output_tensors) == 1:
                classes, scores = (first_output, None) if first_output.dtype == tf.string else (None, first_output)
            if classes is not None or scores is not None:
                return signature_def_utils.classification_signature_def(first_input, classes, scores)
        if problem_type == ProblemType.LINEAR_REGRESSION and len(output_tensors) == 1:
            return signature_def_utils.regression_signature_def(first_input, first_output)
    return signature_def_utils.predict_signature_def(input_tensors, output_tensors)


def _scores(outputs):
    scores = outputs.get(PredictionKey.SCORES)
    return outputs.get(PredictionKey.PROBABILITIES) if scores is None else scores


def _classes(outputs):
    classes = outputs.get(PredictionKey.CLASSES)
    return None if classes is None or classes.dtype != tf.string else classes


def get_input_alternatives(input_ops):
    """``({"default_input_alternative": placeholders}, features)`` of what a serving input function gives.

    Raises:
        ValueError: no features.
    """
    if isinstance(input_ops, input_fn_utils.InputFnOps):
        features, _, inputs = input_ops
        alternatives = {DEFAULT_INPUT_ALTERNATIVE_KEY: inputs}
    else:
        features, _ = input_ops
        alternatives = {}
    if not features:
        raise ValueError("Features must be defined.")
    return alternatives, features


def get_output_alternatives(model_fn_ops, default_output_alternative_key=None):
    """``({head: (problem type, outputs)}, the default head)`` of a model.

    Raises:
        ValueError: there is no such head, or several and none is chosen.
    """
    found, wanted = model_fn_ops.output_alternatives, default_output_alternative_key
    if not found:
        if wanted:
            raise ValueError(f"Requested default_output_alternative: {wanted}, but available output_alternatives "
                             "are: []")
        outputs = model_fn_ops.predictions
        if not isinstance(outputs, dict):
            outputs = {PredictionKey.GENERIC: outputs}
        key = _FALLBACK_DEFAULT_OUTPUT_ALTERNATIVE_KEY
        return {key: (ProblemType.UNSPECIFIED, outputs)}, key
    if wanted:
        if wanted not in found:
            raise ValueError(f"Requested default_output_alternative: {wanted}, but available output_alternatives "
                             f"are: {sorted(found)}")
        return found, wanted
    if len(found) > 1:
        raise ValueError("Please specify a default_output_alternative.  Available output_alternatives are: "
                         f"{sorted(found)}")
    return found, next(iter(found))


def build_all_signature_defs(input_alternatives, output_alternatives, actual_default_output_alternative_key):
    """The signatures of all pairs of inputs and outputs, and the default one.

    Raises:
        ValueError: no default inputs.
    """
    signatures = {
        f"{input_key}:{output_key or 'None'}": build_standardized_signature_def(inputs, outputs, problem_type)
        for input_key, inputs in input_alternatives.items()
        for output_key, (problem_type, outputs) in output_alternatives.items()}
    inputs = input_alternatives.get(DEFAULT_INPUT_ALTERNATIVE_KEY)
    if not inputs:
        raise ValueError("A default input_alternative must be provided.")
    problem_type, outputs = output_alternatives[actual_default_output_alternative_key]
    signatures[tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY] = (
        build_standardized_signature_def(inputs, outputs, problem_type))
    return signatures


def get_timestamped_export_dir(export_dir_base):
    """A folder in ``export_dir_base`` that is called by the second, and not there yet, as bytes.

    Raises:
        RuntimeError: none of ten seconds was free.
    """
    for attempt in range(MAX_DIRECTORY_CREATION_ATTEMPTS):
        path = os.path.join(tf.compat.as_bytes(export_dir_base), tf.compat.as_bytes(str(int(time.time()))))
        if not tf.gfile.Exists(path):
            return path
        time.sleep(1)
        tf.logging.warning("Export directory %s already exists; retrying (attempt %d/%d)", path, attempt + 1,
                           MAX_DIRECTORY_CREATION_ATTEMPTS)
    raise RuntimeError("Failed to obtain a unique export directory name after "
                       f"{MAX_DIRECTORY_CREATION_ATTEMPTS} attempts.")


def get_temp_export_dir(timestamped_export_dir):
    """The folder to write in before it is renamed, as bytes."""
    folder, name = os.path.split(timestamped_export_dir)
    return os.path.join(tf.compat.as_bytes(folder), tf.compat.as_bytes(f"temp-{tf.compat.as_text(name)}"))


def _version(path):
    name = os.path.basename(path.path)
    return path._replace(export_version=int(name)) if len(name) == 10 and name.isdigit() else None


def get_most_recent_export(export_dir_base):
    """The newest export as a `gc.Path`, or None."""
    return next(iter(gc.largest_export_versions(1)(gc.get_paths(export_dir_base, parser=_version))), None)


def garbage_collect_exports(export_dir_base, exports_to_keep):
    """Delete all but the newest exports; none with None."""
    if exports_to_keep is None:
        return
    old = gc.negation(gc.largest_export_versions(exports_to_keep))
    for path in old(gc.get_paths(export_dir_base, parser=_version)):
        try:
            tf.gfile.DeleteRecursively(path.path)
        except tf.errors.NotFoundError as error:
            tf.logging.warning("Can not delete %s recursively: %s", path.path, error)


def make_export_strategy(serving_input_fn, default_output_alternative_key=None, assets_extra=None, as_text=False,
                         exports_to_keep=5, strip_default_attrs=None):
    """An `ExportStrategy` "Servo" that writes SavedModels.

    Args:
        serving_input_fn: gives an `InputFnOps`; for a `tf.estimator.Estimator`, a serving input receiver.
        default_output_alternative_key: the head served by default.
        assets_extra: {path in the export: file}.
        as_text: write the graph as text.
        exports_to_keep: older ones are deleted; all are kept with None.
        strip_default_attrs: leave out attributes of ops that have their default values.
    """
    def export_fn(estimator, export_dir_base, checkpoint_path=None, strip_default_attrs=False):
        more = {"default_output_alternative_key": default_output_alternative_key}
        if isinstance(estimator, api.Estimator):
            if default_output_alternative_key is not None:
                raise ValueError("default_output_alternative_key is not supported in core Estimator. Given: "
                                 f"{default_output_alternative_key}")
            more = {}
        path = estimator.export_savedmodel(
            export_dir_base, serving_input_fn, assets_extra=assets_extra, as_text=as_text,
            checkpoint_path=checkpoint_path, strip_default_attrs=strip_default_attrs, **more)
        garbage_collect_exports(export_dir_base, exports_to_keep)
        return path

    return ExportStrategy("Servo", export_fn, strip_default_attrs)


def make_parsing_export_strategy(feature_columns, default_output_alternative_key=None, assets_extra=None,
                                 as_text=False, exports_to_keep=5, target_core=False, strip_default_attrs=None):
    """`make_export_strategy` for models that are served `tf.Example`s of feature columns.

    Args:
        feature_columns: columns of tf.contrib.layers.
        target_core: whether the estimator is a `tf.estimator.Estimator`.
    """
    spec = feature_column.create_feature_spec_for_parsing(feature_columns)
    serving_input_fn = (api.export.build_parsing_serving_input_receiver_fn(spec) if target_core
                        else input_fn_utils.build_parsing_serving_input_fn(spec))
    return make_export_strategy(
        serving_input_fn, default_output_alternative_key=default_output_alternative_key, assets_extra=assets_extra,
        as_text=as_text, exports_to_keep=exports_to_keep, strip_default_attrs=strip_default_attrs)


from tf1shim.contrib.learn.best_export import (  # noqa: E402
    BestModelSelector,
    extend_export_strategy,
    make_best_model_export_strategy,
)
