"""The cell that recurs along several dimensions, of which the named cells of `grid_rnn_cell` are cases."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import RNNCell

_GridRNNDimension = collections.namedtuple(
    "_GridRNNDimension", ["idx", "is_input", "is_output", "is_priority", "non_recurrent_fn"]
)
_GridRNNConfig = collections.namedtuple(
    "_GridRNNConfig",
    [
        "num_dims",
        "dims",
        "inputs",
        "outputs",
        "recurrents",
        "priority",
        "non_priority",
        "tied",
        "num_units",
    ],
)


class GridRNNCell(RNNCell):
    """One cell per dimension; each sees the states of all dimensions.

    Args:
        num_units: width of each cell.
        num_dims: number of dimensions.
        input_dims, output_dims, priority_dims, non_recurrent_dims: a dimension or a list of them.
            Priority dimensions are computed last, from the others' new outputs; a non-recurrent one
            is a layer instead of a cell.
        tied: one set of weights for all dimensions.
        cell_fn: from ``num_units`` to a cell, default an `LSTMCell`.
        non_recurrent_fn: activation of non-recurrent dimensions, default relu.
        state_is_tuple, output_is_tuple: tuples with one entry per dimension, or one tensor.

    Raises:
        ValueError: a dimension is out of range. TypeError: ``cell_fn`` does not make cells.
    """

    def __init__(
        self,
        num_units,
        num_dims=1,
        input_dims=None,
        output_dims=None,
        priority_dims=None,
        non_recurrent_dims=None,
        tied=False,
        cell_fn=None,
        non_recurrent_fn=None,
        state_is_tuple=True,
        output_is_tuple=True,
    ):
        if num_dims < 1:
            raise ValueError(f"dims must be >= 1: {num_dims}")
        self._config = _parse_rnn_config(
            num_dims,
            input_dims,
            output_dims,
            priority_dims,
            non_recurrent_dims,
            non_recurrent_fn or tf.nn.relu,
            tied,
            num_units,
        )
        self._state_is_tuple = state_is_tuple
        self._output_is_tuple = output_is_tuple

        def make_cell():
            if cell_fn is not None:
                return cell_fn(num_units)
            return tf.nn.rnn_cell.LSTMCell(num_units, state_is_tuple=state_is_tuple)

        self._cells = [make_cell()] * num_dims if tied else [make_cell() for _ in range(num_dims)]
        cell = self._cells[0]
        if not isinstance(cell, RNNCell):
            raise TypeError(f"cell_fn must return an RNNCell instance, saw: {type(cell)}")
        outputs, recurrents = len(self._config.outputs), len(self._config.recurrents)
        self._output_size = (
            (cell.output_size,) * outputs if output_is_tuple else cell.output_size * outputs
        )
        self._state_size = (
            (cell.state_size,) * recurrents
            if state_is_tuple
            else self._cell_state_size() * recurrents
        )

    @property
    def output_size(self):
        return self._output_size

    @property
    def state_size(self):
        return self._state_size

    def __call__(self, inputs, state, scope=None):
        conf, dtype = self._config, inputs.dtype
        c_prev, m_prev, with_c = self._extract_states(state)
        new_output, new_state = [None] * conf.num_dims, [None] * conf.num_dims
        with tf.variable_scope(scope or type(self).__name__):
            self._project_input(inputs, c_prev, m_prev, with_c)
            for dims, first in ((conf.non_priority, True), (conf.priority, False)):
                _propagate(
                    dims, conf, self._cells, c_prev, m_prev, new_output, new_state, first
                )
            outputs = [new_output[i] for i in conf.outputs]
            states = [new_state[i] for i in conf.recurrents]
        if self._output_is_tuple:
            outputs = tuple(outputs)
        else:
            outputs = tf.concat(outputs, 1) if outputs else tf.zeros([0, 0], dtype)
        if self._state_is_tuple:
            return outputs, tuple(states)
        states = [part for state in states for part in state]
        return outputs, tf.concat(states, 1) if states else tf.zeros([0, 0], dtype)

    def _extract_states(self, state):
        """(cell states, outputs) per dimension, None where not recurrent; whether cells have both.
        """
        conf = self._config
        c_prev, m_prev = [None] * conf.num_dims, [None] * conf.num_dims
        width = self._cell_state_size()
        output_width = width - conf.num_units
        if self._state_is_tuple:
            if len(conf.recurrents) != len(state):
                raise ValueError(
                    f"Expected state as a tuple of {len(conf.recurrents)} element"
                )
            parts = [s if output_width > 0 else (None, s) for s in state]
        else:
            parts = []
            for i in range(len(conf.recurrents)):
                first = tf.slice(state, [0, i * width], [-1, conf.num_units])
                if output_width > 0:
                    start = i * width + conf.num_units
                    parts.append((first, tf.slice(state, [0, start], [-1, output_width])))
                else:
                    parts.append((None, first))
        for dim, (c, m) in zip(conf.recurrents, parts):
            c_prev[dim], m_prev[dim] = c, m
        return c_prev, m_prev, output_width > 0

    def _project_input(self, inputs, c_prev, m_prev, with_c):
        """Put the projected inputs in place of the states of the input dimensions."""
        conf = self._config
        if inputs is None or not conf.inputs:
            return
        if isinstance(inputs, tuple):
            if len(conf.inputs) != len(inputs):
                raise ValueError(f"Expect inputs as a tuple of {len(conf.inputs)} tensors")
            splits = inputs
        else:
            if not tf.dimension_value(inputs.shape.with_rank(2)[1]):
                return
            splits = tf.split(inputs, len(conf.inputs), axis=1)
        depth = tf.dimension_value(splits[0].shape.with_rank(2)[1])
        for split, dim in zip(splits, conf.inputs):
            shape = [depth, conf.num_units]
            kernel = tf.get_variable(f"project_m_{dim}", shape, dtype=split.dtype)
            m_prev[dim] = tf.matmul(split, kernel)
            if with_c:
                kernel = tf.get_variable(f"project_c_{dim}", shape, dtype=split.dtype)
                c_prev[dim] = tf.matmul(split, kernel)

    def _cell_state_size(self):
        size = self._cells[0].state_size
        return sum(size) if isinstance(size, tuple) else size


def _parse_rnn_config(
    num_dims,
    ls_input_dims,
    ls_output_dims,
    ls_priority_dims,
    ls_non_recurrent_dims,
    non_recurrent_fn,
    tied,
    num_units,
):
    def checked(dims):
        if dims is None:
            dims = []
        dims = sorted(set(dims if isinstance(dims, (list, tuple)) else [dims]))
        if any(dim < 0 or dim >= num_dims for dim in dims):
            raise ValueError(f"Invalid dims: {dims}. Must be in [0, {num_dims})")
        return dims

    inputs, outputs, priority, non_recurrent = (
        checked(dims)
        for dims in (ls_input_dims, ls_output_dims, ls_priority_dims, ls_non_recurrent_dims)
    )
    return _GridRNNConfig(
        num_dims=num_dims,
        dims=[
            _GridRNNDimension(
                idx=i,
                is_input=i in inputs,
                is_output=i in outputs,
                is_priority=i in priority,
                non_recurrent_fn=non_recurrent_fn if i in non_recurrent else None,
            )
            for i in range(num_dims)
        ],
        inputs=inputs,
        outputs=outputs,
        recurrents=[i for i in range(num_dims) if i not in non_recurrent],
        priority=priority,
        non_priority=[i for i in range(num_dims) if i not in priority],
        tied=tied,
        num_units=num_units,
    )


def _propagate(dim_indices, conf, cells, c_prev, m_prev, new_output, new_state, first_call):
    """Compute the given dimensions from the newest outputs; fills the two lists."""
    if not dim_indices:
        return
    if conf.num_dims > 1:
        joined = tf.concat(
            [
                m_prev[d.idx] if new_output[d.idx] is None else new_output[d.idx]
                for d in conf.dims[:-1]
            ],
            1,
        )
    else:
        batch = tf.dimension_value(m_prev[0].shape[0])
        joined = tf.zeros(
            [tf.shape(m_prev[0])[0] if batch is None else batch, 0], m_prev[0].dtype
        )
    last = m_prev[-1] if new_output[-1] is None else new_output[-1]
    for i in dim_indices:
        activation = conf.dims[i].non_recurrent_fn
        kind = "non_recurrent" if activation else "recurrent"
        with tf.variable_scope(kind if conf.tied else f"{kind}/cell_{i}"):
            if conf.tied and not (first_call and i == dim_indices[0]):
                tf.get_variable_scope().reuse_variables()
            if activation:
                inputs = tf.concat([joined, last], 1) if conf.num_dims > 1 else last
                new_output[i] = _fully_connected(inputs, conf.num_units, activation)
            else:
                state = last if c_prev[i] is None else (c_prev[i], last)
                new_output[i], new_state[i] = cells[i](joined, state)


def _fully_connected(inputs, num_units, activation):
    from tf1shim.contrib import layers

    scope = tf.get_variable_scope()
    return layers.fully_connected(
        inputs,
        num_outputs=num_units,
        activation_fn=activation,
        weights_initializer=scope.initializer or layers.xavier_initializer,
        weights_regularizer=scope.regularizer,
    )
