"""Linear classifiers of features that kernels map (contrib/kernel_methods/python/kernel_estimators.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.kernel_methods.dense_kernel_mapper import DenseKernelMapper
from tf1shim.contrib.layers import feature_column
from tf1shim.contrib.learn import canned
from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.linear import _linear_model_fn
from tf1shim.contrib.learn.prediction_key import PredictionKey

__all__ = ["KernelLinearClassifier"]


def _update_features_and_columns(features, feature_columns, kernel_mappers_dict):
    """Features and columns with what the kernels make of real-valued ones, under the names ``..._MAPPED``."""
    if kernel_mappers_dict is None:
        return features, feature_columns
    features, columns = dict(features), set(feature_columns)
    for column, mappers in kernel_mappers_dict.items():
        if not isinstance(column, feature_column._RealValuedColumn):
            tf.logging.warning("Updates are currently supported on RealValuedColumns only. Metadata for FeatureColumn "
                               f"{column.name} will not be updated.")
            continue
        name = column.name + "_MAPPED"
        columns.add(feature_column.real_valued_column(name, sum(mapper.output_dim for mapper in mappers)))
        features[name] = tf.concat([mapper.map(features[column.name]) for mapper in mappers], 1)
    return features, columns


def _kernel_model_fn(features, labels, mode, params, config=None):
    features, columns = _update_features_and_columns(features, params["feature_columns"], params["kernel_mappers"])
    return _linear_model_fn(features, labels, mode, {**params, "feature_columns": columns}, config)


class KernelLinearClassifier(Estimator):
    """A linear classifier of features and of what kernels make of them.

    Args:
        feature_columns: columns of tf.contrib.layers.
        model_dir, config: as for `Estimator`.
        n_classes: how many classes.
        weight_column_name: feature with the weights of the examples.
        optimizer: an optimizer; default: Ftrl.
        kernel_mappers: {real-valued column: list of `DenseKernelMapper`}.

    Raises:
        ValueError: neither columns nor mappers, or mappers of another kind.
    """

    def __init__(self, feature_columns=None, model_dir=None, n_classes=2, weight_column_name=None, optimizer=None,
                 kernel_mappers=None, config=None):
        if not feature_columns and not kernel_mappers:
            raise ValueError("You should set at least one of feature_columns, kernel_mappers.")
        for mappers in (kernel_mappers or {}).values():
            if not all(isinstance(mapper, DenseKernelMapper) for mapper in mappers):
                raise ValueError("Invalid kernel mappers.")
        head = head_lib.multi_class_head(n_classes=n_classes, weight_column_name=weight_column_name)
        super().__init__(model_fn=_kernel_model_fn, model_dir=model_dir, config=config, params={
            "head": head, "feature_columns": feature_columns or [], "optimizer": optimizer,
            "kernel_mappers": kernel_mappers})

    def predict_classes(self, input_fn=None):
        """The class of each example."""
        return self._one(PredictionKey.CLASSES, input_fn)

    def predict_proba(self, input_fn=None):
        """The classes' probabilities of each example."""
        return self._one(PredictionKey.PROBABILITIES, input_fn)

    def _one(self, key, input_fn):
        return canned.one_output(self.predict(input_fn=input_fn, outputs=[key]), key, True)
