"""networkx's matrices as they were about 2.x: matrices, whose ``*`` is the matrix product, not arrays."""

import functools

import networkx as nx
import numpy as np
import scipy.sparse


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
