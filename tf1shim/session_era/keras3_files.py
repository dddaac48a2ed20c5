"""Files of models and weights under the names they had with Keras 2, for programs that run on Keras 3.

TF1: `save`, `save_weights`, `load_weights`, `load_model`, `ModelCheckpoint` took any file name; the file was HDF5, or
    TensorFlow's format, which makes the folders of its name and is found by `tf.train.latest_checkpoint`.
TF2: Keras 3 refuses names that do not end in ``.keras``, ``.h5``, ``.weights.h5``; ``save_format``; `ModelCheckpoint`
    its ``period``.
Here: such names go to Keras 3's own reader and writer of Keras 2's HDF5 layout; the others are left to it.
"""

import functools
import inspect
import json
import os
import sys

from tf1shim import report
from tf1shim.session_era import tables
from tf1shim.session_era.when_loaded import when_loaded

_SHORT_NAMES = {"mse": "mean_squared_error", "mae": "mean_absolute_error",
                "mape": "mean_absolute_percentage_error", "msle": "mean_squared_logarithmic_error"}
_PLACES_OF_LOADING = ("keras.models", "keras.saving", "keras._tf_keras.keras.models", "keras._tf_keras.keras.saving")


def install(journal):
    """Let Keras 3 take old file names as soon as it is loaded; ``journal`` takes it back."""
    when_loaded("keras", functools.partial(_complete, journal), journal)


def _complete(journal, keras):
    if not tables.is_keras3(keras):
        return
    for name in _PLACES_OF_LOADING:
        if name in sys.modules:
            journal.wrap(sys.modules[name], "load_model", _load_model)
            journal.wrap(sys.modules[name], "save_model", _save_model)
    journal.wrap(keras.Model, "save", _save)
    journal.wrap(keras.Model, "save_weights", _save_weights)
    journal.wrap(keras.Model, "load_weights", _load_weights)
    journal.wrap(keras.callbacks.ModelCheckpoint, "__init__", _checkpoint)
    journal.wrap(keras.callbacks.ModelCheckpoint, "on_epoch_end", _when_its_period_ends)


def _load_model(load, instance, args, kwargs):
    import keras

    if len(args) < 2:
        # Keras 3 writes loss="mse" into an HDF5 file, and then does not find it when it reads the file.
        names = {name: getattr(keras.losses, long) for name, long in _SHORT_NAMES.items()}
        kwargs["custom_objects"] = {**names, **(kwargs.get("custom_objects") or {})}
    path = _path(args[0] if args else kwargs.get("filepath"))
    if path is None or not _is_hdf5(path):
        return load(*args, **kwargs)
    if path.endswith((".keras", ".h5", ".hdf5")):
        model = load(*args, **kwargs)
    else:
        kwargs.update(zip(("filepath", "custom_objects", "compile", "safe_mode"), args))
        model = _hdf5().load_model_from_hdf5(**kwargs)
    _give_its_optimizer_the_variables(model, path)
    return model


def _give_its_optimizer_the_variables(model, path):
    # Keras 3 builds the optimizer of an HDF5 file for the model's own variables, without its layers': the next `fit`
    # would raise "Unknown variable".
    built = getattr(model, "optimizer", None)
    variables = model.trainable_variables
    if built is None or not getattr(built, "built", False) or len(built._trainable_variables) == len(variables):
        return
    optimizer = type(built).from_config(built.get_config())
    optimizer.build(variables)
    import h5py

    with h5py.File(path, "r") as file:
        saved = _hdf5().load_optimizer_weights_from_hdf5_group(file) if "optimizer_weights" in file else ()
        saved = [value[()] for value in saved]
    if [tuple(value.shape) for value in saved] == [tuple(variable.shape) for variable in optimizer.variables]:
        for variable, value in zip(optimizer.variables, saved):
            variable.assign(value)
    model.optimizer = optimizer


def _save_model(save, instance, args, kwargs):
    given = dict(zip(("model", "filepath", "overwrite", "include_optimizer", "save_format"), args), **kwargs)
    path = _path(given.get("filepath"))
    if "model" not in given or path is None or path.endswith(".keras") or "zipped" in given or (
            "save_format" not in given and len(args) < 4 and path.endswith((".h5", ".hdf5"))):
        return save(*args, **kwargs)
    return given.pop("model").save(**given)


def _save(save, model, args, kwargs):
    given = dict(zip(("filepath", "overwrite", "include_optimizer", "save_format"), args), **kwargs)
    path = _path(given.get("filepath"))
    if len(args) > 2 and path is not None and not path.endswith(".keras"):  # where the third is "zipped"
        args, kwargs = (), given
    if given.get("save_format") in ("h5", "tf") and path is not None and not path.endswith(".keras"):
        # A folder as "tf" made it could not be read back by Keras 3.
        report.legacy_call("Model.save(save_format=...)", "a name that ends in .keras, or model.export")
        given.pop("save_format")
        args, kwargs = (), given
    if (path is None or path.endswith((".keras", ".h5", ".hdf5")) or path.startswith("hf://")
            or os.path.isdir(path) or not {"filepath", "overwrite", "include_optimizer"}.issuperset(given)):
        return save(*args, **kwargs)
    report.legacy_call(f"Model.save({os.path.basename(path)!r})",
                       "a name that ends in .keras (this file is written as HDF5), or model.export")
    if _may_write(path, given.pop("overwrite", True)):
        _make_folder(path)
        _hdf5().save_model_to_hdf5(model, path, **{k: v for k, v in given.items() if k != "filepath"})


def _save_weights(save, model, args, kwargs):
    given = dict(zip(("filepath", "overwrite", "max_shard_size"), args), **kwargs)
    path = _path(given.get("filepath"))
    kind = given.pop("save_format", None)
    if kind is not None and path is not None:
        args, kwargs = (), given
    if path is None or path.endswith((".weights.h5", ".weights.json")) or given.get("max_shard_size") is not None:
        return save(*args, **kwargs)
    report.legacy_call(f"Model.save_weights({os.path.basename(path)!r})", "a name that ends in .weights.h5")
    import h5py

    if _may_write(path, given.get("overwrite", True)):
        as_checkpoint = kind != "h5" and not path.endswith((".h5", ".hdf5", ".keras"))
        if as_checkpoint:
            _make_folder(path)
        with h5py.File(path, "w") as file:
            _hdf5().save_weights_to_hdf5_group(file, model)
        if as_checkpoint:
            _note_checkpoint(path)


def _make_folder(path):
    if os.path.dirname(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)


def _note_checkpoint(path):
    # What `tf.train.latest_checkpoint` reads, a protocol buffer as text.
    folder, name = os.path.split(path)
    with open(os.path.join(folder, "checkpoint"), "w", encoding="utf-8") as file:
        file.write(f"model_checkpoint_path: {json.dumps(name)}\nall_model_checkpoint_paths: {json.dumps(name)}\n")


def _load_weights(load, model, args, kwargs):
    path = _path(args[0] if args else kwargs.get("filepath"))
    if path is None or not _is_hdf5(path):
        return load(*args, **kwargs)
    given = dict(zip(("filepath", "skip_mismatch"), args), **kwargs)
    if not isinstance(given.get("skip_mismatch", False), bool) or not {
            "filepath", "skip_mismatch", "by_name"}.issuperset(given):
        return load(*args, **kwargs)
    import h5py

    with h5py.File(path, "r") as file:
        weights = file["model_weights"] if "model_weights" in file and "layer_names" not in file.attrs else file
        if "layer_names" not in weights.attrs:  # Keras 3's own layout
            return load(*args, **kwargs)
        read = (_hdf5().load_weights_from_hdf5_group_by_name if given.get("by_name")
                else _hdf5().load_weights_from_hdf5_group)
        return read(weights, model, given.get("skip_mismatch", False))


def _checkpoint(init, callback, args, kwargs):
    parameters = tuple(inspect.signature(init).parameters)
    given = dict(zip(parameters, args), **kwargs)
    period = given.pop("period", 1)
    if period != 1:
        report.legacy_call("keras.callbacks.ModelCheckpoint(period=...)", "save_freq=, in batches")
    path = _path(given.get("filepath"))
    ending = ".weights.h5" if given.get("save_weights_only") else ".keras"
    if path is None or path.endswith((ending, ".h5" if ending == ".keras" else ending)):
        init(**given)
    else:
        init(**{**given, "filepath": path + ending})
        callback.filepath = path
    callback._tf1shim_period, callback._tf1shim_epochs = period, 0


def _when_its_period_ends(on_epoch_end, callback, args, kwargs):
    callback._tf1shim_epochs += 1
    if callback._tf1shim_epochs >= callback._tf1shim_period:
        callback._tf1shim_epochs = 0
        return on_epoch_end(*args, **kwargs)
    return None


def _path(given):
    return os.fspath(given) if isinstance(given, (str, os.PathLike)) else None


def _is_hdf5(path):
    try:
        import h5py
    except ImportError:
        return False
    return os.path.isfile(path) and bool(h5py.is_hdf5(path))


def _may_write(path, overwrite):
    from keras.src.utils import io_utils

    return overwrite or not os.path.exists(path) or io_utils.ask_to_proceed_with_overwrite(path)


def _hdf5():
    from keras.src.legacy.saving import legacy_h5_format

    return legacy_h5_format
