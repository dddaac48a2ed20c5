"""tf.contrib.saved_model (source: TF 1.15, contrib/saved_model/__init__.py)."""

import tensorflow.compat.v1 as tf


def save_keras_model(model, saved_model_path, custom_objects=None, as_text=False,
                     input_signature=None, serving_only=False):
    """Save a Keras model as a SavedModel.

    Args:
        model: Keras model.
        saved_model_path: directory.
        custom_objects, as_text, input_signature: kept for the signature.
        serving_only: save the graph for prediction only.
    """
    experimental = getattr(tf.keras, "experimental", None)
    export = getattr(experimental, "export_saved_model", None)
    if export is not None:
        export(model, saved_model_path, custom_objects=custom_objects, as_text=as_text,
               input_signature=input_signature, serving_only=serving_only)
    else:
        model.save(saved_model_path, save_format="tf")


def load_keras_model(saved_model_path, custom_objects=None):
    """Load a Keras model from a SavedModel; ``custom_objects`` maps names to the user's classes."""
    experimental = getattr(tf.keras, "experimental", None)
    load = getattr(experimental, "load_from_saved_model", None)
    if load is not None:
        return load(saved_model_path, custom_objects=custom_objects)
    return tf.keras.models.load_model(saved_model_path, custom_objects=custom_objects)
