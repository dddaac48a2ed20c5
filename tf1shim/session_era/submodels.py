"""Symbolic tensors of functional Keras models, of every Keras: what they depend on, and models cut out between them."""

import collections
import sys
import threading

# Where each Keras keeps `Model`, by the package that a symbolic tensor's class comes from.
_MODELS = (("tensorflow.python.keras", "tensorflow.python.keras.models"), ("tf_keras", "tf_keras.models"),
           ("keras", "keras.models"))


def is_symbolic(thing):
    """Whether a thing is a Keras 2 or Keras 3 symbolic tensor."""
    return any(klass.__name__ == "KerasTensor" and home(klass) for klass in type(thing).__mro__)


def model_class(tensor):
    """The `Model` class of the Keras that a symbolic tensor belongs to."""
    for klass in type(tensor).__mro__:
        root = home(klass)
        if klass.__name__ == "KerasTensor" and root:
            module = dict(_MODELS)[root]
            __import__(module)
            return sys.modules[module].Model
    raise TypeError(f"{tensor!r} is not a symbolic Keras tensor")


def layer_class(tensor):
    """The `Layer` class of the Keras that a symbolic tensor belongs to."""
    for klass in model_class(tensor).__mro__:
        if klass.__name__ == "Layer":
            return klass
    raise TypeError(f"{tensor!r} is not a symbolic Keras tensor")


def needed_inputs(outputs, given):
    """Which tensors a computation of ``outputs`` starts from.

    Args:
        outputs: list of symbolic tensors.
        given: list of symbolic tensors whose values are known.

    Returns:
        ``(used, missing)``: those of ``given`` that are needed, in their order, and the input tensors that are needed
        and not among them.
    """
    known = {id(tensor): tensor for tensor in given}
    used, missing, seen, todo = set(), [], set(), list(outputs)
    while todo:
        tensor = todo.pop()
        if id(tensor) in seen:
            continue
        seen.add(id(tensor))
        if id(tensor) in known:
            used.add(id(tensor))
            continue
        parents = _parents(tensor)
        if parents:
            todo.extend(parents)
        else:
            missing.append(tensor)
    return [tensor for tensor in given if id(tensor) in used], missing


def on_the_way(tensor, outputs):
    """The tensor that ``outputs`` depend on and that the same layer gave, or None.

    A Sequential of Keras 3 calls its layers anew at each `add`: a layer's output is what it gave at first.
    """
    layer, place = _source(tensor)
    seen, todo = set(), list(outputs)
    while todo:
        other = todo.pop()
        if id(other) not in seen:
            seen.add(id(other))
            if layer is not None and _source(other) == (layer, place):
                return other
            todo.extend(_parents(other))
    return None


def cut(inputs, outputs):
    """A callable ``(list of values, training=) -> list of values`` from ``inputs`` to ``outputs``."""
    try:
        return model_class(outputs[0])(inputs=list(inputs), outputs=list(outputs))
    except ValueError as error:
        if "disconnected" not in str(error):
            raise
        # Up to TF 2.6 a model can start at its inputs only.
        return _Replay(inputs, outputs)


class Submodels:
    """Models cut out of bigger ones, kept by what they go from and to; the least used of more than 32 is dropped."""

    def __init__(self):
        self._kept = collections.OrderedDict()
        self._lock = threading.RLock()

    def get(self, inputs, outputs):
        """The model from ``inputs`` to ``outputs`` (lists of symbolic tensors)."""
        # The model holds the tensors, so the ids stay theirs while it is kept.
        key = (tuple(map(id, inputs)), tuple(map(id, outputs)))
        with self._lock:  # a reset in another thread clears
            if key not in self._kept:
                self._kept[key] = (cut(inputs, outputs), list(inputs), list(outputs))
                if len(self._kept) > 32:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def clear(self):
        """Drop all."""
        with self._lock:
            self._kept.clear()


class _Replay:
    """Calls the layers between ``inputs`` and ``outputs`` (Keras 2) one after the other."""

    def __init__(self, inputs, outputs):
        self._inputs = [str(id(tensor)) for tensor in inputs]
        self._outputs = [str(id(tensor)) for tensor in outputs]
        self._nodes = []
        known, todo = set(self._inputs), [(tensor, False) for tensor in outputs]
        while todo:
            tensor, parents_done = todo.pop()
            if str(id(tensor)) in known:
                continue
            history = tensor._keras_history
            node = history.layer._inbound_nodes[history.node_index]
            if parents_done:
                known.update(node.flat_output_ids)
                self._nodes.append(node)
            else:
                todo.append((tensor, True))
                todo.extend((parent, False) for parent in node.keras_inputs)

    def __call__(self, values, training=None):
        known = {key: _Lasting([value]) for key, value in zip(self._inputs, values)}
        for node in self._nodes:
            args, kwargs = node.map_arguments(known)
            if node.layer._expects_training_arg:
                kwargs.setdefault("training", training)
            outputs = node.layer(*args, **kwargs)
            outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
            known.update((key, _Lasting([value])) for key, value in zip(node.flat_output_ids, outputs))
        return [known[key][0] for key in self._outputs]


class _Lasting(list):
    # Keras' nodes take values off a list of as many copies as there are uses.
    def pop(self):
        return self[0]


def home(klass):
    """The package of the Keras that a class belongs to, or None."""
    for root, _ in _MODELS:
        if klass.__module__.startswith(root + "."):
            return root
    return None


def _source(tensor):
    """The layer or operation that gave a tensor, and which of its outputs it is; (None, 0) for none."""
    history = getattr(tensor, "_keras_history", None)
    operation = getattr(history, "operation", None) or getattr(history, "layer", None)
    return operation, getattr(history, "tensor_index", 0)


def _parents(tensor):
    operation, _ = _source(tensor)
    if operation is None:
        return []
    history = tensor._keras_history
    node = operation._inbound_nodes[history.node_index]
    parents = node.input_tensors if hasattr(node, "arguments") else node.keras_inputs
    return list(parents) if isinstance(parents, (list, tuple)) else [parents]
