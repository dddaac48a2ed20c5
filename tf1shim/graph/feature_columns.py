"""What TF 1.15's feature columns built otherwise.

TF1: a categorical column with identity and no default value asserts that ids are in its range; the variables of
    `tf.feature_column.linear_model` are resource variables.
TF2: ids are used as they are, and fail somewhere later or, below zero, are dropped; reference variables.
Here: as in TF 1. Source: 1.15's `feature_column.py`, `feature_column_v2.py`.
"""

from tf1shim.graph import variables


def install(journal):
    """Change the columns of both generations; undone with the journal."""
    from tensorflow.python.feature_column import feature_column, feature_column_v2

    journal.wrap(feature_column_v2.IdentityCategoricalColumn, "_transform_input_tensor", _checked)
    journal.wrap(feature_column._IdentityCategoricalColumn, "_transform_feature", _checked)
    journal.wrap(feature_column._LinearModel, "__call__", _with_resources)


def _checked(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    if instance.default_value is not None:
        return wrapped(*args, **kwargs)
    ids = wrapped(*args, **kwargs)
    values = ids.values
    buckets = tf.cast(instance.num_buckets, tf.int64, name="num_buckets")
    zero = tf.cast(0, tf.int64, name="zero")
    checks = [
        tf.assert_less(values, buckets, data=(values, buckets), name="assert_less_than_num_buckets",
                       message=f'Bucket index for categorical column "{instance.name}" exceeds number of buckets'),
        tf.assert_greater_equal(values, zero, data=(values,), name="assert_greater_or_equal_0",
                                message=f'Negative bucket index for categorical column "{instance.name}"')]
    # Under eager execution there are no operations to wait for: they have been run.
    with tf.control_dependencies([check for check in checks if check is not None]):
        return tf.SparseTensor(ids.indices, tf.identity(values), ids.dense_shape)


def _with_resources(wrapped, instance, args, kwargs):
    with variables.resources():
        return wrapped(*args, **kwargs)
