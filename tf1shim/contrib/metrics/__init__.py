"""tf.contrib.metrics: `tf_slim.metrics`, with the names it left behind (source: contrib/metrics/__init__.py)."""

from tf1shim.contrib import slim_support

from tf_slim import metrics as _metrics

from tf1shim.contrib.metrics.confusion_matrix_ops import confusion_matrix  # noqa: F401
from tf1shim.contrib.metrics.set_ops import (  # noqa: F401
    set_difference, set_intersection, set_size, set_union,
)

globals().update({n: v for n, v in vars(_metrics).items() if not n.startswith("_")})

slim_support.mirror(__name__, {
    "metric_ops": "tf_slim.metrics.metric_ops",
    "histogram_ops": "tf_slim.metrics.histogram_ops",
    "classification": "tf_slim.metrics.classification",
})
