"""Folds batch norms into the layers below them (contrib/quantize/python/fold_batch_norms.py).

A layer and its norm become a layer with scaled weights and an addition, as they are at inference. When training, the
weights are scaled by the moving averages, and the output corrected to what the batch's own mean and variance give;
after ``freeze_batch_norm_delay`` steps it no longer is.
"""

from tf1shim.contrib.quantize import folded_fused, folded_unfused


def FoldBatchNorms(graph, is_training, freeze_batch_norm_delay=None):
    """Fold all batch norms of a graph.

    Args:
        graph: the graph.
        is_training: whether it is a training graph; a fused batch norm tells by itself.
        freeze_batch_norm_delay: steps after which moving averages are used and no longer changed; never where None.

    Raises:
        ValueError: a batch norm that cannot be folded.
    """
    folded_fused.fold(graph, freeze_batch_norm_delay)
    folded_unfused.fold(graph, is_training, freeze_batch_norm_delay)
