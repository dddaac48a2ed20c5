"""What optimizers did in Keras 2, for programs that run on Keras 3.

TF1: one optimizer serves several models; ``decay`` lowers the rate at each step and leaves ``lr`` settable;
``get_updates``.
TF2: an optimizer of Keras 3 knows the variables of one model and refuses others; the other two are gone.
Here: a second model gets a copy that shares rate and step count; ``decay`` works in the step; ``get_updates`` says what
to do.
"""

import functools
import weakref

from tf1shim import report
from tf1shim.errors import UnavailableError, unavailable_message
from tf1shim.session_era import tables
from tf1shim.session_era.when_loaded import when_loaded


def install(journal):
    """Complete Keras 3 as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    optimizer = keras.optimizers.Optimizer
    journal.wrap(keras.Model, "compile", functools.partial(_with_an_optimizer_of_its_own, optimizer))
    journal.wrap(optimizer, "_backend_update_step", _decayed)
    if not hasattr(optimizer, "decay"):
        journal.set_attr(optimizer, "decay", 0.0)
    for klass in {id(k): k for k in vars(keras.optimizers).values()
                  if isinstance(k, type) and issubclass(k, optimizer) and "get_config" in vars(k)}.values():
        journal.wrap(klass, "get_config", _with_decay)
    if not hasattr(optimizer, "get_updates"):
        journal.set_attr(optimizer, "get_updates", get_updates)


def get_updates(self, *args, **kwargs):
    """keras 2.3.1's `get_updates` gave operations of a graph.

    Raises:
        UnavailableError: always; the message says what to do.
    """
    raise UnavailableError(unavailable_message(
        "Optimizer.get_updates", "eagerly there are no update operations to run",
        f"optimizer.apply_gradients with a tf.GradientTape, or {tables.graph_mode()}"))


def _with_an_optimizer_of_its_own(base, compile, model, args, kwargs):
    given = args[0] if args else kwargs.get("optimizer")
    if isinstance(given, base):
        ours = _of_its_own(given, model)
        if ours is not given:
            args, kwargs = (ours, *args[1:]) if args else args, kwargs if args else {**kwargs, "optimizer": ours}
        ours._tf1shim_model = weakref.ref(model)
    return compile(*args, **kwargs)


def _of_its_own(optimizer, model):
    owner = getattr(optimizer, "_tf1shim_model", None)
    free = owner is None or owner() is model
    if free and not (optimizer.built and _knows_others(optimizer, model)):
        return optimizer
    report.legacy_call("Model.compile(optimizer)", "an optimizer for each model",
                       what="this optimizer has served another model or other weights, which Keras 3 refuses; "
                            "the model is given a copy")
    made = type(optimizer).from_config(optimizer.get_config())
    for name in ("_iterations", "_learning_rate"):
        own, shared = getattr(made, name), getattr(optimizer, name)
        if hasattr(own, "assign") and hasattr(shared, "assign"):
            setattr(made, name, shared)
            made._variables[:] = [shared if variable is own else variable for variable in made._variables]
    return made


def _knows_others(optimizer, model):
    known = getattr(optimizer, "_trainable_variables", ())
    return {id(variable) for variable in known} != {id(variable) for variable in model.trainable_variables}


def _decayed(update, optimizer, args, kwargs):
    if optimizer.decay:
        import keras

        gradients, variables, rate = args
        steps = keras.ops.cast(optimizer._iterations, "float32")
        args = gradients, variables, rate / (1.0 + optimizer.decay * steps)
    return update(*args, **kwargs)


def _with_decay(get_config, optimizer, args, kwargs):
    config = get_config(*args, **kwargs)
    return {**config, "decay": optimizer.decay} if optimizer.decay else config
