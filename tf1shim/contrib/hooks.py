"""``tf.contrib.hooks``: a hook that moved to tf.train (contrib/hooks/python/training/profiler_hook.py)."""

from tensorflow.compat.v1.train import ProfilerHook  # noqa: F401
