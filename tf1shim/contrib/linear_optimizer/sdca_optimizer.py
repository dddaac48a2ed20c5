"""SDCA on columns of tf.contrib.layers (source: contrib/linear_optimizer/python/sdca_optimizer.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.layers import feature_column
from tf1shim.contrib.linear_optimizer.sdca_ops import SdcaModel
from tf1shim.contrib.linear_optimizer.sparse_feature_column import SparseFeatureColumn


class SDCAOptimizer:
    """What linear estimators take as optimizer to be trained by SDCA.

    Args:
        example_id_column: name of the feature with the examples' ids, strings.
        num_loss_partitions: number of concurrent train ops.
        num_table_shards: number of shards of the solver's table.
        symmetric_l1_regularization, symmetric_l2_regularization: strengths.
        adaptive: sample examples by their use.
        partitioner: of the weights.
    """

    def __init__(self, example_id_column, num_loss_partitions=1, num_table_shards=None,
                 symmetric_l1_regularization=0.0, symmetric_l2_regularization=1.0, adaptive=True, partitioner=None):
        self.example_id_column = example_id_column
        self.num_loss_partitions = num_loss_partitions
        self.num_table_shards = num_table_shards
        self.symmetric_l1_regularization = symmetric_l1_regularization
        self.symmetric_l2_regularization = symmetric_l2_regularization
        self.adaptive = adaptive
        self.partitioner = partitioner

    def get_name(self):
        """The name of the optimizer."""
        return "SDCAOptimizer"

    def get_train_step(self, columns_to_variables, weight_column_name, loss_type, features, targets, global_step):
        """Make the model and its train op.

        Args:
            columns_to_variables: {column: list of variables}.
            weight_column_name: name of the feature that weights examples, or None.
            loss_type: "hinge_loss", "logistic_loss" or "squared_loss".
            features: {column or name: tensor}, transformed.
            targets: labels ``[batch]`` or ``[batch, 1]``.
            global_step: variable to count up.

        Returns:
            (`SdcaModel`, train op).

        Raises:
            ValueError: a column that SDCA does not take.
        """
        dense, sparse = [], []
        for column in sorted(columns_to_variables, key=lambda one: one.key):
            variables, tensor = columns_to_variables[column], features[column]
            if isinstance(column, feature_column._RealValuedColumn):
                dense.append((_as_matrix(tensor), variables[0]))
            else:
                sparse.append((_sparse(column, tensor), variables if len(variables) > 1 else variables[0]))
        weights = (tf.reshape(features[weight_column_name], [-1]) if weight_column_name
                   else tf.ones([targets.shape[0]]))
        examples = {
            "sparse_features": [feature for feature, _ in sparse],
            "dense_features": [feature for feature, _ in dense],
            "example_labels": tf.cast(tf.reshape(targets, [-1]), tf.float32),
            "example_weights": weights,
            "example_ids": features[self.example_id_column],
        }
        model = SdcaModel(
            examples,
            {"sparse_features_weights": [variable for _, variable in sparse],
             "dense_features_weights": [variable for _, variable in dense]},
            {"symmetric_l1_regularization": self.symmetric_l1_regularization,
             "symmetric_l2_regularization": self.symmetric_l2_regularization,
             "adaptive": self.adaptive,
             "num_loss_partitions": self.num_loss_partitions,
             "num_table_shards": self.num_table_shards,
             "loss_type": loss_type})
        return model, model.minimize(global_step=global_step)


def _as_matrix(tensor):
    flat_enough = tf.Assert(tf.less_equal(tf.rank(tensor), 2), ["transformed_tensor should have rank at most 2."])
    with tf.control_dependencies([flat_enough]):
        return tf.reshape(tensor, [tf.shape(tensor)[0], -1])


def _sparse(column, tensor):
    """The `SparseFeatureColumn` of a column's transformed feature."""
    if isinstance(column, feature_column._BucketizedColumn):
        one_hot = column._to_dnn_input_layer(tensor)
        places = tf.where(tf.not_equal(one_hot, 0.0))
        return SparseFeatureColumn(places[:, 0], places[:, 1], tf.cast(tf.gather_nd(one_hot, places), tf.float32))
    if isinstance(column, feature_column._WeightedSparseColumn):
        ids = column.id_tensor(tensor)
        weights = tf.reshape(column.weight_tensor(tensor).values, [-1])
    elif isinstance(column, (feature_column._CrossedColumn, feature_column._SparseColumn)):
        ids = tensor
        weights = tf.ones([tf.shape(ids.indices)[0]], tf.float32)
    else:
        raise ValueError(f"SDCAOptimizer does not support column type {type(column).__name__}.")
    return _without_doubles(tf.reshape(ids.indices[:, 0], [-1]), tf.reshape(ids.values, [-1]), weights)


def _without_doubles(examples, ids, weights):
    """A feature where an id stands once an example, with the sum of its weights; ids below 0 are left out."""
    valid = tf.greater_equal(ids, 0)
    examples, ids, weights = (tf.boolean_mask(part, valid) for part in (examples, ids, weights))
    width = tf.reduce_max(ids) + 1
    pairs, place = tf.unique(width * examples + ids)
    count = tf.shape(pairs)[0]
    kept = tf.unsorted_segment_min(examples, place, count)
    return SparseFeatureColumn(kept, pairs - width * kept,
                               tf.reshape(tf.unsorted_segment_sum(weights, place, count), [-1]))
