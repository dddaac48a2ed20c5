"""tf.contrib.receptive_field: what part of its input each feature of a convolutional network sees.

Source: TF 1.15, contrib/receptive_field.
"""

from tf1shim.contrib.receptive_field.graph_compute_order import get_compute_order
from tf1shim.contrib.receptive_field.receptive_field import compute_receptive_field_from_graph_def

__all__ = ["compute_receptive_field_from_graph_def", "get_compute_order"]
