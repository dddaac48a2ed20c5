"""The module that tf.contrib.learn.learn_runner is (source: contrib/learn/python/learn/learn_runner_lib.py)."""

from tf1shim.contrib.learn.learn_runner import run, tune  # noqa: F401
