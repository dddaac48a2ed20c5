"""Changes of the installed Keras 2 itself, for both spellings; applied when legacy code first asks for Keras.

TF1: model files name functional models `Model`; `history["acc"]` and `history["accuracy"]` by version; nodes hold
    lists.
TF2: `Functional`, one key, single objects where there is one; Lambda code in files runs unasked.
Here: the old names and lists; both keys answer; code from outside is examined (`safe_code`).
"""

import importlib
import re
import threading

import numpy as np

from tf1shim import errors
from tf1shim.graph import variables
from tf1shim.keras2 import dialect, installed, mirror, safe_code
from tf1shim.keras2.logs import Logs

_lock = threading.Lock()
_journal = None
_applied_to = None


def use(journal):
    """Tell which journal takes the changes back; the importing room does."""
    global _journal
    _journal = journal


def install():
    """Apply the changes once for each journal; without an installed Keras 2 there is nothing to do."""
    global _applied_to
    with _lock:
        if _journal is None or _applied_to is _journal:
            return
        try:
            installed.root()
        except errors.TF1ShimError:
            return
        _applied_to = _journal
        for step in _STEPS:
            (step if callable(step) else importlib.import_module(f"tf1shim.keras2.{step}").install)(_journal)
        _journal.on_undo(_forget, "Keras faces")


def _forget():
    global _applied_to
    from tf1shim.keras2 import standalone

    _applied_to = None
    standalone.forget()


def _code_in_configs(journal):
    tools = installed.module("utils.generic_utils")

    def dump(wrapped, instance, args, kwargs):
        dumped = wrapped(*args, **kwargs)
        safe_code.remember(dumped)
        return dumped

    def load(wrapped, instance, args, kwargs):
        code = args[0] if args else kwargs["code"]
        safe_code.examine(code)
        try:
            return wrapped(*args, **kwargs)
        except (ValueError, EOFError, TypeError) as error:
            raise errors.TF1ShimError(
                "the code of a Lambda layer cannot be read: it was written by another version of Python. Build the "
                "model in code and use load_weights") from error

    journal.wrap(tools, "func_dump", dump)
    journal.wrap(tools, "func_load", load)
    # The readers of tf.keras; standalone Keras' own say the same by themselves.
    for path, name in (("saving.hdf5_format", "load_model_from_hdf5"), ("model_config", "model_from_json"),
                       ("model_config", "model_from_yaml")):
        module = installed.module(path)
        if hasattr(module, name):
            journal.wrap(module, name, _from_outside)


def _from_outside(wrapped, instance, args, kwargs):
    if dialect.is_standalone():  # it has set its own bounds
        return wrapped(*args, **kwargs)
    source = args[0] if args and len(str(args[0])) < 200 else "the config"
    with safe_code.checked(str(source)):
        return wrapped(*args, **kwargs)


def _names_in_files(journal):
    """What a file says by name is compiled by name: the logs' keys come from there."""
    def arguments(wrapped, instance, args, kwargs):
        config = args[0] if args else kwargs["training_config"]
        found = wrapped(*args, **kwargs)
        for kind in ("loss", "metrics", "weighted_metrics") if dialect.is_standalone() else ("loss",):
            found[kind] = _by_name(config.get(kind), found.get(kind))
        return found

    journal.wrap(installed.module("saving.saving_utils"), "compile_args_from_training_config", arguments)


def _by_name(config, found):
    if isinstance(config, dict) and isinstance(found, dict):
        return {key: _by_name(config.get(key), value) for key, value in found.items()}
    if isinstance(config, (list, tuple)) and isinstance(found, (list, tuple)):
        return [_by_name(*pair) for pair in zip(config, found)]
    own = not str(getattr(found, "__module__", "")).startswith(installed.root())
    return config if isinstance(config, str) and not own else found


# Functions that got another name since TF 1.15.
_RENAMED_METRICS = {"log_cosh": "logcosh", "kl_divergence": "kullback_leibler_divergence", "huber": "huber_loss",
                    "cosine_similarity": "cosine_proximity"}


def _metric_names(journal):
    training = installed.module("engine.training_utils_v1")

    def name(wrapped, instance, args, kwargs):
        metric = args[0] if args else kwargs["metric"]
        if not dialect.is_standalone():
            found = wrapped(*args, **kwargs)
            return found if hasattr(metric, "name") else _RENAMED_METRICS.get(found, found)
        if isinstance(metric, str):
            return metric
        metric = installed.api("metrics").get(metric)
        return getattr(metric, "name", None) or metric.__name__

    journal.wrap(training, "get_metric_name", name)


def _log_names(journal):
    callbacks = installed.module("callbacks")

    def process(wrapped, instance, args, kwargs):
        logs = wrapped(*args, **kwargs)
        if type(logs) is not dict:
            return logs
        given = args[0] if args else kwargs["logs"]
        logs = {name: given[name] if isinstance(given[name], np.generic) else value for name, value in logs.items()}
        if isinstance(type(getattr(instance, "model", None)), mirror.Mirrored) and "batch" not in logs:
            # Keras 2.3.1 logged validation first, and for it floats of Python.
            validation = {name: float(value) if isinstance(value, np.floating) else value
                          for name, value in logs.items() if name.startswith("val_")}
            logs = {**validation, **{name: value for name, value in logs.items() if name not in validation}}
        return Logs(logs)

    def begin(wrapped, instance, args, kwargs):
        wrapped(*args, **kwargs)
        instance.history = Logs(instance.history)

    def add_up(wrapped, instance, args, kwargs):
        batch, logs = (*args, kwargs.get("logs"))[:2] if args else (kwargs["batch"], kwargs.get("logs"))
        logs = {name: np.float64(value) if isinstance(value, np.floating) and name not in instance.stateful_metrics
                else value for name, value in (logs or {}).items()}  # NumPy 2 would add up in 32 bits
        return wrapped(batch, logs)

    journal.wrap(callbacks.BaseLogger, "on_batch_end", add_up)
    journal.wrap(callbacks.CallbackList, "_process_logs", process)
    journal.wrap(callbacks.History, "on_train_begin", begin)


def _functional_name(journal):
    functional = installed.module("engine.functional").Functional
    before = functional.__name__

    def restore():
        functional.__name__ = before

    functional.__name__ = "Model"
    journal.on_undo(restore, "Functional.__name__")


def _layer_names(journal):
    """Layers that the installed Keras makes on standalone Keras' behalf count from one, too."""
    def name(wrapped, instance, args, kwargs):
        if dialect.is_standalone():
            return wrapped(args[0] if args else kwargs.get("name"), zero_based=False)
        return wrapped(*args, **kwargs)

    for path, owner in (("engine.base_layer_v1", "Layer"), ("engine.functional", "Functional")):
        journal.wrap(getattr(installed.module(path), owner), "_init_set_name", name)

    def to_snake_case(name):
        """1.15's rule, by which a ConvLSTM2D is `conv_lst_m2d`."""
        words = re.sub("(.)([A-Z][a-z0-9]+)", r"\1_\2", name)
        words = re.sub("([a-z])([A-Z])", r"\1_\2", words).lower()
        return "private" + words if words.startswith("_") else words

    journal.set_attr(installed.module("utils.generic_utils"), "to_snake_case", to_snake_case)


def _lists_of_layers(journal):
    """A model's ``_layers``, which programs append to and cut: the list goes by another name now."""
    layer = installed.module("engine.base_layer").Layer
    if hasattr(layer, "_layers"):
        return

    def tracked(self):
        tracked = vars(self).get("_self_tracked_trackables")
        if tracked is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute '_layers'")
        return tracked

    def track(self, layers):
        self._self_tracked_trackables = layers

    journal.set_attr(layer, "_layers", property(tracked, track))


def _updates_with_inputs(journal):
    """`Layer.add_update(updates, inputs)`: what an update depends on was found out in 1.15 already, not told."""
    def add_update(wrapped, instance, args, kwargs):
        kwargs.pop("inputs", None)
        return wrapped(*args[:1], **kwargs)

    for path in ("engine.base_layer", "engine.base_layer_v1"):
        journal.wrap(installed.module(path).Layer, "add_update", add_update)


def _masked_losses(journal):
    """A masked step counts as zero loss among all steps, as in 1.15; later Keras averages over the others."""
    tools = installed.module("utils.losses_utils")
    if not hasattr(tools, "apply_valid_mask"):
        return

    def apply_mask(losses, sw, mask, reduction):
        import tensorflow.compat.v1 as tf

        if mask is None:
            return sw
        mask = tf.cast(mask, losses.dtype)
        if sw is None:
            return mask
        mask, _, sw = tools.squeeze_or_expand_dimensions(mask, sample_weight=sw)
        return sw * tf.cast(mask, sw.dtype)

    journal.set_attr(tools, "apply_valid_mask", apply_mask)


def _resource_variables(journal):
    """`K.variable` makes resource variables, as in 1.15: an optimizer reads its step count before it is raised."""
    def variable(wrapped, instance, args, kwargs):
        with variables.resources():
            return wrapped(*args, **kwargs)

    journal.wrap(installed.backend(), "variable", variable)


def _stop_training(journal):
    """Threads may predict with one model at a time: a model deletes what it sets anew, unless its class has it, too."""
    model = installed.module("engine.training_v1").Model
    if not hasattr(model, "stop_training"):
        journal.set_attr(model, "stop_training", False)


def _named_adagrad(journal):
    """`compile("adagrad")`: what is made from a config without a first accumulator starts at zero, not at 0.1."""
    def from_config(wrapped, instance, args, kwargs):
        config, *rest = args or (kwargs.pop("config"),)
        return wrapped({"initial_accumulator_value": 0., **config}, *rest, **kwargs)

    optimizers = installed.api("optimizers")
    public = getattr(optimizers, "legacy", optimizers).Adagrad
    owner = next(k for k in public.__mro__ if "from_config" in vars(k))  # TF 2.10 makes its base, where it is named
    journal.wrap(owner, "from_config", from_config)


def _losses_of_numbers(journal):
    """`add_loss` with a plain number, as keras 2.3.1 took it."""
    tools = installed.module("utils.losses_utils")
    if not hasattr(tools, "cast_losses_to_common_dtype"):
        return

    def cast(wrapped, instance, args, kwargs):
        import tensorflow.compat.v1 as tf

        losses = args[0] if args else kwargs["losses"]
        return wrapped([loss if hasattr(loss, "dtype") else tf.constant(loss, tf.float32) for loss in losses])

    journal.wrap(tools, "cast_losses_to_common_dtype", cast)


def _initializer_configs(journal):
    """Standalone Keras' initializers write themselves; the installed Keras would warn of strangers."""
    from tf1shim.keras2 import initializers

    def serialize(wrapped, instance, args, kwargs):
        if args and isinstance(args[0], initializers.Initializer):
            return initializers.serialize(args[0])
        return wrapped(*args, **kwargs)

    journal.wrap(installed.module("initializers"), "serialize", serialize)


def _weight_ranks(journal):
    """Weights of samples go with losses of any rank, a single number too, as in keras 2.3.1."""
    def squeeze_or_expand(wrapped, instance, args, kwargs):
        import tensorflow.compat.v1 as tf

        given = dict(zip(("y_pred", "y_true", "sample_weight"), args), **kwargs)
        values, weights = given["y_pred"], given.get("sample_weight")
        if weights is None and tf.is_tensor(values) and values.shape.rank == 0:  # a model that gives its own loss
            return values, given["y_true"]
        if tf.is_tensor(values) and tf.is_tensor(weights):
            ranks = values.shape.rank, weights.shape.rank
            if ranks == (0, 1):
                given["y_pred"] = tf.expand_dims(values, -1)
            elif None not in ranks and ranks[0] > ranks[1] + 1 > 1:
                given["sample_weight"] = tf.reshape(
                    weights, tf.concat([tf.shape(weights), [1] * (ranks[0] - ranks[1])], axis=0))
        return wrapped(**given)

    journal.wrap(installed.module("utils.losses_utils"), "squeeze_or_expand_dimensions", squeeze_or_expand)


def _histories_in_loops(journal):
    """A layer is called in a loop (`LSTM(3).call(x)`) without making layers of what is outside: that asks the session
    for constants, which waits for the loop's end forever."""
    tools = installed.module("engine.base_layer_utils")
    backend = installed.backend()

    def needs(wrapped, instance, args, kwargs):
        return backend.get_graph()._get_control_flow_context() is None and wrapped(*args, **kwargs)

    journal.wrap(tools, "needs_keras_history", needs)


# In this order: changes made here, and names of modules beside this one that install theirs.
_STEPS = (
    _code_in_configs, _names_in_files, _metric_names, "cosine", _log_names, "nodes", _functional_name, _layer_names,
    _lists_of_layers, _histories_in_loops, "metrics", _updates_with_inputs, _masked_losses, _resource_variables,
    "shuffling", "early_stopping", "checkpoints", "callback_words", "sequential_configs", "recurrent", "averages",
    _stop_training, _weight_ranks, "operating_points", "preprocessing", _losses_of_numbers, "cross_entropies",
    "summaries", "progress", "variables", "generators", "yaml_texts", "old_errors", "file_formats",
    _initializer_configs, "lambdas", "decoding", "old_methods", "named_layers", "penalties", "eager_models",
    "copies", "positions", _named_adagrad)
