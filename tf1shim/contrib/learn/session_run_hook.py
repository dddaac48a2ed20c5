"""tf.contrib.learn.python.learn.session_run_hook: the names of tf.train."""

from tensorflow.python.training.session_run_hook import *  # noqa: F401,F403
