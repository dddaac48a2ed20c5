"""AutoGraph leaves our code alone.

TF1: converted user functions for tf.function and tf.data; library code was on a list of what it does not convert.
TF2: the same (autograph/core/config.py); tf1shim is not on the list, and converting it costs time and breaks on wrapt.
Here: a rule for tf1shim is put first.
"""


def install(journal):
    """Add the rule; undone with the journal."""
    from tensorflow.python.autograph.core import config

    journal.set_attr(config, "CONVERSION_RULES",
                     (config.DoNotConvert("tf1shim"), *config.CONVERSION_RULES))
