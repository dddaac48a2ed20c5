"""`tf.keras.experimental.export_saved_model` and `load_from_saved_model`, where the installed Keras dropped them.

TF1: a SavedModel with the model's JSON among its assets, so that the model can be made of both again (TF 1.15
    `python/keras/saving/saved_model_experimental.py`).
TF2: `model.save` writes a SavedModel and `load_model` reads it.
Here: `model.save`, and the JSON beside it. Exports of TF 1 are read, too.
"""

import os

from tf1shim.keras2 import safe_code

_JSON = "saved_model.json"


def export_saved_model(model, saved_model_path, custom_objects=None, as_text=False, input_signature=None,
                       serving_only=False):
    """Write a model as a SavedModel that `load_from_saved_model` reads.

    Args:
        model: of tf.keras.
        saved_model_path: directory; made.
        custom_objects: dict from names to classes or functions of the user's that the model needs.
        as_text: write the SavedModel's proto as text.
        input_signature: of a subclassed model; what it was called with counts.
        serving_only: leave out what training needs; asked for only of a subclassed model, which has no JSON.

    Raises:
        AssertionError: the directory is not empty.
        NotImplementedError: a subclassed model, not for serving only.
    """
    import tensorflow.compat.v1 as tf

    if tf.io.gfile.isdir(saved_model_path) and tf.io.gfile.listdir(saved_model_path):
        raise AssertionError("Export directory already exists, and isn't empty. Please choose a different export "
                             "directory, or delete all the contents of the specified directory: " + saved_model_path)
    described = model._is_graph_network or isinstance(model, tf.keras.Sequential)
    if not described and not serving_only:
        raise NotImplementedError("Subclassed models can only be exported for serving. Please set argument "
                                  "serving_only=True.")
    with tf.keras.utils.custom_object_scope(custom_objects or {}):
        model.save(saved_model_path, save_format="tf")
    if described:
        assets = os.path.join(saved_model_path, "assets")
        tf.io.gfile.makedirs(assets)
        with tf.io.gfile.GFile(os.path.join(assets, _JSON), "w") as file:
            file.write(model.to_json())
    if as_text:
        _as_text(os.path.join(saved_model_path, "saved_model.pb"))


def _as_text(path):
    import tensorflow.compat.v1 as tf
    from google.protobuf import text_format
    from tensorflow.core.protobuf import saved_model_pb2

    with tf.io.gfile.GFile(path, "rb") as file:
        proto = saved_model_pb2.SavedModel.FromString(file.read())
    with tf.io.gfile.GFile(path + "txt", "w") as file:
        file.write(text_format.MessageToString(proto))
    tf.io.gfile.remove(path)


def load_from_saved_model(saved_model_path, custom_objects=None):
    """Make a model of what `export_saved_model` wrote. It is not compiled.

    Args:
        saved_model_path: directory.
        custom_objects: dict from names to classes or functions of the user's that the model needs.

    Raises:
        tf.errors.NotFoundError: the directory has no description of a model.
    """
    import tensorflow.compat.v1 as tf

    with tf.io.gfile.GFile(os.path.join(saved_model_path, "assets", _JSON), "r") as file:
        description = file.read()
    with safe_code.checked(saved_model_path):
        model = tf.keras.models.model_from_json(description, custom_objects=custom_objects)
    model.load_weights(os.path.join(saved_model_path, "variables", "variables"))
    return model
