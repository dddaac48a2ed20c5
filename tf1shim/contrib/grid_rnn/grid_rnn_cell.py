"""``tf.contrib.grid_rnn.python.ops.grid_rnn_cell``: grids of one to three dimensions, by name."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.grid_rnn.grid import GridRNNCell, _parse_rnn_config, _propagate  # noqa: F401 (imported from here)


class _NamedGrid(GridRNNCell):
    """A grid whose first dimension is input, output and priority."""

    _NUM_DIMS = 1

    def __init__(
        self,
        num_units,
        cell_fn,
        tied=False,
        non_recurrent_fn=None,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        super().__init__(
            num_units=num_units,
            num_dims=self._NUM_DIMS,
            input_dims=0,
            output_dims=0,
            priority_dims=0,
            tied=tied,
            non_recurrent_dims=None if non_recurrent_fn is None else 0,
            cell_fn=cell_fn,
            non_recurrent_fn=non_recurrent_fn,
            state_is_tuple=state_is_tuple,
            output_is_tuple=output_is_tuple,
        )


class Grid1BasicRNNCell(_NamedGrid):
    """One dimension of `BasicRNNCell`."""

    def __init__(self, num_units, state_is_tuple=True, output_is_tuple=True):
        super().__init__(
            num_units,
            tf.nn.rnn_cell.BasicRNNCell,
            state_is_tuple=state_is_tuple,
            output_is_tuple=output_is_tuple,
        )


class Grid2BasicRNNCell(_NamedGrid):
    """Two dimensions of `BasicRNNCell`; arguments as `GridRNNCell`."""

    _NUM_DIMS = 2

    def __init__(
        self,
        num_units,
        tied=False,
        non_recurrent_fn=None,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        super().__init__(
            num_units,
            tf.nn.rnn_cell.BasicRNNCell,
            tied,
            non_recurrent_fn,
            state_is_tuple,
            output_is_tuple,
        )


class Grid1BasicLSTMCell(_NamedGrid):
    """One dimension of `BasicLSTMCell`."""

    def __init__(self, num_units, forget_bias=1, state_is_tuple=True, output_is_tuple=True):
        super().__init__(
            num_units,
            lambda n: tf.nn.rnn_cell.BasicLSTMCell(n, forget_bias=forget_bias),
            state_is_tuple=state_is_tuple,
            output_is_tuple=output_is_tuple,
        )


class Grid2BasicLSTMCell(_NamedGrid):
    """Two dimensions of `BasicLSTMCell`; arguments as `GridRNNCell`."""

    _NUM_DIMS = 2

    def __init__(
        self,
        num_units,
        tied=False,
        non_recurrent_fn=None,
        forget_bias=1,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        super().__init__(
            num_units,
            lambda n: tf.nn.rnn_cell.BasicLSTMCell(n, forget_bias=forget_bias),
            tied,
            non_recurrent_fn,
            state_is_tuple,
            output_is_tuple,
        )


class Grid1LSTMCell(_NamedGrid):
    """One dimension of `LSTMCell`."""

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        forget_bias=1.0,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        super().__init__(
            num_units,
            _lstm(use_peepholes, forget_bias),
            state_is_tuple=state_is_tuple,
            output_is_tuple=output_is_tuple,
        )


class Grid2LSTMCell(_NamedGrid):
    """Two dimensions of `LSTMCell`; arguments as `GridRNNCell`."""

    _NUM_DIMS = 2

    def __init__(
        self,
        num_units,
        tied=False,
        non_recurrent_fn=None,
        use_peepholes=False,
        forget_bias=1.0,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        super().__init__(
            num_units,
            _lstm(use_peepholes, forget_bias),
            tied,
            non_recurrent_fn,
            state_is_tuple,
            output_is_tuple,
        )


class Grid3LSTMCell(Grid2LSTMCell):
    """Three dimensions of `LSTMCell`."""

    _NUM_DIMS = 3


class Grid2GRUCell(_NamedGrid):
    """Two dimensions of `GRUCell`; arguments as `GridRNNCell`."""

    _NUM_DIMS = 2

    def __init__(
        self,
        num_units,
        tied=False,
        non_recurrent_fn=None,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        super().__init__(
            num_units,
            tf.nn.rnn_cell.GRUCell,
            tied,
            non_recurrent_fn,
            state_is_tuple,
            output_is_tuple,
        )


def _lstm(use_peepholes, forget_bias):
    return lambda n: tf.nn.rnn_cell.LSTMCell(
        n, forget_bias=forget_bias, use_peepholes=use_peepholes
    )
