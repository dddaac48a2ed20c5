"""tf.contrib.tpu: TPUEstimator (with ``use_tpu=False``, on CPU and GPU) and the graph functions TensorFlow still has.

See `data/reexports.json`; what needs a TPU says so when it is used.
"""

import importlib as _importlib
import sys as _sys

from tf1shim.contrib import reexports

reexports.serve(globals())

# Deep paths (tf.contrib.tpu.python.tpu.X) of modules that TensorFlow kept.
for _name in ("device_assignment", "topology", "tpu", "tpu_feed", "tpu_optimizer", "tpu_sharding",
              "training_loop", "ops.tpu_ops"):
    try:
        _sys.modules[f"{__name__}.{_name.split('.')[-1]}"] = _importlib.import_module(
            f"tensorflow.python.tpu.{_name}")
    except ImportError:
        pass
