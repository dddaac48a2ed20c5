"""Cases of tf.contrib.legacy_seq2seq, crf and the cells of cudnn_rnn."""

from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def _ids(tf):
    encoder = [tf.constant([i % 4, (i + 1) % 4]) for i in range(3)]
    decoder = [tf.constant([i % 5, (i + 2) % 5]) for i in range(4)]
    return encoder, decoder


@case
def basic_and_tied(tf):
    legacy = tf.contrib.legacy_seq2seq
    inputs = [tf.constant(features(2, 3)) * (i + 1) for i in range(3)]
    return {"basic": legacy.basic_rnn_seq2seq(inputs, inputs, tf.nn.rnn_cell.GRUCell(3)),
            "tied": legacy.tied_rnn_seq2seq(inputs, inputs, tf.nn.rnn_cell.BasicLSTMCell(3))}


def _embedding_case(name, **options):
    def build(tf):
        encoder, decoder = _ids(tf)
        legacy = tf.contrib.legacy_seq2seq
        feed = options.get("feed_previous", False)
        if feed == "tensor":
            feed = tf.constant(True)
        cell = tf.nn.rnn_cell.GRUCell(3)
        if options.get("lstm"):
            cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(3)] * 1)
        if name == "tied":
            outputs, state = legacy.embedding_tied_rnn_seq2seq(
                encoder, decoder, cell, 5, 2, feed_previous=feed)
        elif name == "plain":
            outputs, state = legacy.embedding_rnn_seq2seq(
                encoder, decoder, cell, 4, 5, 2, feed_previous=feed)
        else:
            outputs, state = legacy.embedding_attention_seq2seq(
                encoder, decoder, cell, 4, 5, 2, num_heads=2, feed_previous=feed,
                initial_state_attention=options.get("early", False))
        loss = legacy.sequence_loss(outputs, decoder, [tf.ones([2])] * 4)
        gradients = [tf.convert_to_tensor(g) for g in tf.gradients(loss, tf.trainable_variables())]
        return {"outputs": outputs, "state": state, "loss": loss,
                "gradients": [tf.reduce_sum(g) for g in gradients]}

    return build


for _name in ("plain", "tied", "attention"):
    CASES["embedding_%s" % _name] = _embedding_case(_name)
    CASES["embedding_%s_fed" % _name] = _embedding_case(_name, feed_previous=True, lstm=True)
    CASES["embedding_%s_either" % _name] = _embedding_case(_name, feed_previous="tensor")
CASES["embedding_attention_early"] = _embedding_case("attention", early=True)


@case
def one_to_many(tf):
    encoder, decoder = _ids(tf)
    cells = {"a": tf.nn.rnn_cell.GRUCell(3)}
    outputs, states = tf.contrib.legacy_seq2seq.one2many_rnn_seq2seq(
        encoder, {"a": decoder}, tf.nn.rnn_cell.GRUCell(3), cells, 4, {"a": 5}, 2)
    return {"outputs": outputs["a"], "states": states["a"]}


@case
def buckets(tf):
    encoder, decoder = _ids(tf)
    targets = decoder[1:] + decoder[:1]
    weights = [tf.constant([1.0, 0.5])] * 4

    def model(x, y):
        return tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq(
            x, y, tf.nn.rnn_cell.GRUCell(3), 4, 5, 2)

    outputs, losses = tf.contrib.legacy_seq2seq.model_with_buckets(
        encoder, decoder, targets, weights, [(2, 2), (3, 4)], model)
    _, each = tf.contrib.legacy_seq2seq.model_with_buckets(
        encoder, decoder, targets, weights, [(2, 2)], lambda x, y: (outputs[0], None),
        per_example_loss=True)
    return {"losses": losses, "each": each, "outputs": outputs[1]}


@case
def crf(tf):
    crf = tf.contrib.crf
    results = {}
    for name, steps in (("one", 1), ("four", 4), ("unknown", None)):
        potentials = tf.constant(features(3, steps or 4, 5) * 3)
        tags = tf.constant([[(i * 3 + j) % 5 for j in range(steps or 4)] for i in range(3)])
        if steps is None:
            potentials = tf.placeholder_with_default(potentials, [None, None, 5])
            tags = tf.placeholder_with_default(tf.cast(tags, tf.int64), [None, None])
        lengths = tf.constant([steps or 4, 1, min(3, steps or 4)])
        with tf.variable_scope(name):
            likelihood, transitions = crf.crf_log_likelihood(potentials, tags, lengths)
        results[name] = [
            likelihood, crf.crf_decode(potentials, transitions, lengths),
            crf.crf_log_norm(potentials, lengths, transitions),
            crf.crf_multitag_sequence_score(potentials, potentials > 0.1, lengths, transitions),
            tf.gradients(likelihood, transitions) if steps != 1 else [],
        ]
        results[name + "_unary"] = crf.crf_unary_score(tags, lengths, potentials)
    numpy_score = features(4, 5)
    tags, score = crf.viterbi_decode(numpy_score, features(5, 5))
    results["viterbi"] = [tf.constant([int(t) for t in tags]), tf.constant(float(score))]
    return results


@case
def cudnn_compatible_cells(tf):
    results = {}
    for name, cell in (("lstm", tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell(3)),
                       ("gru", tf.contrib.cudnn_rnn.CudnnCompatibleGRUCell(3))):
        results[name] = tf.nn.dynamic_rnn(
            tf.nn.rnn_cell.MultiRNNCell([cell]), tf.constant(features(2, 4, 2)), dtype=tf.float32)
    return results
