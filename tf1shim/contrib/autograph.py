"""tf.contrib.autograph: `tf.autograph`, which it became."""

import tensorflow.compat.v1 as _tf
from tensorflow.python.autograph.impl import api as _api
from tensorflow.python.autograph.lang.directives import set_element_type, set_loop_options  # noqa: F401
from tensorflow.python.autograph.lang.special_functions import stack  # noqa: F401

do_not_convert = _tf.autograph.experimental.do_not_convert
to_code = _tf.autograph.to_code
to_graph = _tf.autograph.to_graph
set_verbosity = _tf.autograph.set_verbosity
trace = _tf.autograph.trace
Feature = _tf.autograph.experimental.Feature
converted_call = _api.converted_call


def convert(recursive=False, optional_features=None, user_requested=True):
    """A decorator that compiles a function to use graph operations (TF 1.15, python/autograph/impl/api.py).

    Args:
        recursive: also convert what the function calls.
        optional_features: `Feature`s to use beyond the default ones.
        user_requested: whether the user asked for it, which decides how errors are told.
    """
    return _api.convert(recursive=recursive, optional_features=optional_features, user_requested=user_requested)
