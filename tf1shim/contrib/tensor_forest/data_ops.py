"""Features and labels for a forest (contrib/tensor_forest/python/ops/data_ops.py)."""

import re

import tensorflow.compat.v1 as tf

from tf1shim.contrib.tensor_forest import tensor_forest_ops

DATA_FLOAT = 0
DATA_CATEGORICAL = 1

DTYPE_TO_FTYPE = {
    tf.string: DATA_CATEGORICAL,
    tf.int32: DATA_CATEGORICAL,
    tf.int64: DATA_CATEGORICAL,
    tf.float32: DATA_FLOAT,
    tf.float64: DATA_FLOAT,
}


def CastToFloat(tensor):  # noqa: N802
    """Integers as floats, strings as their hashes; others as they are."""
    if tensor.dtype == tf.string:
        return tensor_forest_ops.reinterpret_string_to_float(tensor)
    return tf.cast(tensor, tf.float32) if tensor.dtype.is_integer else tensor


class DataColumn:
    """Name, type and width of some features."""

    def __init__(self):
        self.name = ""
        self.original_type = ""
        self.size = 0

    def SerializeToString(self):  # noqa: N802
        return f"name: {self.name} original_type: {self.original_type} size: {self.size}"


class DataColumnCollection:
    """List of columns, as a repeated field of a protocol buffer would be."""

    def __init__(self):
        self.cols = []

    def add(self):
        """A new column at the end."""
        self.cols.append(DataColumn())
        return self.cols[-1]

    def size(self):
        """How many columns there are."""
        return len(self.cols)

    def SerializeToString(self):  # noqa: N802
        return "".join("{%s}" % column.SerializeToString() for column in self.cols)


class TensorForestDataSpec:
    """What the features of an example are."""

    def __init__(self):
        self.sparse = DataColumnCollection()
        self.dense = DataColumnCollection()
        self.dense_features_size = 0

    def SerializeToString(self):  # noqa: N802
        return (f"dense_features_size: {self.dense_features_size} dense: [{self.dense.SerializeToString()}] "
                f"sparse: [{self.sparse.SerializeToString()}]")


def parse_spec(text):
    """``(dense_features_size, types)`` of a serialized `TensorForestDataSpec`; a type for each dense feature."""
    size = int(re.match(r"dense_features_size: (\d+)", text).group(1))
    dense = text[text.index("dense: ["):text.rindex("sparse: [")]
    types = []
    for kind, width in re.findall(r"original_type: (\d+) size: (\d+)", dense):
        types += [int(kind)] * int(width)
    return size, types


def GetColumnName(column_key, col_num):  # noqa: N802
    """The name of a column: a string, a feature column's, or its number."""
    return column_key if isinstance(column_key, str) else getattr(column_key, "column_name", str(col_num))


def ParseDataTensorOrDict(data):  # noqa: N802
    """Features as one matrix.

    Args:
        data: b x d, dense or sparse, or a dict of such.

    Returns:
        ``(dense, sparse, spec)``: float tensor or None, SparseTensor or None, `TensorForestDataSpec`.
    """
    spec = TensorForestDataSpec()
    if isinstance(data, dict):
        return (*_parse_dict(data, spec), spec)
    if isinstance(data, tf.SparseTensor):
        _describe(spec.sparse.add(), "sparse_features", DTYPE_TO_FTYPE[data.dtype], -1)
        return None, data, spec
    data = tf.convert_to_tensor(data)
    width = tf.Dimension(data.get_shape()[1]).value
    _describe(spec.dense.add(), "dense_features", DTYPE_TO_FTYPE[data.dtype], width)
    spec.dense_features_size = width
    return data, None, spec


def _parse_dict(data, spec):
    dense, sparse = [], []
    for key in sorted(data):
        value = data[key]
        if isinstance(value, tf.SparseTensor):
            if value.dtype == tf.float32:
                tf.logging.info("TensorForest does not support sparse continuous.")
                continue
            if not sparse:
                _describe(spec.sparse.add(), "all_sparse", DATA_CATEGORICAL, -1)
            sparse.append(tf.SparseTensor(value.indices, CastToFloat(value.values), value.dense_shape))
        else:
            shape = value.get_shape()
            width = 1 if len(shape) == 1 else tf.Dimension(shape[1]).value
            _describe(spec.dense.add(), GetColumnName(key, len(dense)), DTYPE_TO_FTYPE[value.dtype], width)
            spec.dense_features_size += width
            dense.append(CastToFloat(value))
    tf.logging.info(spec.SerializeToString())
    return tf.concat(dense, 1) if dense else None, tf.sparse_concat(1, sparse) if sparse else None


def _describe(column, name, kind, size):
    column.name, column.original_type, column.size = name, kind, size


def ParseLabelTensorOrDict(labels):  # noqa: N802
    """Labels as one float tensor; ``labels``: a tensor, dense or sparse, or a dict of such."""
    def dense(tensor):
        return tf.sparse_tensor_to_dense(tensor, default_value=-1) if isinstance(tensor, tf.SparseTensor) else tensor

    if isinstance(labels, dict):
        labels = tf.concat([dense(labels[key]) for key in sorted(labels)], 1)
    return tf.cast(dense(labels), tf.float32)
