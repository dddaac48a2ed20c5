"""Cases of tf.contrib.seq2seq: decoders with every helper and attention, beam search, losses."""

from numbers_harness import features

CASES = {}
BATCH, TIME, DEPTH, VOCABULARY = 2, 4, 3, 5


def case(function):
    CASES[function.__name__] = function
    return function


def _memory(tf):
    return tf.constant(features(BATCH, 6, 4))


def _embedding(tf):
    return tf.get_variable("embedding", [VOCABULARY, DEPTH])


def _decode(tf, helper, cell, state, layer=None, **options):
    decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, state, output_layer=layer)
    outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    return {"outputs": outputs, "lengths": lengths}


@case
def training(tf):
    cell = tf.contrib.rnn.LSTMCell(4)
    helper = tf.contrib.seq2seq.TrainingHelper(
        tf.constant(features(BATCH, TIME, DEPTH)), [3, 4])
    results = _decode(tf, helper, cell, cell.zero_state(BATCH, tf.float32),
                      tf.layers.Dense(VOCABULARY, name="out"))
    logits = results["outputs"].rnn_output
    loss = tf.contrib.seq2seq.sequence_loss(
        logits, tf.constant([[1, 2, 3, 0], [4, 3, 2, 1]]),
        tf.sequence_mask([3, 4], 4, dtype=tf.float32))
    results["loss"] = loss
    results["gradients"] = tf.gradients(loss, tf.trainable_variables())
    return results


@case
def training_imputed_time_major(tf):
    cell = tf.contrib.rnn.GRUCell(4)
    helper = tf.contrib.seq2seq.TrainingHelper(
        tf.constant(features(TIME, BATCH, DEPTH)), [2, 4], time_major=True)
    return _decode(tf, helper, cell, cell.zero_state(BATCH, tf.float32), impute_finished=True,
                   output_time_major=True, maximum_iterations=3)


@case
def greedy(tf):
    cell = tf.contrib.rnn.GRUCell(4)
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(_embedding(tf), [1, 2], 3)
    return _decode(tf, helper, cell, cell.zero_state(BATCH, tf.float32),
                   tf.layers.Dense(VOCABULARY), maximum_iterations=7)


@case
def sampled(tf):
    cell = tf.contrib.rnn.GRUCell(4)
    helper = tf.contrib.seq2seq.SampleEmbeddingHelper(
        _embedding(tf), [1, 2], 3, softmax_temperature=0.7, seed=5)
    return _decode(tf, helper, cell, cell.zero_state(BATCH, tf.float32),
                   tf.layers.Dense(VOCABULARY), maximum_iterations=7)


@case
def scheduled_embedding(tf):
    cell = tf.contrib.rnn.GRUCell(4)
    helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
        tf.constant(features(BATCH, TIME, DEPTH)), [4, 3], _embedding(tf), 1.0, seed=3,
        scheduling_seed=4)
    return _decode(tf, helper, cell, cell.zero_state(BATCH, tf.float32),
                   tf.layers.Dense(VOCABULARY))


@case
def scheduled_output(tf):
    results = {}
    # Whether to sample is certain: draws in a loop that nothing orders differ from run to run.
    for name, probability, options in (
        ("plain", 1.0, {}),
        ("never", 0.0, {}),
        ("function", 1.0, {"next_inputs_fn": lambda outputs: outputs * 2.0}),
        ("auxiliary", 1.0, {"auxiliary_inputs": tf.constant(features(BATCH, TIME, 2))}),
    ):
        with tf.variable_scope(name):
            cell = tf.contrib.rnn.GRUCell(DEPTH)
            helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
                tf.constant(features(BATCH, TIME, DEPTH)), [4, 3], probability, seed=3,
                **options)
            results[name] = _decode(tf, helper, cell, cell.zero_state(BATCH, tf.float32))
    return results


@case
def inference_and_custom(tf):
    seq2seq = tf.contrib.seq2seq
    cell = tf.contrib.rnn.GRUCell(DEPTH)
    start = tf.constant(features(BATCH, DEPTH))
    inference = seq2seq.InferenceHelper(
        lambda outputs: tf.cast(outputs > 0, tf.float32), [DEPTH], tf.float32, start,
        lambda ids: tf.reduce_all(ids > 0.5, axis=1))
    custom = seq2seq.CustomHelper(
        lambda: (tf.tile([False], [BATCH]), start),
        lambda time, outputs, state: tf.cast(tf.argmax(outputs, axis=-1), tf.int32),
        lambda time, outputs, state, sample_ids: (
            tf.tile([time >= 2], [BATCH]), outputs, state))
    zero = cell.zero_state(BATCH, tf.float32)
    return {"inference": _decode(tf, inference, cell, zero, maximum_iterations=4),
            "custom": _decode(tf, custom, cell, zero)}


ATTENTIONS = {
    "luong": lambda s, m: s.LuongAttention(4, m, [4, 6]),
    "luong_scaled": lambda s, m: s.LuongAttention(4, m, scale=True, probability_fn=s.hardmax),
    "bahdanau": lambda s, m: s.BahdanauAttention(5, m, [4, 6]),
    "bahdanau_normed": lambda s, m: s.BahdanauAttention(5, m, [4, 6], normalize=True),
    "luong_monotonic": lambda s, m: s.LuongMonotonicAttention(
        4, m, [4, 6], scale=True, score_bias_init=-1.0, mode="recursive"),
    "bahdanau_monotonic": lambda s, m: s.BahdanauMonotonicAttention(
        5, m, [4, 6], normalize=True),
    "bahdanau_hard": lambda s, m: s.BahdanauMonotonicAttention(5, m, mode="hard"),
}


def _attention_case(make, **options):
    def build(tf):
        mechanism = make(tf.contrib.seq2seq, _memory(tf))
        cell = tf.contrib.seq2seq.AttentionWrapper(
            tf.contrib.rnn.LSTMCell(4), mechanism, alignment_history=True, **options)
        helper = tf.contrib.seq2seq.TrainingHelper(
            tf.constant(features(BATCH, TIME, DEPTH)), [3, 4])
        decoder = tf.contrib.seq2seq.BasicDecoder(
            cell, helper, cell.zero_state(BATCH, tf.float32))
        outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder)
        history = state.alignment_history
        history = [h.stack() for h in (history if isinstance(history, tuple) else [history])]
        gradients = tf.gradients(tf.reduce_sum(outputs.rnn_output), tf.trainable_variables())
        return {"outputs": outputs, "history": history, "cell": state.cell_state,
                "attention": state.attention, "time": state.time,
                "gradients": [tf.reduce_sum(g) for g in gradients if g is not None]}

    return build


for _name, _make in ATTENTIONS.items():
    CASES["attention_" + _name] = _attention_case(_make)
CASES["attention_layer"] = _attention_case(ATTENTIONS["bahdanau"], attention_layer_size=3)
CASES["attention_cell_output"] = _attention_case(
    ATTENTIONS["luong"], attention_layer_size=3, output_attention=False, name="attended")
CASES["attention_multi"] = _attention_case(
    lambda s, m: [s.BahdanauAttention(5, m), s.LuongAttention(4, m)],
    attention_layer_size=[3, 2])


def _beam_search(tf, cell, state, **options):
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        cell, _embedding(tf), [1, 2], 3, state, 3,
        output_layer=tf.layers.Dense(VOCABULARY, name="out"), **options)
    outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=6)
    steps = outputs.beam_search_decoder_output
    return {"ids": outputs.predicted_ids, "steps": [steps.scores, steps.predicted_ids,
                                                    steps.parent_ids],
            "log_probs": state.log_probs, "lengths": state.lengths, "decoded": lengths}, state


@case
def beam_search(tf):
    cell = tf.contrib.rnn.LSTMCell(4)
    state = tf.contrib.seq2seq.tile_batch(cell.zero_state(BATCH, tf.float32), 3)
    return _beam_search(tf, cell, state, length_penalty_weight=0.6)[0]


@case
def beam_search_attention(tf):
    # An unknown number of slots: else the history is not put in the order of the beams.
    memory = tf.placeholder_with_default(_memory(tf), [BATCH, None, 4])
    memory = tf.contrib.seq2seq.tile_batch(memory, 3)
    lengths = tf.contrib.seq2seq.tile_batch(tf.constant([4, 6]), 3)
    mechanism = tf.contrib.seq2seq.BahdanauAttention(4, memory, lengths)
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.contrib.rnn.GRUCell(4), mechanism, attention_layer_size=4, alignment_history=True)
    zero = cell.zero_state(BATCH * 3, tf.float32)
    start = tf.contrib.seq2seq.tile_batch(tf.constant(features(BATCH, 4)), 3)
    results, state = _beam_search(tf, cell, zero.clone(cell_state=start),
                                  coverage_penalty_weight=0.3)
    results["history"] = state.cell_state.alignment_history
    return results


@case
def beam_functions(tf):
    seq2seq = tf.contrib.seq2seq
    steps = [[[1, 2, 3], [4, 5, 6], [7, 8, 9], [1, 5, 9]], [[1, 9, 3], [4, 5, 6], [7, 8, 10],
                                                           [1, 2, 3]]]
    parents = [[[0, 0, 0], [0, 1, 1], [2, 1, 2], [-1, -1, -1]],
               [[0, 0, 0], [1, 1, 0], [2, 0, 2], [0, 1, 1]]]
    tree = seq2seq.gather_tree(
        step_ids=tf.transpose(tf.constant(steps), [1, 0, 2]),
        parent_ids=tf.transpose(tf.constant(parents), [1, 0, 2]),
        max_sequence_lengths=[3, 4], end_token=9)
    tiled = seq2seq.tile_batch((tf.constant([1, 2]), tf.constant(features(2, 3))), 2)
    return {"tree": tree, "tiled": tiled}


@case
def losses(tf):
    logits = tf.constant(features(BATCH, TIME, VOCABULARY))
    targets = tf.constant([[1, 2, 3, 0], [4, 3, 2, 1]])
    weights = tf.constant([[1.0, 0.5, 0.0, 0.0], [1.0, 1.0, 2.0, 0.0]])
    results = {}
    for timesteps in ("average", "sum", "keep"):
        for batch in ("average", "sum", "keep"):
            results[timesteps + batch] = tf.contrib.seq2seq.sequence_loss(
                logits, targets, weights,
                average_across_timesteps=timesteps == "average",
                average_across_batch=batch == "average",
                sum_over_timesteps=timesteps == "sum", sum_over_batch=batch == "sum")
    return results


@case
def monotonic(tf):
    seq2seq = tf.contrib.seq2seq
    choose = tf.sigmoid(tf.constant(features(2, 5)))
    before = tf.nn.softmax(tf.constant(features(2, 5) * 2))
    hard = tf.cast(choose > 0.5, tf.float32)
    from tensorflow.contrib.seq2seq.python.ops import attention_wrapper

    noisy = attention_wrapper._monotonic_probability_fn(
        tf.constant(features(2, 5)), before, sigmoid_noise=0.5, mode="parallel", seed=2)
    return {
        "noisy": noisy,
        "recursive": seq2seq.monotonic_attention(choose, before, "recursive"),
        "parallel": seq2seq.monotonic_attention(choose, before, "parallel"),
        "hard": seq2seq.monotonic_attention(hard, tf.one_hot([0, 2], 5), "hard"),
        "cumprod": seq2seq.safe_cumprod(choose, axis=1, exclusive=True),
        "hardmax": seq2seq.hardmax(choose),
    }
