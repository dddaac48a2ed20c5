"""tf.contrib.learn.python.learn.basic_session_run_hooks: the names of tf.train."""

from tensorflow.python.training.basic_session_run_hooks import *  # noqa: F401,F403
