"""Settings of `tf.data.Options` that TensorFlow dropped or renamed.

TF1: whether a dataset is sharded is ``experimental_distribute.auto_shard``; rewrites for speed, the autotuner and
    statistics have settings of their own (TF 1.15 `python/data/ops/dataset_ops.py`, `python/data/experimental/ops/`).
TF2: the first is a policy; the others went from 2.6 on, and setting one is an error.
Here: the first sets the policy; the others are kept and read as they were set. They change how fast a dataset runs, or
    what a `StatsAggregator` is told, not what comes out.
"""

from tensorflow.python.data.util import options as _options

_SPEED = (
    ("autotune", bool), ("autotune_algorithm", int), ("autotune_buffers", bool), ("autotune_cpu_budget", int),
    ("filter_with_random_uniform_fusion", bool), ("hoist_random_uniform", bool), ("map_and_batch_fusion", bool),
    ("map_and_filter_fusion", bool), ("map_fusion", bool), ("map_parallelization", bool), ("noop_elimination", bool),
    ("parallel_batch", bool), ("shuffle_and_repeat_fusion", bool), ("filter_fusion", bool),
)


def _setting(name, kind, default=None):
    return _options.create_option(name, ty=kind, docstring=f"``{name}`` of TF 1.15.", default_factory=default or _none)


def _none():
    return None


class MapVectorizationOptions(_options.OptionsBase):
    """Options of a rewrite of maps before batches, which no TensorFlow after 2.5 does."""

    enabled = _setting("enabled", bool)
    use_choose_fastest = _setting("use_choose_fastest", bool)


class StatsOptions(_options.OptionsBase):
    """Options of a dataset's statistics: where they go, under which names, and whether latencies are among them."""

    aggregator = _setting("aggregator", object)
    prefix = _setting("prefix", str, str)
    counter_prefix = _setting("counter_prefix", str, str)
    latency_all_edges = _setting("latency_all_edges", bool)


def install(journal):
    """Add what is missing to the classes of options; ``journal`` takes it out again."""
    import tensorflow.compat.v1 as tf

    experimental = tf.data.experimental
    rewrites = getattr(experimental, "MapVectorizationOptions", MapVectorizationOptions)
    statistics = getattr(experimental, "StatsOptions", StatsOptions)
    settings = {name: _setting(name, kind) for name, kind in _SPEED}
    settings["map_vectorization"] = _setting("map_vectorization", rewrites, rewrites)
    _add(journal, experimental.OptimizationOptions, settings)
    _add(journal, tf.data.Options, {
        "experimental_stats": _setting("experimental_stats", statistics, statistics),
        "experimental_stateful_whitelist": _setting("experimental_stateful_whitelist", list)})
    _add(journal, experimental.DistributeOptions, {"auto_shard": _auto_shard(experimental)})


def _add(journal, owner, settings):
    for name, setting in settings.items():
        if not hasattr(owner, name):
            journal.set_attr(owner, name, setting)


def _auto_shard(experimental):
    policies = getattr(experimental, "AutoShardPolicy", None)
    if policies is None:
        from tensorflow.python.data.experimental.ops.distribute_options import AutoShardPolicy as policies

    def read(options):
        """Whether the dataset is split between workers."""
        return options.auto_shard_policy != policies.OFF

    def write(options, value):
        if not isinstance(value, bool):
            raise TypeError(f'Property "auto_shard" must be of type {bool}, got: {value!r} (type: {type(value)})')
        options.auto_shard_policy = policies.AUTO if value else policies.OFF

    return property(read, write)
