"""What `EagerSession.run` makes of its fetches and feeds.

Source of the rules for structures, closed sets of types and error texts: TF 1.15 `python/client/session.py`.
"""

import numpy as np
import tensorflow as tf2
import tensorflow.compat.v1 as tf

from tf1shim.session_era import eager_ops, learning_phase, submodels

_GRAPH_MODE = "Graph-only programs run in graph mode (TF1SHIM=graph)"


class Evaluator:
    """Evaluates structures of fetches.

    Args:
        config: `tf.ConfigProto` for the genuine sessions that graph tensors are handed to, or None.
    """

    def __init__(self, config=None):
        self._config = config
        self._submodels = submodels.Submodels()
        self._graph_sessions = {}

    def run(self, fetches, feed_dict, options=None, run_metadata=None):
        """As `Session.run`."""
        leaves = []
        _collect(fetches, leaves)
        feeds = _Feeds(feed_dict or {})
        values = {}
        self._run_graphs([x for x in leaves if _is_graph_element(x)], feeds, values, options, run_metadata)
        self._run_keras([x for x in leaves if submodels.is_symbolic(x)], feeds, values)
        for leaf in leaves:  # in the order written: a step and then what it changed
            if id(leaf) not in values:
                values[id(leaf)] = _evaluate(leaf)
        return _rebuild(fetches, values)

    def forget(self):
        """Drop the models cut out so far; they are made again when needed."""
        self._submodels.clear()

    def close(self):
        """Drop everything, with the genuine sessions and the variables in them."""
        self.forget()
        sessions, self._graph_sessions = self._graph_sessions, {}
        for session in sessions.values():
            session.close()

    def _run_graphs(self, fetches, feeds, values, options, run_metadata):
        for graph in {id(x.graph): x.graph for x in fetches}.values():
            mine = [x for x in fetches if x.graph is graph]
            if graph.building_function:
                raise TypeError(f"Fetch argument {mine[0]!r} belongs to a tf.function that is being traced "
                                f"and has no value outside it")
            session = self._graph_sessions.get(id(graph))
            if session is None:
                session = self._graph_sessions[id(graph)] = tf.Session(graph=graph, config=self._config)
            fed = {key: value for key, value in feeds.graph if key.graph is graph}
            for fetch, value in zip(mine, session.run(mine, fed, options, run_metadata)):
                values[id(fetch)] = value

    def _run_keras(self, fetches, feeds, values):
        for fetch in fetches:
            if id(fetch) in feeds.keras:
                values[id(fetch)] = feeds.keras[id(fetch)][1]
        fetches = list({id(x): x for x in fetches if id(x) not in values}.values())
        if not fetches:
            return
        given = [tensor for tensor, _ in feeds.keras.values()]
        used, missing = submodels.needed_inputs(fetches, given)
        if missing:
            raise tf.errors.InvalidArgumentError(
                None, None, f"You must feed a value for placeholder tensor {missing[0].name!r} with dtype "
                            f"{missing[0].dtype} and shape {missing[0].shape}")
        model = self._submodels.get(used, fetches)
        results = model([feeds.keras[id(tensor)][1] for tensor in used],
                        training=learning_phase.resolve(feeds.phase))
        results = results if isinstance(results, (list, tuple)) else [results]
        for fetch, result in zip(fetches, results):
            values[id(fetch)] = to_numpy(result)


class _Feeds:
    """A feed_dict, sorted by what its keys are."""

    def __init__(self, feed_dict):
        self.keras, self.graph, self.phase = {}, [], None
        for key, value in feed_dict.items():
            if isinstance(key, (list, tuple)):
                for part, part_value in zip(key, value):
                    self._add(part, part_value)
            else:
                self._add(key, value)

    def _add(self, key, value):
        if submodels.is_symbolic(key):
            self.keras[id(key)] = (key, _fed_array(key, value))
        elif _is_graph_element(key):
            self.graph.append((key, to_numpy(value)))
        elif isinstance(key, (bool, int)):
            self.phase = bool(value)
        elif isinstance(key, str):
            raise TypeError(f"Cannot interpret feed_dict key as Tensor: the name {key!r} refers to a graph, and in "
                            f"eager mode there is none. {_GRAPH_MODE}.")
        else:
            raise TypeError(f"Cannot interpret feed_dict key as Tensor: in eager mode only inputs of Keras models, "
                            f"K.learning_phase() and placeholders of a tf.Graph can be fed, not {key!r}. "
                            f"Assign to variables instead. {_GRAPH_MODE}.")


def to_numpy(value):
    """NumPy values of tensors, variables and structures of them; other things as they are."""
    if isinstance(value, (list, tuple)):
        items = [to_numpy(item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {key: to_numpy(item) for key, item in value.items()}
    if isinstance(value, tf.SparseTensor):
        return tf.SparseTensorValue(*(to_numpy(x) for x in (value.indices, value.values, value.dense_shape)))
    if isinstance(value, tf.IndexedSlices):
        shape = None if value.dense_shape is None else to_numpy(value.dense_shape)
        return _indexed_slices_value()(to_numpy(value.values), to_numpy(value.indices), shape)
    if isinstance(value, tf.RaggedTensor):
        splits = [to_numpy(row_splits) for row_splits in value.nested_row_splits]
        result = to_numpy(value.flat_values)
        for row_splits in reversed(splits):
            result = tf.ragged.RaggedTensorValue(result, row_splits)
        return result
    numpy = getattr(value, "numpy", None)
    return numpy() if callable(numpy) and not isinstance(value, np.ndarray) else value


def _indexed_slices_value():
    from tensorflow.python.framework import ops

    if hasattr(ops, "IndexedSlicesValue"):
        return ops.IndexedSlicesValue
    from tensorflow.python.framework import indexed_slices

    return indexed_slices.IndexedSlicesValue


def _evaluate(leaf):
    if isinstance(leaf, eager_ops.EagerOperation):
        return leaf.run()
    if _has_value(leaf):
        return to_numpy(leaf)
    if isinstance(leaf, (str, bytes)):
        raise ValueError(f"Fetch argument {leaf!r} cannot be interpreted as a Tensor. (In eager mode there is no "
                         f"graph to look the name up in. {_GRAPH_MODE}.)")
    if callable(leaf) and not isinstance(leaf, type) and not hasattr(leaf, "trainable_weights"):
        return to_numpy(leaf())
    note = ""
    if leaf is not None:
        note = ", must be a string or Tensor. (In eager mode: a tensor, a variable, a Keras output or a callable.)"
    raise TypeError(f"Fetch argument {leaf!r} has invalid type {type(leaf)}{note}")


def _has_value(thing):
    if isinstance(thing, (tf2.Variable, tf.SparseTensor, tf.IndexedSlices, tf.RaggedTensor)):
        return True
    if isinstance(thing, tf.Tensor):
        return not _is_graph_element(thing)
    # Keras 3's variable is a class of its own.
    return type(thing).__module__.startswith("keras.") and hasattr(thing, "assign") and hasattr(thing, "numpy")


def _is_graph_element(thing):
    """A tensor, operation or variable of a graph, not an eager one."""
    if isinstance(thing, tf.Operation):
        return True
    if isinstance(thing, (tf.Variable, tf2.Variable)):
        return not hasattr(thing, "numpy") or not _readable(thing)
    return isinstance(thing, tf.Tensor) and not hasattr(thing, "numpy")


def _readable(variable):
    graph = getattr(variable, "graph", None)
    return graph is None or isinstance(variable.handle, tf.Tensor) and hasattr(variable.handle, "numpy")


def _fed_array(tensor, value):
    if isinstance(value, tf.Tensor) and not hasattr(value, "numpy"):
        raise TypeError("The value of a feed cannot be a tf.Tensor object. Acceptable feed values include Python "
                        "scalars, strings, lists, numpy ndarrays, or TensorHandles.")
    value = np.asarray(to_numpy(value), dtype=tf.as_dtype(tensor.dtype).as_numpy_dtype)
    shape = tuple(tensor.shape)
    if len(shape) != value.ndim or any(a is not None and a != b for a, b in zip(shape, value.shape)):
        raise ValueError(f"Cannot feed value of shape {value.shape} for Tensor {tensor.name!r}, "
                         f"which has shape {shape}")
    return value


def _collect(fetch, leaves):
    for part in _parts(fetch) if _is_structure(fetch) else ():
        _collect(part, leaves)
    if not _is_structure(fetch):
        leaves.append(fetch)


def _rebuild(fetch, values):
    if not _is_structure(fetch):
        return values[id(fetch)]
    items = [_rebuild(part, values) for part in _parts(fetch)]
    if isinstance(fetch, list):
        return items
    if isinstance(fetch, tuple):
        return type(fetch)(*items) if hasattr(fetch, "_fields") else tuple(items)
    if hasattr(type(fetch), "__attrs_attrs__"):
        return type(fetch)(*items)
    return type(fetch)(zip(fetch, items)) if isinstance(fetch, dict) else dict(zip(fetch, items))


def _is_structure(fetch):
    return (isinstance(fetch, (list, tuple)) or hasattr(fetch, "keys") and hasattr(fetch, "values")
            or hasattr(type(fetch), "__attrs_attrs__"))


def _parts(fetch):
    if isinstance(fetch, (list, tuple)):
        return list(fetch)
    if hasattr(type(fetch), "__attrs_attrs__"):
        return [getattr(fetch, attribute.name) for attribute in type(fetch).__attrs_attrs__]
    return [fetch[key] for key in fetch]
