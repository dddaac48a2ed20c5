"""``tf.contrib.cudnn_rnn.python.layers.cudnn_rnn``: the layers."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.cudnn_rnn import forward, saveables
from tf1shim.contrib.cudnn_rnn.modes import (
    CUDNN_GRU,
    CUDNN_INPUT_LINEAR_MODE,
    CUDNN_LSTM,
    CUDNN_RNN_RELU,
    CUDNN_RNN_TANH,
    CUDNN_RNN_UNIDIRECTION,
    PARAMS_PER_LAYER,
    Layout,
    check_direction,
    check_input_mode,
    direction_count,
)


class _CudnnRNN(tf.layers.Layer):
    """Base of the layers: one variable ``opaque_kernel``, saved in canonical form too.

    Args:
        num_layers: number of layers.
        num_units: width of each.
        input_mode: "linear_input"; the others need cuDNN itself.
        direction: "unidirectional" or "bidirectional".
        dropout: part of the outputs dropped between layers in training.
        seed: of the dropout and the kernel initializer.
        dtype: float16, float32 or float64.
        kernel_initializer: of each canonical matrix, default Glorot uniform.
        bias_initializer: of each canonical bias, default zeros.
        name: of the layer.

    Raises:
        ValueError: an unknown direction, mode or dtype.
    """

    _rnn_mode = None
    _saveable_cls = None

    def __init__(
        self,
        num_layers,
        num_units,
        input_mode=CUDNN_INPUT_LINEAR_MODE,
        direction=CUDNN_RNN_UNIDIRECTION,
        dropout=0.0,
        seed=None,
        dtype=tf.float32,
        kernel_initializer=None,
        bias_initializer=None,
        name=None,
    ):
        super().__init__(dtype=dtype, name=name)
        check_direction(direction)
        check_input_mode(input_mode)
        if dtype not in (tf.float16, tf.float32, tf.float64):
            raise ValueError(f"Only support float16, float32, float64, provided {dtype}")
        self._plain_dtype = dtype
        self._num_layers = num_layers
        self._num_units = num_units
        self._input_mode = input_mode
        self._direction = direction
        self._dropout = dropout
        self._seed = seed
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer
        self._input_size = None
        self._saveable = None

    @property
    def num_layers(self):
        return self._num_layers

    @property
    def num_units(self):
        return self._num_units

    @property
    def input_mode(self):
        return self._input_mode

    @property
    def input_size(self):
        """Width of the inputs; ``ValueError`` before the layer is built."""
        if not self._input_size:
            raise ValueError("'input_size' is unknown since layer has not been built.")
        return self._input_size

    @property
    def rnn_mode(self):
        return self._rnn_mode

    @property
    def direction(self):
        return self._direction

    @property
    def num_dirs(self):
        return direction_count(self._direction)

    @property
    def saveable(self):
        return self._saveable

    @property
    def _num_params_per_layer(self):
        return PARAMS_PER_LAYER[self._rnn_mode]

    @property
    def _layout(self):
        if not self._input_size:
            raise RuntimeError(
                f"{type(self).__name__}.canonical_weight_shapes invoked before input shape is known"
            )
        return Layout(
            self._rnn_mode,
            self._num_layers,
            self._num_units,
            self._input_size,
            self._input_mode,
            self._direction,
        )

    @property
    def canonical_weight_shapes(self):
        """Shapes of the matrices; ``RuntimeError`` before the layer is built."""
        return list(self._layout.weight_shapes)

    @property
    def canonical_bias_shapes(self):
        """Shapes of the biases."""
        per_layer = [[self._num_units]] * self.num_dirs * self._num_params_per_layer
        return per_layer * self._num_layers

    def build(self, input_shape):
        if self.built:
            return
        input_shape = tf.TensorShape(input_shape)
        if input_shape.ndims != 3:
            raise ValueError(f"Expecting input_shape with 3 dims, got {input_shape.ndims}")
        depth = tf.dimension_value(input_shape[-1])
        if depth is None:
            raise ValueError(
                "The last dimension of the inputs to `CudnnRNN` should be defined. Found `None`."
            )
        self._input_size = depth
        self.input_spec = tf.layers.InputSpec(ndim=3, axes={-1: depth})
        self._set_scope(None)
        with tf.variable_scope(self._scope, custom_getter=self._track):
            dtype = self._plain_dtype
            kernel_initializer = self._kernel_initializer or tf.glorot_uniform_initializer(
                seed=self._seed, dtype=dtype
            )
            bias_initializer = self._bias_initializer or tf.constant_initializer(
                0.0, dtype=dtype
            )
            first = self._layout.join(
                [kernel_initializer(s, dtype=dtype) for s in self.canonical_weight_shapes],
                [bias_initializer(s, dtype=dtype) for s in self.canonical_bias_shapes],
            )
            if tf.get_variable_scope().partitioner is not None:
                tf.logging.warn(
                    "Partitioner is not supported for Cudnn RNN layer variables, using it will "
                    "create forward-compatibility issues with future CUDA/CuDNN generations."
                )
            self.kernel = tf.get_variable("opaque_kernel", dtype=dtype, initializer=first)
        # Named after the scope around: the layer's own when it is called, the caller's when it is
        # built by hand. A shared kernel is saved by the layer that made it.
        if tf.get_variable_scope().reuse is not True:
            self._create_saveable()
        self.built = True

    def _track(self, getter, *args, **kwargs):
        variable = getter(*args, **kwargs)
        if not any(variable is known for known in self._trainable_weights):
            self._trainable_weights.append(variable)
        return variable

    def _create_saveable(self):
        if self._saveable is not None:
            raise RuntimeError("Cudnn saveable already created.")
        self._saveable = self._saveable_cls(
            opaque_params=self.kernel,
            num_layers=self.num_layers,
            num_units=self.num_units,
            input_size=self.input_size,
            input_mode=self.input_mode,
            direction=self.direction,
            scope=tf.get_variable_scope(),
            name=f"{self.kernel.op.name}_saveable",
        )
        tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS, self._saveable)

    def call(
        self, inputs, initial_state=None, sequence_lengths=None, time_major=True, training=True
    ):
        """Run the layers.

        Args:
            inputs: [time, batch, depth], or [batch, time, depth] without ``time_major``.
            initial_state: tuple (h, c) for `CudnnLSTM`, else (h,), each as `state_shape` (batch
                first without ``time_major``); None for zeros.
            sequence_lengths: int [batch], or None.
            time_major: layout of ``inputs``.
            training: whether dropout applies.

        Returns:
            (outputs, tuple of last states).

        Raises:
            TypeError: ``initial_state`` is not a tuple.
        """
        if initial_state is not None and not isinstance(initial_state, tuple):
            raise TypeError(f"Invalid initial_state type: {initial_state}, expecting tuple.")
        inputs = tf.convert_to_tensor(inputs, dtype=self.dtype)
        if initial_state is None:
            initial_state = self._zero_state(tf.shape(inputs)[1 if time_major else 0])
            if not time_major:
                initial_state = tuple(tf.transpose(s, [1, 0, 2]) for s in initial_state)
        states = [tf.convert_to_tensor(state, dtype=self.dtype) for state in initial_state]
        outputs, h, c = forward.run(
            self._layout,
            inputs,
            states[0],
            states[1] if len(states) > 1 else None,
            self.kernel,
            training,
            sequence_lengths,
            time_major,
            self._dropout,
            self._seed,
        )
        return outputs, (h, c) if self._rnn_mode == CUDNN_LSTM else (h,)

    def state_shape(self, batch_size):
        """Shapes of the states: [layers * directions, batch, units] each."""
        shape = [self.num_layers * self.num_dirs, batch_size, self.num_units]
        return (shape, list(shape)) if self._rnn_mode == CUDNN_LSTM else (shape,)

    def _zero_state(self, batch_size):
        return tuple(tf.zeros(shape, dtype=self.dtype) for shape in self.state_shape(batch_size))


class CudnnLSTM(_CudnnRNN):
    """LSTM layers; see the base class."""

    _rnn_mode = CUDNN_LSTM
    _saveable_cls = saveables.CudnnLSTMSaveable


class CudnnGRU(_CudnnRNN):
    """GRU layers; see the base class."""

    _rnn_mode = CUDNN_GRU
    _saveable_cls = saveables.CudnnGRUSaveable


class CudnnRNNTanh(_CudnnRNN):
    """Plain layers with tanh; see the base class."""

    _rnn_mode = CUDNN_RNN_TANH
    _saveable_cls = saveables.CudnnRNNTanhSaveable


class CudnnRNNRelu(_CudnnRNN):
    """Plain layers with relu; see the base class."""

    _rnn_mode = CUDNN_RNN_RELU
    _saveable_cls = saveables.CudnnRNNReluSaveable
