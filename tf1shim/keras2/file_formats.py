"""Which format tf.keras' models are saved in, and what becomes of data sets that were downloaded.

TF1: a model or its weights are an HDF5 file whatever the file is called, unless ``save_format="tf"`` asks otherwise;
    the checksum that Keras knows tells whether a file that is there is whole, and what is then downloaded is used.
TF2: ``*.keras`` and ``*.weights.h5`` are formats of Keras 3, which are written and read eagerly only; a download
    with another checksum is refused.
Here: HDF5 under both names. A download with another checksum is used, and a warning says so.
"""

import functools

from tf1shim import report
from tf1shim.keras2 import installed


def install(journal):
    """Change the installed Keras; ``journal`` takes it back."""
    _downloads(journal)
    try:
        saving = installed.module("saving.saving_api")
    except ModuleNotFoundError:  # a Keras before these formats
        return
    if hasattr(saving, "get_save_format"):
        journal.wrap(saving, "get_save_format", _model_format)
    old = getattr(saving, "legacy_sm_saving_lib", None)
    if old is not None:
        journal.wrap(saving, "save_weights", functools.partial(_save_weights, old))
        journal.wrap(saving, "load_weights", functools.partial(_load_weights, old))


def _model_format(wrapped, instance, args, kwargs):
    asked = args[1] if len(args) > 1 else kwargs.get("save_format")
    found = wrapped(*args, **kwargs)
    return "h5" if found == "keras" and not asked else found


def _save_weights(old, wrapped, instance, args, kwargs):
    return (old.save_weights if _named_anew(args, kwargs) else wrapped)(*args, **kwargs)


def _load_weights(old, wrapped, instance, args, kwargs):
    path = _named_anew(args, kwargs)
    return (old.load_weights if path and _is_old(path) else wrapped)(*args, **kwargs)


def _named_anew(args, kwargs):
    """The path, if its name is one of the new format's."""
    path = str(args[1] if len(args) > 1 else kwargs["filepath"])
    return path if path.endswith(".weights.h5") else None


def _is_old(path):
    import h5py

    with h5py.File(path, "r") as file:
        return "layer_names" in file.attrs or "model_weights" in file


def _downloads(journal):
    tools = installed.module("utils.data_utils")
    fresh = set()

    def retrieve(wrapped, instance, args, kwargs):
        done = wrapped(*args, **kwargs)
        fresh.add(args[1] if len(args) > 1 else kwargs["filename"])
        return done

    def validate(wrapped, instance, args, kwargs):
        path = args[0] if args else kwargs["fpath"]
        whole = wrapped(*args, **kwargs)
        if path in fresh and not whole:
            report.notice(f"{path}: the download is not the file whose checksum Keras knows; used all the same")
            whole = True
        fresh.discard(path)
        return whole

    journal.wrap(tools, "urlretrieve", retrieve)
    journal.wrap(tools, "validate_file", validate)
