"""The collections of masked weights (contrib/model_pruning/python/layers/core_layers.py)."""

import tensorflow.compat.v1 as tf

MASK_COLLECTION = "masks"
THRESHOLD_COLLECTION = "thresholds"
MASKED_WEIGHT_COLLECTION = "masked_weights"
WEIGHT_COLLECTION = "kernel"
# The name of the product of a weight and its mask.
MASKED_WEIGHT_NAME = "weights/masked_weight"


def masked(weight, mask, threshold):
    """The product of a weight and its mask; puts the four into their collections, once."""
    product = tf.multiply(mask, weight, MASKED_WEIGHT_NAME)
    if not any(mask is known for known in tf.get_collection_ref(MASK_COLLECTION)):
        for key, value in ((THRESHOLD_COLLECTION, threshold), (MASK_COLLECTION, mask),
                           (MASKED_WEIGHT_COLLECTION, product), (WEIGHT_COLLECTION, weight)):
            tf.add_to_collection(key, value)
    return product
