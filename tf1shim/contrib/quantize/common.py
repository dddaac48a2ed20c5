"""What folding and quantizing share (contrib/quantize/python/common.py)."""

import re

import tensorflow.compat.v1 as tf

# Ops of gradients, optimizers and summaries are left alone.
SKIPPED_PREFIXES = ("gradients/", "RMSProp/", "Adagrad/", "Const_", "HistogramSummary", "ScalarSummary")

_NORM = re.compile(r"^(.*)BatchNorm/batchnorm")
_STEP = "fake_quantization_step"


def BatchNormGroups(graph):
    """Prefixes of the unfused batch norms of a graph, in the order of its ops."""
    found = (_NORM.search(op.name) for op in graph.get_operations())
    prefixes = dict.fromkeys(match.group(1) for match in found if match)
    return [prefix for prefix in prefixes if not prefix.startswith(SKIPPED_PREFIXES)]


def GetEndpointActivationOp(graph, prefix):
    """The activation right below ``prefix``: its Relu6, else Relu, else Identity, else None."""
    for kind in ("Relu6", "Relu", "Identity"):
        try:
            return graph.get_operation_by_name(prefix + kind)
        except KeyError:
            continue
    return None


def CreateOrGetQuantizationStep():
    """The graph's count of quantized steps, as a tensor; running it adds one."""
    graph = tf.get_default_graph()
    try:
        return graph.get_tensor_by_name(_STEP + "/Identity:0")
    except KeyError:
        pass
    with graph.name_scope(None):
        step = tf.get_variable(
            _STEP, shape=[], dtype=tf.int64, initializer=tf.zeros_initializer(), trainable=False,
            collections=[tf.GraphKeys.GLOBAL_VARIABLES], aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA)
        with graph.name_scope(step.op.name + "/"):
            # The identity has one name, whatever kind of variable it is.
            return tf.identity(tf.assign_add(step, 1))


def DropStringPrefix(s, prefix):
    """``s`` without ``prefix``, where it starts with it."""
    return s[len(prefix):] if s.startswith(prefix) else s


def RerouteTensor(t0, t1, can_modify=None):
    """Let the readers of ``t1`` read ``t0``.

    Args:
        t0: the new tensor.
        t1: the tensor that was read.
        can_modify: the ops that may be changed; all where None.

    Returns:
        how many inputs were changed.
    """
    readers = [op for op in t1.consumers() if can_modify is None or op in can_modify]
    places = [(op, index) for op in readers for index, tensor in enumerate(op.inputs) if tensor is t1]
    for op, index in places:
        op._update_input(index, t0)
    return len(places)
