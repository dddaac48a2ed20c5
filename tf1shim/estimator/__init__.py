"""tf.estimator on every TensorFlow: the internals that TensorFlow dropped and `tensorflow_estimator` needs.

Up to TensorFlow 2.15 the bundled tf.estimator is used as it is. From 2.16 on, `supply` puts back what the last
`tensorflow_estimator` (2.15) imports and TensorFlow no longer has.
"""

import importlib
import importlib.util
import sys

# Modules that went with TensorFlow 2.16, and what stands in for them.
_GONE = {
    "tensorflow.python.distribute.estimator_training": "tf1shim.estimator.estimator_training",
    "tensorflow.python.tpu.session_support": "tf1shim.estimator.tpu_internals",
    "tensorflow.python.tpu.tpu_embedding": "tf1shim.estimator.tpu_internals",
    "tensorflow.python.tpu.tpu_embedding_gradient": "tf1shim.estimator.tpu_internals",
}


def supply(journal):
    """Make ``import tensorflow_estimator`` work on the installed TensorFlow. Idempotent.

    Args:
        journal: `undo.Journal` to note the changes in.
    """
    for name, ours in _GONE.items():
        if name in sys.modules or _is_there(name):
            continue
        module = importlib.import_module(ours)
        module = module.stand_in(name) if hasattr(module, "stand_in") else module
        journal.set_item(sys.modules, name, module)
        parent, _, last = name.rpartition(".")
        journal.set_attr(importlib.import_module(parent), last, module)
    _supply_export_name(journal)


def _is_there(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _supply_export_name(journal):
    from tensorflow.python.util import tf_export

    if hasattr(tf_export, "ESTIMATOR_API_NAME"):
        return
    journal.set_attr(tf_export, "ESTIMATOR_API_NAME", "estimator")
    for table, suffix in ((tf_export.API_ATTRS, ""), (tf_export.API_ATTRS_V1, "_v1")):
        journal.set_item(table, "estimator", tf_export._Attributes(
            f"_estimator_api_names{suffix}", f"_estimator_api_constants{suffix}"))
