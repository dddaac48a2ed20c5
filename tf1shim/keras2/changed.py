"""Which layer classes of standalone Keras have changes of their own: class name -> mixins."""

from tf1shim.keras2 import models, randomness


def mixins(name):
    """Classes to put in front of the installed class called ``name``."""
    return _MIXINS.get(name, ())


class DropoutChanges:
    """Dropout draws its op seed from NumPy's generator (keras 2.3.1 `layers/core.py`)."""

    def call(self, inputs, training=None):
        from tf1shim.keras2 import installed

        if not 0.0 < self.rate < 1.0:
            return inputs
        noise_shape = self._get_noise_shape(inputs)
        return installed.backend().in_train_phase(
            lambda: randomness.dropout(inputs, self.rate, noise_shape, self.seed), inputs, training=training)


class UpSampling2DChanges:
    """Bilinear enlarging by the old rule (keras 2.3.1 `backend/tensorflow_backend.py`)."""

    def call(self, inputs):
        from tf1shim.keras2 import backend

        return backend.resize_images(inputs, self.size[0], self.size[1], self.data_format, self.interpolation)


_MIXINS = {
    "UpSampling2D": (UpSampling2DChanges,),
    "Model": (models.ModelChanges,),
    "Functional": (models.FunctionalChanges,),
    "Sequential": (models.SequentialChanges,),
    "Dropout": (DropoutChanges,),
}
