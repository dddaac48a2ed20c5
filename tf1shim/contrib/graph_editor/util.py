"""Lists of ops and tensors, placeholders, control outputs (source: contrib/graph_editor/util.py)."""

import collections.abc

import tensorflow.compat.v1 as tf

__all__ = [
    "ControlOutputs", "get_consuming_ops", "get_generating_ops", "get_tensors", "make_list_of_op",
    "make_list_of_t", "make_placeholder_from_dtype_and_shape", "make_placeholder_from_tensor",
    "placeholder_name",
]

_PREFIX = "geph"


def concatenate_unique(la, lb):
    """Append to ``la`` what of ``lb`` it has not; returns ``la``."""
    known = set(la)
    for item in lb:
        if item not in known:
            la.append(item)
            known.add(item)
    return la


class ListView:
    """A list that cannot be changed."""

    def __init__(self, list_):
        if not isinstance(list_, list):
            raise TypeError(f"Expected a list, got: {type(list_)}.")
        self._list = list_

    def __iter__(self):
        return iter(self._list)

    def __len__(self):
        return len(self._list)

    def __bool__(self):
        return bool(self._list)

    def __getitem__(self, i):
        return self._list[i]

    def __add__(self, other):
        return [*self._list, *other]


def is_iterable(obj):
    """Whether one can iterate over ``obj``; not over a tensor."""
    return not isinstance(obj, (tf.Tensor, tf.Variable)) and hasattr(type(obj), "__iter__")


def flatten_tree(tree, leaves=None):
    """The leaves of nested dicts and iterables, appended to ``leaves``."""
    leaves = [] if leaves is None else leaves
    if isinstance(tree, dict):
        tree = tree.values()
    if is_iterable(tree) and not isinstance(tree, str):
        for child in tree:
            flatten_tree(child, leaves)
    else:
        leaves.append(tree)
    return leaves


def transform_tree(tree, fn, iterable_type=tuple):
    """The same tree with ``fn`` of each leaf; iterables without a type of their own become ``iterable_type``."""
    if not is_iterable(tree) or isinstance(tree, str):
        return fn(tree)
    if isinstance(tree, dict):
        return type(tree)((key, transform_tree(child, fn)) for key, child in tree.items())
    children = (transform_tree(child, fn) for child in tree)
    if hasattr(tree, "_asdict"):
        return type(tree)(*children)
    if isinstance(tree, collections.abc.Sequence):
        return type(tree)(children)
    return iterable_type(children)


def check_graphs(*args):
    """Raise ValueError unless all arguments that have a graph have the same."""
    graph = None
    for index, view in enumerate(args):
        if view.graph is not None and graph is not None and view.graph is not graph:
            raise ValueError(f"Argument[{index}]: Wrong graph!")
        graph = graph or view.graph


def get_unique_graph(tops, check_types=None, none_if_empty=False):
    """The graph of tensors and ops.

    Args:
        tops: iterable of them, or a graph.
        check_types: types they must have.
        none_if_empty: give None for an empty iterable.

    Raises:
        TypeError: something else.
        ValueError: several graphs, or none.
    """
    if isinstance(tops, tf.Graph):
        return tops
    if not is_iterable(tops):
        raise TypeError(f"{type(tops)} is not iterable")
    if check_types is None:
        check_types = (tf.Operation, tf.Tensor)
    types = check_types if isinstance(check_types, tuple) else (check_types,)
    graph = None
    for top in tops:
        if not isinstance(top, types):
            raise TypeError("Expected a type in ({}), got: {}".format(
                ", ".join(map(str, types)), type(top)))
        if graph is None:
            graph = top.graph
        elif graph is not top.graph:
            raise ValueError(f"Operation {top} does not belong to given graph")
    if graph is None and not none_if_empty:
        raise ValueError("Can't find the unique graph of an empty list")
    return graph


def make_list_of_op(ops, check_graph=True, allow_graph=True, ignore_ts=False):
    """A list of ops.

    Args:
        ops: an op, an iterable of ops, or a graph.
        check_graph: check that they are of one graph.
        allow_graph: take a graph.
        ignore_ts: leave tensors out.

    Raises:
        TypeError: something else.
        ValueError: several graphs.
    """
    return _make_list(ops, tf.Operation, tf.Graph.get_operations, check_graph, allow_graph,
                      ignore_ts)


def make_list_of_t(ts, check_graph=True, allow_graph=True, ignore_ops=False):
    """A list of tensors; the arguments are those of `make_list_of_op`, for tensors."""
    return _make_list(ts, tf.Tensor, get_tensors, check_graph, allow_graph, ignore_ops)


def _make_list(tops, kind, all_of, check_graph, allow_graph, ignore_others):
    if isinstance(tops, tf.Graph):
        if not allow_graph:
            raise TypeError("allow_graph is False: cannot convert a tf.Graph.")
        return all_of(tops)
    tops = tops if is_iterable(tops) else [tops]
    tops = list(tops)
    if tops and check_graph:
        get_unique_graph(tops, check_types=None if ignore_others else kind)
    return [top for top in tops if isinstance(top, kind)]


def get_tensors(graph):
    """All tensors of a graph; raises TypeError for anything else."""
    if not isinstance(graph, tf.Graph):
        raise TypeError(f"Expected a graph, got: {type(graph)}")
    return [t for op in graph.get_operations() for t in op.outputs]


def get_generating_ops(ts):
    """The op of each tensor."""
    return [t.op for t in make_list_of_t(ts, allow_graph=False)]


def get_consuming_ops(ts):
    """The ops that read tensors."""
    found = []
    for tensor in make_list_of_t(ts, allow_graph=False):
        concatenate_unique(found, tensor.consumers())
    return found


class ControlOutputs:
    """For each op of a graph, the ops that have it as control input."""

    def __init__(self, graph):
        """Read a graph; raises TypeError for anything else."""
        if not isinstance(graph, tf.Graph):
            raise TypeError(f"Expected a tf.Graph, got: {type(graph)}")
        self._graph = graph
        self._version = None
        self._control_outputs = {}
        self.update()

    def update(self):
        """Read the graph anew if it has changed; returns self."""
        if self._version != self._graph.version:
            self._control_outputs.clear()
            for op in self._graph.get_operations():
                for control_input in op.control_inputs:
                    concatenate_unique(self._control_outputs.setdefault(control_input, []), [op])
            self._version = self._graph.version
        return self

    def get_all(self):
        """{op: list of ops}."""
        return self._control_outputs

    def get(self, op):
        """The control outputs of an op."""
        return self._control_outputs.get(op, ())

    @property
    def graph(self):
        return self._graph


def scope_finalize(scope):
    """A scope with its "/"."""
    return scope + "/" if scope and not scope.endswith("/") else scope


def scope_dirname(scope):
    """``"a/b/c"`` -> ``"a/b/"``."""
    return scope[:scope.rfind("/") + 1]


def scope_basename(scope):
    """``"a/b/c"`` -> ``"c"``."""
    return scope[scope.rfind("/") + 1:]


def placeholder_name(t=None, scope=None, prefix=_PREFIX):
    """The name of a placeholder for a tensor: ``prefix__op_index`` in the tensor's scope, or in ``scope``.

    Raises:
        TypeError: ``t`` is no tensor.
    """
    scope = scope if scope is None else scope_finalize(scope)
    if t is None:
        return (scope or "") + prefix
    if not isinstance(t, tf.Tensor):
        raise TypeError(f"Expected a tf.Tenfor, got: {type(t)}")
    base = scope_basename(t.op.name)
    if not base.startswith(f"{prefix}__"):
        base = f"{prefix}__{base}_{t.value_index}"
    return (scope_dirname(t.op.name) if scope is None else scope) + base


def make_placeholder_from_tensor(t, scope=None, prefix=_PREFIX):
    """A placeholder like a tensor, named by `placeholder_name`."""
    return tf.placeholder(dtype=t.dtype.base_dtype, shape=t.get_shape(),
                          name=placeholder_name(t, scope=scope, prefix=prefix))


def make_placeholder_from_dtype_and_shape(dtype, shape=None, scope=None, prefix=_PREFIX):
    """A placeholder named by `placeholder_name`."""
    return tf.placeholder(dtype=dtype, shape=shape,
                          name=placeholder_name(scope=scope, prefix=prefix))


def get_predefined_collection_names():
    """The names in `tf.GraphKeys`."""
    return [getattr(tf.GraphKeys, key) for key in dir(tf.GraphKeys) if not key.startswith("__")]


def find_corresponding_elem(target, dst_graph, dst_scope="", src_scope=""):
    """The tensor or op of another graph with the same name, its scope exchanged.

    Raises:
        ValueError: the name does not lie in ``src_scope``.
        KeyError: there is none.
    """
    name, src_scope = target.name, scope_finalize(src_scope)
    if not name.startswith(src_scope):
        raise ValueError(f"{name} does not start with {src_scope}")
    name = scope_finalize(dst_scope) + name[len(src_scope):]
    if isinstance(target, tf.Tensor):
        return dst_graph.get_tensor_by_name(name)
    if isinstance(target, tf.Operation):
        return dst_graph.get_operation_by_name(name)
    raise TypeError(f"Expected tf.Tensor or tf.Operation, got: {type(target)}")


def find_corresponding(targets, dst_graph, dst_scope="", src_scope=""):
    """`find_corresponding_elem` of a tree."""
    return transform_tree(targets, lambda top: find_corresponding_elem(
        top, dst_graph, dst_scope, src_scope))
