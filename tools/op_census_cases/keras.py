"""Cases: Keras."""

import numpy as np

from op_census_cases import shared


def keras_layers(tf):
    k = tf.keras.layers
    made = {
        "dense": (lambda: k.Dense(3), (4,)),
        "dense_relu": (lambda: k.Dense(3, activation="relu"), (4,)),
        "dense_softmax": (lambda: k.Dense(3, activation="softmax"), (4,)),
        "dense_3d": (lambda: k.Dense(3), (2, 4)),
        "dense_l2": (lambda: k.Dense(3, kernel_regularizer=tf.keras.regularizers.l2(0.1)), (4,)),
        "conv2d": (lambda: k.Conv2D(3, 3), (8, 8, 3)),
        "conv2d_relu": (lambda: k.Conv2D(3, 3, activation="relu", padding="same"), (8, 8, 3)),
        "conv1d": (lambda: k.Conv1D(3, 3), (8, 3)),
        "conv1d_causal": (lambda: k.Conv1D(3, 3, padding="causal"), (8, 3)),
        "conv3d": (lambda: k.Conv3D(2, 2), (4, 4, 4, 1)),
        "conv2d_transpose": (lambda: k.Conv2DTranspose(3, 3, strides=2), (8, 8, 3)),
        "separable": (lambda: k.SeparableConv2D(3, 3), (8, 8, 3)),
        "depthwise": (lambda: k.DepthwiseConv2D(3), (8, 8, 3)),
        "max_pool": (lambda: k.MaxPooling2D(), (8, 8, 3)),
        "avg_pool": (lambda: k.AveragePooling2D(), (8, 8, 3)),
        "max_pool1d": (lambda: k.MaxPooling1D(), (8, 3)),
        "global_avg": (lambda: k.GlobalAveragePooling2D(), (8, 8, 3)),
        "global_max": (lambda: k.GlobalMaxPooling2D(), (8, 8, 3)),
        "global_avg1d": (lambda: k.GlobalAveragePooling1D(), (8, 3)),
        "global_max1d": (lambda: k.GlobalMaxPooling1D(), (8, 3)),
        "flatten": (lambda: k.Flatten(), (8, 8, 3)),
        "reshape": (lambda: k.Reshape((4, 2)), (8,)),
        "permute": (lambda: k.Permute((2, 1)), (8, 3)),
        "repeat": (lambda: k.RepeatVector(3), (4,)),
        "dropout": (lambda: k.Dropout(0.5), (4,)),
        "dropout_zero": (lambda: k.Dropout(0.0), (4,)),
        "dropout_seed": (lambda: k.Dropout(0.5, seed=4), (4,)),
        "spatial_dropout": (lambda: k.SpatialDropout2D(0.5), (8, 8, 3)),
        "spatial_dropout1d": (lambda: k.SpatialDropout1D(0.5), (8, 3)),
        "alpha_dropout": (lambda: k.AlphaDropout(0.5), (4,)),
        "gaussian_noise": (lambda: k.GaussianNoise(0.5), (4,)),
        "gaussian_dropout": (lambda: k.GaussianDropout(0.5), (4,)),
        "bn": (lambda: k.BatchNormalization(), (8, 8, 3)),
        "bn_dense": (lambda: k.BatchNormalization(), (4,)),
        "layer_norm": (lambda: k.LayerNormalization(), (4,)),
        "activation": (lambda: k.Activation("relu"), (4,)),
        "activation_softmax": (lambda: k.Activation("softmax"), (4,)),
        "activation_hard": (lambda: k.Activation("hard_sigmoid"), (4,)),
        "leaky": (lambda: k.LeakyReLU(), (4,)),
        "prelu": (lambda: k.PReLU(), (4,)),
        "elu": (lambda: k.ELU(), (4,)),
        "relu": (lambda: k.ReLU(), (4,)),
        "softmax": (lambda: k.Softmax(), (4,)),
        "thresholded": (lambda: k.ThresholdedReLU(), (4,)),
        "lstm": (lambda: k.LSTM(3), (5, 4)),
        "lstm_sequences": (lambda: k.LSTM(3, return_sequences=True), (5, 4)),
        "lstm_dropout": (lambda: k.LSTM(3, dropout=0.2, recurrent_dropout=0.2), (5, 4)),
        "lstm_unroll": (lambda: k.LSTM(3, unroll=True), (5, 4)),
        "gru": (lambda: k.GRU(3), (5, 4)),
        "simple_rnn": (lambda: k.SimpleRNN(3), (5, 4)),
        "bidirectional": (lambda: k.Bidirectional(k.LSTM(3)), (5, 4)),
        "time_distributed": (lambda: k.TimeDistributed(k.Dense(3)), (5, 4)),
        "masking": (lambda: k.Masking(), (5, 4)),
        "zero_padding": (lambda: k.ZeroPadding2D(), (8, 8, 3)),
        "upsampling": (lambda: k.UpSampling2D(), (8, 8, 3)),
        "upsampling1d": (lambda: k.UpSampling1D(), (8, 3)),
        "cropping": (lambda: k.Cropping2D(), (8, 8, 3)),
        "lambda": (lambda: k.Lambda(lambda v: v * 2), (4,)),
        "embedding": (lambda: k.Embedding(9, 3), (5,)),
        "locally": (lambda: k.LocallyConnected1D(2, 3), (8, 3)),
        "conv_lstm": (lambda: k.ConvLSTM2D(2, 2), (3, 6, 6, 1)),
        "activity": (lambda: k.ActivityRegularization(0.1), (4,)),
    }
    for name, (make, shape) in sorted(made.items()):
        yield "keras_" + name, lambda make=make, shape=shape: make()(k.Input(shape))
        yield (
            "keras_model_" + name,
            lambda make=make, shape=shape: shared.keras_model(tf, make, shape),
        )
    merges = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate")
    for name in merges:
        yield (
            "keras_merge_" + name,
            lambda name=name: getattr(k, name)()([k.Input((4,)), k.Input((4,))]),
        )
    yield "keras_merge_Dot", lambda: k.Dot(1)([k.Input((4,)), k.Input((4,))])
    yield "keras_input", lambda: (k.Input((4,)), k.Input((None,)), k.Input(tensor=tf.ones([2, 3])))
    yield (
        "keras_lstm_embedding_mask",
        lambda: k.LSTM(3)(k.Embedding(9, 3, mask_zero=True)(k.Input((5,)))),
    )
    yield (
        "keras_lstm_state",
        lambda: k.LSTM(3, return_state=True, return_sequences=True)(k.Input((None, 4))),
    )
    yield "keras_tensor", lambda: k.Dense(3)(tf.placeholder(tf.float32, [None, 4]))
    yield (
        "keras_tensor_dropout",
        lambda: k.Dropout(0.5)(tf.placeholder(tf.float32, [None, 4]), training=True),
    )
    yield (
        "keras_tensor_bn",
        lambda: k.BatchNormalization()(tf.placeholder(tf.float32, [None, 4]), training=True),
    )


def keras_models(tf):
    k = tf.keras

    def sequential():
        return k.Sequential(
            [
                k.layers.Dense(4, activation="relu", input_shape=(3,)),
                k.layers.Dropout(0.5),
                k.layers.Dense(2, activation="softmax"),
            ]
        )

    def compiled(optimizer, loss="categorical_crossentropy"):
        model = sequential()
        model.compile(optimizer, loss, metrics=["accuracy"])
        return model

    def functional():
        a = k.Input((3,))
        b = k.layers.Dense(4)(a)
        return k.Model(a, k.layers.Dense(2)(b))

    yield "keras_sequential", sequential
    yield "keras_functional", functional
    yield "keras_model_called", lambda: functional()(tf.placeholder(tf.float32, [None, 3]))
    for name in ("sgd", "adam", "rmsprop", "adagrad", "adadelta", "adamax", "nadam"):
        yield "keras_compile_" + name, lambda name=name: compiled(name)
        yield (
            "keras_fit_" + name,
            lambda name=name: compiled(name).fit(
                np.ones([4, 3], np.float32), np.ones([4, 2], np.float32), verbose=0
            ),
        )
    for loss in (
        "mse",
        "mae",
        "binary_crossentropy",
        "sparse_categorical_crossentropy",
        "hinge",
        "kld",
        "poisson",
        "logcosh",
    ):
        yield "keras_loss_" + loss, lambda loss=loss: compiled("sgd", loss)
    yield "keras_predict", lambda: sequential().predict(np.ones([2, 3], np.float32))
    yield "keras_two_models", lambda: (sequential(), sequential())
    yield (
        "keras_backend",
        lambda: (
            k.backend.dropout(tf.ones([3]), 0.5),
            k.backend.random_normal([3]),
            k.backend.random_uniform([3]),
            k.backend.truncated_normal([3]),
        ),
    )
    yield "keras_learning_phase", lambda: k.backend.learning_phase()
