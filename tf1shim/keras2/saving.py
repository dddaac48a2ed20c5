"""Saving and loading of standalone Keras: HDF5 files, JSON, YAML, copies.

Source: keras 2.3.1 `engine/saving.py`, `models.py`. Loading gives the mirrored classes, whoever wrote the file.
"""

import contextlib
import json
import os

import numpy as np

from tf1shim.keras2 import arguments, installed, mirror, remote_files, safe_code, weight_files
from tf1shim.keras2.hdf5_groups import (  # noqa: F401
    load_weights_from_hdf5_group,
    load_weights_from_hdf5_group_by_name,
    save_weights_to_hdf5_group,
)


def ask_to_proceed_with_overwrite(filepath):
    """Ask on the terminal whether a file may be replaced; whether the answer was yes."""
    from tf1shim.keras2 import old_tools

    return old_tools.ask_to_proceed_with_overwrite(filepath)


def _may_write(filepath, overwrite):
    from tf1shim.keras2 import standalone

    if overwrite or not isinstance(filepath, (str, bytes, os.PathLike)) or not os.path.isfile(filepath):
        return True
    return standalone.module("keras.engine.saving").ask_to_proceed_with_overwrite(filepath)


@remote_files.writing
def save_model(model, filepath, overwrite=True, include_optimizer=True):
    """Write architecture, weights and optimizer state to HDF5.

    Args:
        model: a functional or sequential model.
        filepath: path, local or ``gs://``, `h5py.File`, `h5py.Group`, or a stream open for writing bytes.
        overwrite: replace an existing file without asking.
        include_optimizer: whether to save the optimizer's state.
    """
    if not _may_write(filepath, overwrite):
        return
    write = installed.module("saving.hdf5_format").save_model_to_hdf5
    with safe_code.own():
        if _is_path_or_file(filepath):
            write(model, filepath, True, include_optimizer)
            return
        with _memory_file() as (buffer, file):
            write(model, file, True, include_optimizer)
            if hasattr(filepath, "write"):
                file.flush()
                filepath.write(buffer.getvalue())
            else:
                _copy(file, filepath)


@remote_files.reading
def load_model(filepath, custom_objects=None, compile=True, _trusted=False, **kwargs):
    """Read a model from an HDF5 file.

    Args:
        filepath: path, local or ``gs://``, `h5py.File`, `h5py.Group`, or a stream open for reading bytes.
        custom_objects: names in the file -> the program's classes and functions.
        compile: compile it as it was when saved.
        safe_mode: False lets Lambda code in the file run, as does the setting ``allow_pickle``.

    Raises:
        TF1ShimError: the file holds Python code that is not known to this process.
        ValueError, OSError: no such model or file.
    """
    trusted = _trusted or kwargs.get("safe_mode") is False
    source = os.fspath(filepath) if isinstance(filepath, os.PathLike) else filepath
    if not _is_path_or_file(source):
        with _opened(source) as file:
            return load_model(file, custom_objects, compile, _trusted, **kwargs)
    with standalone_classes(custom_objects), safe_code.checked(str(source), trusted):
        return installed.module("saving.hdf5_format").load_model_from_hdf5(
            source, _with_ours(custom_objects), compile)


def _is_path_or_file(target):
    import h5py

    return isinstance(target, (str, bytes, os.PathLike, h5py.File))


@contextlib.contextmanager
def _memory_file(content=b"", mode="w"):
    import io

    import h5py

    buffer = io.BytesIO(content)
    with h5py.File(buffer, mode) as file:
        yield buffer, file


@contextlib.contextmanager
def _opened(source):
    """A stream's or a group's content as an `h5py.File`."""
    if hasattr(source, "read"):
        with _memory_file(source.read(), "r") as (_, file):
            yield file
    else:
        with _memory_file() as (_, file):
            _copy(source, file)
            yield file


def _copy(source, target):
    for name in source:
        source.copy(name, target)
    for name in source.attrs:  # as the file holds them: a reader of the time's makes lists of texts
        kept = source.attrs.get_id(name)
        value = np.empty(kept.shape, kept.dtype)
        kept.read(value)
        target.attrs.create(name, value, dtype=kept.dtype)


@remote_files.writing
def save_weights(model, filepath, overwrite=True):
    """Write a model's weights to an HDF5 file."""
    import h5py

    if not _may_write(filepath, overwrite):
        return
    with h5py.File(filepath, "w") as file:
        weight_files.save(file, model.layers)


def load_weights(model, filepath, by_name=False, skip_mismatch=False, reshape=False):
    """Read a model's weights from an HDF5 file, local or ``gs://``; see `weight_files.load`."""
    import h5py

    if remote_files.is_remote(filepath):
        with remote_files.fetched(filepath) as local:
            return load_weights(model, local, by_name, skip_mismatch, reshape)
    with h5py.File(os.fspath(filepath), "r") as file:
        group = file["model_weights"] if "layer_names" not in file.attrs and "model_weights" in file else file
        weight_files.load(group, model.layers, by_name, skip_mismatch, reshape)


def model_from_config(config, custom_objects=None):
    """Make a model from a config dict.

    Raises:
        TypeError: a list, which is a Sequential's config.
    """
    if isinstance(config, list):
        raise TypeError("`model_from_config` expects a dictionary, not a list. Maybe you meant to use "
                        "`Sequential.from_config(config)`?")
    with standalone_classes(custom_objects), safe_code.checked("the config"):
        return installed.api("layers").deserialize(config, custom_objects=_with_ours(custom_objects))


def model_from_json(json_string, custom_objects=None):
    """Make a model from `to_json`'s text."""
    return model_from_config(json.loads(json_string), custom_objects)


def model_from_yaml(yaml_string, custom_objects=None):
    """Make a model from `to_yaml`'s text; nothing but plain data is read."""
    from tf1shim.keras2 import plain_yaml

    return model_from_config(plain_yaml.load(yaml_string), custom_objects)


def to_yaml(model, **kwargs):
    """A model's architecture as YAML text."""
    from tf1shim.keras2 import plain_yaml

    return plain_yaml.dump(json.loads(model.to_json()), **kwargs)


def pickle_model(model):
    """A model as bytes."""
    import io

    import h5py

    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        save_model(model, file)
    return buffer.getvalue()


def unpickle_model(state):
    """The model of `pickle_model`'s bytes; as with any pickle, its code runs."""
    import io

    import h5py

    with h5py.File(io.BytesIO(state), "r") as file:
        return load_model(file, _trusted=True)


def clone_model(model, input_tensors=None):
    """A model of the same architecture with new weights."""
    with standalone_classes(None):
        return installed.module("models").clone_model(model, input_tensors=input_tensors)


@contextlib.contextmanager
def standalone_classes(custom_objects):
    """Within the block, class names in configs mean the mirrored classes."""
    from tf1shim.keras2 import dialect

    with dialect.standalone(), installed.api("utils").custom_object_scope(_with_ours(custom_objects)):
        yield


def _with_ours(custom_objects):
    """Class names -> standalone Keras' classes, the program's own before them."""
    from tf1shim.keras2 import initializers, legacy_layers, optimizers

    found = dict(legacy_layers.by_name())
    for name in dir(installed.api("layers")):
        value = getattr(installed.api("layers"), name)
        if mirror.is_layer_class(value) and arguments.had_layer(name):
            found[name] = mirror.mirror(value)
    functional = mirror.mirror(installed.module("engine.functional").Functional)
    found.update(Functional=functional, Model=functional,
                 Sequential=mirror.mirror(installed.module("engine.sequential").Sequential))
    found.update(optimizers.by_name())
    for name in ("VarianceScaling", "RandomNormal", "RandomUniform", "TruncatedNormal", "Orthogonal",
                 "Identity", "Zeros", "Ones", "Constant"):
        found[name] = getattr(initializers, name)
    found.update(installed.api("utils").get_custom_objects())
    found.update(custom_objects or {})
    return found


# What keras 2.3.1 called them.
allow_write_to_gcs, allow_read_from_gcs = remote_files.writing, remote_files.reading
_gcs_copy, _is_gcs_location = remote_files.copy, remote_files.is_remote


def __getattr__(name):
    if name == "tf_file_io":
        from tensorflow.python.lib.io import file_io

        return file_io
    raise AttributeError(name)
