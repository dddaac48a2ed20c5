"""Batches of segments of sequences, with states kept between the segments (TF 1.15:
contrib/training/python/training/sequence_queueing_state_saver.py).

Segments wait in a `Barrier`, under keys that number them: a segment is complete, and can be taken, once the state
that the segment before left is inserted under its key.
"""

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import data_flow_ops

from tf1shim.contrib.training import segment_checks as check
from tf1shim.contrib.training.sequence_segments import (  # noqa: F401 (imported from here)
    _deconstruct_sparse_tensor_seq,
    _move_sparse_tensor_in_context,
    _move_sparse_tensor_out_context,
    _padding,
    _reconstruct_sparse_tensor_seq,
    checked_multiples,
)

__all__ = ["NextQueuedSequenceBatch", "SequenceQueueingStateSaver", "batch_sequences_with_states"]

_SCALARS = {"length": tf.int32, "total_length": tf.int32, "next_key": tf.string, "sequence": tf.int32,
            "sequence_count": tf.int32}
_TOKEN = 0  # what the queue that counts examples holds; nobody reads it


class _SequenceInputWrapper:
    """An example's tensors: length, key, and dicts of sequences and context.

    Raises:
        TypeError: no dicts, or names that are no strings.
        ValueError: names with colons.
    """

    def __init__(self, length, key, sequences, context):
        self.length = tf.convert_to_tensor(length, name="length")
        self.key = tf.convert_to_tensor(key, name="key")
        self.sequences = self._tensors("sequence", "sequences", sequences)
        self.context = self._tensors("context", "context", context)

    @staticmethod
    def _tensors(kind, label, values):
        if not isinstance(values, dict):
            raise TypeError(f"{label} must be a dict")
        _check_names(f"{kind} key", values)
        return {name: tf.convert_to_tensor(value, name=f"{kind}_{name}") for name, value in values.items()}


def _check_names(kind, values):
    for name in values:
        if not isinstance(name, str):
            raise TypeError(f"{kind} must be string: {name}")
        if ":" in name:
            raise ValueError(f"{kind} may not have a colon: '{name}'")


def _defined(kind, values, start=0):
    """The dict in the order of its names; ``ValueError`` unless shapes are known from axis ``start`` on."""
    for name, value in values.items():
        if not value.shape[start:].is_fully_defined():
            ignoring = "(ignoring first dimension)" if start else ""
            raise ValueError(f"Shape for {kind} {name} is not fully defined {ignoring}: {value.shape}")
    return dict(sorted(values.items()))


class NextQueuedSequenceBatch:
    """The batch that a `SequenceQueueingStateSaver` gives next; all tensors are ``[batch, ...]``."""

    def __init__(self, state_saver):
        self._saver = state_saver

    def _scalar(name, doc):
        return property(lambda self: self._saver._received[name], doc=doc)

    total_length = _scalar("total_length", "The lengths of the whole sequences.")
    length = _scalar("length", "The lengths of the segments: ``num_unroll``, or less in last ones.")
    insertion_index = _scalar("insertion_index", "In which order the examples came in; from -2**63 on.")
    key = _scalar("key", "The segments' keys: 00000_of_00002:example's key.")
    next_key = _scalar("next_key", "The keys of the segments behind; STOP:example's key behind last ones.")
    sequence = _scalar("sequence", "The segments' numbers, from 0 on.")
    sequence_count = _scalar("sequence_count", "How many segments the examples have.")
    batch_size = _scalar("batch_size", "How many segments there are: scalar.")
    context = _scalar("context", "{name: context}.")
    sequences = _scalar("sequences", "{name: ``[batch, num_unroll, ...]``}.")
    del _scalar

    def state(self, state_name):
        """A state as the segment before left it, or its initial value; ``KeyError`` for unknown names."""
        return self._saver._received["states"][state_name]

    def save_state(self, state_name, value, name=None):
        """Make the op that keeps a state for the segments behind; has to run for every batch, for every state.

        Args:
            state_name: one of the initial states.
            value: ``[batch, ...]``, like the state.
            name: of the scope.

        Raises:
            KeyError: there is no such state.
        """
        saver = self._saver
        if state_name not in saver._received["states"]:
            raise KeyError(f"state was not declared: {state_name}")
        with tf.name_scope(name, "InputQueueingStateSaver_SaveState", values=[value]):
            going_on = tf.reshape(tf.where(tf.logical_not(saver._sequence_is_done)), [-1])
            value = tf.identity(value, name=f"convert_{state_name}")
            value = check.of_shape(value, self.state(state_name))
            return saver.barrier.insert_many(
                saver._index["state", state_name], tf.gather(self.next_key, going_on), tf.gather(value, going_on),
                name=f"BarrierInsertState_{state_name}")


class SequenceQueueingStateSaver:
    """Cuts sequences into segments and gives batches of segments, each example's in their order.

    Args:
        batch_size: int or scalar tensor.
        num_unroll: length of a segment.
        input_length: int32 scalar, length of the example before it was padded.
        input_key: string scalar, unique.
        input_sequences: {name: ``[padded length, ...]``}; the length is a multiple of ``num_unroll``.
        input_context: {name: tensor} for all segments alike.
        initial_states: {name: value}, one at least.
        capacity: most examples in it, None for no bound.
        allow_small_batch: give smaller batches at the end.
        name: of the scope.

    Raises:
        TypeError, ValueError: arguments that are of the wrong kind or do not fit.
    """

    def __init__(self, batch_size, num_unroll, input_length, input_key, input_sequences, input_context,
                 initial_states, capacity=None, allow_small_batch=False, name=None):
        if capacity is not None and tf.is_tensor(batch_size):
            enough = tf.debugging.assert_greater_equal(
                tf.cast(capacity, tf.int64), tf.cast(batch_size, tf.int64),
                message="capacity needs to be >= batch_size.")
            with tf.control_dependencies([enough]):
                input_key = tf.identity(input_key)
        elif capacity is not None and capacity < batch_size:
            raise ValueError(f"capacity {capacity} needs to be >= batch_size {batch_size}")
        self._capacity_queue = tf.FIFOQueue(capacity=-1 if capacity is None else capacity, dtypes=[tf.int32],
                                            shapes=[[]])
        if not isinstance(initial_states, dict):
            raise TypeError("initial_states must be a dictionary")
        if not initial_states:
            raise ValueError("initial_states may not be empty: at least one state variable is required to properly "
                             "enqueue split sequences to run in separate iterations")
        _check_names("state name", initial_states)
        self.batch_size = batch_size
        self.num_unroll = num_unroll
        self._allow_small_batch = allow_small_batch
        self._prefetch_op = self._next_batch = None
        values = [input_length, input_key, *input_sequences.values(), *input_context.values()]
        with tf.name_scope(name, "InputQueueingStateSaver", values) as scope:
            self.name = self._scope = scope
            self._take_in(_SequenceInputWrapper(input_length, input_key, input_sequences, input_context),
                          initial_states)
            self.barrier = self._make_barrier()

    def _take_in(self, inputs, initial_states):
        """Check the example's tensors, and keep them."""
        states = {name: tf.convert_to_tensor(value, name=f"state_{name}") for name, value in initial_states.items()}
        self._states = _defined("state", states)
        self._context = _defined("context", inputs.context)
        sequences = _defined("sequence", inputs.sequences, start=1)
        length, self._key = check.of_rank(inputs.length, 0), check.of_rank(inputs.key, 0)
        for label, value, dtype in (("length", length, tf.int32), ("key", self._key, tf.string)):
            if value.dtype != dtype:
                raise TypeError(f"{label} dtype must be {dtype.name}, but received: {value.dtype}")
        padded = tf.identity(tf.shape(next(iter(sequences.values())))[0], name="padded_length")
        self._padded_length = check.multiple_of(padded, self.num_unroll)
        self._sequences = {name: check.of_length(value, self._padded_length, f"sorted_sequences_{name}")
                           for name, value in sequences.items()}
        fits = tf.Assert(tf.less_equal(length, self._padded_length), [
            "Input length should be <= than length from sequences:", length, " vs. ", self._padded_length])
        with tf.control_dependencies([fits]):
            self._length = tf.identity(length)

    def _make_barrier(self):
        """The barrier, with a component for each tensor of a segment."""
        types, shapes = list(_SCALARS.values()), [()] * len(_SCALARS)
        self._index = {name: i for i, name in enumerate(_SCALARS)}
        for kind, values in (("sequence", self._sequences), ("context", self._context), ("state", self._states)):
            for name, value in values.items():
                self._index[kind, name] = len(types)
                types.append(value.dtype)
                rows = value.shape.as_list()
                shapes.append([self.num_unroll, *rows[1:]] if kind == "sequence" else rows)
        return data_flow_ops.Barrier(types=types, shapes=shapes)

    @property
    def prefetch_op(self):
        """The op that takes one example in; made when first asked for. To be run by a `QueueRunner`."""
        if self._prefetch_op is None:
            with tf.name_scope(None), tf.name_scope(self._scope):
                self._prefetch_op = self._make_prefetch_op()
        return self._prefetch_op

    @property
    def next_batch(self):
        """The `NextQueuedSequenceBatch`; made when first asked for."""
        self.prefetch_op  # noqa: B018 - made before the reads, as in TF 1.15
        if self._next_batch is None:
            with tf.name_scope(None), tf.name_scope(self._scope):
                self._prepare_reads()
            self._next_batch = NextQueuedSequenceBatch(self)
        return self._next_batch

    def close(self, cancel_pending_enqueues=False, name=None):
        """Make the op that closes it: no new examples. ``cancel_pending_enqueues`` ends those that are on the way."""
        with tf.name_scope(name, "SQSSClose", [self._prefetch_op]) as name:
            return tf.group(self.barrier.close(cancel_pending_enqueues, "BarrierClose"),
                            self._capacity_queue.close(cancel_pending_enqueues, "FIFOClose"), name=name)

    def _make_prefetch_op(self):
        """Cut the example into segments and insert them; the first one's states too."""
        count = tf.floordiv(self._padded_length, self.num_unroll)
        numbers, ones = tf.range(count), tf.ones([count], dtype=tf.int32)
        keys = tf.strings.join([tf.as_string(numbers, width=5, fill="0"), "_of_",
                                tf.as_string(count, width=5, fill="0"), ":", self._key], name="StringJoinCurrentKeys")
        stop = tf.expand_dims(tf.strings.join(["STOP:", self._key], name="StringJoinStop"), 0)
        lengths = tf.minimum(self.num_unroll, tf.maximum(0, self._length - self.num_unroll * numbers))
        rows = {"length": lengths, "total_length": self._length * ones,
                "next_key": tf.concat([keys[1:], stop], 0, name="concat_next_keys"), "sequence": numbers,
                "sequence_count": count * ones}
        for name, value in self._sequences.items():
            rows["sequence", name] = tf.reshape(value, tf.concat(
                [[count, self.num_unroll], tf.constant(value.shape.as_list()[1:], tf.int32)], 0))
        for name, value in self._context.items():
            rows["context", name] = tf.tile(tf.expand_dims(value, 0), [count] + [1] * value.shape.ndims)
        inserts = {part: self.barrier.insert_many(self._index[part], keys, row) for part, row in rows.items()}
        # Blocks while there are as many examples as the capacity allows.
        token = self._capacity_queue.enqueue((_TOKEN,))
        # All segments have to be there first, or they would not get one and the same index.
        with tf.control_dependencies([inserts["sequence"], token]):
            for name, value in self._states.items():
                inserts["state", name] = self.barrier.insert_many(
                    self._index["state", name], tf.stack([keys[0]]), tf.stack([value]),
                    name=f"BarrierInitialInsertState_{name}")
        return tf.group(token, *inserts.values(), name="StateSaverPrefetchGroup")

    def _prepare_reads(self):
        """Make the tensors of a batch; finished examples give their places in the capacity back."""
        indices, keys, values = self.barrier.take_many(self.batch_size, self._allow_small_batch,
                                                       name="BarrierTakeMany")
        found = {name: values[self._index[name]] for name in _SCALARS}
        self._sequence_is_done = found["sequence"] + 1 >= found["sequence_count"]
        finished = tf.reduce_sum(tf.cast(self._sequence_is_done, tf.int32))
        with tf.control_dependencies([self._capacity_queue.dequeue_many(finished)]):
            states = {name: tf.identity(values[self._index["state", name]]) for name in self._states}
        self._received = {
            **found, "insertion_index": indices, "key": keys, "states": states,
            "batch_size": tf.squeeze(tf.shape(found["length"])),
            "context": {name: values[self._index["context", name]] for name in self._context},
            "sequences": {name: values[self._index["sequence", name]] for name in self._sequences}}


def batch_sequences_with_states(input_key, input_sequences, input_context, input_length, initial_states, num_unroll,
                                batch_size, num_threads=3, capacity=1000, allow_small_batch=True, pad=True,
                                make_keys_unique=False, make_keys_unique_seed=None, name=None):
    """Batches of segments, filled by a queue runner.

    Args:
        input_key, input_context, initial_states, num_unroll, batch_size, capacity, allow_small_batch: as for
            `SequenceQueueingStateSaver`; sequences and context may be sparse.
        input_sequences: {name: ``[time, ...]``}.
        input_length: int32 scalar; None for that of the sequences, if they are padded.
        num_threads: of the queue runner.
        pad: pad the sequences to a multiple of ``num_unroll``.
        make_keys_unique: add a random number to the key.
        make_keys_unique_seed: its seed.
        name: of the scope.

    Returns:
        A `NextQueuedSequenceBatch`.
    """
    tensors = [*input_sequences.values(), *input_context.values(), *initial_states.values()]
    with tf.name_scope(name, "batch_sequences_with_states", tensors):
        if pad:
            length, input_sequences = _padding(input_sequences, num_unroll)
            input_length = length if input_length is None else input_length
        elif input_sequences:
            input_sequences = checked_multiples(input_sequences, num_unroll)
        _move_sparse_tensor_out_context(input_context, input_sequences, num_unroll)
        sequences, sparse_names, sparse_ops = _deconstruct_sparse_tensor_seq(input_sequences)
        if make_keys_unique:
            number = tf.random_uniform((), minval=0, maxval=100000000, dtype=tf.int32, seed=make_keys_unique_seed)
            input_key = tf.strings.join([input_key, tf.as_string(number)])
        saver = SequenceQueueingStateSaver(
            batch_size, num_unroll, input_length=input_length, input_key=input_key, input_sequences=sequences,
            input_context=input_context, initial_states=initial_states, capacity=capacity,
            allow_small_batch=allow_small_batch)
        tf.summary.scalar(f"queue/{saver.barrier.name}/ready_segment_batches_",
                          tf.cast(saver.barrier.ready_size(), tf.float32))
        tf.train.add_queue_runner(tf.train.QueueRunner(
            saver, [saver.prefetch_op] * num_threads,
            queue_closed_exception_types=(tf.errors.OutOfRangeError, tf.errors.CancelledError)))
        batch = saver.next_batch
        _reconstruct_sparse_tensor_seq(batch.sequences, sparse_names, sparse_ops, batch_size, num_unroll)
        _move_sparse_tensor_in_context(batch.context, batch.sequences)
        return batch
