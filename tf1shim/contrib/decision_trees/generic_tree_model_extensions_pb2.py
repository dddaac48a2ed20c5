"""Further tests of a node (contrib/decision_trees/proto/generic_tree_model_extensions.proto)."""

from tf1shim.contrib.decision_trees.generic_tree_model_pb2 import MatchingValuesTest  # noqa: F401
