"""YAML of tf.keras' models.

TF1: ``model.to_yaml()`` and ``tf.keras.models.model_from_yaml(text)``.
TF2: from 2.6 on both raise, because the reader ran code that a text named.
Here: plain data is written, and nothing else is read (`plain_yaml`).
"""

from tf1shim.keras2 import installed, plain_yaml, safe_code, saving


def install(journal):
    """Give `to_yaml` back where the installed Keras only raises; ``journal`` takes it back."""
    model = installed.module("engine.training").Model
    if "no longer supported" in (model.to_yaml.__doc__ or ""):
        journal.wrap(model, "to_yaml", lambda wrapped, instance, args, kwargs: saving.to_yaml(instance, **kwargs))


def model_from_yaml(yaml_string, custom_objects=None):
    """Make a tf.keras model from `to_yaml`'s text, as TF 1.15's `tf.keras.models.model_from_yaml`.

    Args:
        yaml_string: the text; one that TF 1.15 wrote will do.
        custom_objects: dict, name -> class or function of the program's own.

    Raises:
        yaml.YAMLError: a tag that would make an arbitrary object.
        tf1shim.errors.TF1ShimError: the code of a Lambda layer, unless the settings allow it; PyYAML is missing.
    """
    config = plain_yaml.load(yaml_string)
    with safe_code.checked("the config"):
        return installed.api("layers").deserialize(config, custom_objects=custom_objects)
