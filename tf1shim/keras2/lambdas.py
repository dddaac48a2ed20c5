"""Variables made within a Lambda layer.

TF1: they are the layer's weights, made once for each name, however often the layer is called (TF 1.15
    `python/keras/layers/core.py`); in keras 2.3.1 they are just variables.
TF2: an error.
Here: as they were, by spelling.
"""

import functools

from tf1shim.keras2 import installed, mirror


def install(journal):
    """Change Lambda; ``journal`` takes it back."""
    layer = installed.api("layers").Lambda
    journal.wrap(layer, "call", _with_variables)
    if hasattr(layer, "_check_variables"):
        journal.set_attr(layer, "_check_variables", lambda self, created, accessed: None)


def _with_variables(wrapped, instance, args, kwargs):
    import tensorflow.compat.v1 as tf

    if isinstance(type(instance), mirror.Mirrored):
        return wrapped(*args, **kwargs)
    with tf.variable_creator_scope(functools.partial(_create, instance)):
        return wrapped(*args, **kwargs)


def _create(layer, next_creator, **kwargs):
    made = vars(layer).setdefault("_tf1shim_variables", {})
    name = kwargs.get("name")
    if name not in made:
        made[name] = variable = next_creator(**kwargs)
        weights = layer._trainable_weights if variable.trainable else layer._non_trainable_weights
        weights.append(variable)
        installed.backend().track_variable(variable)
    return made[name]
