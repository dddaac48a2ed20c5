"""Files that real Keras wrote (`tools/make_keras_files.py`), loaded by both spellings."""

import pathlib

import tf1shim

tf1shim.activate(mode="graph")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from tests import checks  # noqa: E402
from tf1shim import capabilities  # noqa: E402

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
