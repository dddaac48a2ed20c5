"""Cases: ``tf.layers`` and recurrent cells."""

from op_census_cases import shared


def layers(tf):
    def x(*shape):
        return tf.placeholder(tf.float32, list(shape) or shared.SHAPE)

    def image(*shape):
        return tf.placeholder(tf.float32, list(shape) or [2, 8, 8, 3])

    yield "dense", lambda: tf.layers.dense(x(), 5)
    yield "dense_relu", lambda: tf.layers.dense(x(), 5, tf.nn.relu)
    yield "dense_unknown", lambda: tf.layers.dense(x(None, 4), 5, tf.nn.relu)
    yield "dense_3d", lambda: tf.layers.dense(x(2, 3, 4), 5)
    yield "dense_3d_unknown", lambda: tf.layers.dense(x(None, None, 4), 5, tf.nn.relu)
    yield "dense_no_bias", lambda: tf.layers.dense(x(), 5, use_bias=False)
    yield (
        "dense_reuse",
        lambda: (tf.layers.dense(x(), 5, name="d"), tf.layers.dense(x(), 5, name="d", reuse=True)),
    )
    yield (
        "dense_regularized",
        lambda: tf.layers.dense(
            x(),
            5,
            kernel_regularizer=lambda v: 0.1 * tf.nn.l2_loss(v),
            activity_regularizer=tf.nn.l2_loss,
        ),
    )
    yield (
        "dense_initializers",
        lambda: tf.layers.dense(
            x(),
            5,
            kernel_initializer=tf.truncated_normal_initializer(stddev=0.1),
            bias_initializer=tf.constant_initializer(0.1),
        ),
    )
    yield "dense_in_scope", lambda: shared.dense_in_scope(tf, x)
    yield "dense_object", lambda: [layer(x()) for layer in [tf.layers.Dense(3)] for _ in range(2)]
    yield "conv2d_layer", lambda: tf.layers.conv2d(image(), 4, 3)
    yield (
        "conv2d_layer_relu",
        lambda: tf.layers.conv2d(image(None, 8, 8, 3), 4, 3, 2, "same", activation=tf.nn.relu),
    )
    yield "conv2d_layer_no_bias", lambda: tf.layers.conv2d(image(), 4, 3, use_bias=False)
    yield "conv2d_layer_dilated", lambda: tf.layers.conv2d(image(), 4, 3, dilation_rate=2)
    yield (
        "conv2d_layer_first",
        lambda: tf.layers.conv2d(image(2, 3, 8, 8), 4, 3, data_format="channels_first"),
    )
    yield "conv1d_layer", lambda: tf.layers.conv1d(x(2, 8, 3), 4, 3)
    yield (
        "conv1d_layer_same",
        lambda: tf.layers.conv1d(x(None, 8, 3), 4, 3, padding="same", activation=tf.nn.relu),
    )
    yield "conv3d_layer", lambda: tf.layers.conv3d(x(1, 4, 4, 4, 1), 2, 2)
    yield "conv2d_transpose_layer", lambda: tf.layers.conv2d_transpose(image(), 4, 3, 2, "same")
    yield (
        "conv2d_transpose_layer_unknown",
        lambda: tf.layers.conv2d_transpose(image(None, 8, 8, 3), 4, 3, 2, "same"),
    )
    yield (
        "conv2d_transpose_layer_plain",
        lambda: tf.layers.conv2d_transpose(image(None, 8, 8, 3), 4, 3, use_bias=False),
    )
    yield "conv3d_transpose_layer", lambda: tf.layers.conv3d_transpose(x(1, 4, 4, 4, 1), 2, 2)
    yield "separable_conv2d_layer", lambda: tf.layers.separable_conv2d(image(), 4, 3)
    yield "separable_conv1d_layer", lambda: tf.layers.separable_conv1d(x(2, 8, 3), 4, 3)
    yield (
        "max_pooling",
        lambda: (
            tf.layers.max_pooling2d(image(), 2, 2),
            tf.layers.average_pooling2d(image(), 2, 2),
        ),
    )
    yield (
        "pooling1d",
        lambda: (
            tf.layers.max_pooling1d(x(2, 8, 3), 2, 2),
            tf.layers.average_pooling1d(x(2, 8, 3), 2, 2),
        ),
    )
    yield "pooling3d", lambda: tf.layers.max_pooling3d(x(1, 4, 4, 4, 1), 2, 2)
    yield "flatten", lambda: tf.layers.flatten(image())
    yield "flatten_unknown", lambda: tf.layers.flatten(image(None, 8, 8, 3))
    yield "flatten_vector", lambda: tf.layers.flatten(x(None, 3))
    yield "layers_dropout", lambda: tf.layers.dropout(x(), 0.4)
    yield "layers_dropout_training", lambda: tf.layers.dropout(x(), 0.4, training=True)
    yield (
        "layers_dropout_tensor",
        lambda: tf.layers.dropout(x(), 0.4, training=tf.placeholder(tf.bool)),
    )
    yield (
        "layers_dropout_tensor_shape",
        lambda: tf.layers.dropout(x(), 0.4, training=tf.placeholder(tf.bool, [])),
    )
    yield (
        "layers_dropout_default",
        lambda: tf.layers.dropout(x(), training=tf.placeholder_with_default(False, [])),
    )
    yield "layers_dropout_seeded", lambda: tf.layers.dropout(x(), 0.4, training=True, seed=5)
    yield (
        "layers_dropout_noise",
        lambda: tf.layers.dropout(x(), 0.4, noise_shape=[None, 1], training=True),
    )
    yield "layers_dropout_unknown", lambda: tf.layers.dropout(x(None, 3), 0.4, training=True)
    for label, training in (("", None), ("_true", True), ("_tensor", "tensor")):

        def flag(training=training):
            if training is None:
                return False
            return tf.placeholder(tf.bool) if training == "tensor" else True

        yield (
            "bn_fused" + label,
            lambda flag=flag: tf.layers.batch_normalization(image(), training=flag()),
        )
        yield (
            "bn_plain" + label,
            lambda flag=flag: tf.layers.batch_normalization(x(), training=flag()),
        )
        yield (
            "bn_unknown" + label,
            lambda flag=flag: tf.layers.batch_normalization(image(None, 8, 8, 3), training=flag()),
        )
        yield (
            "bn_plain_unknown" + label,
            lambda flag=flag: tf.layers.batch_normalization(x(None, 3), training=flag()),
        )
        yield (
            "bn_bare" + label,
            lambda flag=flag: tf.layers.batch_normalization(
                x(), center=False, scale=False, training=flag()
            ),
        )
        yield (
            "bn_not_fused" + label,
            lambda flag=flag: tf.layers.batch_normalization(image(), fused=False, training=flag()),
        )
        yield (
            "bn_grad" + label,
            lambda flag=flag: tf.gradients(
                tf.layers.batch_normalization(image(), training=flag()), tf.trainable_variables()
            ),
        )
    yield (
        "bn_momentum",
        lambda: tf.layers.batch_normalization(image(), momentum=0.9, epsilon=1e-5, training=True),
    )
    yield "bn_renorm", lambda: tf.layers.batch_normalization(x(), renorm=True, training=True)
    yield (
        "layers_then_random",
        lambda: (
            tf.layers.dense(tf.layers.dropout(tf.layers.dense(x(), 4), 0.5, training=True), 3),
            tf.random_normal([2]),
        ),
    )
    for name in ("dense", "conv2d", "batch_normalization", "dropout"):
        yield "layers_grad_" + name, lambda name=name: shared.layer_gradient(tf, name, image)


def rnn(tf):
    cells = tf.nn.rnn_cell

    def x(*shape):
        return tf.placeholder(tf.float32, list(shape) or [2, 3, 4])

    made = {
        "basic": lambda: cells.BasicRNNCell(5),
        "lstm": lambda: cells.LSTMCell(5),
        "gru": lambda: cells.GRUCell(5),
        "basic_lstm": lambda: cells.BasicLSTMCell(5),
        "lstm_peephole": lambda: cells.LSTMCell(5, use_peepholes=True, num_proj=4),
        "lstm_tuple_off": lambda: cells.BasicLSTMCell(5, state_is_tuple=False),
        "lstm_clip": lambda: cells.LSTMCell(
            5, cell_clip=1.0, initializer=tf.orthogonal_initializer()
        ),
        "multi": lambda: cells.MultiRNNCell([cells.BasicLSTMCell(5) for _ in range(2)]),
        "dropout_out": lambda: cells.DropoutWrapper(cells.BasicLSTMCell(5), output_keep_prob=0.5),
        "dropout_in": lambda: cells.DropoutWrapper(
            cells.GRUCell(5), input_keep_prob=0.5, state_keep_prob=0.7
        ),
        "dropout_tensor": lambda: cells.DropoutWrapper(
            cells.GRUCell(5), output_keep_prob=tf.placeholder(tf.float32, [])
        ),
        "dropout_tensor_any": lambda: cells.DropoutWrapper(
            cells.GRUCell(5), output_keep_prob=tf.placeholder(tf.float32)
        ),
        "dropout_variational": lambda: cells.DropoutWrapper(
            cells.BasicLSTMCell(5),
            0.5,
            0.5,
            0.5,
            variational_recurrent=True,
            input_size=4,
            dtype=tf.float32,
        ),
        "residual": lambda: cells.ResidualWrapper(cells.GRUCell(4)),
        "device": lambda: cells.DeviceWrapper(cells.GRUCell(4), "/cpu:0"),
    }
    for name, make in sorted(made.items()):
        yield (
            "cell_" + name,
            lambda make=make: (lambda c: c(x(2, 4), c.zero_state(2, tf.float32)))(make()),
        )
        yield (
            "dynamic_rnn_" + name,
            lambda make=make: tf.nn.dynamic_rnn(make(), x(), dtype=tf.float32),
        )
        yield (
            "dynamic_rnn_unknown_" + name,
            lambda make=make: tf.nn.dynamic_rnn(make(), x(None, None, 4), dtype=tf.float32),
        )
    yield (
        "dynamic_rnn_length",
        lambda: tf.nn.dynamic_rnn(cells.LSTMCell(5), x(), [1, 2], dtype=tf.float32),
    )
    yield (
        "dynamic_rnn_state",
        lambda: (lambda c: tf.nn.dynamic_rnn(c, x(), initial_state=c.zero_state(2, tf.float32)))(
            cells.BasicLSTMCell(5)
        ),
    )
    yield (
        "dynamic_rnn_time_major",
        lambda: tf.nn.dynamic_rnn(cells.GRUCell(5), x(), dtype=tf.float32, time_major=True),
    )
    yield (
        "zero_state_dynamic",
        lambda: cells.MultiRNNCell([cells.LSTMCell(3)]).zero_state(tf.shape(x())[0], tf.float32),
    )
    yield (
        "static_rnn",
        lambda: tf.nn.static_rnn(cells.BasicLSTMCell(5), tf.unstack(x(), axis=1), dtype=tf.float32),
    )
    yield (
        "static_rnn_unknown",
        lambda: tf.nn.static_rnn(
            cells.BasicLSTMCell(5), tf.unstack(x(None, 3, 4), axis=1), dtype=tf.float32
        ),
    )
    yield (
        "bidirectional",
        lambda: tf.nn.bidirectional_dynamic_rnn(
            cells.LSTMCell(5), cells.LSTMCell(5), x(), dtype=tf.float32
        ),
    )
    yield (
        "bidirectional_length",
        lambda: tf.nn.bidirectional_dynamic_rnn(
            cells.GRUCell(5),
            cells.GRUCell(5),
            x(None, None, 4),
            tf.placeholder(tf.int32, [None]),
            dtype=tf.float32,
        ),
    )
    yield (
        "static_bidirectional",
        lambda: tf.nn.static_bidirectional_rnn(
            cells.LSTMCell(5), cells.LSTMCell(5), tf.unstack(x(), axis=1), dtype=tf.float32
        ),
    )
    yield "raw_rnn", lambda: None
    yield (
        "rnn_grad",
        lambda: tf.gradients(
            tf.nn.dynamic_rnn(cells.BasicLSTMCell(5), x(), dtype=tf.float32)[0],
            tf.trainable_variables(),
        ),
    )
    yield (
        "rnn_grad_gru_unknown",
        lambda: tf.gradients(
            tf.nn.dynamic_rnn(
                cells.GRUCell(5),
                x(None, None, 4),
                tf.placeholder(tf.int32, [None]),
                dtype=tf.float32,
            )[0],
            tf.trainable_variables(),
        ),
    )
    yield (
        "rnn_dropout_grad",
        lambda: tf.gradients(
            tf.nn.dynamic_rnn(
                cells.DropoutWrapper(cells.BasicLSTMCell(5), output_keep_prob=0.5),
                x(),
                dtype=tf.float32,
            )[0],
            tf.trainable_variables(),
        ),
    )
