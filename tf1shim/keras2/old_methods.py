"""Methods of tf.keras' models and layers that went.

TF1: `Sequential.predict_classes` and `predict_proba`; `Layer.apply` calls the layer; ``_call_fn_args`` are the names of
    the arguments that its `call` takes.
TF2: gone since 2.6; the last moved.
Here: added where they are missing.
"""

from tf1shim.keras2 import installed


def install(journal):
    """Add them; ``journal`` takes them back."""
    sequential = installed.module("engine.sequential").Sequential
    layers = [installed.module(f"engine.{name}").Layer for name in ("base_layer", "base_layer_v1")]
    for owner, methods in ((sequential, (predict_classes, predict_proba)), *((layer, (apply,)) for layer in layers)):
        for method in methods:
            if not hasattr(owner, method.__name__):
                journal.set_attr(owner, method.__name__, method)
    for layer in layers:
        if not hasattr(layer, "_call_fn_args"):
            journal.set_attr(layer, "_call_fn_args", property(lambda self: self._call_spec.arg_names))


def predict_classes(self, x, batch_size=32, verbose=0):
    """Class numbers: argmax over the last axis, or probability above a half for a single output."""
    probabilities = self.predict(x, batch_size=batch_size, verbose=verbose)
    if probabilities.shape[-1] > 1:
        return probabilities.argmax(axis=-1)
    return (probabilities > 0.5).astype("int32")


def predict_proba(self, x, batch_size=32, verbose=0):
    """Class probabilities: `predict`."""
    return self.predict(x, batch_size, verbose)


def apply(self, inputs, *args, **kwargs):
    """Call the layer."""
    return self(inputs, *args, **kwargs)
