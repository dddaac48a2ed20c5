"""`model.layers` of functional models as the list that programs took layers from, on Keras 3.

TF1: keras 2.3.1's ``model.layers`` was the model's own list: after ``model.layers.pop()`` its ``[-1]`` was the layer
below, and what the model computes stayed. This is how the top of a pretrained network was taken off.
TF2: a copy, so popping it does nothing, silently.
Here: what legacy code takes from the list stays out of the lists it gets afterwards.
"""

import functools
import sys

from tf1shim import report
from tf1shim.importing import scope
from tf1shim.session_era import tables
from tf1shim.session_era.when_loaded import when_loaded

_TAKEN = "_tf1shim_taken_layers"


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    functional = next((k for k in keras.Model.__subclasses__() if k.__name__ == "Functional"), None)
    if not tables.is_keras3(keras) or functional is None:
        return
    native = functional.layers

    def layers(model):
        found = native.fget(model)
        if not scope.is_legacy(sys._getframe(1).f_globals):
            return found
        taken = vars(model).get(_TAKEN, ())
        return _Layers(model, (layer for layer in found if not any(layer is one for one in taken)))

    journal.set_attr(functional, "layers", property(layers, native.fset, doc=native.__doc__))


class _Layers(list):
    """The layers of a model; what is taken out is out of its later lists too."""

    def __init__(self, model, layers):
        super().__init__(layers)
        self._model = model

    def pop(self, index=-1):
        layer = super().pop(index)
        self._took("model.layers.pop()", [layer])
        return layer

    def remove(self, value):
        super().remove(value)
        self._took("model.layers.remove(...)", [value])

    def __delitem__(self, index):
        gone = self[index]
        super().__delitem__(index)
        self._took("del model.layers[...]", gone if isinstance(index, slice) else [gone])

    def __reduce__(self):
        return list, (list(self),)

    def _took(self, call, layers):
        report.legacy_call(call, "keras.Model(model.inputs, model.layers[-2].output), with the layer to end at",
                           what=f"{call} took layers out of the model's own list in Keras 2")
        # Past the model's own bookkeeping, which would track the list.
        object.__setattr__(self._model, _TAKEN, [*vars(self._model).get(_TAKEN, ()), *layers])
