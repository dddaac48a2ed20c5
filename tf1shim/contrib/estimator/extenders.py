"""Changing optimizers and estimators (source: tensorflow_estimator/contrib/estimator/python/estimator/extenders.py)."""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator import estimator as estimator_lib
from tensorflow_estimator.python.estimator import mode_keys


def clip_gradients_by_norm(optimizer, clip_norm):
    """Wrap an optimizer, so that each gradient is clipped to ``clip_norm`` before it is applied.

    Args:
        optimizer: `tf.train.Optimizer`.
        clip_norm: greatest L2 norm of a gradient.

    Returns:
        `tf.train.Optimizer`.
    """
    return _ClippingOptimizer(optimizer, clip_norm)


class _ClippingOptimizer(tf.train.Optimizer):
    def __init__(self, optimizer, clip_norm):
        super().__init__(name="TransformGradients" + optimizer.get_name(), use_locking=False)
        self._optimizer = optimizer
        self._clip_norm = clip_norm

    def compute_gradients(self, *args, **kwargs):
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        clipped = [(self._clipped(grad), var) for grad, var in grads_and_vars]
        return self._optimizer.apply_gradients(clipped, global_step, name)

    def get_slot(self, *args, **kwargs):
        return self._optimizer.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        return self._optimizer.get_slot_names(*args, **kwargs)

    def _clipped(self, grad):
        if grad is None:
            return None
        if isinstance(grad, tf.IndexedSlices):
            return tf.IndexedSlices(tf.clip_by_norm(grad.values, self._clip_norm), grad.indices,
                                    grad.dense_shape)
        return tf.clip_by_norm(grad, self._clip_norm)


def forward_features(estimator, keys=None, sparse_default_values=None):
    """An estimator whose predictions also hold features.

    Args:
        estimator: `tf.estimator.Estimator`.
        keys: name or list of names of the features; all by default.
        sparse_default_values: {name: value that fills a sparse feature up when made dense}.

    Raises:
        TypeError: names that are no strings.
        ValueError: when built: an unknown name, or one that a prediction has.
    """
    def names(features):
        if keys is None:
            return list(features)
        wanted = [keys] if isinstance(keys, str) else list(keys)
        for key in wanted:
            if not isinstance(key, str):
                raise TypeError(f"All items in keys must be string. Given: {key}")
            if key not in features:
                raise ValueError(f"keys should be exist in features. Key \"{key}\" is not in "
                                 f"features.")
        return wanted

    def model_fn(features, labels, mode, config):
        spec = estimator._call_model_fn(features, labels, mode, config)
        if mode != mode_keys.ModeKeys.PREDICT or not isinstance(spec.predictions, dict):
            return spec
        for key in names(features):
            if key in spec.predictions:
                raise ValueError(f"Forwarded feature key ({key}) is also in the predictions.")
            feature = features[key]
            if isinstance(feature, tf.SparseTensor):
                default = (sparse_default_values or {}).get(key)
                feature = tf.sparse.to_dense(feature, default_value=default)
            spec.predictions[key] = feature
        return spec

    return estimator_lib.Estimator(
        model_fn=model_fn, model_dir=estimator.model_dir, config=estimator.config)
