"""``tf.contrib.quantize``: graphs rewritten to train and to run as if quantized (contrib/quantize).

Batch norms are folded into the weights of the layers below them, then fake-quantization ops are put after weights and
activations. The rewriting is of v1 graphs, so it is what TF 1.15 did, op by op and name by name.
"""

from tf1shim.contrib.quantize.quantize_graph import (  # noqa: F401
    create_eval_graph,
    create_training_graph,
    experimental_create_eval_graph,
    experimental_create_training_graph,
)
