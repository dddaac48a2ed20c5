"""Arrays and tables as input (source: contrib/learn/python/learn/learn_io/{numpy,pandas,dask}_io.py)."""

import importlib.util

from tf1shim.estimator import api

HAS_PANDAS = importlib.util.find_spec("pandas") is not None
HAS_DASK = importlib.util.find_spec("dask") is not None
_NUMERIC = "iufb"


def numpy_input_fn(x, y=None, batch_size=128, num_epochs=1, shuffle=True, queue_capacity=1000,
                   num_threads=1):
    """`tf.estimator.inputs.numpy_input_fn` that shuffles by default."""
    return api.inputs.numpy_input_fn(x, y, batch_size=batch_size, num_epochs=num_epochs,
                                     shuffle=shuffle, queue_capacity=queue_capacity,
                                     num_threads=num_threads)


def pandas_input_fn(x, y=None, batch_size=128, num_epochs=1, shuffle=True, queue_capacity=1000,
                    num_threads=1, target_column="target"):
    """`tf.estimator.inputs.pandas_input_fn` that shuffles by default."""
    return api.inputs.pandas_input_fn(
        x, y, batch_size=batch_size, shuffle=shuffle, num_epochs=num_epochs,
        queue_capacity=queue_capacity, num_threads=num_threads, target_column=target_column)


def extract_pandas_data(data):
    """The numbers of a pandas table as an array; raises ValueError for other columns."""
    if not HAS_PANDAS or not hasattr(data, "dtypes") or not hasattr(data, "iloc"):
        return data
    bad = [name for name in data.columns if data[name].dtype.kind not in _NUMERIC]
    if bad:
        raise ValueError("Data types for extracting pandas data must be int, float, or bool. "
                         "Found: " + ", ".join(f"'{n}' type='{data[n].dtype}'" for n in bad))
    return data.values.astype("float")


def extract_pandas_matrix(data):
    """A pandas table as an array, anything else as it is."""
    return data.values if HAS_PANDAS and hasattr(data, "iloc") and data.ndim == 2 else data


def extract_pandas_labels(labels):
    """A pandas column of numbers as an array; raises ValueError for several or others."""
    if not HAS_PANDAS or not hasattr(labels, "iloc"):
        return labels
    if labels.ndim == 2:
        if len(labels.columns) > 1:
            raise ValueError("Only one column for labels is allowed.")
        labels = labels[labels.columns[0]]
    if labels.dtype.kind not in _NUMERIC:
        raise ValueError("Data types for labels must be int, float, or bool.")
    return labels.values


def extract_dask_data(data):
    """A dask table with known divisions; raises ValueError without them."""
    if HAS_DASK and hasattr(data, "dask") and None in (getattr(data, "divisions", None) or [None]):
        raise ValueError("Dask data must have known divisions.")
    return data


def extract_dask_labels(labels):
    """A dask column with known divisions; raises ValueError for several."""
    if HAS_DASK and hasattr(labels, "dask") and len(getattr(labels, "columns", [0])) > 1:
        raise ValueError("Only one column for labels is allowed.")
    return extract_dask_data(labels)
