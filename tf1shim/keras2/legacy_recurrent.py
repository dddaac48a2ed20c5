"""`Recurrent`, the base class of recurrent layers in Keras 1 and 2.0, and the convolutional cells.

Source: keras 2.3.1 `legacy/layers.py`, `layers/convolutional_recurrent.py`. Programs of 2016-2018 derive attention
layers from Recurrent: they set ``units`` and ``states``, and define `build`, `step` and what else they need.
"""

import numpy as np

from tf1shim.keras2 import arguments, installed, mirror


def recurrent():
    """The class `keras.layers.Recurrent`."""
    layer = mirror.mirror(installed.module("engine.base_layer").Layer)
    backend = installed.backend()

    class Recurrent(layer):
        """Applies `step` to each time step of (samples, time, dim).

        Args:
            return_sequences: give the output of every step, not of the last one.
            return_state: give the last states after the output.
            go_backwards: begin at the end.
            stateful: begin where the batch before ended.
            unroll: build each step into the graph.
            implementation: kept for the program's own use.
            input_dim, input_length: shape of the input, where it is the model's first layer.
            weights: initial weights.
        """

        def __init__(self, return_sequences=False, return_state=False, go_backwards=False, stateful=False,
                     unroll=False, implementation=0, **kwargs):
            length, width = kwargs.pop("input_length", None), kwargs.pop("input_dim", None)
            if width is not None:
                kwargs.setdefault("input_shape", (length, width))
            super().__init__(**kwargs)
            self.return_sequences, self.return_state = return_sequences, return_state
            self.go_backwards, self.stateful, self.unroll = go_backwards, stateful, unroll
            self.implementation = implementation
            self.supports_masking = True
            self.input_spec = [installed.module("engine.input_spec").InputSpec(ndim=3)]
            self.state_spec = None
            self.dropout = self.recurrent_dropout = 0

        def compute_output_shape(self, input_shape):
            shape = input_shape[0] if isinstance(input_shape, list) else input_shape
            shape = tuple(shape)
            output = (shape[0], shape[1], self.units) if self.return_sequences else (shape[0], self.units)
            return [output] + [(shape[0], self.units)] * len(self.states) if self.return_state else output

        def compute_mask(self, inputs, mask=None):
            mask = mask[0] if isinstance(mask, list) else mask
            output = mask if self.return_sequences else None
            return [output] + [None] * len(self.states) if self.return_state else output

        def step(self, inputs, states):
            """One time step: (output, new states); ``states`` ends in what `get_constants` gave."""
            raise NotImplementedError

        def get_constants(self, inputs, training=None):
            """Tensors that every step is given."""
            return []

        def get_initial_state(self, inputs):
            """Zeros of (samples, units) for each state."""
            zeros = backend.sum(backend.zeros_like(inputs), axis=(1, 2))
            zeros = backend.tile(backend.expand_dims(zeros), [1, self.units])
            return [zeros] * len(self.states)

        def preprocess_input(self, inputs, training=None):
            """What the steps are given in place of the inputs."""
            return inputs

        def __call__(self, inputs, initial_state=None, **kwargs):
            if isinstance(inputs, (list, tuple)) and len(inputs) > 1 and initial_state is None:
                inputs, *initial_state = inputs
            if initial_state is None:
                return super().__call__(inputs, **kwargs)
            states = list(initial_state) if isinstance(initial_state, (list, tuple)) else [initial_state]
            symbolic = [hasattr(state, "_keras_history") for state in states]
            if any(symbolic) and not all(symbolic):
                raise ValueError("The initial state of an RNN layer cannot be specified with a mix of Keras tensors "
                                 "and non-Keras tensors")
            if not all(symbolic):
                return super().__call__(inputs, initial_state=states, **kwargs)
            before, own = self.input_spec, self.state_spec
            listed = lambda spec: list(spec) if isinstance(spec, (list, tuple)) else [spec]  # noqa: E731
            self.input_spec = listed(before) + (listed(own) if own is not None else [None] * len(states))
            try:
                return super().__call__([inputs, *states], **kwargs)
            finally:
                self.input_spec = before

        def call(self, inputs, mask=None, training=None, initial_state=None):
            if isinstance(inputs, list):
                inputs, *initial_state = inputs
            elif initial_state is None:
                initial_state = self.states if self.stateful else self.get_initial_state(inputs)
            mask = mask[0] if isinstance(mask, list) else mask
            if len(initial_state) != len(self.states):
                raise ValueError(f"Layer has {len(self.states)} states but was passed {len(initial_state)} initial "
                                 "states.")
            steps = backend.int_shape(inputs)[1]
            if self.unroll and steps in (None, 1):
                raise ValueError("Cannot unroll a RNN if the time dimension is undefined or equal to 1. Give it with "
                                 "`input_shape`, `input_length` or `Input(shape=...)`.")
            last, outputs, states = backend.rnn(
                self.step, self.preprocess_input(inputs, training=None), list(initial_state),
                go_backwards=self.go_backwards, mask=mask, constants=self.get_constants(inputs, training=None),
                unroll=self.unroll, input_length=steps)
            if self.stateful:
                self.add_update([backend.update(kept, new) for kept, new in zip(self.states, states)], inputs)
            output = outputs if self.return_sequences else last
            return [output, *states] if self.return_state else output

        def reset_states(self, states=None):
            """Set the states of a stateful layer, to zeros by default.

            Raises:
                AttributeError: the layer is not stateful.
                ValueError: an unknown batch size, or states of other numbers or shapes.
            """
            if not self.stateful:
                raise AttributeError("Layer must be stateful.")
            spec = self.input_spec[0] if isinstance(self.input_spec, (list, tuple)) else self.input_spec
            batch = spec.shape[0]
            if not batch:
                raise ValueError("If a RNN is stateful, it needs to know its batch size: give `batch_input_shape`, or "
                                 "`batch_shape` to Input.")
            shape = (batch, self.units)
            if self.states[0] is None:
                self.states = [backend.zeros(shape) for _ in self.states]
                return
            values = [np.zeros(shape)] * len(self.states) if states is None else states
            values = list(values) if isinstance(values, (list, tuple)) else [values]
            if len(values) != len(self.states) or any(np.shape(value) != shape for value in values):
                raise ValueError(f"Layer {self.name} expects {len(self.states)} states of the shape {shape}. Input "
                                 f"received: {values}")
            for state, value in zip(self.states, values):
                backend.set_value(state, value)

        def get_config(self):
            names = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll", "implementation")
            return {**super().get_config(), **{name: getattr(self, name) for name in names}}

    return Recurrent


def conv_lstm_cell():
    """The class `keras.layers.ConvLSTM2DCell`."""
    return _of_two_dimensions("ConvLSTM2DCell", "ConvLSTMCell", ("layers.rnn.base_conv_lstm",))


def conv_rnn():
    """The class `keras.layers.ConvRNN2D`."""
    return _of_two_dimensions("ConvRNN2D", "ConvRNN", ("layers.rnn.base_conv_rnn",))


def _of_two_dimensions(name, general, places):
    for place in (*places, "layers.convolutional_recurrent"):
        try:
            module = installed.module(place)
        except ImportError:
            continue
        if hasattr(module, general):  # from TF 2.7 on, for any number of dimensions
            return _with_rank(name, mirror.mirror(getattr(module, general)))
        return mirror.mirror(getattr(module, name))
    raise AttributeError(name)


def _with_rank(name, parent):
    def __init__(self, *args, **kwargs):
        parent.__init__(self, rank=2, **arguments.bind(name, args, kwargs))

    __init__.__signature__ = arguments.signature(name)
    return type(parent)(name, (parent,), {
        "__init__": __init__, "__module__": arguments.module_of(name), "__doc__": parent.__doc__})
