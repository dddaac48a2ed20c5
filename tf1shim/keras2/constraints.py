"""`keras.constraints`: Keras 1's names for the installed constraints."""

from tf1shim.keras2 import installed

_OLD = {"maxnorm": "max_norm", "nonneg": "non_neg", "unitnorm": "unit_norm",
        "max_norm": "MaxNorm", "non_neg": "NonNeg", "unit_norm": "UnitNorm", "min_max_norm": "MinMaxNorm"}


def __getattr__(name):
    if name in _OLD:
        classes = installed.api("constraints")
        return getattr(classes, _OLD.get(_OLD[name], _OLD[name]))
    raise AttributeError(name)
