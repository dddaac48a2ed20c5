"""Input functions for serving (source: contrib/learn/python/learn/utils/input_fn_utils.py)."""

import collections

import tensorflow.compat.v1 as tf

__all__ = ["InputFnOps", "build_default_serving_input_fn", "build_parsing_serving_input_fn"]


class InputFnOps(collections.namedtuple("InputFnOps", "features labels default_inputs")):
    """What a serving input function gives: features for the model, labels or None, placeholders by name."""


def build_parsing_serving_input_fn(feature_spec, default_batch_size=None):
    """A serving input function that parses `tf.Example`s.

    Args:
        feature_spec: as for `tf.parse_example`.
        default_batch_size: number of examples, or None for any.
    """
    def input_fn():
        serialized = tf.placeholder(tf.string, shape=[default_batch_size], name="input_example_tensor")
        return InputFnOps(tf.parse_example(serialized, feature_spec), None, {"examples": serialized})

    return input_fn


def build_default_serving_input_fn(features, default_batch_size=None):
    """A serving input function that takes the features themselves.

    Args:
        features: {name: tensor} of the same types and shapes.
        default_batch_size: number of examples, or None for any.
    """
    def input_fn():
        fed = {name: tf.placeholder(tensor.dtype, [default_batch_size, *tensor.get_shape().as_list()[1:]],
                                    name=tensor.op.name) for name, tensor in features.items()}
        return InputFnOps(fed, None, fed)

    return input_fn
