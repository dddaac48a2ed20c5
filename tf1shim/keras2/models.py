"""What standalone Keras' Model and Sequential do differently from the installed ones.

Source: keras 2.3.1 `engine/training.py`, `engine/network.py`, `engine/sequential.py`; Keras 1's argument names from its
`legacy/interfaces.py`.
"""

import inspect
import warnings

import numpy as np

from tf1shim.keras2 import arguments, copies, dialect, freezing, installed, mirror, old_methods, predictions, renaming


def _on_generator(method_name, positional):
    def method(self, generator, *args, **kwargs):
        kwargs.update(zip(positional, args))
        samples = "samples_per_epoch" in kwargs
        arguments.rename("generator", kwargs)
        if samples and hasattr(generator, "batch_size"):
            kwargs["steps_per_epoch"] = kwargs["steps_per_epoch"] // generator.batch_size
        return getattr(super(ModelChanges, self), method_name)(generator, **kwargs)

    method.__name__ = method_name
    parameters = inspect.Parameter
    method.__signature__ = inspect.Signature(
        [parameters(name, parameters.POSITIONAL_OR_KEYWORD) for name in ("self", "generator")]
        + [parameters(name, parameters.POSITIONAL_OR_KEYWORD, default=default)
           for name, default in positional.items()])
    return method


class ModelChanges(freezing.OwnTrainable, predictions.PredictionChanges):
    """Mixed into every model class of standalone Keras."""

    def __new__(cls, *args, **kwargs):
        functional = mirror.mirror(installed.module("engine.functional").Functional)
        if cls is mirror.mirror(installed.module("engine.training").Model) and _is_functional(args, kwargs):
            cls = functional
        return super().__new__(cls, *args, **kwargs)

    def __init__(self, *args, **kwargs):
        arguments.rename("model", kwargs)
        functional = mirror.mirror(installed.module("engine.functional").Functional)
        if _is_functional(args, kwargs) and not type.__instancecheck__(functional, self):
            # A program's subclass of Model that passes inputs and outputs: it is a functional model.
            model = mirror.mirror(installed.module("engine.training").Model)
            _replace_base(type(self), model, functional)
            functional.__init__(self, *args, **kwargs)
            return
        super().__init__(*args, **kwargs)

    def _graph_network_add_loss(self, symbolic_loss):
        # tf.keras makes layers of the ops of a loss; standalone Keras did not.
        self._losses.append(symbolic_loss)

    def compile(self, optimizer="rmsprop", loss=None, metrics=None, loss_weights=None,
                sample_weight_mode=None, weighted_metrics=None, target_tensors=None, **kwargs):
        """Configure the model for training, as in keras 2.3.1; optimizers by name are standalone Keras'."""
        from tf1shim.keras2 import losses, optimizers

        if hasattr(target_tensors, "op") and len(self.outputs or ()) > 1:
            raise ValueError(f"The model has {len(self.outputs)} outputs, but you passed a single tensor as "
                             "`target_tensors`. Expected a list or a dict of tensors.")
        with dialect.standalone():
            super().compile(
                optimizer=optimizers.get(optimizer), loss=losses.named(loss), metrics=metrics,
                loss_weights=loss_weights, sample_weight_mode=sample_weight_mode,
                weighted_metrics=weighted_metrics, target_tensors=target_tensors, **kwargs)

    def _prepare_sample_weights(self, sample_weights=None):
        """Give each output a placeholder of sample weights; keras 2.3.1 always had them, to be fed with ones."""
        if sample_weights is None:
            for endpoint in self._training_endpoints:
                if not endpoint.should_skip_target_weights():
                    endpoint.sample_weight_mode = endpoint.sample_weight_mode or "samplewise"
        super()._prepare_sample_weights(sample_weights)

    def _standardize_user_data(self, x, y=None, *args, **kwargs):
        """Lists of arrays for inputs, targets and sample weights: ones where none are given."""
        if not self.inputs and isinstance(x, (list, tuple)) and len(x) == 1 and isinstance(self, SequentialChanges):
            x = x[0]  # the first batch of a deferred model, as a list of its one input
        if isinstance(x, (list, tuple)) and any(one is None for one in x):
            raise ValueError("Error when checking model input: expected an array for each input, got None among "
                             f"{len(x)} of them.")
        args, kwargs = self._with_known_weights(args, kwargs)
        x, y, weights = super()._standardize_user_data(x, y, *args, **kwargs)
        if not weights and y and all(isinstance(one, np.ndarray) for one in y):
            modes = [e.sample_weight_mode for e in self._training_endpoints if not e.should_skip_target_weights()]
            weights = [np.ones(one.shape[:2 if mode == "temporal" else 1], installed.backend().floatx())
                       for one, mode in zip(y, modes)]
        return x, y, weights

    def _with_known_weights(self, args, kwargs):
        """Sample weights of names that are no output's were ignored."""
        weights = args[0] if args else kwargs.get("sample_weight")
        if not isinstance(weights, dict) or len(self.output_names or ()) < 2:
            return args, kwargs
        names = set(self.output_names or ())
        known = {name: value for name, value in weights.items() if isinstance(name, str) and name in names}
        return (known, *args[1:]), {k: v for k, v in kwargs.items() if k != "sample_weight"}

    def fit(self, x=None, y=None, batch_size=None, epochs=1, verbose=1, callbacks=None, validation_split=0.0,
            validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0,
            steps_per_epoch=None, validation_steps=None, validation_freq=1, max_queue_size=10, workers=1,
            use_multiprocessing=False, **kwargs):
        """Train for ``epochs``, which Keras 1 called ``nb_epoch``; see tf.keras' Model.fit. Returns the History."""
        data = validation_data if validation_data is not None else _last_part(x, y, sample_weight, validation_split)
        self._tell_validation_data(callbacks, data)
        return super().fit(
            x=x, y=y, batch_size=batch_size, epochs=kwargs.pop("nb_epoch", epochs), verbose=verbose,
            callbacks=callbacks, validation_split=validation_split, validation_data=validation_data,
            shuffle=shuffle, class_weight=class_weight, sample_weight=sample_weight,
            initial_epoch=initial_epoch, steps_per_epoch=steps_per_epoch, validation_steps=validation_steps,
            validation_freq=validation_freq, max_queue_size=max_queue_size, workers=workers,
            use_multiprocessing=use_multiprocessing, **kwargs)

    def _tell_validation_data(self, callbacks, data):
        """Give callbacks ``validation_data``, arrays of inputs, targets and sample weights, as 2.3.1 did."""
        if not callbacks or not isinstance(data, (tuple, list)) or not 2 <= len(data) <= 3:
            return
        if not all(isinstance(v, np.ndarray) for part in data[:2] for v in _listed(part)):
            return
        x, y, weights = self._standardize_user_data(*data)
        for callback in getattr(callbacks, "callbacks", None) or _listed(callbacks):
            callback.validation_data = [*x, *y, *weights]

    def _check_trainable_weights_consistency(self):
        collected = getattr(self, "_collected_trainable_weights", None)
        if collected is not None and len(collected) != len(self.trainable_weights):
            warnings.warn("Discrepancy between trainable weights and collected trainable weights, did you set "
                          "`model.trainable` without calling `model.compile` after ?", UserWarning, stacklevel=3)

    def _set_inputs(self, *args, **kwargs):
        made = super()._set_inputs(*args, **kwargs)
        if self.inputs and all(layer.built for layer in self.layers):
            self.built = True  # a deferred model that has met its first batch
            if getattr(self, "_build_input_shape", 0) is None:  # what a copy is built for
                self._build_input_shape = installed.backend().int_shape(self.inputs[0])
        return made

    def evaluate(self, x=None, y=None, batch_size=None, verbose=1, sample_weight=None, steps=None, callbacks=None,
                 max_queue_size=10, workers=1, use_multiprocessing=False, **kwargs):
        """Loss, or a list of the loss and the metrics, as Python's floats; see tf.keras' Model.evaluate."""
        results = super().evaluate(
            x=x, y=y, batch_size=batch_size, verbose=verbose, sample_weight=sample_weight, steps=steps,
            callbacks=callbacks, max_queue_size=max_queue_size, workers=workers,
            use_multiprocessing=use_multiprocessing, **kwargs)
        return [float(r) for r in results] if isinstance(results, list) else float(results)

    fit_generator = _on_generator("fit_generator", {
        "steps_per_epoch": None, "epochs": 1, "verbose": 1, "callbacks": None, "validation_data": None,
        "validation_steps": None, "validation_freq": 1, "class_weight": None, "max_queue_size": 10,
        "workers": 1, "use_multiprocessing": False, "shuffle": True, "initial_epoch": 0})
    evaluate_generator = _on_generator("evaluate_generator", {
        "steps": None, "callbacks": None, "max_queue_size": 10, "workers": 1,
        "use_multiprocessing": False, "verbose": 0})
    predict_generator = _on_generator("predict_generator", {
        "steps": None, "callbacks": None, "max_queue_size": 10, "workers": 1,
        "use_multiprocessing": False, "verbose": 0})

    def save(self, filepath, overwrite=True, include_optimizer=True, **kwargs):
        """Write the model to an HDF5 file, whatever the file's name."""
        from tf1shim.keras2 import saving

        saving.save_model(self, filepath, overwrite, include_optimizer)

    def save_weights(self, filepath, overwrite=True, **kwargs):
        """Write the weights to an HDF5 file, whatever the file's name."""
        from tf1shim.keras2 import saving

        saving.save_weights(self, filepath, overwrite)

    def load_weights(self, filepath, by_name=False, skip_mismatch=False, reshape=False):
        """Read weights from an HDF5 file.

        Raises:
            ValueError: weights that do not fit.
        """
        from tf1shim.keras2 import saving

        saving.load_weights(self, filepath, by_name, skip_mismatch, reshape)

    def to_yaml(self, **kwargs):
        """The model's architecture as YAML text, of plain types only."""
        from tf1shim.keras2 import saving

        return saving.to_yaml(self, **kwargs)

    @property
    def uses_learning_phase(self):
        """Whether an output depends on `K.learning_phase()`."""
        from tf1shim.keras2 import learning

        return learning.any_depends(self.outputs or ())

    @property
    def updates(self):
        """Update ops that belong to this model's own inputs, or to none; a frozen model has none."""
        return self._of_own_inputs(freezing.updates(self), "_unconditional_update")

    @property
    def losses(self):
        """Loss tensors that belong to this model's own inputs, or to none."""
        return self._of_own_inputs(super().losses, "_unconditional_loss")

    def _of_own_inputs(self, values, mark):
        if not values or not self.inputs:
            return values
        mine = [v for v in values if hasattr(v, "graph") and v.graph is self.inputs[0].graph]
        reachable = installed.module("utils.tf_utils").get_reachable_from_inputs(self.inputs, mine)
        return [v for v in values if v in reachable or v not in mine or getattr(v, mark, False)]

    @property
    def _layers_by_depth(self):
        return installed.module("engine.functional")._map_graph_network(self.inputs, self.outputs)[3]

    layers_by_depth = _layers_by_depth

    @property
    def nodes_by_depth(self):
        """Depth -> nodes of the graph of layers."""
        return self._nodes_by_depth

    @property
    def layers(self):
        """The layers; of a functional model the list itself, off which programs took the last."""
        return _own_list(self) if getattr(self, "_is_graph_network", False) else super().layers

    @property
    def input_layers(self):
        """Layers that the model's inputs come from."""
        return self._input_layers

    @property
    def output_layers(self):
        """Layers that the model's outputs come from."""
        return self._output_layers

    @property
    def targets(self):
        """Placeholders (or tensors) of the targets; set by `compile`."""
        return self._targets

    @property
    def total_params(self):
        """Number of weights."""
        return self.count_params()

    def __deepcopy__(self, memo):
        from tf1shim.keras2 import saving

        made = memo[id(self)] = saving.unpickle_model(saving.pickle_model(self))
        return made

    def __copy__(self):
        return self.__deepcopy__({}) if getattr(self, "_is_graph_network", False) else copies.shallow(self)

    def __reduce__(self):
        from tf1shim.keras2 import saving

        if getattr(self, "_is_graph_network", False):
            return saving.unpickle_model, (saving.pickle_model(self),)
        return super().__reduce__()


class _WithoutSpec:
    """A model takes any shape that its layers take: Embedding's (batch, 1, n) where (batch, n) was declared, say."""

    @property
    def input_spec(self):
        return None

    @input_spec.setter
    def input_spec(self, value):
        pass


class SequentialChanges(_WithoutSpec):
    """Mixed into Sequential."""

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """Make a model from `get_config`'s result."""
        from tf1shim.keras2 import saving

        with saving.standalone_classes(custom_objects):
            return super().from_config(config, custom_objects=custom_objects)

    @property
    def layers(self):
        """The layers without the InputLayer; where there is none the list itself."""
        shown = super().layers
        own = _own_list(self)
        return own if own == shown else shown

    @property
    def model(self):
        """Keras 1 and 2.0 kept the functional model inside Sequential here."""
        return self

    predict_classes = old_methods.predict_classes
    predict_proba = old_methods.predict_proba


class FunctionalChanges(_WithoutSpec, renaming.ConfigByPresentNames):
    """Mixed into functional models, whose class is called Model in standalone Keras."""

    def __init__(self, *args, **kwargs):
        arguments.rename("model", kwargs)
        _check_tensors("Input", args[0] if args else kwargs.get("inputs", ()))
        _check_tensors("Output", args[1] if len(args) > 1 else kwargs.get("outputs", ()))
        super().__init__(*args, **kwargs)

    def _init_set_name(self, name, zero_based=True):
        super()._init_set_name(name, zero_based=False)

    def call(self, inputs, training=None, mask=None):
        """Outputs for ``inputs``; the same tensors as before where the inputs and masks are the same ones."""
        from tensorflow import nest

        given = nest.flatten((inputs, training, mask))
        kept = vars(self).setdefault("_tf1shim_outputs", {})
        key = tuple(map(id, given))
        if key not in kept:  # what was given stays alive with it, so that no other object gets its id
            kept[key] = super().call(inputs, training=training, mask=mask), given
        return kept[key][0]

    _graph_network_add_loss = ModelChanges._graph_network_add_loss

    # The installed get_config recognises functional models by their constructor's arguments.
    __init__.__signature__ = inspect.signature(lambda self, inputs, outputs, name=None, trainable=True, **kwargs: None)

    @classmethod
    def from_config(cls, config, custom_objects=None):
        """Make a model from `get_config`'s result."""
        from tf1shim.keras2 import saving

        with saving.standalone_classes(custom_objects):
            return super().from_config(config, custom_objects=custom_objects)


def _own_list(model):
    """The list in which a model keeps its layers, where it holds nothing else."""
    own = model._self_tracked_trackables
    layer = installed.module("engine.base_layer").Layer
    return own if isinstance(own, list) and all(isinstance(one, layer) for one in own) else list(model._flatten_layers(
        include_self=False, recursive=False))


def _check_tensors(role, tensors):
    for tensor in tensors if isinstance(tensors, (list, tuple)) else [tensors]:
        if not hasattr(tensor, "op") and not isinstance(tensor, (list, tuple, dict)):
            raise ValueError(f"{role} tensors to a Model must be the output of a Keras `Layer` (thus holding past "
                             f"layer metadata). Found: {tensor}")


def _is_functional(args, kwargs):
    return (len(args) >= 2 or len(args) == 1 and ("outputs" in kwargs or "output" in kwargs)
            or "inputs" in kwargs and "outputs" in kwargs or "input" in kwargs and "output" in kwargs)


def _listed(value):
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _last_part(x, y, weights, fraction):
    """What ``validation_split`` sets aside of arrays, or None."""
    if not fraction or y is None or not all(hasattr(v, "shape") and not hasattr(v, "op") for v in _listed(x)):
        return None
    start = int(_listed(x)[0].shape[0] * (1.0 - fraction))  # a sparse matrix has no length
    cut = lambda part: ([v[start:] for v in part] if isinstance(part, (list, tuple))  # noqa: E731
                        else {k: v[start:] for k, v in part.items()} if isinstance(part, dict) else part[start:])
    return [cut(part) for part in (x, y, weights) if part is not None]


def _replace_base(cls, old, new):
    bases = []
    for base in cls.__bases__:
        if base is old:
            base = new
        elif old in base.__mro__ and base is not new:
            _replace_base(base, old, new)
        bases.append(base)
    cls.__bases__ = tuple(dict.fromkeys(bases))
