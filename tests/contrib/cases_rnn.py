"""Cases of tf.contrib.rnn: every cell over three steps, the fused cells, the stacks."""

from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


class Cells:
    """The public cells, and those that TF 1.15 kept in its private module."""

    def __init__(self, tf):
        from tensorflow.contrib.rnn.python.ops import rnn_cell

        self._places = (tf.contrib.rnn, rnn_cell)

    def __getattr__(self, name):
        public, private = self._places
        return getattr(public, name) if hasattr(public, name) else getattr(private, name)


# name -> (constructor, width of the input)
CELLS = {
    "basic_lstm": (lambda c: c.BasicLSTMCell(3), 4),
    "lstm_proj": (lambda c: c.LSTMCell(4, use_peepholes=True, num_proj=3, cell_clip=0.5), 4),
    "gru": (lambda c: c.GRUCell(3), 4),
    "coupled": (lambda c: c.CoupledInputForgetGateLSTMCell(3, use_peepholes=True), 4),
    "coupled_proj": (lambda c: c.CoupledInputForgetGateLSTMCell(
        4, num_proj=2, proj_clip=0.3, num_unit_shards=2, num_proj_shards=2,
        state_is_tuple=False), 4),
    "coupled_norm": (lambda c: c.CoupledInputForgetGateLSTMCell(
        3, layer_norm=True, norm_gain=0.9, norm_shift=0.1), 4),
    "time_freq": (lambda c: c.TimeFreqLSTMCell(2, use_peepholes=True, feature_size=4,
                                               cell_clip=0.4), 4),
    "layer_norm_basic": (lambda c: c.LayerNormBasicLSTMCell(3), 4),
    "layer_norm_basic_off": (lambda c: c.LayerNormBasicLSTMCell(3, layer_norm=False), 4),
    "layer_norm_lstm": (lambda c: c.LayerNormLSTMCell(
        4, use_peepholes=True, num_proj=3, proj_clip=0.4, cell_clip=0.6, layer_norm=True), 4),
    "weight_norm": (lambda c: c.WeightNormLSTMCell(
        4, use_peepholes=True, num_proj=3, cell_clip=0.6), 4),
    "weight_norm_off": (lambda c: c.WeightNormLSTMCell(4, norm=False), 4),
    "glstm": (lambda c: c.GLSTMCell(4, num_proj=2, number_of_groups=2), 4),
    "nas": (lambda c: c.NASCell(3, use_bias=True, num_proj=2), 4),
    "nas_plain": (lambda c: c.NASCell(3), 4),
    "ugrnn": (lambda c: c.UGRNNCell(3), 4),
    "intersection": (lambda c: c.IntersectionRNNCell(4), 4),
    "intersection_proj": (lambda c: c.IntersectionRNNCell(3, num_in_proj=3), 4),
    "sru": (lambda c: c.SRUCell(3), 4),
    "indrnn": (lambda c: c.IndRNNCell(3), 4),
    "indy_gru": (lambda c: c.IndyGRUCell(3), 4),
    "indy_lstm": (lambda c: c.IndyLSTMCell(3), 4),
    "minimal": (lambda c: c.MinimalRNNCell(3), 4),
    "cfn": (lambda c: c.CFNCell(3), 4),
    "lstm_block": (lambda c: c.LSTMBlockCell(3, use_peephole=True, cell_clip=0.5), 4),
    "lstm_block_plain": (lambda c: c.LSTMBlockCell(3), 4),
    "gru_block": (lambda c: c.GRUBlockCell(3), 4),
    "gru_block_v2": (lambda c: c.GRUBlockCellV2(3), 4),
    "attention": (lambda c: c.AttentionCellWrapper(c.BasicLSTMCell(3), 2), 4),
    "attention_flat": (lambda c: c.AttentionCellWrapper(
        c.GRUCell(3), 2, attn_size=2, attn_vec_size=5, input_size=3, state_is_tuple=False), 4),
    "highway": (lambda c: c.HighwayWrapper(c.GRUCell(4)), 4),
    "highway_uncoupled": (lambda c: c.HighwayWrapper(
        c.GRUCell(4), couple_carry_transform_gates=False, carry_bias_init=2.0), 4),
    "residual": (lambda c: c.ResidualWrapper(c.GRUCell(4)), 4),
    "in_projection": (lambda c: c.InputProjectionWrapper(c.GRUCell(3), 5), 4),
    "out_projection": (lambda c: c.OutputProjectionWrapper(c.GRUCell(3), 2), 4),
    "multi": (lambda c: c.MultiRNNCell([c.LSTMBlockCell(3), c.UGRNNCell(2)]), 4),
    "compiled": (lambda c: c.CompiledWrapper(c.LSTMCell(3)), 4),
}


def _cell_case(make, width):
    def build(tf):
        cell = make(Cells(tf))
        inputs = tf.constant(features(2, 3, width))
        outputs, state = tf.nn.dynamic_rnn(cell, inputs, dtype=tf.float32)
        loss = tf.reduce_sum(tf.square(outputs))
        gradients = tf.gradients(loss, tf.trainable_variables())
        known = [g for g in gradients if g is not None]
        return {"outputs": outputs, "state": state,
                "gradients": [tf.reduce_sum(g * g) for g in known]}

    return build


for _name, (_make, _width) in CELLS.items():
    CASES["cell_" + _name] = _cell_case(_make, _width)


@case
def grid_lstm(tf):
    cell = tf.contrib.rnn.GridLSTMCell(2, use_peepholes=True, feature_size=2, frequency_skip=1,
                                       num_frequency_blocks=[3], cell_clip=0.5)
    outputs, state = tf.nn.dynamic_rnn(cell, tf.constant(features(2, 3, 4)), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@case
def grid_lstm_shared(tf):
    cell = tf.contrib.rnn.GridLSTMCell(
        2, use_peepholes=True, share_time_frequency_weights=True, feature_size=2,
        frequency_skip=2, num_frequency_blocks=[1, 2], start_freqindex_list=[0, 2],
        end_freqindex_list=[2, 6], couple_input_forget_gates=True)
    outputs, state = tf.nn.dynamic_rnn(cell, tf.constant(features(2, 3, 6)), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@case
def grid_lstm_flat(tf):
    cell = tf.contrib.rnn.GridLSTMCell(2, feature_size=2, frequency_skip=1, state_is_tuple=False,
                                       num_frequency_blocks=[3], num_unit_shards=2)
    outputs, state = tf.nn.dynamic_rnn(cell, tf.constant(features(2, 3, 4)), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@case
def bidirectional_grid_lstm(tf):
    for offset in (0, 1, -1):
        with tf.variable_scope("offset%d" % (offset + 1)):
            cell = tf.contrib.rnn.BidirectionalGridLSTMCell(
                2, use_peepholes=True, feature_size=2, frequency_skip=1,
                num_frequency_blocks=[3], backward_slice_offset=offset)
            outputs, state = tf.nn.dynamic_rnn(
                cell, tf.constant(features(2, 3, 4)), dtype=tf.float32)
            if offset == 0:
                first = outputs
    return {"outputs": first, "last": outputs, "state": state}


@case
def phased_lstm(tf):
    cell = tf.contrib.rnn.PhasedLSTMCell(3, use_peepholes=True)
    times = tf.constant(features(2, 3, 1) * 10 + 20)
    outputs, state = tf.nn.dynamic_rnn(
        cell, (times, tf.constant(features(2, 3, 4))), dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@case
def conv_lstm(tf):
    rnn = tf.contrib.rnn
    results = {}
    for name, cell, shape in (
        ("one", rnn.Conv1DLSTMCell(input_shape=[5, 2], output_channels=3, kernel_shape=[3]),
         (2, 5, 2)),
        ("two", rnn.Conv2DLSTMCell(input_shape=[4, 5, 2], output_channels=3,
                                   kernel_shape=[3, 3], skip_connection=False), (2, 4, 5, 2)),
        ("three", rnn.Conv3DLSTMCell(input_shape=[3, 4, 2, 2], output_channels=1,
                                     kernel_shape=[3, 3, 1], use_bias=False), (2, 3, 4, 2, 2)),
    ):
        state = cell.zero_state(2, tf.float32)
        output, state = cell(tf.constant(features(*shape)), state)
        results[name] = [output, state]
    return results


@case
def embedding_wrapper(tf):
    cell = tf.contrib.rnn.EmbeddingWrapper(tf.contrib.rnn.GRUCell(3), 5, 4)
    outputs, state = tf.contrib.rnn.static_rnn(
        cell, [tf.constant([1, 2]), tf.constant([0, 4])], dtype=tf.float32)
    return {"outputs": outputs, "state": state}


@case
def ntm(tf):
    cell = Cells(tf).NTMCell(tf.contrib.rnn.LSTMCell(4), 5, 3, 2, 1, output_dim=2)
    state = cell.zero_state(2, tf.float32)
    outputs = []
    for step in range(2):
        output, state = cell(tf.constant(features(2, 2, 4)[:, step]), state)
        outputs.append(output)
    return {"outputs": outputs, "memory": state.M, "weights": state.w_list}


@case
def fused_cells(tf):
    rnn = tf.contrib.rnn
    inputs = tf.constant(features(4, 2, 3))
    results = {}
    for name, cell in (
        ("fused", rnn.LSTMBlockFusedCell(3)),
        ("peephole", rnn.LSTMBlockFusedCell(3, use_peephole=True, cell_clip=0.4, name="peep")),
        ("adaptor", rnn.FusedRNNCellAdaptor(rnn.BasicLSTMCell(3))),
        ("dynamic", rnn.FusedRNNCellAdaptor(rnn.BasicLSTMCell(3), use_dynamic_rnn=True)),
    ):
        with tf.variable_scope(name):
            results[name] = cell(inputs, dtype=tf.float32, sequence_length=[2, 4])
        with tf.variable_scope(name + "_back"):
            backward = rnn.TimeReversedFusedRNN(cell)
            results[name + "_back"] = backward(inputs, dtype=tf.float32)
    results["gradient"] = tf.gradients(
        tf.reduce_sum(results["fused"][0]), tf.trainable_variables("fused/"))
    results["state"] = rnn.LSTMBlockFusedCell(3, name="from_state")(
        inputs, initial_state=(tf.ones([2, 3]), tf.zeros([2, 3])), sequence_length=[0, 3])
    return results


@case
def stacks(tf):
    rnn = tf.contrib.rnn
    inputs = tf.constant(features(2, 3, 4))
    dynamic = rnn.stack_bidirectional_dynamic_rnn(
        [rnn.LSTMCell(3), rnn.GRUCell(2)], [rnn.LSTMCell(3), rnn.GRUCell(2)], inputs,
        dtype=tf.float32, sequence_length=[3, 2])
    static = rnn.stack_bidirectional_rnn(
        [rnn.GRUCell(3), rnn.GRUCell(2)], [rnn.GRUCell(3), rnn.GRUCell(2)],
        tf.unstack(inputs, axis=1), dtype=tf.float32, scope="static")
    both = rnn.static_bidirectional_rnn(
        rnn.GRUCell(2), rnn.GRUCell(2), tf.unstack(inputs, axis=1), dtype=tf.float32,
        scope="pair")
    return {"dynamic": dynamic, "static": static, "pair": both}


@case
def linear(tf):
    from tensorflow.contrib.rnn.python.ops import core_rnn_cell

    inputs = [tf.constant(features(2, 3)), tf.constant(features(2, 4))]
    with tf.variable_scope("a"):
        first = core_rnn_cell._linear(inputs, 5, True)
    with tf.variable_scope("b"):
        made = core_rnn_cell._Linear(inputs[0], 2, False)
        second = made(inputs[0])
    return {"linear": [first, second]}
