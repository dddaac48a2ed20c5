"""Exporting several modes (source: tensorflow_estimator/contrib/estimator/python/estimator/export.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.estimator import api


def export_saved_model_for_mode(estimator, export_dir_base, input_receiver_fn, assets_extra=None,
                                as_text=False, checkpoint_path=None,
                                mode=api.ModeKeys.PREDICT):
    """Export one mode's graph with its variables.

    Args:
        estimator: `tf.estimator.Estimator`.
        export_dir_base: directory; the export goes into a new one below it.
        input_receiver_fn: makes the receiver of the mode's inputs.
        assets_extra: {path in the export: file}.
        as_text: write the graph as text.
        checkpoint_path: checkpoint to export; the newest by default.
        mode: a `tf.estimator.ModeKeys`.

    Returns:
        path of the export.
    """
    return export_all_saved_models(estimator, export_dir_base, {mode: input_receiver_fn},
                                   assets_extra, as_text, checkpoint_path)


def export_all_saved_models(estimator, export_dir_base, input_receiver_fn_map, assets_extra=None,
                            as_text=False, checkpoint_path=None):
    """Export the graphs of several modes, {mode: function making its receiver}, with one set of variables."""
    return estimator.experimental_export_all_saved_models(
        export_dir_base, input_receiver_fn_map, assets_extra=assets_extra, as_text=as_text,
        checkpoint_path=checkpoint_path)


def build_supervised_input_receiver_fn_from_input_fn(input_fn, **input_fn_args):
    """A receiver function with placeholders like the features and labels that ``input_fn`` gives."""
    with tf.Graph().as_default():
        result = input_fn(**input_fn_args)
        if hasattr(result, "make_one_shot_iterator") or isinstance(result, tf.data.Dataset):
            result = tf.data.make_one_shot_iterator(result).get_next()
        features, labels = result
        specs = tf.nest.map_structure(
            lambda t: tf.TensorSpec(t.shape, t.dtype, t.op.name), (features, labels))

    def receiver_fn():
        features, labels = tf.nest.map_structure(
            lambda spec: tf.placeholder(spec.dtype, spec.shape, name=spec.name), specs)
        return api.experimental.build_raw_supervised_input_receiver_fn(features, labels)()

    return receiver_fn
