"""tf.contrib.tfprof: `tf.profiler`, which it became (source: TF 1.15, contrib/tfprof)."""

from tf1shim.contrib.tfprof import model_analyzer, tfprof_logger  # noqa: F401
