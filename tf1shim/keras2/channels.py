"""Convolution, pooling and cropping in keras 2.3.1's way: with channels first too, where there is no GPU.

Keras 2.3.1: its backend turns the images for the CPU, which computes with channels last only.
Installed: these layers call the ops directly; the forward pass may work on a CPU, the gradient does not.
Here: keras 2.3.1's way, by the installed backend, whose functions still turn the images.
"""

from tf1shim.keras2 import backend, installed


class ConvolutionChanges:
    """Mixed into Conv1D, Conv2D and Conv3D."""

    def call(self, inputs):
        if self.data_format != "channels_first" or getattr(self, "groups", 1) != 1:
            return super().call(inputs)
        single = self.rank == 1
        convolve = getattr(installed.backend(), f"conv{self.rank}d")
        return _finish(self, convolve(
            inputs, self.kernel, strides=self.strides[0] if single else self.strides, padding=self.padding,
            data_format=self.data_format, dilation_rate=self.dilation_rate[0] if single else self.dilation_rate))


class SeparableConvolutionChanges:
    """Mixed into SeparableConv1D and SeparableConv2D."""

    def call(self, inputs):
        if self.data_format != "channels_first":
            return super().call(inputs)
        convolve = getattr(backend, f"separable_conv{self.rank}d", installed.backend().separable_conv2d)
        return _finish(self, convolve(
            inputs, self.depthwise_kernel, self.pointwise_kernel, strides=self.strides, padding=self.padding,
            data_format=self.data_format, dilation_rate=self.dilation_rate))


class Conv3DTransposeChanges:
    """Mixed into Conv3DTranspose."""

    def call(self, inputs):
        if self.data_format != "channels_first":
            return super().call(inputs)
        import tensorflow.compat.v1 as tf

        length = installed.module("utils.conv_utils").deconv_output_length
        given = tf.shape(inputs)
        paddings = self.output_padding or (None, None, None)
        sides = [length(given[2 + axis], self.kernel_size[axis], padding=self.padding, stride=self.strides[axis],
                        output_padding=paddings[axis]) for axis in range(3)]
        outputs = installed.backend().conv3d_transpose(
            inputs, self.kernel, (given[0], self.filters, *sides), strides=tuple(self.strides), padding=self.padding,
            data_format=self.data_format)
        outputs.set_shape(super().compute_output_shape(inputs.shape))
        return _finish(self, outputs)


class MaxPoolingChanges:
    """Mixed into MaxPooling2D and MaxPooling3D."""

    _tf1shim_mode = "max"

    def call(self, inputs):
        if self.data_format != "channels_first":
            return super().call(inputs)
        pool = getattr(installed.backend(), f"pool{len(self.pool_size)}d")
        return pool(inputs, tuple(self.pool_size), strides=tuple(self.strides), padding=self.padding,
                    data_format=self.data_format, pool_mode=self._tf1shim_mode)


class AveragePoolingChanges(MaxPoolingChanges):
    """Mixed into AveragePooling2D and AveragePooling3D."""

    _tf1shim_mode = "avg"


class CroppingChanges:
    """Mixed into Cropping1D, Cropping2D and Cropping3D: nothing may be left, which the installed ones refuse."""

    def call(self, inputs):
        first = getattr(self, "data_format", "channels_last") == "channels_first"
        sides = self.cropping if isinstance(self.cropping[0], tuple) else (self.cropping,)
        return inputs[(slice(None),) * (2 if first else 1) + tuple(slice(a, -b or None) for a, b in sides)]


def _finish(layer, outputs):
    if layer.use_bias:
        outputs = installed.backend().bias_add(outputs, layer.bias, data_format=layer.data_format)
    return outputs if layer.activation is None else layer.activation(outputs)
