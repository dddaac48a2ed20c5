"""Writing an estimator's SavedModel (source: contrib/learn/python/learn/estimators/estimator.py)."""

import os

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import resources

from tf1shim.contrib.learn import saved_model_export_utils as export_utils

__all__ = ["export"]

_FEATURE_KEYS = "input_feature_keys"


def export(model, export_dir_base, serving_input_fn, checkpoint_path, default_output, assets_extra, as_text,
           strip_default_attrs):
    """Write a model, see `BaseEstimator.export_savedmodel`.

    Args:
        model: features -> `ModelFnOps`.
    """
    target = export_utils.get_timestamped_export_dir(export_dir_base)
    unfinished = export_utils.get_temp_export_dir(target)
    builder = tf.saved_model.Builder(tf.compat.as_str_any(unfinished))
    with tf.Graph().as_default() as graph:
        tf.train.create_global_step(graph)
        input_ops = serving_input_fn()
        inputs, features = export_utils.get_input_alternatives(input_ops)
        for name in input_ops.features:
            tf.add_to_collection(_FEATURE_KEYS, name)
        ops = model(features)
        signatures = export_utils.build_all_signature_defs(
            inputs, *export_utils.get_output_alternatives(ops, default_output))
        start = tf.group(tf.local_variables_initializer(), resources.initialize_resources(resources.shared_resources()),
                         tf.tables_initializer())
        saver = (ops.scaffold and ops.scaffold.saver) or tf.train.Saver(sharded=True)
        with tf.Session() as session:
            saver.restore(session, checkpoint_path)
            builder.add_meta_graph_and_variables(
                session, [tf.saved_model.tag_constants.SERVING], signature_def_map=signatures,
                assets_collection=tf.get_collection(tf.GraphKeys.ASSET_FILEPATHS), main_op=start,
                strip_default_attrs=strip_default_attrs)
    for place, source in (assets_extra or {}).items():
        path = os.path.join(unfinished, b"assets.extra", tf.compat.as_bytes(place))
        tf.gfile.MakeDirs(os.path.dirname(path))
        tf.gfile.Copy(source, path)
    builder.save(as_text)
    tf.gfile.Rename(unfinished, target)
    return target
