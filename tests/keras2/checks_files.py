"""Files that real Keras wrote (`tools/make_keras_files.py`), loaded by both spellings."""

import inspect
import os
import pathlib
import tempfile
import warnings

import tf1shim

tf1shim.activate(mode="graph")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from tests import checks  # noqa: E402
from tf1shim import capabilities  # noqa: E402
from tf1shim.keras2 import installed  # noqa: E402

FOLDERS = sorted((pathlib.Path(__file__).parent / "files").iterdir())


def _each(check, *spellings):
    problems = []
    for folder in FOLDERS:
        for spelling in spellings:
            keras.backend.clear_session()
            try:
                check(spelling, folder, np.load(folder / "predictions.npz"))
            except Exception as error:
                problems.append(f"{folder.name}, {spelling.__name__}: {type(error).__name__}: {error}"[:400])
    assert not problems, "\n".join(problems)


def check_models():
    def check(spelling, folder, want):
        model = spelling.models.load_model(str(folder / "conv.h5"))
        np.testing.assert_allclose(model.predict(want["images"]), want["conv"], atol=1e-5)

    _each(check, keras, tf.keras)


def check_recurrent_models():
    def check(spelling, folder, want):
        model = spelling.models.load_model(str(folder / "text.h5"))
        np.testing.assert_allclose(model.predict(want["words"]), want["text"], atol=1e-5)

    _each(check, keras)


def check_json_and_weights():
    def check(spelling, folder, want):
        model = spelling.models.model_from_json((folder / "conv.json").read_text())
        model.load_weights(str(folder / "weights.h5"))
        np.testing.assert_allclose(model.predict(want["images"]), want["conv"], atol=1e-5)

    _each(check, keras, tf.keras)


def check_yaml():
    if not capabilities.has_module("yaml"):
        raise checks.Skip("PyYAML is not installed")

    def check(spelling, folder, want):
        model = spelling.models.model_from_yaml((folder / "conv.yaml").read_text())
        model.load_weights(str(folder / "weights.h5"))
        np.testing.assert_allclose(model.predict(want["images"]), want["conv"], atol=1e-5)

        again = spelling.models.model_from_yaml(model.to_yaml())
        again.set_weights(model.get_weights())
        np.testing.assert_allclose(again.predict(want["images"]), want["conv"], atol=1e-5)

    _each(check, keras, tf.keras)


def check_code_is_refused():
    def check(spelling, folder, want):
        try:
            spelling.models.load_model(str(folder / "code.h5"))
        except Exception as error:
            assert "Lambda" in str(error) and "allow_pickle" in str(error), error
        else:
            raise AssertionError("code from outside was loaded")

    _each(check, keras, tf.keras)


def check_names_that_keras_3_gave_formats():
    """Whatever their names, models and weights are HDF5, as TF 1.15 wrote them; Keras 3's formats need eager mode."""
    import h5py

    x = np.ones((2, 3), np.float32)
    with tempfile.TemporaryDirectory() as folder:
        for spelling in (tf.keras, keras):
            model = spelling.models.Sequential([spelling.layers.Dense(2, input_shape=(3,))])
            model.compile("sgd", "mse")
            want = model.predict(x)
            path = os.path.join(folder, "model.keras")
            model.save(path)
            assert h5py.is_hdf5(path)
            other = spelling.models.load_model(path)
            np.testing.assert_array_equal(other.predict(x), want)
            for name in ("weights.keras", "model.weights.h5"):
                path = os.path.join(folder, name)
                model.save_weights(path)
                with h5py.File(path, "r") as file:
                    assert "layer_names" in file.attrs, name
                other.set_weights([np.zeros_like(array) for array in other.get_weights()])
                other.load_weights(path)
                np.testing.assert_array_equal(other.predict(x), want)


def check_a_download_with_another_checksum():
    """It is used, as TF 1.15 did: data sets change on their servers."""
    with tempfile.TemporaryDirectory() as folder:
        served = pathlib.Path(folder, "served.txt")
        served.write_text("digits")
        # Up to TensorFlow 2.8 Keras does not look at the checksum of what it has downloaded.
        told_by_keras = "corrupted file detected" in inspect.getsource(installed.module("utils.data_utils"))
        for spelling in (tf.keras, keras):
            cache = os.path.join(folder, spelling.__name__)
            os.makedirs(cache)  # Keras takes another where there is none
            for times in (1, 0):  # the second time it is known
                with warnings.catch_warnings(record=True) as told:
                    warnings.simplefilter("always")
                    path = spelling.utils.get_file("data.txt", served.as_uri(), file_hash="0" * 64, cache_dir=cache)
                assert pathlib.Path(path).read_text() == "digits"
                words = [str(warning.message) for warning in told if warning.category is tf1shim.TF1ShimWarning]
                assert not told_by_keras or len(words) == times and all("checksum" in word for word in words), words
