"""What layers say of inputs that they cannot take.

TF1: inputs of unknown rank are refused by layers that ask for a rank; errors are worded as below, and programs and
    their tests match the words.
TF2: such inputs pass unchecked; the errors are worded anew.
Here: they are refused; errors that building a layer or the check of its inputs raises get the old words, those of
    TF 1.15's tf.keras or of keras 2.3.1.
"""

import contextlib
import re
import threading

from tf1shim.keras2 import installed

_local = threading.local()

_SHAPE = r"\((?P<shape>.*)\)"
# (words now, words of tf.keras in TF 1.15, words of keras 2.3.1)
_WORDS = [(re.compile(now, re.DOTALL), old, older) for now, old, older in (
    (r'^Layer "?(?P<layer>[^" ]+)"? expects (?P<n>\d+) inputs?(?:\(s\))?, but it received (?P<m>\d+) input tensors\. '
     r"Inputs received: (?P<inputs>.*)$",
     "Layer {layer} expects {n} inputs, but it received {m} input tensors. Inputs received: {inputs}",
     "Layer {layer} expects {n} inputs, but it received {m} input tensors. Input received: {inputs}"),
    (r'^Input (?P<i>\d+) of layer "?(?P<layer>[^" ]+)"? is incompatible with the layer: '
     rf"(?P<what>expected ndim=\d+, found ndim=\d+)\. Full shape received: {_SHAPE}$",
     "Input {i} of layer {layer} is incompatible with the layer: {what}. Full shape received: {shape}",
     "Input {i} is incompatible with layer {layer}: {what}"),
    (r'^Input (?P<i>\d+) of layer "?(?P<layer>[^" ]+)"? is incompatible with the layer: '
     rf"(?:: )?(?P<what>expected min_ndim=\d+, found ndim=\d+)\. Full shape received: {_SHAPE}$",
     "Input {i} of layer {layer} is incompatible with the layer: : {what}. Full shape received: {shape}",
     "Input {i} is incompatible with layer {layer}: {what}"),
    (r'^Input (?P<i>\d+) of layer "?(?P<layer>[^" ]+)"? is incompatible with the layer: '
     r"(?P<what>expected max_ndim=\d+, found ndim=\d+)$",
     "Input {i} of layer {layer} is incompatible with the layer: {what}",
     "Input {i} is incompatible with layer {layer}: {what}"),
    (r'^Input (?P<i>\d+) of layer "?(?P<layer>[^" ]+)"? is incompatible with the layer: '
     rf"(?P<axis>expected axis -?\d+) ?of input shape to have value (?P<size>\S+?),? "  # 2.7 forgot the space
     rf"but received input with shape {_SHAPE}$",
     "Input {i} of layer {layer} is incompatible with the layer: {axis} of input shape to have value {size} "
     "but received input with shape {shape}",
     "Input {i} is incompatible with layer {layer}: {axis} of input shape to have value {size} "
     "but got shape ({tuple})"),
    (r"^The channel dimension of the inputs (to `\w+` )?should be defined\. The input_shape received is .*$",
     *["The channel dimension of the inputs should be defined. Found `None`."] * 2),
    (r"^The last dimension of the inputs to a Dense layer should be defined\. Found None\. .*$",
     *["The last dimension of the inputs to `Dense` should be defined. Found `None`."] * 2),
)]


def install(journal):
    """Change the check of inputs, and what goes through the building of layers."""
    checks = installed.module("engine.input_spec")
    journal.wrap(checks, "assert_input_compatibility", _check)
    for path in ("engine.base_layer", "engine.base_layer_v1"):
        journal.wrap(installed.module(path).Layer, "_maybe_build", _in_old_words)


@contextlib.contextmanager
def of_standalone():
    """Within the block, this thread's errors are worded as in keras 2.3.1."""
    before, _local.standalone = _standalone(), True
    try:
        yield
    finally:
        _local.standalone = before


def _standalone():
    return getattr(_local, "standalone", False)


def _check(wrapped, instance, args, kwargs):
    given = dict(zip(("input_spec", "inputs", "layer_name"), args), **kwargs)
    if given["input_spec"] and not _standalone():
        _ask_for_rank(given["input_spec"], given["inputs"], given["layer_name"])
    return _in_old_words(wrapped, instance, args, kwargs)


def _ask_for_rank(specs, inputs, layer):
    from tensorflow import nest

    for index, (tensor, spec) in enumerate(zip(nest.flatten(inputs), nest.flatten(specs))):
        # A shape alone is what later versions ask for on their own account, of a whole model's inputs.
        asks = spec is not None and spec.shape is None and any(
            getattr(spec, rank) is not None for rank in ("ndim", "min_ndim", "max_ndim"))
        shape = getattr(tensor, "shape", None)
        if asks and getattr(shape, "rank", 0) is None:
            raise ValueError(f"Input {index} of layer {layer} is incompatible with the layer: its rank is undefined, "
                             "but the layer requires a defined rank.")


def _in_old_words(wrapped, instance, args, kwargs):
    try:
        return wrapped(*args, **kwargs)
    except ValueError as error:
        if len(error.args) == 1 and isinstance(error.args[0], str):
            error.args = (_reworded(error.args[0]),)
        raise


def _reworded(text):
    for now, old, older in _WORDS:
        match = now.match(text)
        if match:
            parts = match.groupdict()
            shape = re.sub(r"Dimension\((\w+)\)", r"\1", parts.get("shape") or "")
            parts.update(shape=f"[{shape.rstrip(',')}]", tuple=shape)
            return (older if _standalone() else old).format(**parts)
    return text
