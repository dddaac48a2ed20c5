"""Linear models of tf.contrib.learn trained by SDCA (source: contrib/learn/python/learn/estimators/linear.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.layers import feature_column, feature_column_ops
from tf1shim.contrib.linear_optimizer.sdca_optimizer import SDCAOptimizer

# The heads it can train, by kind, and their losses.
LOSSES = {"binary_svm_head": "hinge_loss", "binary_logistic_head": "logistic_loss", "regression_head": "squared_loss"}
_BIAS_COLUMN = "tf_virtual_bias_column"


class UpdateHook(tf.train.SessionRunHook):
    """Lets every step of the chief update and shrink the weights."""

    def set_parameters(self, sdca_model, train_op):
        """Note the model, which is made after the hook."""
        self._sdca_model = sdca_model
        self._train_op = train_op

    def begin(self):
        self._update_op = self._sdca_model.update_weights(self._train_op)

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self._update_op)


def model_fn(features, labels, mode, params):
    """The model function.

    Args:
        features: dict of tensors.
        labels: ``[batch]`` or ``[batch, 1]``.
        mode: one of `ModeKeys`.
        params: dict of "head", "feature_columns", "optimizer" (an `SDCAOptimizer`), "weight_column_name" and
            "update_weights_hook".

    Raises:
        ValueError: an optimizer or a head of another kind.
    """
    head, columns, optimizer = params["head"], params["feature_columns"], params["optimizer"]
    hook = params.get("update_weights_hook")
    if not isinstance(optimizer, SDCAOptimizer):
        raise ValueError("Optimizer must be of type SDCAOptimizer")
    loss_type = LOSSES.get(head.kind)
    if loss_type is None:
        raise ValueError(f"Unsupported head type: {head}")
    assert head.logits_dimension == 1, "SDCA only applies for logits_dimension=1."
    with tf.variable_scope("linear", values=tuple(features.values()), partitioner=optimizer.partitioner) as scope:
        features = dict(features)
        features.update(feature_column_ops.transform_features(features, columns))
        logits, variables, bias = feature_column_ops.weighted_sum_from_feature_columns(
            columns_to_tensors=features, feature_columns=columns, num_outputs=1, scope=scope)
        _add_bias_column(columns, features, bias, variables)

    def train_op_fn(loss):
        model, train_op = optimizer.get_train_step(variables, params["weight_column_name"], loss_type, features,
                                                   labels, tf.train.get_global_step())
        if hook is not None:
            hook.set_parameters(model, train_op)
        return train_op

    found = head.create_model_fn_ops(features=features, labels=labels, mode=mode, train_op_fn=train_op_fn,
                                     logits=logits)
    if hook is not None:
        found = found._replace(training_chief_hooks=[*(found.training_chief_hooks or []), hook])
    return found


def _add_bias_column(columns, tensors, bias, variables):
    """Let the bias be the weight of a column of ones."""
    if any(column.name == _BIAS_COLUMN for column in columns):
        raise ValueError(f"{_BIAS_COLUMN} is a reserved column name.")
    if not columns:
        raise ValueError("feature_columns can't be empty.")
    column = feature_column.real_valued_column(_BIAS_COLUMN)
    tensors[column] = tf.ones([_batch_size(tensors), 1], dtype=tf.float32)
    variables[column] = [bias]


def _batch_size(tensors):
    for tensor in tensors.values():
        if isinstance(tensor, tuple):
            tensor = tensor[0]
        if not isinstance(tensor, tf.SparseTensor):
            return tf.shape(tensor)[0]
        shape = tf.get_static_value(tensor.dense_shape)
        if shape is not None:
            return shape[0]
    raise ValueError("Could not infer batch size from input features.")
