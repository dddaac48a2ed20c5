"""``tf.contrib.lookup.lookup_ops``. The tables themselves are TensorFlow's own."""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import lookup_ops as _core

FastHashSpec = _core.FastHashSpec
HasherSpec = _core.HasherSpec
IdTableWithHashBuckets = _core.IdTableWithHashBuckets
InitializableLookupTableBase = _core.InitializableLookupTableBase
KeyValueTensorInitializer = _core.KeyValueTensorInitializer
LookupInterface = _core.LookupInterface
MutableDenseHashTable = _core.DenseHashTable
MutableHashTable = _core.MutableHashTable
StrongHashSpec = _core.StrongHashSpec
TableInitializerBase = _core.TableInitializerBase
TextFileIdTableInitializer = _core.TextFileIdTableInitializer
TextFileIndex = _core.TextFileIndex
TextFileInitializer = _core.TextFileInitializer
TextFileStringTableInitializer = _core.TextFileStringTableInitializer
index_table_from_file = _core.index_table_from_file
index_to_string_table_from_file = _core.index_to_string_table_from_file


class HashTable(_core.InitializableLookupTableBaseV1):
    """A table filled once, by an initializer (TF 1.15: ``tf.contrib.lookup.HashTable``).

    Args:
        initializer: a `TableInitializerBase`; adds itself to the graph's table initializers.
        default_value: for keys that are not in the table.
        shared_name: share the table under this name between sessions.
        name: of the table.
    """

    def __init__(self, initializer, default_value, shared_name=None, name=None):
        self._initializer = initializer
        self._default_value = default_value
        self._shared_name = shared_name
        self._name = name or "hash_table"
        self._table_name = None
        super().__init__(default_value, initializer)
        self._value_shape = self._default_value.get_shape()

    def _create_resource(self):
        table = tf.raw_ops.HashTableV2(
            shared_name=self._shared_name or "",
            key_dtype=self._initializer.key_dtype,
            value_dtype=self._initializer.value_dtype,
            name=self._name,
        )
        if not tf.executing_eagerly():
            self._table_name = table.op.name.split("/")[-1]
        return table

    @property
    def init(self):
        return self.initializer

    @property
    def name(self):
        return self._table_name

    def export(self, name=None):
        """Return (keys, values), all of them, in any order."""
        with tf.name_scope(name, f"{self.name}_Export", [self.resource_handle]):
            keys, values = tf.raw_ops.LookupTableExportV2(
                table_handle=self.resource_handle,
                Tkeys=self._key_dtype,
                Tvalues=self._value_dtype,
            )
        values.set_shape(keys.shape.concatenate(self._value_shape))
        return keys, values


def _required(mapping):
    if mapping is None:
        raise ValueError("mapping must be specified.")
    return mapping


def index_table_from_tensor(
    mapping,
    num_oov_buckets=0,
    default_value=-1,
    hasher_spec=FastHashSpec,
    dtype=tf.string,
    name=None,
):
    """Table from the entries of ``mapping`` to their positions.

    Args:
        mapping: 1-D tensor or list of distinct keys.
        num_oov_buckets: ids behind the last for keys that are not in ``mapping``, by hash.
        default_value: for such keys if there are no buckets.
        hasher_spec: which hash.
        dtype: of the keys.
        name: of the scope.

    Raises:
        ValueError: ``mapping`` is None.
    """
    return _core.index_table_from_tensor(
        vocabulary_list=_required(mapping),
        num_oov_buckets=num_oov_buckets,
        default_value=default_value,
        hasher_spec=hasher_spec,
        dtype=dtype,
        name=name,
    )


def index_to_string_table_from_tensor(mapping, default_value="UNK", name=None):
    """Table from positions to the strings of ``mapping``; ``ValueError`` when that is None."""
    return _core.index_to_string_table_from_tensor(
        vocabulary_list=_required(mapping), default_value=default_value, name=name
    )


def string_to_index(tensor, mapping, default_value=-1, name=None):
    """Positions of the strings of ``tensor`` in ``mapping``."""
    table = index_table_from_tensor(mapping, default_value=default_value, name=name)
    return table.lookup(tensor)


def index_to_string(tensor, mapping, default_value="UNK", name=None):
    """Strings of ``mapping`` at the positions ``tensor``."""
    table = index_to_string_table_from_tensor(mapping, default_value, name)
    return table.lookup(tensor)


def string_to_index_table_from_file(
    vocabulary_file=None,
    num_oov_buckets=0,
    vocab_size=None,
    default_value=-1,
    hasher_spec=FastHashSpec,
    name=None,
):
    """Older name of `index_table_from_file`."""
    return index_table_from_file(
        vocabulary_file,
        num_oov_buckets,
        vocab_size,
        default_value,
        hasher_spec,
        key_dtype=tf.string,
        name=name,
    )


def string_to_index_table_from_tensor(
    mapping, num_oov_buckets=0, default_value=-1, hasher_spec=FastHashSpec, name=None
):
    """Older name of `index_table_from_tensor`; ``ValueError`` unless ``mapping`` is of strings."""
    with tf.name_scope(name, "string_to_index") as scope:
        mapping = tf.convert_to_tensor(mapping)
        if mapping.dtype.base_dtype != tf.string:
            raise ValueError("string_to_index_table_from_tensor requires string.")
        return index_table_from_tensor(
            mapping, num_oov_buckets, default_value, hasher_spec, name=scope
        )
