"""tf.contrib.saved_model.python.saved_model.reader: what a SavedModel holds."""

from tensorflow.python.tools import saved_model_utils

read_saved_model = saved_model_utils.read_saved_model
get_saved_model_tag_sets = saved_model_utils.get_saved_model_tag_sets
