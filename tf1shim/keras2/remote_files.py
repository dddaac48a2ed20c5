"""Models and weights in Google Cloud Storage: HDF5 is written to and read from a local file, which is copied.

Source: keras 2.3.1 `engine/saving.py`. Files are reached through `keras.engine.saving.tf_file_io`, where tests
put a stand-in.
"""

import contextlib
import functools
import inspect
import os
import tempfile


def is_remote(path):
    """Whether a path is one of Google Cloud Storage."""
    return isinstance(path, str) and path.startswith("gs://")


def copy(source, target, overwrite=True):
    """Copy a file; either may be remote. An existing target is replaced, or with ``overwrite`` False asked about."""
    files = _asked("tf_file_io")
    if not overwrite and files.file_exists(target) and not _asked("ask_to_proceed_with_overwrite")(target):
        return
    with files.FileIO(source, mode="rb") as read, files.FileIO(target, mode="wb") as write:
        write.write(read.read())


@contextlib.contextmanager
def written(path, overwrite=True):
    """Within the block, a local path to write what becomes the remote file."""
    with _local() as local:
        yield local
        copy(local, path, overwrite)


@contextlib.contextmanager
def fetched(path):
    """Within the block, a local copy of the remote file."""
    with _local() as local:
        copy(path, local)
        yield local


def writing(function):
    """Decorator of a function of an object, a path and ``overwrite``: the path may be remote."""
    @functools.wraps(function)
    def save(obj, filepath, overwrite=True, *args, **kwargs):
        if not is_remote(filepath):
            return function(obj, filepath, overwrite, *args, **kwargs)
        with written(filepath, overwrite) as local:
            return function(obj, local, True, *args, **kwargs)

    return save


def reading(function):
    """Decorator of a function with an argument ``filepath``: it may be remote."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def load(*args, **kwargs):
        given = signature.bind(*args, **kwargs)
        path = given.arguments["filepath"]
        if not is_remote(path):
            return function(*args, **kwargs)
        with fetched(path) as local:
            given.arguments["filepath"] = local
            return function(*given.args, **given.kwargs)

    return load


@contextlib.contextmanager
def _local():
    with tempfile.TemporaryDirectory() as folder:
        yield os.path.join(folder, "copy.h5")


def _asked(name):
    from tf1shim.keras2 import standalone

    return getattr(standalone.module("keras.engine.saving"), name)
