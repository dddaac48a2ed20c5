"""``tf.contrib.seq2seq.python.ops.attention_wrapper``: a cell that attends to a memory."""

import collections

import tensorflow.compat.v1 as tf

from tf1shim.contrib.rnn.cell_base import RNNCell, assert_like_rnncell
from tf1shim.contrib.seq2seq.attention_base import (  # noqa: F401 (imported from here)
    AttentionMechanism,
    _BaseAttentionMechanism,
    _BaseMonotonicAttentionMechanism,
    _maybe_mask_score,
    _prepare_memory,
    _zero_state_tensors,
)
from tf1shim.contrib.seq2seq.attention_mechanisms import (  # noqa: F401
    BahdanauAttention,
    BahdanauMonotonicAttention,
    LuongAttention,
    LuongMonotonicAttention,
    _bahdanau_score,
    _luong_score,
)
from tf1shim.contrib.seq2seq.monotonic import (  # noqa: F401
    _monotonic_probability_fn,
    hardmax,
    monotonic_attention,
    safe_cumprod,
)

_BEAM_HINT = "Are you using the BeamSearchDecoder?  "
_TILE_HINT = (
    " via the tf.contrib.seq2seq.tile_batch function with argument multiple=beam_width."
)


class AttentionWrapperState(
    collections.namedtuple(
        "AttentionWrapperState",
        (
            "cell_state",
            "attention",
            "time",
            "alignments",
            "alignment_history",
            "attention_state",
        ),
    )
):
    """State of an `AttentionWrapper`: the cell's, the last attention, the step, the alignments."""

    __slots__ = ()

    def clone(self, **kwargs):
        """This state with some fields replaced; ``ValueError`` when a tensor changes its shape."""
        return tf.nest.map_structure(_with_same_shape, self, self._replace(**kwargs))


def _with_same_shape(old, new):
    if not (tf.is_tensor(old) and tf.is_tensor(new)):
        return new
    if not new.shape.is_compatible_with(old.shape):
        raise ValueError(
            "The shape of the AttentionWrapperState is expected to be same as the one to "
            f"clone. self.shape: {old.shape}, input.shape: {new.shape}"
        )
    if tf.executing_eagerly() or (
        old.shape.is_fully_defined() and new.shape.is_fully_defined()
    ):
        return new
    same = tf.assert_equal(tf.shape(new), tf.shape(old), message="Wrong shape for tensor")
    with tf.control_dependencies([same]):
        return tf.identity(new)


def _compute_attention(attention_mechanism, cell_output, attention_state, attention_layer):
    """Return (attention, alignments, next attention state) for one query."""
    if isinstance(attention_mechanism, tf.keras.layers.Layer):
        alignments, next_state = attention_mechanism([cell_output, attention_state])
    else:
        alignments, next_state = attention_mechanism(cell_output, state=attention_state)
    context = tf.matmul(tf.expand_dims(alignments, 1), attention_mechanism.values)
    context = tf.squeeze(context, [1])
    if attention_layer is None:
        return context, alignments, next_state
    attention = attention_layer(tf.concat([cell_output, context], 1))
    return attention, alignments, next_state


class AttentionWrapper(RNNCell):
    """A cell whose output (and next input) is mixed with what it attends to.

    Args:
        cell: an RNN cell.
        attention_mechanism: an `AttentionMechanism`, or a list of them.
        attention_layer_size: width of the attention vector (a list with several mechanisms); None:
            the context itself is the attention.
        alignment_history: keep all alignments in the state, as a TensorArray.
        cell_input_fn: (inputs, attention) -> the cell's inputs, default their concatenation.
        output_attention: give the attention, not the cell's output.
        initial_cell_state: for `zero_state`, instead of the cell's zeros.
        name: of the layer.
        attention_layer: instead of ``attention_layer_size``, a layer (or a list).
        attention_fn: instead of `_compute_attention`.
        dtype: of the layer.

    Raises:
        TypeError: an argument is of the wrong kind.
        ValueError: sizes or layers do not match the mechanisms, or both are given.
    """

    def __init__(
        self,
        cell,
        attention_mechanism,
        attention_layer_size=None,
        alignment_history=False,
        cell_input_fn=None,
        output_attention=True,
        initial_cell_state=None,
        name=None,
        attention_layer=None,
        attention_fn=None,
        dtype=None,
    ):
        super().__init__(name=name, dtype=dtype)
        assert_like_rnncell("cell", cell)
        self._is_multi = isinstance(attention_mechanism, (list, tuple))
        mechanisms = attention_mechanism if self._is_multi else (attention_mechanism,)
        for mechanism in mechanisms:
            if not isinstance(mechanism, AttentionMechanism):
                what = (
                    "contain only instances of AttentionMechanism"
                    if self._is_multi
                    else "be an AttentionMechanism or list of multiple AttentionMechanism instances"
                )
                raise TypeError(
                    f"attention_mechanism must {what}, saw type: {type(mechanism).__name__}"
                )
        if cell_input_fn is not None and not callable(cell_input_fn):
            raise TypeError(
                f"cell_input_fn must be callable, saw type: {type(cell_input_fn).__name__}"
            )
        self._cell = cell
        self._attention_mechanisms = mechanisms
        self._cell_input_fn = cell_input_fn or (
            lambda inputs, attention: tf.concat([inputs, attention], -1)
        )
        self._attention_fn = attention_fn or _compute_attention
        self._output_attention = output_attention
        self._alignment_history = alignment_history
        self._make_attention_layers(attention_layer_size, attention_layer)
        with tf.name_scope(name, "AttentionWrapperInit"):
            self._initial_cell_state = None
            if initial_cell_state is not None:
                last = tf.nest.flatten(initial_cell_state)[-1]
                checks = self._batch_size_checks(
                    tf.dimension_value(last.shape[0]) or tf.shape(last)[0],
                    f"When constructing AttentionWrapper {self.name}: Non-matching batch sizes "
                    "between the memory (encoder output) and initial_cell_state.  "
                    f"{_BEAM_HINT}You may need to tile your initial state{_TILE_HINT}",
                )
                self._initial_cell_state = _checked(
                    initial_cell_state, checks, "check_initial_cell_state"
                )

    def _make_attention_layers(self, sizes, layers):
        mechanisms = self._attention_mechanisms
        if sizes is not None and layers is not None:
            raise ValueError("Only one of attention_layer_size and attention_layer should be set")

        def as_tuple(value, what):
            values = tuple(value) if isinstance(value, (list, tuple)) else (value,)
            if len(values) != len(mechanisms):
                raise ValueError(
                    f"If provided, {what} per attention_mechanism, "
                    f"saw: {len(values)} vs {len(mechanisms)}"
                )
            return values

        if sizes is not None:
            sizes = as_tuple(sizes, "attention_layer_size must contain exactly one integer")
            self._attention_layers = tuple(
                tf.layers.Dense(
                    size, name="attention_layer", use_bias=False, dtype=mechanism.dtype
                )
                for size, mechanism in zip(sizes, mechanisms)
            )
            self._attention_layer_size = sum(sizes)
            return
        depths = [tf.dimension_value(m.values.shape[-1]) for m in mechanisms]
        if layers is None:
            self._attention_layers = None
            self._attention_layer_size = sum(depths)
            return
        self._attention_layers = as_tuple(
            layers, "attention_layer must contain exactly one layer"
        )
        self._attention_layer_size = sum(
            tf.dimension_value(
                layer.compute_output_shape([None, self._cell.output_size + depth])[-1]
            )
            for layer, depth in zip(self._attention_layers, depths)
        )

    def _batch_size_checks(self, batch_size, error_message):
        return [
            tf.assert_equal(batch_size, mechanism.batch_size, message=error_message)
            for mechanism in self._attention_mechanisms
        ]

    def _item_or_tuple(self, seq):
        """What users see: a tuple with several mechanisms, the item itself with one."""
        items = tuple(seq)
        return items if self._is_multi else items[0]

    @property
    def output_size(self):
        return self._attention_layer_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self):
        mechanisms = self._attention_mechanisms
        return AttentionWrapperState(
            cell_state=self._cell.state_size,
            time=tf.TensorShape([]),
            attention=self._attention_layer_size,
            alignments=self._item_or_tuple(m.alignments_size for m in mechanisms),
            attention_state=self._item_or_tuple(m.state_size for m in mechanisms),
            alignment_history=self._item_or_tuple(
                m.alignments_size if self._alignment_history else () for m in mechanisms
            ),
        )

    def zero_state(self, batch_size, dtype):
        """Zeros, with the ``initial_cell_state`` if one was given; checks the batch sizes."""
        with tf.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            cell_state = self._initial_cell_state
            if cell_state is None:
                cell_state = _zero_cell_state(self._cell, batch_size, dtype)
            checks = self._batch_size_checks(
                batch_size,
                f"When calling zero_state of AttentionWrapper {self.name}: Non-matching batch "
                "sizes between the memory (encoder output) and the requested batch size.  "
                "Are you using the BeamSearchDecoder?  If so, make sure your encoder output has "
                "been tiled to beam_width via tf.contrib.seq2seq.tile_batch, and the batch_size= "
                "argument passed to zero_state is batch_size * beam_width.",
            )
            mechanisms = self._attention_mechanisms
            alignments = [m.initial_alignments(batch_size, dtype) for m in mechanisms]
            return AttentionWrapperState(
                cell_state=_checked(cell_state, checks, "checked_cell_state"),
                time=tf.zeros([], dtype=tf.int32),
                attention=_zero_state_tensors(self._attention_layer_size, batch_size, dtype),
                alignments=self._item_or_tuple(alignments),
                attention_state=self._item_or_tuple(
                    m.initial_state(batch_size, dtype) for m in mechanisms
                ),
                alignment_history=self._item_or_tuple(
                    self._new_history(alignment, dtype) for alignment in alignments
                ),
            )

    def get_initial_state(self, inputs=None, batch_size=None, dtype=None):
        """`zero_state`, as Keras' layers ask for it."""
        if inputs is not None:
            batch_size, dtype = tf.shape(inputs)[0], inputs.dtype
        return self.zero_state(batch_size, dtype)

    def _new_history(self, alignment, dtype):
        if not self._alignment_history:
            return ()
        return tf.TensorArray(
            dtype, size=0, dynamic_size=True, element_shape=alignment.shape
        )

    def call(self, inputs, state):
        if not isinstance(state, AttentionWrapperState):
            raise TypeError(
                "Expected state to be instance of AttentionWrapperState. "
                f"Received type {type(state)} instead."
            )
        cell_inputs = self._cell_input_fn(inputs, state.attention)
        cell_output, next_cell_state = self._cell(cell_inputs, state.cell_state)
        checks = self._batch_size_checks(
            tf.dimension_value(cell_output.shape[0]) or tf.shape(cell_output)[0],
            f"When applying AttentionWrapper {self.name}: Non-matching batch sizes between the "
            "memory (encoder output) and the query (decoder output).  "
            f"{_BEAM_HINT}You may need to tile your memory input{_TILE_HINT}",
        )
        cell_output = _checked(cell_output, checks, "checked_cell_output")

        count = len(self._attention_mechanisms)
        states = state.attention_state if self._is_multi else [state.attention_state]
        histories = state.alignment_history if self._is_multi else [state.alignment_history]
        layers = self._attention_layers or [None] * count
        attentions, alignments, next_states, next_histories = [], [], [], []
        for i, mechanism in enumerate(self._attention_mechanisms):
            attention, alignment, next_state = self._attention_fn(
                mechanism, cell_output, states[i], layers[i]
            )
            attentions.append(attention)
            alignments.append(alignment)
            next_states.append(next_state)
            next_histories.append(
                histories[i].write(state.time, alignment) if self._alignment_history else ()
            )
        attention = tf.concat(attentions, 1)
        next_state = AttentionWrapperState(
            time=state.time + 1,
            cell_state=next_cell_state,
            attention=attention,
            attention_state=self._item_or_tuple(next_states),
            alignments=self._item_or_tuple(alignments),
            alignment_history=self._item_or_tuple(next_histories),
        )
        return (attention if self._output_attention else cell_output), next_state


def _zero_cell_state(cell, batch_size, dtype):
    if hasattr(cell, "zero_state"):
        return cell.zero_state(batch_size, dtype)
    return cell.get_initial_state(batch_size=batch_size, dtype=dtype)  # a cell of Keras


def _checked(structure, checks, name):
    """``structure`` behind the ``checks`` (None where eager execution has checked already)."""
    with tf.control_dependencies([check for check in checks if check is not None]):
        return tf.nest.map_structure(lambda s: tf.identity(s, name=name), structure)


def __getattr__(name):
    if name.endswith("V2"):
        from tf1shim.contrib.seq2seq import attention_layers

        return getattr(attention_layers, name)
    raise AttributeError(name)
