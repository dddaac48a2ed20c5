"""What programs of Keras 2 leave unsaid, where one runs on Keras 3 because no Keras 2 is installed.

TF1: keras 2.3.1's `Adadelta()` has a rate of 1.0, its `GRU` resets before it multiplies, `hard_sigmoid` has slope 0.2,
`clipnorm` is of all gradients together, activities are penalised sample by sample, `predict` is silent, `summary`
prints line by line, `train_on_batch` gives the results of that batch, layers are called ``dense_1``, ``input_1``;
tf.keras of 1.15 has defaults of its own.
TF2: Keras 3 has other defaults, and says nothing.
Here: the defaults of the Keras that the program was written for; what a program says itself, stands.
"""

import functools
import inspect
import re
import sys

from tf1shim.importing import scope
from tf1shim.session_era import keras3_outputs, tables
from tf1shim.session_era.when_loaded import when_loaded

_OLD_NAMES = {"lr": "learning_rate"}
_KINDS = {"InputLayer": "input", "Functional": "model"}  # what Keras 2 called the classes of Keras 3


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
    if written_for == "keras":
        journal.wrap(keras.layers.Layer, "__init__", _penalising_every_sample)
        for klass in {k for k in vars(keras.optimizers).values() if inspect.isclass(k) and "__init__" in vars(k)}:
            if "global_clipnorm" in inspect.signature(klass.__init__).parameters:
                journal.wrap(klass, "__init__", _clipping_all_together)
    for root in ("keras", "keras._tf_keras.keras"):
        activations = sys.modules.get(f"{root}.activations")
        if activations is not None:
            journal.set_attr(activations, "hard_sigmoid", hard_sigmoid)
    known = getattr(sys.modules[keras.activations.get.__module__], "ALL_OBJECTS_DICT", None)
    if known is not None:  # where names are looked up
        journal.set_item(known, "hard_sigmoid", hard_sigmoid)
    named = sys.modules[keras.Operation.__module__]
    if hasattr(named, "auto_name"):
        journal.wrap(named, "auto_name", functools.partial(_name, written_for == "keras"))
    if written_for == "tf.keras":
        journal.wrap(keras.Model, "compile", _metrics_in_full)
    journal.wrap(keras.Model, "compile", _metrics_for_every_output)
    journal.wrap(keras.Model, "predict", _silently)
    journal.wrap(keras.Model, "summary", _line_by_line)
    for name in ("train_on_batch", "test_on_batch"):
        journal.wrap(keras.Model, name, _of_this_batch)


def hard_sigmoid(x):
    """Keras 2's activation of that name: 0.2 x + 0.5, between 0 and 1."""
    import keras

    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def _with_defaults(names, defaults, init, instance, args, kwargs):
    given = {*names[:len(args)], *(_OLD_NAMES.get(name, name) for name in kwargs)}
    return init(*args, **kwargs, **{name: value for name, value in defaults.items() if name not in given})


def _clipping_all_together(init, optimizer, args, kwargs):
    if kwargs.get("clipnorm") is not None and kwargs.get("global_clipnorm") is None:
        kwargs["global_clipnorm"] = kwargs.pop("clipnorm")
    return init(*args, **kwargs)


def _penalising_every_sample(init, layer, args, kwargs):
    """The package added up an activity regularizer over the batch; Keras 3 divides by its size."""
    init(*args, **kwargs)
    if layer.activity_regularizer is None:
        return
    import keras

    call = layer.call

    @functools.wraps(call)
    def call_and_add(*args, **kwargs):
        outputs = call(*args, **kwargs)
        for output in outputs if isinstance(outputs, (list, tuple)) else [outputs]:
            if not isinstance(output, keras.KerasTensor):
                loss = layer.activity_regularizer(output)
                layer.add_loss(loss - loss / keras.ops.cast(keras.ops.shape(output)[0], loss.dtype))
        return outputs

    layer.call = call_and_add


def _name(from_one, auto_name, _, args, kwargs):
    """A name as Keras 2 made it: ``conv_lst_m2d_1``, counted from one by the package."""
    if not args or args[0] in _KINDS and _inside_sequential():
        return auto_name(*args, **kwargs)
    kind = _KINDS.get(args[0], args[0])
    kind = re.sub("(.)([A-Z][a-z0-9]+)", r"\1_\2", kind)
    kind = re.sub("([a-z])([A-Z])", r"\1_\2", kind).lower()
    name = auto_name(kind)
    if (from_one or kind == "input") and not re.search(r"_\d+$", name):
        name = auto_name(kind)
    return name


def _inside_sequential():
    """Whether a `Sequential` makes itself an input or a functional model: Keras 2's did without."""
    import keras

    frame = sys._getframe(1)
    while frame is not None and not scope.is_legacy(frame.f_globals):
        if frame.f_globals.get("__name__") == keras.Sequential.__module__:
            return True
        frame = frame.f_back
    return False


def _metrics_for_every_output(compile, model, args, kwargs):
    if "metrics" in kwargs:
        kwargs["metrics"] = keras3_outputs.with_metrics_for_every_output(model, kwargs["metrics"])
    elif len(args) > 2:
        args = (*args[:2], keras3_outputs.with_metrics_for_every_output(model, args[2]), *args[3:])
    return compile(*args, **kwargs)


def _metrics_in_full(compile, model, args, kwargs):
    if len(args) > 2 and not isinstance(args[2], (int, float)):  # the third was the metrics
        args = (*args[:2], _in_full(args[2]), *args[3:])
    return compile(*args, **{name: _in_full(value) if name.endswith("metrics") else value
                             for name, value in kwargs.items()})


def _in_full(metrics):
    if isinstance(metrics, dict):
        return {name: _in_full(metric) for name, metric in metrics.items()}
    if isinstance(metrics, (list, tuple)):
        return [_in_full(metric) for metric in metrics]
    return tables.load()["metrics of tf.keras"].get(metrics, metrics) if isinstance(metrics, str) else metrics


def _silently(predict, model, args, kwargs):
    if len(args) < 3 and scope.is_legacy(sys._getframe(1).f_globals):
        kwargs.setdefault("verbose", 0)
    return predict(*args, **kwargs)


def _line_by_line(summary, model, args, kwargs):
    """A given ``print_fn`` gets one line at a time, as from Keras 2; Keras 3 gives it all in one."""
    print_fn = kwargs.get("print_fn")
    if print_fn is None or not scope.is_legacy(sys._getframe(1).f_globals):
        return summary(*args, **kwargs)

    def print_lines(text):
        for line in text.rstrip("\n").split("\n"):
            print_fn(line)

    return summary(*args, **{**kwargs, "print_fn": print_lines})


def _of_this_batch(method, model, args, kwargs):
    if "reset_metrics" not in kwargs:
        model.reset_metrics()  # some Keras 3 give means over all batches so far
    return method(*args, **kwargs)
