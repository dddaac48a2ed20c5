"""Which layer classes of standalone Keras have changes of their own: class name -> mixins."""

from tf1shim.keras2 import arguments, channels, models, normalization, randomness, recurrent


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


class FlattenChanges:
    """Flatten by `K.batch_flatten`, and its draw (keras 2.3.1 `layers/core.py`)."""

    def call(self, inputs):
        outputs = super().call(inputs)
        randomness.name_suffix()
        return outputs


class LambdaChanges:
    """Without an ``output_shape``, the function was called once more to find it (keras 2.3.1 `layers/core.py`)."""

    def call(self, inputs, mask=None, training=None):
        from tf1shim.keras2 import installed

        backend = installed.backend()
        dtypes = [backend.dtype(x) for x in inputs] if isinstance(inputs, list) else backend.dtype(inputs)
        vars(self)["_input_dtypes"] = dtypes
        outputs = super().call(inputs, mask=mask, training=training)
        if self._output_shape is None:
            stand_ins = [backend.placeholder(shape=backend.int_shape(x), dtype=backend.dtype(x))
                         for x in (inputs if isinstance(inputs, list) else [inputs])]
            super().call(stand_ins if isinstance(inputs, list) else stand_ins[0], mask=mask, training=training)
        return outputs


class BidirectionalChanges:
    """Masked steps repeat the output before them, as in every recurrent layer (keras 2.3.1 `layers/wrappers.py`)."""

    def call(self, inputs, training=None, mask=None, initial_state=None, constants=None):
        self.forward_layer.zero_output_for_mask = self.backward_layer.zero_output_for_mask = False
        return super().call(inputs, training=training, mask=mask, initial_state=initial_state, constants=constants)

    def get_updates_for(self, inputs=None):
        """Updates of the two layers that belong to ``inputs``, or with None those that belong to none."""
        return self.forward_layer.get_updates_for(inputs) + self.backward_layer.get_updates_for(inputs)

    def get_losses_for(self, inputs=None):
        """Losses of the two layers that belong to ``inputs``, or with None those that belong to none."""
        return self.forward_layer.get_losses_for(inputs) + self.backward_layer.get_losses_for(inputs)


class UpSampling2DChanges:
    """Bilinear enlarging by the old rule (keras 2.3.1 `backend/tensorflow_backend.py`)."""

    def call(self, inputs):
        from tf1shim.keras2 import backend

        return backend.resize_images(inputs, self.size[0], self.size[1], self.data_format, self.interpolation)


class MaskingChanges:
    """The mask is what `compute_mask` says, which programs override (keras 2.3.1 `layers/core.py`)."""

    def call(self, inputs):
        outputs = super().call(inputs)
        # tf.keras' own answer, which would be preferred.
        self._compute_output_and_mask_jointly = False
        outputs._keras_mask = None
        return outputs


class EmbeddingChanges:
    """``input_length`` is held against the input's shape, and fills in what it leaves open (keras 2.3.1
    `layers/embeddings.py`)."""

    def call(self, inputs):
        from tf1shim.keras2 import backend

        outputs = super().call(inputs)
        shape = backend.int_shape(inputs)
        if shape is not None:
            outputs.set_shape(super().compute_output_shape(shape))  # a program's own may state more outputs
        return outputs


class ConcatenateChanges:
    """One input is no list of inputs (keras 2.3.1 `layers/merge.py`)."""

    def build(self, input_shape):
        if not isinstance(input_shape, (list, tuple)) or len(input_shape) < 2:
            raise ValueError("A `Concatenate` layer should be called on a list of at least 2 inputs")
        super().build(input_shape)


class InputLayerChanges:
    """There is nothing to train in an input (keras 2.3.1 `engine/input_layer.py`)."""

    @property
    def trainable(self):
        return vars(self).get("_tf1shim_trainable", False)

    @trainable.setter
    def trainable(self, value):
        vars(self)["_tf1shim_trainable"] = value


class BaseConvolutionChanges:
    """A program's own convolution, too, begins with numbers of standalone Keras (`layers/convolutional.py`)."""

    def __init__(self, *args, **kwargs):
        if len(args) < 10:  # beyond, initializers are given by position
            kwargs.setdefault("kernel_initializer", "glorot_uniform")
        super().__init__(*args, **arguments.with_objects(kwargs))


_MIXINS = {
    "InputLayer": (InputLayerChanges,),
    "Conv": (BaseConvolutionChanges,),
    "Masking": (MaskingChanges,),
    "Embedding": (EmbeddingChanges,),
    "Concatenate": (ConcatenateChanges,),
    "UpSampling2D": (UpSampling2DChanges,),
    "Model": (models.ModelChanges,),
    "Functional": (models.FunctionalChanges,),
    "Sequential": (models.SequentialChanges,),
    "Dropout": (DropoutChanges,),
    "Flatten": (FlattenChanges,),
    "Bidirectional": (BidirectionalChanges,),
    "Lambda": (LambdaChanges,),
    "StackedRNNCells": (recurrent.StackedRNNCellsChanges,),
    **dict.fromkeys(("Conv1D", "Conv2D", "Conv3D"), (channels.ConvolutionChanges,)),
    **dict.fromkeys(("Cropping1D", "Cropping2D", "Cropping3D"), (channels.CroppingChanges,)),
    "Conv3DTranspose": (channels.Conv3DTransposeChanges,),
    **dict.fromkeys(("SeparableConv1D", "SeparableConv2D"), (channels.SeparableConvolutionChanges,)),
    **dict.fromkeys(("MaxPooling2D", "MaxPooling3D"), (channels.MaxPoolingChanges,)),
    **dict.fromkeys(("AveragePooling2D", "AveragePooling3D"), (channels.AveragePoolingChanges,)),
    "BatchNormalization": (normalization.BatchNormalizationChanges,),
}
