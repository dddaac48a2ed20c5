"""Heads beside each other (source: contrib/learn/python/learn/estimators/head.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.head import Head, _check_mode, _summarise_loss, no_op_train_fn
from tf1shim.contrib.learn.metric_key import MetricKey as mkey
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps

__all__ = ["loss_only_head", "multi_head"]


class _LossOnlyHead(Head):
    """A head that only adds a loss."""

    logits_dimension = 0

    def __init__(self, loss_fn, head_name=None):
        self._loss_fn = loss_fn
        self.head_name = head_name or "loss_only_head"

    def create_model_fn_ops(self, features, mode, labels=None, train_op_fn=None, logits=None, logits_input=None,
                            scope=None):
        _check_mode(mode)
        loss = train_op = None
        if mode != ModeKeys.INFER:
            with tf.variable_scope(scope, default_name=self.head_name):
                loss = self._loss_fn()
                if isinstance(loss, list):
                    loss = tf.add_n(loss)
                _summarise_loss(f"{mkey.LOSS}/{self.head_name}", loss)
                if mode == ModeKeys.TRAIN:
                    if train_op_fn is None:
                        raise ValueError("train_op_fn can not be None in TRAIN mode")
                    with tf.name_scope(None, "train_op", (loss,)):
                        train_op = train_op_fn(loss)
        return ModelFnOps(mode=mode, loss=loss, train_op=train_op, predictions={}, eval_metric_ops={})


class _MultiHead(Head):
    """Heads that share a model."""

    def __init__(self, heads, loss_weights):
        if not all(head.head_name for head in heads):
            raise ValueError("Members of MultiHead must have names.")
        self._heads = heads
        self._loss_weights = loss_weights

    @property
    def logits_dimension(self):
        return sum(head.logits_dimension for head in self._heads)

    def create_model_fn_ops(self, features, mode, labels=None, train_op_fn=None, logits=None, logits_input=None,
                            scope=None):
        _check_mode(mode)
        made = [head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=no_op_train_fn,
                                         scope=scope, **own)
                for head, own in zip(self._heads, self._logits(logits, logits_input))]
        named = list(zip((head.head_name for head in self._heads), made))
        predictions = {(name, key): value for name, ops in named for key, value in ops.predictions.items()}
        if mode == ModeKeys.INFER:
            return ModelFnOps(mode=mode, predictions=predictions, output_alternatives={
                name: ops.output_alternatives[name] for name, ops in named if ops.output_alternatives})
        metrics = {key: metric for ops in made for key, metric in (ops.eval_metric_ops or {}).items()}
        loss = self._merged([ops.loss for ops in made])
        if mode == ModeKeys.EVAL:
            return ModelFnOps(mode=mode, predictions=predictions, loss=loss, eval_metric_ops=metrics)
        if train_op_fn is None:
            raise ValueError("train_op_fn can not be None in TRAIN mode.")
        train_op = tf.group(train_op_fn(loss), *(ops.train_op for ops in made))
        return ModelFnOps(mode=mode, loss=loss, train_op=train_op, eval_metric_ops=metrics)

    def _logits(self, logits, logits_input):
        begin = 0
        for head in self._heads:
            if logits is None:
                yield {"logits_input": logits_input}
            elif isinstance(logits, dict):
                yield {"logits": None if isinstance(head, _LossOnlyHead) else logits[head.head_name]}
            else:
                yield {"logits": tf.slice(logits, [0, begin], [-1, head.logits_dimension])}
                begin += head.logits_dimension

    def _merged(self, losses):
        if self._loss_weights:
            losses = [tf.multiply(loss, weight) for loss, weight in zip(losses, self._loss_weights)]
        return tf.add_n(losses)


def loss_only_head(loss_fn, head_name=None):
    """A head that adds the loss (or list of losses) that ``loss_fn()`` gives."""
    return _LossOnlyHead(loss_fn, head_name=head_name)


def multi_head(heads, loss_weights=None):
    """Several heads on one model.

    Args:
        heads: list of heads with names; logits are shared out in this order.
        loss_weights: list of the weights of their losses.

    Raises:
        ValueError: a head without name, or another number of weights.
    """
    if loss_weights and len(loss_weights) != len(heads):
        raise ValueError("heads and loss_weights must have same size")
    return _MultiHead(heads, loss_weights)
