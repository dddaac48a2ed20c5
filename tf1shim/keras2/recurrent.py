"""Cells of recurrent layers: the names of their weights, and recurrent dropout with ``implementation=2``.

TF1: a cell's weights lie in its layer's scope, `lstm/kernel`; a cell that computes all gates by one product has one
    mask for the state, as for the inputs (TF 1.15 `python/keras/layers/recurrent.py`; keras 2.3.1 too).
TF2: `lstm/lstm_cell/kernel`; such a cell changes itself to ``implementation=1``, which has a mask for each gate.
Here: cells are built in their layer's scope; the implementation stays, and the state is masked before the cell's own
    computation.
"""

from tf1shim.keras2 import installed

_GATES = {"LSTMCell": 4, "GRUCell": 3}


def install(journal):
    """Change the cells; ``journal`` takes it back."""
    for name, gates in _GATES.items():
        cell = getattr(installed.api("layers"), name)
        journal.wrap(cell, "__init__", _keep_implementation)
        journal.wrap(cell, "call", _masking(gates))


    layers = installed.api("layers")
    journal.wrap(layers.RNN, "build", _build_layer)
    journal.wrap(layers.StackedRNNCells, "build", _build_stack)


def _build_layer(wrapped, instance, args, kwargs):
    shape = args[0] if args else kwargs["input_shape"]
    if isinstance(shape, list):
        shape = shape[0]  # the others are those of states
    try:
        whole = _plain(shape)
    except (TypeError, ValueError):
        return wrapped(*args, **kwargs)  # nested inputs, which 1.15's own cells did not have
    batch, *sides = whole[1:] if getattr(instance, "time_major", False) else whole[:1] + whole[2:]
    _build_in_place(instance.cell, (batch, *sides))
    return wrapped(*args, **kwargs)


def _build_stack(wrapped, instance, args, kwargs):
    shape = args[0] if args else kwargs["input_shape"]
    if isinstance(shape, list):
        shape = shape[0]
    for cell in instance.cells:
        _build_in_place(cell, shape)
        size = getattr(cell, "output_size", None)
        if size is None:
            size = cell.state_size[0] if isinstance(cell.state_size, (list, tuple)) else cell.state_size
        shape = (_plain(shape)[0], *_plain(size))
    return wrapped(*args, **kwargs)


def _build_in_place(cell, shape):
    """Build a cell without a scope of its own; the layer finds it built."""
    if isinstance(cell, installed.module("engine.base_layer_v1").Layer) and not cell.built:
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
