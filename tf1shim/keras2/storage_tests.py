"""`tf_file_io_proxy` of `keras.utils.test_utils`: Google Cloud Storage played by memory, for tests of saving.

Source: keras 2.3.1 `utils/test_utils.py`.
"""

import importlib
import io
import os
import types


class tf_file_io_proxy:
    """Context manager: within, a module's file functions keep ``gs://`` files in memory.

    Args:
        file_io_module: dotted name of what to replace, ``keras.engine.saving.tf_file_io``.
        bucket_name: a real bucket, which is then used and nothing replaced; by default that of the environment
            variable GCS_TEST_BUCKET, if set.

    Raises:
        ValueError: neither a bucket nor a module.
        IOError: the bucket cannot be reached.
    """

    def __init__(self, file_io_module=None, bucket_name=None):
        bucket_name = bucket_name or os.environ.get("GCS_TEST_BUCKET")
        self.mock_gcs = bucket_name is None
        if self.mock_gcs and file_io_module is None:
            raise ValueError("`file_io_module` must be provided for mocking")
        self.bucket_name = (bucket_name or "mock-bucket").replace("gs://", "", 1)
        self.file_io_module = file_io_module if self.mock_gcs else None
        self.local_objects = {} if self.mock_gcs else None
        self._patch = None
        self._is_started = False
        if not self.mock_gcs:
            try:
                _real().is_directory(self.bucket_path)
            except Exception as error:
                raise OSError(f"could not access provided bucket {self.bucket_path}") from error

    @property
    def bucket_path(self):
        """The bucket's path."""
        return "gs://" + self.bucket_name

    def get_filepath(self, filename):
        """The path of a file in the bucket."""
        return os.path.join(self.bucket_path, filename)

    def FileIO(self, name, mode):
        """Open a file; modes ``rb`` and ``wb``."""
        self._check_started()
        if not self.mock_gcs:
            return _real().FileIO(name, mode)
        if not name.startswith("gs://"):
            return open(name, mode)
        if mode == "wb":
            return _Written(self.local_objects, name)
        if mode != "rb":
            raise ValueError(f"{mode} is not a valid mode for a mocked bucket")
        if name not in self.local_objects:
            raise OSError(f"{name} does not exist")
        return io.BytesIO(self.local_objects[name])

    def file_exists(self, name):
        """Whether a file is there."""
        self._check_started()
        if not self.mock_gcs:
            return _real().file_exists(name)
        return name in self.local_objects if name.startswith("gs://") else os.path.exists(name)

    def delete_file(self, name):
        """Delete a file of the bucket."""
        self._check_started()
        if not self.mock_gcs:
            _real().delete_file(name)
        elif name.startswith("gs://"):
            del self.local_objects[name]
        else:
            os.remove(name)

    def assert_exists(self, name):
        """Raise AssertionError where the file is not there."""
        self._check_started()
        if not self.file_exists(name):
            raise AssertionError(f"{name} does not exist")

    def start(self):
        """Replace the module."""
        from unittest import mock

        if self._is_started:
            raise RuntimeError("start called on already started tf_file_io_proxy")
        if self.mock_gcs:
            module, _, name = self.file_io_module.rpartition(".")
            functions = types.SimpleNamespace(
                FileIO=self.FileIO, file_exists=self.file_exists, delete_file=self.delete_file)
            self._patch = mock.patch.object(_owner(module), name, new=functions)
            self._patch.start()
        self._is_started = True

    def stop(self):
        """Put the module back."""
        if not self._is_started:
            raise RuntimeError("stop called on unstarted tf_file_io_proxy")
        if self.mock_gcs:
            self._patch.stop()
        self._is_started = False

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc):
        self.stop()

    def _check_started(self):
        if not self._is_started:
            raise RuntimeError("tf_file_io_proxy is not started")


class _Written(io.BytesIO):
    """A file whose content is kept when it is closed."""

    def __init__(self, objects, name):
        super().__init__()
        self._objects, self._name = objects, name

    def close(self):
        if not self.closed:
            self._objects[self._name] = self.getvalue()
        super().close()


def _owner(dotted):
    from tf1shim.keras2 import standalone

    return standalone.module(dotted) if dotted.startswith("keras") else importlib.import_module(dotted)


def _real():
    from tensorflow.python.lib.io import file_io

    return file_io
