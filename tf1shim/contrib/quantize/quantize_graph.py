"""The four calls of tf.contrib.quantize (contrib/quantize/python/quantize_graph.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.quantize import fold_batch_norms, quantize

_TRAINING_OPS = {
    "ApplyAdagrad", "ApplyAdagradDA", "ApplyAdadelta", "ApplyAdam", "ApplyAddSign", "ApplyCenteredRMSProp", "ApplyFtrl",
    "ApplyFtrlV2", "ApplyGradientDescent", "ApplyMomentum", "ApplyPowerSign", "ApplyProximalAdagrad",
    "ApplyProximalGradientDescent", "ApplyRMSProp", "ResourceApplyAdadelta", "ResourceApplyAdagrad",
    "ResourceApplyAdagradDA", "ResourceApplyAdam", "ResourceApplyAdamWithAmsgrad", "ResourceApplyAddSign",
    "ResourceApplyCenteredRMSProp", "ResourceApplyFtrl", "ResourceApplyFtrlV2", "ResourceApplyGradientDescent",
    "ResourceApplyKerasMomentum", "ResourceApplyMomentum", "ResourceApplyPowerSign", "ResourceApplyProximalAdagrad",
    "ResourceApplyProximalGradientDescent", "ResourceApplyRMSProp",
}


def create_training_graph(input_graph=None, quant_delay=0):
    """Rewrite a training graph in place so that it trains as if quantized; before its gradients are made.

    Args:
        input_graph: the graph; the default graph where None.
        quant_delay: steps before quantization sets in; 0 suits a model that was trained in float already.

    Raises:
        ValueError: the graph has training ops already, or a layer cannot be rewritten.
    """
    _rewrite(input_graph, True, quant_delay=quant_delay)


def create_eval_graph(input_graph=None):
    """Rewrite an evaluation graph in place, with the names under which a quantized training saved its variables.

    Args:
        input_graph: the graph; the default graph where None.

    Raises:
        ValueError: as `create_training_graph`.
    """
    _rewrite(input_graph, False)


def experimental_create_training_graph(input_graph=None, weight_bits=8, activation_bits=8, symmetric=False,
                                       quant_delay=0, freeze_bn_delay=None, scope=None):
    """As `create_training_graph`, with more to choose.

    Args:
        input_graph: the graph; the default graph where None.
        weight_bits, activation_bits: bits of a quantized weight, of an activation.
        symmetric: whether ranges are symmetric around zero.
        quant_delay: steps before quantization sets in.
        freeze_bn_delay: steps after which batch norms stay with their moving averages; never where None.
        scope: name scope to rewrite; all of the graph where None.

    Raises:
        ValueError: as `create_training_graph`.
    """
    _rewrite(input_graph, True, weight_bits, activation_bits, symmetric, quant_delay, freeze_bn_delay, scope)


def experimental_create_eval_graph(input_graph=None, weight_bits=8, activation_bits=8, symmetric=False,
                                   quant_delay=None, scope=None):
    """As `create_eval_graph`, with the arguments of `experimental_create_training_graph`."""
    _rewrite(input_graph, False, weight_bits, activation_bits, symmetric, quant_delay, scope=scope)


def _rewrite(graph, is_training, weight_bits=8, activation_bits=8, symmetric=False, quant_delay=None,
             freeze_bn_delay=None, scope=None):
    graph = tf.get_default_graph() if graph is None else graph
    _check_for_training_ops(graph)
    with graph.as_default():
        fold_batch_norms.FoldBatchNorms(graph, is_training, freeze_batch_norm_delay=freeze_bn_delay)
        quantize.Quantize(graph, is_training, weight_bits=weight_bits, activation_bits=activation_bits,
                          symmetric=symmetric, quant_delay=quant_delay, scope=scope)


def _check_for_training_ops(graph):
    found = sorted({op.type for op in graph.get_operations()} & _TRAINING_OPS)
    if found:
        raise ValueError(
            f"Training op found in graph, exiting {found}: rewrite the graph before the optimizer is added")
