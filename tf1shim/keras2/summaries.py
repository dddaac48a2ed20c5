"""The table that `model.summary()` prints.

TF1: a rule between layers, text cut at the end of its column, bare numbers of weights; a model counts as its own first
    node, so its first call is ``name[1][0]`` (TF 1.15 `python/keras/utils/layer_utils.py`, keras 2.3.1
    `utils/layer_utils.py`).
TF2: blank lines, text that wraps, weights in bytes too; the first call is ``name[0][0]``.
Here: TF1's table, for legacy callers; what only newer Keras can print (nested models opened, say) stays its own.
"""

import sys

from tf1shim.importing import scope
from tf1shim.keras2 import installed, mirror

_CHAIN = 65, (0.45, 0.85, 1.0), ("Layer (type)", "Output Shape", "Param #")
_GRAPH = 98, (0.33, 0.55, 0.67, 1.0), (*_CHAIN[2], "Connected to")


def install(journal):
    """Change what prints a summary; ``journal`` takes it back."""
    journal.wrap(installed.module("utils.layer_utils"), "print_summary", _summary)


def _summary(wrapped, instance, args, kwargs):
    newer = any(kwargs.get(name) for name in ("expand_nested", "show_trainable", "layer_range")) or any(args[4:])
    if newer or not asked_by_legacy(sys._getframe(1)):
        return wrapped(*args, **kwargs)
    return print_summary(*args[:4], **{name: value for name, value in kwargs.items() if name in _ARGUMENTS})


def asked_by_legacy(frame):
    """Whether it is legacy code that called into Keras, where ``frame`` is."""
    inner = (installed.root().partition(".")[0], "tf1shim")
    if inner[0] == "tensorflow":
        inner = ("tensorflow.python", "tf1shim")
    while frame is not None and (frame.f_globals.get("__name__") or "").startswith(tuple(f"{n}." for n in inner)):
        frame = frame.f_back
    return frame is not None and scope.decide_caller(frame, frame.f_globals).legacy


def print_summary(model, line_length=None, positions=None, print_fn=None):
    """Print the table of a model's layers, line by line.

    Args:
        model: a built model.
        line_length: characters of a line; 65, or 98 where layers have several inputs.
        positions: where each column ends, as parts of a line or in characters.
        print_fn: called with each line, instead of `print`.

    Raises:
        ValueError: a layer has no weights yet.
    """
    nodes = [node for depth in model._nodes_by_depth.values() for node in depth] if _has_graph(model) else []
    chain = not _has_graph(model) or type(model).__name__ == "Sequential" or _is_chain(model)
    length, ends, titles = _CHAIN if chain else _GRAPH
    length = line_length or length
    ends = positions or ends
    if ends[-1] <= 1:
        ends = [int(length * part) for part in ends]
    say = print_fn or print

    say(f'Model: "{model.name}"')
    say("_" * length)
    say(_row(titles, ends))
    say("=" * length)
    layers = model.layers
    for layer in layers:
        fields = f"{layer.name} ({type(layer).__name__})", _shape(layer), layer.count_params()
        sources = [] if chain else _sources(layer, nodes)
        say(_row(fields if chain else (*fields, sources[0] if sources else ""), ends))
        for source in sources[1:]:
            say(_row(("", "", "", source), ends))
        say(("=" if layer is layers[-1] else "_") * length)
    if hasattr(model, "_check_trainable_weights_consistency"):
        model._check_trainable_weights_consistency()
    trained = _count(vars(model).get("_collected_trainable_weights", model.trainable_weights))
    fixed = _count(model.non_trainable_weights)
    say(f"Total params: {trained + fixed:,}")
    say(f"Trainable params: {trained:,}")
    say(f"Non-trainable params: {fixed:,}")
    say("_" * length)


_ARGUMENTS = ("model", "line_length", "positions", "print_fn")


def _has_graph(model):
    return getattr(model, "_is_graph_network", False)


def _is_chain(model):
    """Whether each layer has one input, and is called once within the model."""
    from tensorflow import nest

    nodes = []
    for depth in model._nodes_by_depth.values():
        if len(depth) > 1 or len(nest.flatten(depth[0].inbound_layers)) > 1:
            return False
        nodes += depth
    return all(sum(node in nodes for node in layer._inbound_nodes) < 2 for layer in model.layers)


def _row(fields, ends):
    line = ""
    for number, (field, end) in enumerate(zip(fields, ends)):
        if number:
            line = line[:-1] + " "
        line = (line + str(field))[:end].ljust(end)
    return line


def _shape(layer):
    try:
        shape = layer.output_shape if _has_graph(layer) else _shape_of_calls(layer)
    except AttributeError:
        return "multiple"
    except RuntimeError:
        return "?"
    if isinstance(type(layer), mirror.Mirrored) and isinstance(shape, list) and len(shape) == 1:
        return shape[0]
    return shape


def _shape_of_calls(layer):
    """A layer's ``output_shape``, also for a Sequential that was not told its input's shape."""
    if type(layer).__name__ == "Sequential":
        return installed.module("engine.base_layer_v1").Layer.output_shape.fget(layer)
    return layer.output_shape


def _sources(layer, nodes):
    return [f"{source.name}[{index + _own_nodes(source)}][{tensor}]"
            for node in layer._inbound_nodes if node in nodes
            for source, index, tensor, _ in node.iterate_inbound()]


def _own_nodes(layer):
    if type(layer).__name__ == "Sequential" and isinstance(type(layer), mirror.Mirrored):
        return 1
    # A tf.keras Sequential that learns its input's shape when called had none of its own.
    return int(_has_graph(layer) and getattr(layer, "_has_explicit_input_shape", True))


def _count(weights):
    return sum(int(weight.shape.num_elements()) for weight in {id(weight): weight for weight in weights}.values())
