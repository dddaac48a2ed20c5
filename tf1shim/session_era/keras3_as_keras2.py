"""What programs of Keras 2 leave unsaid, where one runs on Keras 3 because no Keras 2 is installed.

TF1: keras 2.3.1's `Adadelta()` has a rate of 1.0, its `GRU` resets before it multiplies, `hard_sigmoid` has slope 0.2,
`predict` is silent, `train_on_batch` gives the results of that batch; tf.keras of 1.15 has defaults of its own.
TF2: Keras 3 has other defaults, and says nothing.
Here: the defaults of the Keras that the program was written for; what a program says itself, stands.
"""

import functools
import inspect
import sys

from tf1shim.importing import scope
from tf1shim.session_era import tables
from tf1shim.session_era.when_loaded import when_loaded


def install(journal, written_for):
    """Give Keras 3 the defaults of Keras 2 as soon as it is loaded; ``journal`` takes it back.

    Args:
        written_for: the Keras 2 that the program was written for, ``"keras"`` or ``"tf.keras"``.
    """
    when_loaded("keras", functools.partial(_complete, journal, written_for), journal)


def _complete(journal, written_for, keras):
    if not tables.is_keras3(keras):
        return
    for section in ("both", written_for):
        for dotted, defaults in tables.load()["defaults of Keras 2"][section].items():
            module, name = dotted.split(".")
            klass = getattr(getattr(keras, module), name)
            names = list(inspect.signature(klass.__init__).parameters)[1:]
            journal.wrap(klass, "__init__", functools.partial(_with_defaults, names, defaults))
    for root in ("keras", "keras._tf_keras.keras"):
        activations = sys.modules.get(f"{root}.activations")
        if activations is not None:
            journal.set_attr(activations, "hard_sigmoid", hard_sigmoid)
    known = getattr(sys.modules[keras.activations.get.__module__], "ALL_OBJECTS_DICT", None)
    if known is not None:  # where names are looked up
        journal.set_item(known, "hard_sigmoid", hard_sigmoid)
    journal.wrap(keras.Model, "predict", _silently)
    for name in ("train_on_batch", "test_on_batch"):
        journal.wrap(keras.Model, name, _of_this_batch)


def hard_sigmoid(x):
    """Keras 2's activation of that name: 0.2 x + 0.5, between 0 and 1."""
    import keras

    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def _with_defaults(names, defaults, init, instance, args, kwargs):
    given = {*names[:len(args)], *kwargs}
    return init(*args, **kwargs, **{name: value for name, value in defaults.items() if name not in given})


def _silently(predict, model, args, kwargs):
    if len(args) < 3 and scope.is_legacy(sys._getframe(1).f_globals):
        kwargs.setdefault("verbose", 0)
    return predict(*args, **kwargs)


def _of_this_batch(method, model, args, kwargs):
    if "reset_metrics" not in kwargs:
        model.reset_metrics()  # some Keras 3 give means over all batches so far
    return method(*args, **kwargs)
