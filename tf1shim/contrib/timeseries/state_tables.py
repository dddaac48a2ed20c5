"""Tables of states (contrib/timeseries/python/timeseries/math_utils.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import lookup


class TensorValuedMutableDenseHashTable(lookup.MutableDenseHashTable):
    """A table whose values are tensors of any one shape.

    Args:
        key_dtype, value_dtype: of keys and values.
        default_value: what a key that is not there has; its shape is that of all values.
        empty_key, deleted_key: keys that are not used.
        args, kwargs: for `tf.contrib.lookup.MutableDenseHashTable`.
    """

    def __init__(self, key_dtype, value_dtype, default_value, *args, **kwargs):
        self._own_shape = tf.shape(default_value)
        # The kernel knows vectors only.
        super().__init__(key_dtype, value_dtype, tf.reshape(default_value, [-1]), *args, **kwargs)

    def insert(self, keys, values, name=None):
        """Values [..., own shape] under keys [...]."""
        return super().insert(tf.reshape(keys, [-1]), tf.reshape(values, [tf.size(keys), -1]), name=name)

    def lookup(self, keys, name=None):
        """The values [..., own shape] of keys [...]."""
        found = super().lookup(tf.reshape(keys, [-1]), name=name)
        return tf.reshape(found, tf.concat([tf.shape(keys), self._own_shape], 0))


class TupleOfTensorsLookup:
    """A table whose values are structures of tensors: one table for each.

    Args:
        key_dtype: of the keys.
        default_values: structure of tensors that a key that is not there has.
        empty_key, deleted_key: keys that are not used.
        name: the tables are ``name_0``, ``name_1``, ...
        checkpoint: whether checkpoints hold the tables.
    """

    def __init__(self, key_dtype, default_values, empty_key, deleted_key, name, checkpoint=True):
        self._hash_tables = tf.nest.pack_sequence_as(default_values, [
            TensorValuedMutableDenseHashTable(
                key_dtype=key_dtype, value_dtype=value.dtype.base_dtype, default_value=value, empty_key=empty_key,
                deleted_key=deleted_key, name=f"{name}_{number}", checkpoint=checkpoint)
            for number, value in enumerate(tf.nest.flatten(default_values))])
        self._name = name

    def lookup(self, keys):
        return tf.nest.map_structure(lambda table: table.lookup(keys), self._hash_tables)

    def insert(self, keys, values):
        tf.nest.assert_same_structure(self._hash_tables, values)
        # All values before any is put in: one may be made of what another table held.
        values = [tf.identity(value) for value in tf.nest.flatten(values)]
        with tf.control_dependencies(values):
            return tf.group(*[table.insert(keys, value)
                              for table, value in zip(tf.nest.flatten(self._hash_tables), values)])
