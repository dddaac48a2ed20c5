"""A sparse feature of a batch (source: contrib/linear_optimizer/python/ops/sparse_feature_column.py)."""

from tf1shim.estimator import api

SparseFeatureColumn = api.internal(
    "python.estimator.canned.linear_optimizer.python.utils.sdca_ops")._SparseFeatureColumn
