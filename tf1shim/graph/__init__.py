"""Patches of TensorFlow's v1 runtime, applied when the first legacy code imports TensorFlow."""

import importlib

from tf1shim import session_era

# In order; each has install(journal).
GRAPH_PATCHES = (
    "tf1shim.graph.quiet",
    "tf1shim.graph.eager_start",  # before what begins it again when undone
    "tf1shim.graph.runtime",
    "tf1shim.graph.autograph",
    "tf1shim.graph.operations",
    "tf1shim.graph.shapes",
    "tf1shim.graph.gamma_shapes",
    "tf1shim.graph.dimensions",
    "tf1shim.graph.shape_equality",
    "tf1shim.graph.tensors",
    "tf1shim.graph.variables",
    "tf1shim.graph.distributions",
    "tf1shim.graph.regularizers",
    "tf1shim.graph.local_server",
    "tf1shim.graph.renamed",
    "tf1shim.graph.renamed_arguments",
    "tf1shim.graph.inspected",
    "tf1shim.graph.py_functions",
    "tf1shim.graph.dependencies",
    "tf1shim.graph.graph_import",
    "tf1shim.graph.proto_text",
    "tf1shim.graph.proto_bools",
    "tf1shim.graph.flags",
    "tf1shim.graph.wrapped_functions",
    "tf1shim.graph.function_calls",
    "tf1shim.graph.old_words",
    "tf1shim.graph.default_types",
    "tf1shim.graph.repeated_axes",
    "tf1shim.graph.given_arrays",
    "tf1shim.graph.scatter",
    "tf1shim.graph.dropout",
    "tf1shim.graph.sparse_placeholders",
    "tf1shim.graph.shuffled_repeats",
    "tf1shim.graph.dataset_options",
    "tf1shim.graph.dataset_order",
    "tf1shim.graph.dataset_cardinality",
    "tf1shim.graph.dataset_graphs",
    "tf1shim.graph.feature_columns",
    "tf1shim.graph.image_types",
    "tf1shim.graph.seeds",
    "tf1shim.graph.fast_session",
    "tf1shim.era.scalar_repr",
    "tf1shim.era.ndarray_era",
    "tf1shim.era.promotion_era",
    *session_era.PATCHES,
)
EAGER_PATCHES = (
    "tf1shim.graph.autograph",
    "tf1shim.graph.graph_import",
    *session_era.PATCHES,
    *session_era.EAGER_PATCHES,
)


def install(mode, journal):
    """Apply the mode's patches.

    Args:
        mode: "graph" or "eager".
        journal: takes them back.
    """
    for name in GRAPH_PATCHES if mode == "graph" else EAGER_PATCHES:
        importlib.import_module(name).install(journal)
