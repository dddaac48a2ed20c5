"""What `Sequential.get_config` says of the input.

TF1: the shape stands in the first layer's config, as ``batch_input_shape``; there is no entry for the input itself
    (TF 1.15 `python/keras/engine/sequential.py`; keras 2.3.1 too, where a model that is the first layer goes without).
    Where the shape came with the first batch, it is ``build_input_shape``.
TF2: an InputLayer stands first; newer versions forget a shape that came with a batch.
Here: as in TF1, so that `model.get_config()["layers"]` and files' JSON list the layers that were added; read back, both
    forms give the same model.
"""

from tf1shim.keras2 import installed, mirror


def install(journal):
    """Change the config; ``journal`` takes it back."""
    journal.wrap(installed.module("engine.sequential").Sequential, "get_config", _config)


def _config(wrapped, instance, args, kwargs):
    config = wrapped(*args, **kwargs)
    if not instance._is_graph_network and getattr(instance, "_build_input_shape", None):
        config.setdefault("build_input_shape", instance._build_input_shape)
    layers = config["layers"]
    if len(layers) < 2 or layers[0]["class_name"] != "InputLayer":
        return config
    given, first = layers[0]["config"], layers[1]["config"]
    bare = "layers" in first and isinstance(type(instance), mirror.Mirrored)
    if not bare and "batch_input_shape" not in first and "batch_input_shape" in given:
        first = {**first, "batch_input_shape": given["batch_input_shape"]}
    config["layers"] = [{**layers[1], "config": first}, *layers[2:]]
    return config
