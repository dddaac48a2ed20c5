"""What TensorFlow's functions say of their parameters.

TF1: wrappers compare `tf_inspect.getfullargspec(tf.zeros)` with that of a function of their own, or make a function
    with the very parameters of TensorFlow's and pass on all of them (the package `decorator` does; TensorFlow
    Probability wraps so).
TF2: parameters were added at the end (``layout``, ``align``, ``alg``, ...), defaults became None, and annotations came.
Here: ``inspected.json`` names, for each function, the parameters TF 1.15 did not have and the defaults it had. The
    signature that is shown leaves the first out; they can be passed as before. Legacy code's `getfullargspec` shows no
    annotations of TensorFlow's functions.
"""

import functools
import inspect
import json
import os


def install(journal):
    """Give the functions their old signatures; undone with the journal."""
    import tensorflow.compat.v1 as v1
    import tensorflow.compat.v2 as v2
    from tensorflow.python.util import tf_decorator

    with open(os.path.join(os.path.dirname(__file__), "inspected.json"), encoding="utf-8") as file:
        table = json.load(file)
    seen = set()
    for api in (v1, v2):
        for dotted, (later, defaults) in table.items():
            function = functools.reduce(lambda owner, part: getattr(owner, part, None), dotted.split("."), api)
            if function is None or id(function) in seen:
                continue
            seen.add(id(function))
            defaults = {name: getattr(v1, default) for name, default in defaults.items()}
            signature = _signature(function, later.split(), defaults)
            if signature is not None:
                # inspect.signature reads the outermost, tf_inspect.getfullargspec the innermost.
                for layer in {id(each): each for each in (function, tf_decorator.unwrap(function)[1])}.values():
                    journal.set_attr(layer, "__signature__", signature)


def _signature(function, later, defaults):
    """The function's signature without the parameters ``later``, or None where it has none of them."""
    now = inspect.signature(function)
    if not any(name in now.parameters for name in later + list(defaults)):
        return None
    return inspect.Signature([
        parameter.replace(annotation=parameter.empty, default=defaults.get(parameter.name, parameter.default))
        for parameter in now.parameters.values() if parameter.name not in later])


def getfullargspec(obj):
    """tf_inspect's `getfullargspec`; without the annotations of TensorFlow's own functions."""
    from tensorflow.python.util import tf_inspect

    spec = tf_inspect.getfullargspec(obj)
    module = getattr(obj, "__module__", None) or ""
    return spec._replace(annotations={}) if module.partition(".")[0] == "tensorflow" else spec
