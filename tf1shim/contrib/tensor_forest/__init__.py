"""``tf.contrib.tensor_forest``: random forests that grow online (contrib/tensor_forest).

TF 1.15 had kernels for it; here the trees are NumPy, called from the graph. They keep TF 1.15's protocol buffers, so
that its checkpoints restore.
"""

import importlib

__all__ = ["client", "data_ops", "eval_metrics", "model_ops", "ops", "proto", "python", "random_forest", "stats_ops",
           "tensor_forest", "tensor_forest_ops"]
_MODULES = ("data_ops", "eval_metrics", "model_ops", "random_forest", "stats_ops", "tensor_forest",
            "tensor_forest_ops")


def __getattr__(name):
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(name)
