"""The solver's table (source: contrib/linear_optimizer/python/ops/sharded_mutable_dense_hashtable.py)."""

from tf1shim.estimator import api

ShardedMutableDenseHashTable = api.internal(
    "python.estimator.canned.linear_optimizer.python.utils.sharded_mutable_dense_hashtable"
)._ShardedMutableDenseHashTable
