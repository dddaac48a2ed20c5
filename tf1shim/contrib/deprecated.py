"""``tf.contrib.deprecated``: the summaries of before TF 1.0 (contrib/deprecated/__init__.py)."""

from tensorflow.python.ops.logging_ops import (  # noqa: F401
    audio_summary,
    histogram_summary,
    image_summary,
    merge_all_summaries,
    merge_summary,
    scalar_summary,
)
