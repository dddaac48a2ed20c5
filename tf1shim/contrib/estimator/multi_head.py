"""``tf.contrib.estimator.multi_head``: several objectives of one model.

Source: TF 1.15, tensorflow_estimator/contrib/estimator/python/estimator/multi_head.py.
"""

import tensorflow.compat.v1 as tf
from tensorflow_estimator.python.estimator import model_fn
from tensorflow_estimator.python.estimator.canned import head as head_lib
from tensorflow_estimator.python.estimator.export import export_output

_DEFAULT = tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY


def multi_head(heads, head_weights=None):
    """A head that learns what all of ``heads`` learn.

    Args:
        heads: heads of `tf.contrib.estimator`, each with a name of its own. Labels are a dict by these names, logits a
            dict or one tensor with the heads' logits side by side.
        head_weights: floats, what each head's loss counts; 1 by default.

    Raises:
        ValueError: no heads, names that are missing or not unique, or a wrong number of weights.
    """
    if not heads:
        raise ValueError(f"Must specify heads. Given: {heads}")
    for head in heads:
        if not head.name:
            raise ValueError(f"All given heads must have name specified. Given: {head}")
    if head_weights and len(head_weights) != len(heads):
        raise ValueError("heads and head_weights must have the same size. "
                         f"Given len(heads): {len(heads)}. Given len(head_weights): {len(head_weights)}.")
    if len({head.name for head in heads}) != len(heads):
        raise ValueError("All heads must have unique names. Given: %s" % [head.name for head in heads])
    return _MultiHead(tuple(heads), tuple(head_weights or [1.0] * len(heads)))


class _MultiHead(head_lib._Head):

    def __init__(self, heads, weights):
        self._heads, self._weights = heads, weights

    @property
    def name(self):
        return "_".join(head.name for head in self._heads)

    @property
    def logits_dimension(self):
        return sum(head.logits_dimension for head in self._heads)

    def create_loss(self, features, mode, logits, labels):
        """A `LossSpec` with the weighted sum; its other fields are dicts by the heads' names."""
        specs = {head.name: head.create_loss(features, mode, part, labels[head.name])
                 for head, part in zip(self._heads, self._split(logits))}
        fields = {field: {name: getattr(spec, field) for name, spec in specs.items()}
                  for field in ("unreduced_loss", "weights", "processed_labels")}
        return head_lib.LossSpec(
            training_loss=self._merged([spec.training_loss for spec in specs.values()]), **fields)

    def create_estimator_spec(self, features, mode, logits, labels=None, optimizer=None, train_op_fn=None):
        """`tf.estimator.EstimatorSpec` of all heads; arguments as for any head.

        Raises:
            ValueError: training with neither ``optimizer`` nor ``train_op_fn``.
        """
        modes = model_fn.ModeKeys
        specs = [head.create_estimator_spec(
            features=features, mode=mode, logits=part, labels=labels[head.name] if labels is not None else None,
            train_op_fn=lambda loss: tf.no_op()) for head, part in zip(self._heads, self._split(logits))]
        predictions = {(head.name, key): value
                       for head, spec in zip(self._heads, specs) for key, value in spec.predictions.items()} \
            if mode != modes.TRAIN else None
        if mode == modes.PREDICT:
            return model_fn.EstimatorSpec(
                mode, predictions=predictions, export_outputs=self._exports(specs, predictions))
        losses = [spec.loss for spec in specs]
        loss = self._merged(losses)
        if mode == modes.EVAL:
            metrics = {}
            for head, spec, part in zip(self._heads, specs, losses):
                metrics.update(spec.eval_metric_ops)
                metrics[f"loss/{head.name}"] = tf.metrics.mean(part)
            return model_fn.EstimatorSpec(mode, predictions=predictions, loss=loss, eval_metric_ops=metrics)
        if (optimizer is None) == (train_op_fn is None):
            state = "both be None" if optimizer is None else "both be set"
            raise ValueError(f"train_op_fn and optimizer cannot {state}.")
        if optimizer is not None:
            train_op = optimizer.minimize(loss, global_step=tf.train.get_global_step())
        else:
            train_op = train_op_fn(loss)
        tf.summary.scalar("loss", loss)
        return model_fn.EstimatorSpec(mode, loss=loss, train_op=train_op)

    def _create_tpu_estimator_spec(self, features, mode, logits, labels=None, optimizer=None, train_op_fn=None):
        raise NotImplementedError("tf.contrib.estimator.multi_head has no TPUEstimatorSpec (nor had it in TF 1.15)")

    def _split(self, logits):
        """Each head's logits."""
        if isinstance(logits, dict):
            return [logits[head.name] for head in self._heads]
        dimensions = [head.logits_dimension for head in self._heads]
        return tf.split(logits, dimensions, axis=-1)

    def _merged(self, losses):
        with tf.name_scope("merge_losses"):
            return tf.add_n([tf.multiply(loss, weight) for loss, weight in zip(losses, self._weights)])

    def _exports(self, specs, predictions):
        exports = {_DEFAULT: specs[0].export_outputs[_DEFAULT]}
        for head, spec in zip(self._heads, specs):
            for key, output in spec.export_outputs.items():
                exports[head.name if key == _DEFAULT else f"{head.name}/{key}"] = output
        exports["predict"] = export_output.PredictOutput(
            {f"{name}/{key}": value for (name, key), value in predictions.items()})
        return exports
