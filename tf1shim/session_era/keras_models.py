"""Methods and arguments of Keras models and optimizers that later Kerases dropped, for the eager mode.

TF1: ``fit_generator``, ``predict_classes``, ``_make_predict_function``, ``lr=``, ``decay=``, ``optimizer.lr``.
TF2: gone from Keras 3, some from the later Keras 2; ``lr=`` and ``decay=`` raise or, worse, are dropped.
Here: each is the same thing under its new name. Only what is missing is added.
"""

import functools
import inspect
import sys

from tf1shim import report
from tf1shim.keras2 import arguments
from tf1shim.session_era import learning_phase, submodels
from tf1shim.session_era.when_loaded import when_loaded

_PYDATASET_ARGUMENTS = ("workers", "use_multiprocessing", "max_queue_size")


def install(journal):
    """Complete every Keras as it is loaded; ``journal`` takes it back."""
    for name in ("keras", "tf_keras", "tensorflow.python.keras.engine.training"):
        when_loaded(name, functools.partial(_complete, journal), journal)


def _complete(journal, module):
    if module.__name__ == "tensorflow.python.keras.engine.training":
        # Its classes are loaded one by one; the optimizers of this one take the old arguments themselves.
        _complete_model(journal, module.Model, module.Model)
        return
    if not hasattr(module, "Model"):
        return
    _complete_model(journal, module.Model, module.Sequential)
    base = _optimizer_base(module)
    if base is not None:
        for klass in {id(k): k for k in vars(module.optimizers).values()
                      if inspect.isclass(k) and issubclass(k, base) and "__init__" in vars(k)}.values():
            _take_old_arguments(journal, klass, module.optimizers.schedules.InverseTimeDecay)
        if not hasattr(base, "lr"):
            journal.set_attr(base, "lr", property(
                lambda self: self.learning_rate,
                lambda self, value: setattr(self, "learning_rate", value)))


def _complete_model(journal, model, sequential):
    _make_hashable(journal, model)
    added = {"fit_generator": fit_generator, "evaluate_generator": evaluate_generator,
             "predict_generator": predict_generator}
    for kind in ("train", "test", "predict"):
        added[f"_make_{kind}_function"] = _maker(kind)
    for name, function in added.items():
        if not hasattr(model, name):
            journal.set_attr(model, name, function)
    for name, function in (("predict_classes", predict_classes), ("predict_proba", predict_proba)):
        if not hasattr(sequential, name):
            journal.set_attr(sequential, name, function)
    for name in ("input", "output"):
        if not _readable_when_sequential(sequential, name):
            journal.set_attr(sequential, name, _of_the_functional(getattr(sequential, name), name))
    for name in ("fit", "evaluate", "predict"):
        if "workers" not in inspect.signature(getattr(model, name)).parameters:
            journal.set_attr(model, name, _without_pydataset_arguments(getattr(model, name), name))
    journal.set_attr(model, "fit", _with_old_fit_arguments(model.fit))
    _note_initializers(journal, next(k for k in model.__mro__ if k.__name__ == "Layer"))
    _steer(journal, model)


def _with_keras1_names(method):
    """Take Keras 1's names of arguments too (``samples_per_epoch``, ``nb_val_samples``), as keras 2.3.1 did."""
    @functools.wraps(method)
    def renamed(self, generator, *args, **kwargs):
        old = arguments.keras1_names("generator").intersection(kwargs)
        if old:
            report.legacy_call(f"Model.{method.__name__}({', '.join(sorted(old))}=...)",
                               "the argument names of Keras 2")
            arguments.rename("generator", kwargs)
            if "samples_per_epoch" in old and hasattr(generator, "batch_size"):
                kwargs["steps_per_epoch"] //= generator.batch_size
        return method(self, generator, *args, **kwargs)

    return renamed


@_with_keras1_names
def fit_generator(self, generator, steps_per_epoch=None, epochs=1, verbose=1, callbacks=None, validation_data=None,
                  validation_steps=None, validation_freq=1, class_weight=None, max_queue_size=10, workers=1,
                  use_multiprocessing=False, shuffle=True, initial_epoch=0):
    """keras 2.3.1's `fit_generator`: `fit` on a generator or Sequence."""
    report.legacy_call("Model.fit_generator", "model.fit(generator, ...)")
    return self.fit(generator, steps_per_epoch=steps_per_epoch, epochs=epochs, verbose=verbose, callbacks=callbacks,
                    validation_data=validation_data, validation_steps=validation_steps,
                    validation_freq=validation_freq, class_weight=class_weight, shuffle=shuffle,
                    initial_epoch=initial_epoch)


@_with_keras1_names
def evaluate_generator(self, generator, steps=None, callbacks=None, max_queue_size=10, workers=1,
                       use_multiprocessing=False, verbose=0):
    """keras 2.3.1's `evaluate_generator`: `evaluate` on a generator or Sequence."""
    report.legacy_call("Model.evaluate_generator", "model.evaluate(generator, ...)")
    return self.evaluate(generator, steps=steps, callbacks=callbacks, verbose=verbose)


@_with_keras1_names
def predict_generator(self, generator, steps=None, callbacks=None, max_queue_size=10, workers=1,
                      use_multiprocessing=False, verbose=0):
    """keras 2.3.1's `predict_generator`: `predict` on a generator or Sequence."""
    report.legacy_call("Model.predict_generator", "model.predict(generator, ...)")
    return self.predict(generator, steps=steps, callbacks=callbacks, verbose=verbose)


def predict_classes(self, x, batch_size=32, verbose=0):
    """keras 2.3.1's `Sequential.predict_classes`: the class of each sample, from one or several outputs."""
    report.legacy_call("Sequential.predict_classes",
                       "model.predict(x).argmax(axis=-1), or (model.predict(x) > 0.5) for one output")
    probabilities = self.predict(x, batch_size=batch_size, verbose=verbose)
    if probabilities.shape[-1] > 1:
        return probabilities.argmax(axis=-1)
    return (probabilities > 0.5).astype("int32")


def predict_proba(self, x, batch_size=32, verbose=0):
    """keras 2.3.1's `Sequential.predict_proba`: `predict`."""
    report.legacy_call("Sequential.predict_proba", "model.predict(x)")
    return self.predict(x, batch_size=batch_size, verbose=verbose)


def _make_hashable(journal, model):
    # Keras 2 forbids its symbolic tensors as keys; `feed_dict={model.input: x}` needs them. Equal means identical.
    home = submodels.home(model)
    for name in (f"{home}.engine.keras_tensor", f"{home}.src.engine.keras_tensor"):
        symbolic = getattr(sys.modules.get(name), "KerasTensor", None)
        if symbolic is not None:
            journal.set_attr(symbolic, "__hash__", object.__hash__)


def _note_initializers(journal, layer):
    # For `variable.initializer`; Keras 3 tells of them where it makes its variables.
    if layer.__module__.startswith("keras.src.layers"):
        return

    def add_weight(add, self, args, kwargs):
        variable = add(*args, **kwargs)
        initializer = kwargs.get("initializer", args[3] if len(args) > 3 else None)
        find = sys.modules[layer.__module__].initializers.get
        if initializer is None:
            initializer = "glorot_uniform" if variable.dtype.is_floating else "zeros"
        try:
            variable._tf1shim_initializer = find(initializer)
        except (AttributeError, ValueError, TypeError):
            pass  # a variable that takes no attributes, or a value for an initializer
        return variable

    journal.wrap(layer, "add_weight", add_weight)


def _readable_when_sequential(sequential, name):
    # Keras 3 answers for the Sequential as a layer, which it never was called as.
    return any(name in vars(klass) for klass in sequential.__mro__ if klass.__name__ != "Operation")


def _of_the_functional(native, name):
    def read(self):
        inner = getattr(self, "_functional", None)
        return native.fget(self) if inner is None else getattr(inner, name)

    return property(read, doc=f"The symbolic {name} of the model.")


def _maker(kind):
    def make(self):
        report.legacy_call(f"Model._make_{kind}_function", "nothing: models make their functions when needed")

    make.__name__ = f"_make_{kind}_function"
    make.__doc__ = "keras 2.3.1 built the function here, ahead of its use in threads; eagerly that needs no help."
    return make


def _with_old_fit_arguments(method):
    @functools.wraps(method)
    def fit(self, *args, **kwargs):
        if "nb_epoch" in kwargs:
            report.legacy_call("Model.fit(nb_epoch=...)", "epochs=")
            kwargs["epochs"] = kwargs.pop("nb_epoch")
        return method(self, *args, **kwargs)

    return fit


def _without_pydataset_arguments(method, name):
    @functools.wraps(method)
    def wrapper(self, *args, **kwargs):
        dropped = [argument for argument in _PYDATASET_ARGUMENTS if argument in kwargs]
        for argument in dropped:
            del kwargs[argument]
        if dropped:
            report.legacy_call(f"Model.{name}({', '.join(dropped)}=...)", "arguments of keras.utils.PyDataset")
        return method(self, *args, **kwargs)

    return wrapper


def _optimizer_base(module):
    """The optimizer class of a Keras that no longer takes ``lr`` and ``decay``, or None where it does."""
    optimizer = getattr(module.optimizers, "Optimizer", None)
    if optimizer is None:
        return None
    for klass in optimizer.__mro__:
        if klass.__name__ in ("BaseOptimizer", "_BaseOptimizer"):
            return klass
    return None


def _take_old_arguments(journal, klass, inverse_time_decay):
    original = vars(klass)["__init__"]
    parameter = inspect.signature(original).parameters.get("learning_rate")
    if parameter is None:
        return

    @functools.wraps(original)
    def __init__(self, *args, **kwargs):
        settable = None
        if kwargs.get("epsilon", 0) is None:  # Keras 2's word for the default
            del kwargs["epsilon"]
        if "lr" in kwargs or "decay" in kwargs:
            lr, decay = kwargs.pop("lr", None), kwargs.pop("decay", None)
            if args:
                lr, args = args[0], args[1:]
            if lr is None:
                lr = kwargs.pop("learning_rate", parameter.default)
            if decay:
                report.legacy_call(f"keras.optimizers.{klass.__name__}(decay=...)",
                                   f"learning_rate=InverseTimeDecay({lr}, 1, {decay})")
                if hasattr(klass, "decay"):  # `keras3_optimizers`, where the rate stays settable
                    settable = float(decay)
                else:
                    lr = inverse_time_decay(lr, 1, decay)
            else:
                report.legacy_call(f"keras.optimizers.{klass.__name__}(lr=...)", "learning_rate=")
            args = (lr, *args)
        original(self, *args, **kwargs)
        if settable:
            self.decay = settable

    journal.set_attr(klass, "__init__", __init__)


def _steer(journal, model):
    # A fixed learning phase went before `training` in TF1, in fit and predict too: layers had it built in.
    layer = next(k for k in model.__mro__ if k.__name__ == "Layer")
    journal.wrap(layer, "__call__", _call)
    for name in ("train_step", "test_step", "predict_step"):
        journal.wrap(next(k for k in model.__mro__ if name in vars(k)), name, _step)


def _call(call, layer, args, kwargs):
    phase = learning_phase.fixed()
    if phase is None or learning_phase.inside() or any(map(submodels.is_symbolic, args)):
        return call(*args, **kwargs)
    with learning_phase.within():
        open_to_us = kwargs.get("training") is None or learning_phase.stepping()
        if open_to_us and "training" in inspect.signature(layer.call).parameters:
            kwargs["training"] = bool(phase)
        return call(*args, **kwargs)


def _step(step, model, args, kwargs):
    with learning_phase.step():
        return step(*args, **kwargs)
