"""Cases of tf.contrib.seq2seq's decoders, samplers and attention mechanisms that are Keras layers."""

from numbers_harness import features

CASES = {}
BATCH, TIME, DEPTH, VOCABULARY = 2, 4, 3, 5


def case(function):
    CASES[function.__name__] = function
    return function


def _decode(tf, sampler, inputs, **kwargs):
    from tensorflow.contrib.seq2seq.python.ops import basic_decoder

    cell = tf.contrib.rnn.GRUCell(4)
    # Steps that run side by side draw in any order.
    decoder = basic_decoder.BasicDecoderV2(
        cell, sampler, tf.layers.Dense(VOCABULARY), maximum_iterations=5, parallel_iterations=1)
    outputs, state, lengths = decoder(inputs, initial_state=cell.zero_state(BATCH, tf.float32), **kwargs)
    return {"all": [tuple(outputs), state, lengths]}  # in one run: another one would draw again


@case
def training_sampler(tf):
    from tensorflow.contrib.seq2seq.python.ops import sampler

    return _decode(tf, sampler.TrainingSampler(), tf.constant(features(BATCH, TIME, DEPTH)), sequence_length=[3, 4])


@case
def scheduled_samplers(tf):
    from tensorflow.contrib.seq2seq.python.ops import sampler

    inputs = tf.constant(features(BATCH, TIME, VOCABULARY))
    with tf.variable_scope("output"):
        results = _decode(tf, sampler.ScheduledOutputTrainingSampler(0.5, seed=3), inputs, sequence_length=[3, 4])
    table = tf.constant(features(VOCABULARY, VOCABULARY))
    with tf.variable_scope("embedding"):
        scheduled = sampler.ScheduledEmbeddingTrainingSampler(0.5, seed=3, scheduling_seed=4)
        results["embedding"] = _decode(tf, scheduled, inputs, sequence_length=[3, 4], embedding=table)["all"]
    return results


@case
def embedding_samplers(tf):
    from tensorflow.contrib.seq2seq.python.ops import sampler

    results = {}
    table = tf.constant(features(VOCABULARY, DEPTH))
    for name, one in (("greedy", sampler.GreedyEmbeddingSampler()),
                      ("sampled", sampler.SampleEmbeddingSampler(softmax_temperature=0.5, seed=5))):
        with tf.variable_scope(name):
            results[name] = _decode(tf, one, table, start_tokens=[1, 2], end_token=3)["all"]
    return results


@case
def own_samplers(tf):
    from tensorflow.contrib.seq2seq.python.ops import sampler

    first = tf.constant(features(BATCH, VOCABULARY))
    inference = sampler.InferenceSampler(
        lambda outputs: outputs * 2, [VOCABULARY], tf.float32, lambda ids: tf.fill([BATCH], False))
    custom = sampler.CustomSampler(
        lambda inputs: (tf.fill([BATCH], False), inputs), lambda time, outputs, state: tf.argmax(outputs, -1),
        lambda time, outputs, state, sample_ids: (tf.fill([BATCH], time >= 2), outputs, state),
        sample_ids_dtype=tf.int64)
    with tf.variable_scope("inference"):
        results = _decode(tf, inference, first)
    with tf.variable_scope("custom"):
        results["custom"] = _decode(tf, custom, first)["all"]
    return results


@case
def beam_search(tf):
    from tensorflow.contrib.seq2seq.python.ops import beam_search_decoder

    cell = tf.contrib.rnn.GRUCell(4)
    decoder = beam_search_decoder.BeamSearchDecoderV2(
        cell, beam_width=3, output_layer=tf.layers.Dense(VOCABULARY), length_penalty_weight=0.3, maximum_iterations=4)
    outputs, state, lengths = decoder(
        tf.constant(features(VOCABULARY, DEPTH)), start_tokens=tf.constant([1, 2]), end_token=3,
        initial_state=cell.zero_state(BATCH * 3, tf.float32))
    return {"ids": outputs.predicted_ids, "steps": tuple(outputs.beam_search_decoder_output), "lengths": lengths,
            "state": state.cell_state}


def _attention(name, **options):
    def attend(tf):
        from tensorflow.contrib.seq2seq.python.ops import attention_wrapper

        memory = tf.constant(features(BATCH, 6, 4))
        mechanism = getattr(attention_wrapper, name)(4, memory, memory_sequence_length=tf.constant([6, 4]), **options)
        query, before = tf.constant(features(BATCH, 4)), tf.nn.softmax(tf.constant(features(BATCH, 6)))
        alignments, state = mechanism([query, before])
        again, _ = mechanism([query * 2, state])
        return {"values": mechanism.values, "alignments": alignments, "again": again,
                "first": mechanism.initial_state(BATCH, tf.float32)}

    return attend


CASES["luong"] = _attention("LuongAttentionV2")
CASES["luong_scaled"] = _attention("LuongAttentionV2", scale=True, probability_fn="hardmax")
CASES["bahdanau"] = _attention("BahdanauAttentionV2")
CASES["bahdanau_normalized"] = _attention("BahdanauAttentionV2", normalize=True)
CASES["luong_monotonic"] = _attention("LuongMonotonicAttentionV2", scale=True, score_bias_init=0.5)
CASES["bahdanau_monotonic"] = _attention("BahdanauMonotonicAttentionV2", normalize=True, mode="hard")


@case
def wrapper(tf):
    from tensorflow.contrib.seq2seq.python.ops import attention_wrapper

    mechanism = attention_wrapper.BahdanauAttentionV2(4, tf.constant(features(BATCH, 6, 4)))
    cell = attention_wrapper.AttentionWrapper(tf.keras.layers.LSTMCell(4), mechanism, attention_layer_size=3)
    state = cell.get_initial_state(batch_size=BATCH, dtype=tf.float32)
    output, state = cell(tf.constant(features(BATCH, DEPTH)), state)
    return {"output": output, "alignments": state.alignments, "cell_state": state.cell_state}
