"""Cases of tf.contrib.grid_rnn, nn, sparsemax, integrate, image, resampler, periodic_resample,
lookup, signal and stateless."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


GRIDS = {
    "one_rnn": lambda g: g.Grid1BasicRNNCell(2),
    "two_rnn": lambda g: g.Grid2BasicRNNCell(2, tied=True),
    "one_basic_lstm": lambda g: g.Grid1BasicLSTMCell(2),
    "two_basic_lstm": lambda g: g.Grid2BasicLSTMCell(2),
    "one_lstm": lambda g: g.Grid1LSTMCell(2, use_peepholes=True),
    "two_lstm_tied": lambda g: g.Grid2LSTMCell(2, tied=True, use_peepholes=True),
    "two_lstm_flat": lambda g: g.Grid2LSTMCell(2, state_is_tuple=False, output_is_tuple=False),
    "three_lstm": lambda g: g.Grid3LSTMCell(2),
    "two_gru": lambda g: g.Grid2GRUCell(2),
}


def _grid_case(make):
    def build(tf):
        cell = make(tf.contrib.grid_rnn)
        state = cell.zero_state(2, tf.float32)
        output, state = cell(tf.constant(features(2, 3)), state)
        tf.get_variable_scope().reuse_variables()
        output2, state = cell(tf.constant(features(2, 3)), state)
        return {"outputs": [output, output2], "state": state}

    return build


for _name, _make in GRIDS.items():
    CASES["grid_" + _name] = _grid_case(_make)


@case
def grid_non_recurrent(tf):

    cell = tf.contrib.grid_rnn.Grid2LSTMCell(2, non_recurrent_fn=tf.nn.relu)
    state = cell.zero_state(2, tf.float32)
    with tf.variable_scope("g", initializer=tf.constant_initializer(0.5)):
        output, state = cell(tf.constant(features(2, 3)), state)
    return {"output": output, "state": state}


@case
def nn(tf):
    nn = tf.contrib.nn
    x = tf.constant(features(3, 4))
    soft = nn.scaled_softplus(x, 0.7)
    alpha = tf.constant(0.7)
    clipped = nn.scaled_softplus(x * 3, alpha, clip=1.0)
    weights, biases = tf.constant(features(6, 4)), tf.constant(features(6))
    labels = tf.constant([[1], [2], [3]], tf.int64)
    sampled = (tf.constant([1, 4, 5], tf.int64), tf.constant([[0.1], [0.2], [0.3]]),
               tf.constant([0.1, 0.4, 0.3]))
    return {
        "dropout": nn.alpha_dropout(x, 0.6, seed=3),
        "flipped": [
            nn.deprecated_flipped_softmax_cross_entropy_with_logits(x, tf.nn.softmax(x * 2)),
            nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits(x, [1, 0, 2]),
            nn.deprecated_flipped_sigmoid_cross_entropy_with_logits(x, tf.sigmoid(x))],
        "softplus": [soft, clipped, tf.gradients(soft, x), tf.gradients(clipped, [x, alpha])],
        "nth": [nn.nth_element(x, 1), nn.nth_element(x, 1, reverse=True)],
        "conv": nn.conv1d_transpose(x[:, :, None], tf.constant(features(3, 2, 1)), [3, 8, 2], 2),
        "sparse": nn.sampled_sparse_softmax_loss(
            weights, biases, labels, x, 3, 6, sampled_values=sampled),
        "rank": nn.rank_sampled_softmax_loss(
            weights, biases, labels, x, 3, 2, 6, 1, sampled, 0.5, True, "mod"),
    }


@case
def sparsemax(tf):
    logits = tf.constant(np.concatenate([features(3, 4) * 2, [[np.nan, 1, 2, 3]],
                                         [[np.inf, 0, 1, 2]], [[-np.inf, 0, 1, 2]]]
                                        ).astype(np.float32))
    p = tf.contrib.sparsemax.sparsemax(logits)
    loss = tf.contrib.sparsemax.sparsemax_loss(logits, p, tf.one_hot([0, 1, 2, 3, 0, 0], 4))
    return {"p": p, "loss": loss, "gradient": tf.gradients(loss[:3], logits)[0][:3]}


@case
def integrate(tf):
    integrate = tf.contrib.integrate
    y0 = tf.constant([1.0, -0.5], tf.float64)

    def func(y, t):
        return tf.stack([y[1], -y[0]]) * tf.cast(tf.cos(t), tf.float64)

    y, info = integrate.odeint(func, y0, np.linspace(0, 2, 5), full_output=True)
    t = np.linspace(0.0, 2.0, 5)
    return {"y": y, "evaluations": info["num_func_evals"], "ratio": info["error_ratio"],
            "rk4": integrate.odeint_fixed(func, y0, t, dt=0.2),
            "midpoint": integrate.odeint_fixed(func, y0, t, method="midpoint"),
            "loose": integrate.odeint(func, y0, t, rtol=1e-3, method="dopri5",
                                      options={"first_step": 0.1, "safety": 0.8})}


@case
def image(tf):
    image = tf.contrib.image
    pictures = tf.constant(features(2, 5, 6, 3))
    rotated = image.rotate(pictures, [0.3, -1.2], "BILINEAR")
    moved = image.translate(pictures, [[1, 2], [-1, 0]])
    composed = image.compose_transforms(
        image.angles_to_projective_transforms([0.2, 0.4], 5.0, 6.0),
        image.translations_to_projective_transforms([1.5, 2.0]))
    return {
        "rotated": [rotated, image.rotate(pictures[0], 0.7),
                    image.rotate(pictures[0, :, :, 0], 1.0)],
        "moved": [moved, tf.gradients(moved, pictures), tf.gradients(rotated, pictures)],
        "composed": [composed, image.flat_transforms_to_matrices(composed)],
        "transformed": image.transform(pictures, composed, output_shape=(3, 4)),
        "flow": image.dense_image_warp(pictures, tf.constant(features(2, 5, 6, 2) * 2)),
        "spline": [image.interpolate_spline(
            tf.constant(features(2, 4, 2)), tf.constant(features(2, 4, 1)),
            tf.constant(features(2, 3, 2) + 0.1), order, 0.01) for order in (1, 2, 3, 4, 6)],
        "warped": image.sparse_image_warp(
            pictures, tf.constant(features(2, 3, 2) + 2), tf.constant(features(2, 3, 2) + 2.3),
            num_boundary_points=2),
    }


@case
def image_components(tf):
    pattern = np.array([[1, 1, 0, 2, 2], [0, 1, 0, 2, 0], [1, 0, 0, 0, 1], [1, 1, 1, 1, 1],
                        [0, 2, 0, 2, 1]])
    spiral = np.array([[1, 1, 1, 1, 1], [0, 0, 0, 0, 1], [1, 1, 1, 0, 1], [1, 0, 0, 0, 1],
                       [1, 1, 1, 1, 1]])
    image = tf.contrib.image
    distances = tf.constant([[0.5, 0.8, 0.3], [0.3, 0.75, 0.6], [0.2, 0.1, 0.9]])
    return {
        "one": image.connected_components(tf.constant(pattern)),
        "two": image.connected_components(tf.constant(np.stack([spiral, pattern, spiral * 0]))),
        "bool": image.connected_components(tf.constant(pattern > 0)),
        "match": [image.bipartite_match(distances, 3), image.bipartite_match(distances, 2),
                  image.bipartite_match(distances, 3, top_k=1)],
    }


@case
def image_colours(tf):
    from tensorflow.contrib.image.python.ops import distort_image_ops

    colours = tf.constant(features(2, 3, 3) * 0.3 + 0.4)
    return {"float": distort_image_ops.adjust_hsv_in_yiq(colours, 0.4, 1.2, 0.9),
            "random": distort_image_ops.random_hsv_in_yiq(colours, 0.3, 0.7, 1.3, 0.8, 1.2, seed=4)}


@case
def resampling(tf):
    data = tf.constant(features(2, 4, 5, 3))
    warp = tf.constant(features(2, 6, 2) * 4 + 1)
    out = tf.contrib.resampler.resampler(data, warp)
    values = tf.constant(np.arange(48).reshape(4, 2, 6).astype(np.float32))
    return {"out": out, "gradients": tf.gradients(tf.reduce_sum(out * out), [data, warp]),
            "many": tf.contrib.resampler.resampler(data, tf.reshape(warp, [2, 2, 3, 2])),
            "periodic": [tf.contrib.periodic_resample.periodic_resample(values, shape)
                         for shape in ([8, 4, None], [8, None, 6], [None, 4, 6], [4, 6, None])]}


@case
def lookup(tf):
    lookup = tf.contrib.lookup
    words = tf.constant(["emerson", "lake", "palmer", "unknown"])
    table = lookup.HashTable(lookup.KeyValueTensorInitializer(
        ["emerson", "lake", "palmer"], tf.constant([0, 1, 2], tf.int64)), -7)
    index = lookup.index_table_from_tensor(["emerson", "lake", "palmer"], num_oov_buckets=5)
    back = lookup.index_to_string_table_from_tensor(["a", "b"], default_value="none")
    mutable = lookup.MutableHashTable(tf.string, tf.int64, -1)
    with tf.control_dependencies([mutable.insert(["lake"], tf.constant([9], tf.int64))]):
        found = mutable.lookup(words)
    return {"table": [table.lookup(words), table.size()], "index": index.lookup(words),
            "back": back.lookup(tf.constant([1, 5], tf.int64)), "found": found,
            "old": [lookup.string_to_index(words, ["lake"]),
                    lookup.index_to_string(tf.constant([0, 3], tf.int64), ["x"])]}


@case
def signal_and_stateless(tf):
    signal, stateless = tf.contrib.signal, tf.contrib.stateless
    wave = tf.constant(features(2, 64))
    spectrum = signal.stft(wave, 16, 8, 32)
    return {
        "stft": tf.abs(spectrum), "back": signal.inverse_stft(spectrum, 16, 8, 32),
        "window": [signal.hann_window(7), signal.hamming_window(8, periodic=False)],
        "frame": signal.frame(wave, 10, 7, pad_end=True),
        "overlap": signal.overlap_and_add(tf.constant(features(3, 4)), 2),
        "mel": signal.linear_to_mel_weight_matrix(5, 17, 8000.0, 100.0, 3000.0),
        "mfcc": signal.mfccs_from_log_mel_spectrograms(tf.constant(features(2, 8))),
        "uniform": stateless.stateless_random_uniform([3], [1, 2]),
        "normal": stateless.stateless_random_normal([3], [1, 2]),
        "truncated": stateless.stateless_truncated_normal([3], [1, 2]),
        "multinomial": stateless.stateless_multinomial(tf.constant(features(2, 4)), 5, [1, 2]),
    }
