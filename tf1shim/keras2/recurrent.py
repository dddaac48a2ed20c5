"""Cells of recurrent layers: the names of their weights, and recurrent dropout with ``implementation=2``.

TF1: a cell's weights lie in its layer's scope, `lstm/kernel`; a cell that computes all gates by one product has one
    mask for the state, as for the inputs (TF 1.15 `python/keras/layers/recurrent.py`; keras 2.3.1 too).
TF2: `lstm/lstm_cell/kernel`; such a cell changes itself to ``implementation=1``, which has a mask for each gate.
Here: cells are built in their layer's scope; the implementation stays, and the state is masked before the cell's own
    computation.
"""

import numpy as np

from tf1shim.keras2 import installed

_GATES = {"LSTMCell": 4, "GRUCell": 3}


def install(journal):
    """Change the cells; ``journal`` takes it back."""
    for name, gates in _GATES.items():
        cell = getattr(installed.api("layers"), name)
        journal.wrap(cell, "__init__", _keep_implementation)
        journal.wrap(cell, "build", _identity_per_gate(gates))
        journal.wrap(cell, "call", _masking(gates))
    layers = installed.api("layers")
    resets = next(c for c in layers.ConvLSTM2D.__mro__ if "reset_states" in vars(c))
    journal.wrap(resets, "reset_states", _with_native_shapes)
    journal.wrap(layers.RNN, "build", _build_layer)
    journal.wrap(layers.StackedRNNCells, "build", _build_stack)
    journal.wrap(layers.RNN, "__init__", _with_flat_stack)


def _with_native_shapes(wrapped, instance, args, kwargs):
    from tf1shim.keras2 import mirror

    with mirror.native_shapes():
        return wrapped(*args, **kwargs)


def _build_layer(wrapped, instance, args, kwargs):
    shape = args[0] if args else kwargs["input_shape"]
    constants = []
    if isinstance(shape, list):
        count = getattr(instance, "_num_constants", None) or 0
        constants = [_plain(s) for s in shape[len(shape) - count:]]
        shape = shape[0]  # the others are those of states
    try:
        whole = _plain(shape)
    except (TypeError, ValueError):
        return wrapped(*args, **kwargs)  # nested inputs, which 1.15's own cells did not have
    batch, *sides = whole[1:] if getattr(instance, "time_major", False) else whole[:1] + whole[2:]
    whole = (batch, *sides)
    _build_in_place(instance.cell, [whole, *constants] if constants else whole)
    return wrapped(*args, **kwargs)


def _build_stack(wrapped, instance, args, kwargs):
    shape = args[0] if args else kwargs["input_shape"]
    constants = []
    if isinstance(shape, list):
        shape, *constants = shape
    takes = installed.module("utils.generic_utils").has_arg
    for cell in instance.cells:
        _build_in_place(cell, [shape, *constants] if constants and takes(cell.call, "constants") else shape)
        size = getattr(cell, "output_size", None)
        if size is None:
            size = cell.state_size[0] if isinstance(cell.state_size, (list, tuple)) else cell.state_size
        shape = (_plain(shape)[0], *_plain(size))
    return wrapped(*args, **kwargs)


def _with_flat_stack(wrapped, instance, args, kwargs):
    """Standalone Keras' layers stack cells in standalone Keras' way: see `StackedRNNCellsChanges`."""
    from tf1shim.keras2 import mirror

    if not isinstance(type(instance), mirror.Mirrored):
        return wrapped(*args, **kwargs)
    cell = args[0] if args else kwargs["cell"]
    native = installed.api("layers").StackedRNNCells
    if isinstance(cell, (list, tuple)):
        cell = mirror.mirror(native)(cell)
    elif type(cell) is native:  # what a config gave
        cell = mirror.mirror(native)(cell.cells, name=cell.name)
    return wrapped(cell, *args[1:], **{k: v for k, v in kwargs.items() if k != "cell"})


class StackedRNNCellsChanges:
    """The states of all cells are one flat list (keras 2.3.1 `layers/recurrent.py`); tf.keras nests them by cell."""

    _tf1shim_nested = False

    @property
    def state_size(self):
        """Sizes of the states, those of the first cell first."""
        sizes = super().state_size
        if self._tf1shim_nested:
            return sizes
        return tuple(one for size in sizes for one in (size if hasattr(size, "__len__") else [size]))

    def get_initial_state(self, *args, **kwargs):
        """Zeros for every state."""
        from tensorflow import nest

        return nest.flatten(super().get_initial_state(*args, **kwargs))

    def call(self, inputs, states, constants=None, training=None, **kwargs):
        from tensorflow import nest

        vars(self)["_tf1shim_nested"] = True
        try:
            outputs, made = super().call(inputs, states, constants=constants, training=training, **kwargs)
        finally:
            vars(self)["_tf1shim_nested"] = False
        return outputs, nest.flatten(made)


def _build_in_place(cell, shape):
    """Build a cell without a scope of its own; the layer finds it built."""
    if isinstance(cell, installed.module("engine.base_layer").Layer) and not cell.built:
        cell.build(shape)
        cell.built = True


def _plain(shape):
    import tensorflow.compat.v1 as tf

    return tuple(tf.TensorShape(shape).as_list())


def _keep_implementation(wrapped, instance, args, kwargs):
    asked = kwargs.get("implementation")
    wrapped(*args, **kwargs)
    if asked is not None:
        instance.implementation = asked


def _identity_per_gate(gates):
    """keras 2.3.1 gives each gate an identity matrix of its own where the initializer is `Identity`."""
    def build(wrapped, instance, args, kwargs):
        from tf1shim.keras2 import initializers

        asked = instance.recurrent_initializer
        if type(asked) is not initializers.Identity:
            return wrapped(*args, **kwargs)

        def identities(shape, dtype=None, **_):
            import tensorflow.compat.v1 as tf

            kind = tf.as_dtype(dtype or "float32").as_numpy_dtype
            return np.concatenate([asked.gain * np.identity(shape[0])] * gates, axis=1).astype(kind)

        instance.recurrent_initializer = identities
        try:
            return wrapped(*args, **kwargs)
        finally:
            instance.recurrent_initializer = asked

    return build


def _masking(gates):
    def call(wrapped, instance, args, kwargs):
        return wrapped(*_masked(instance, *args, **kwargs))

    def _masked(cell, inputs, states, training=None):
        if cell.implementation == 1 or not 0 < cell.recurrent_dropout < 1:
            return inputs, states, training
        state, *others = states if isinstance(states, (list, tuple)) else [states]
        cell.get_dropout_mask_for_cell(inputs, training, count=gates)  # the inputs' masks are drawn first
        masks = cell.get_recurrent_dropout_mask_for_cell(state, training, count=gates)
        return inputs, [state * masks[0], *others], training

    return call
