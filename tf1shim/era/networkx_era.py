"""networkx as about 1.x and 2.x: matrices whose ``*`` is the matrix product, node-link data, subgraphs, pickles."""

import functools
import inspect
import pickle

import networkx as nx
import numpy as np
import scipy.sparse
from networkx.readwrite import json_graph


def _as_matrix(function):
    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        made = function(*args, **kwargs)
        kind = getattr(scipy.sparse, f"{made.format}_matrix")
        return made if isinstance(made, kind) else kind(made)

    return stand_in


adjacency_matrix = _as_matrix(nx.adjacency_matrix)
incidence_matrix = _as_matrix(nx.incidence_matrix)
laplacian_matrix = _as_matrix(nx.laplacian_matrix)
normalized_laplacian_matrix = _as_matrix(nx.normalized_laplacian_matrix)


def to_scipy_sparse_matrix(G, nodelist=None, dtype=None, weight="weight", format="csr"):
    """The adjacency matrix of a graph, as a SciPy sparse matrix of that format."""
    made = nx.to_scipy_sparse_array(G, nodelist=nodelist, dtype=dtype, weight=weight, format=format)
    return getattr(scipy.sparse, f"{format}_matrix")(made)


def to_numpy_matrix(G, *args, **kwargs):
    """The adjacency matrix of a graph, as a `numpy.matrix`."""
    return np.asmatrix(nx.to_numpy_array(G, *args, **kwargs))


def from_numpy_matrix(A, parallel_edges=False, create_using=None):
    """The graph of an adjacency matrix."""
    return nx.from_numpy_array(np.asarray(A), parallel_edges=parallel_edges, create_using=create_using)


def _links(function, reading):
    """``function`` of node-link data, whose edges stood under ``links`` up to networkx 3.5."""
    known = inspect.signature(function).parameters
    if "attrs" in known:  # a networkx of the time
        return function

    @functools.wraps(function)
    def stand_in(*args, attrs=None, **kwargs):
        if attrs is not None:  # one dictionary of names, up to 2.x
            names = dict(attrs)
            kwargs = {"edges": names.pop("link", "links"), **names, **kwargs}
        data = args[0] if args else kwargs.get("data")
        if "link" in kwargs:
            kwargs["edges"] = kwargs.pop("link")
        if not (reading and isinstance(data, dict) and "links" not in data):
            kwargs.setdefault("edges", "links")
        if "edges" not in known and "edges" in kwargs:  # before 3.4
            kwargs["link"] = kwargs.pop("edges")
        return function(*args, **kwargs)

    return stand_in


node_link_graph = _links(json_graph.node_link_graph, True)
node_link_data = _links(json_graph.node_link_data, False)


def _subgraphs(components):
    def stand_in(G, copy=True):
        for nodes in getattr(nx, components)(G):
            part = G.subgraph(nodes)
            yield part.copy() if copy else part

    stand_in.__name__ = components.replace("components", "component_subgraphs")
    stand_in.__doc__ = f"The subgraphs on networkx.{components}(G), copied unless told otherwise."
    return stand_in


connected_component_subgraphs = _subgraphs("connected_components")
weakly_connected_component_subgraphs = _subgraphs("weakly_connected_components")
strongly_connected_component_subgraphs = _subgraphs("strongly_connected_components")
biconnected_component_subgraphs = _subgraphs("biconnected_components")


def write_gpickle(G, path, protocol=pickle.HIGHEST_PROTOCOL):
    """Pickle a graph to a file, given by name or opened."""
    if hasattr(path, "write"):
        pickle.dump(G, path, protocol)
        return
    with open(path, "wb") as file:
        pickle.dump(G, file, protocol)


def read_gpickle(path):
    """A graph from its pickle: only of files you trust, as ever."""
    if hasattr(path, "read"):
        return pickle.load(path)
    with open(path, "rb") as file:
        return pickle.load(file)
