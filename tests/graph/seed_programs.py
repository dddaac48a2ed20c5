"""Programs whose numbers hang on ``tf.set_random_seed`` alone, written for TF 1.15 and for compat.v1 alike.

Each takes the TensorFlow module and returns ``(drawn, trained)``: arrays that must be equal to the bit, and numbers
that must be close. `tools/make_seed_golden.py` runs them under TF 1.15.5.
"""

import numpy as np


def _session(tf, fetches=(), steps=0, feed=None, train=None):
    """The variables' initial values and the fetched ones, then what ``train`` gives in each step."""
    with tf.Session() as session:
        session.run(
            [
                tf.global_variables_initializer(),
                tf.local_variables_initializer(),
                tf.tables_initializer(),
            ]
        )
        drawn = {
            v.op.name: value
            for v, value in zip(tf.global_variables(), session.run(tf.global_variables()))
        }
        for i, fetch in enumerate(fetches):
            drawn["fetch%d" % i] = session.run(fetch, feed)
        # One after the other: fetched together, a loss may see the variables before or after the update.
        trained = [[session.run(fetch, feed) for fetch in train] for _ in range(steps)]
    return drawn, trained


def _data(*shape):
    return np.random.RandomState(0).uniform(-1, 1, shape).astype(np.float32)


def _labels(count, classes):
    return np.arange(count) % classes


def mlp(tf):
    tf.set_random_seed(1234)
    x, y = tf.placeholder(tf.float32, [None, 8]), tf.placeholder(tf.int64, [None])
    hidden = tf.layers.dense(x, 16, tf.nn.relu)
    hidden = tf.layers.dense(
        hidden, 16, tf.nn.tanh, kernel_initializer=tf.truncated_normal_initializer(stddev=0.1)
    )
    loss = tf.losses.sparse_softmax_cross_entropy(y, tf.layers.dense(hidden, 4))
    step = tf.train.AdamOptimizer(0.01).minimize(loss)
    later = tf.Variable(tf.random_normal([5]), name="later")
    return _session(tf, [later], 5, {x: _data(12, 8), y: _labels(12, 4)}, [loss, tf.group(step)])


def by_hand(tf):
    tf.set_random_seed(7)
    x, y = tf.placeholder(tf.float32, [None, 8], name="x"), tf.placeholder(tf.float32, [None, 3])
    keep = tf.placeholder(tf.float32)
    w1 = tf.Variable(tf.truncated_normal([8, 10], stddev=0.1))
    b1 = tf.Variable(tf.constant(0.1, shape=[10]))
    hidden = tf.nn.dropout(tf.nn.relu(tf.matmul(x, w1) + b1), keep)
    w2 = tf.Variable(tf.random_uniform([10, 3], -1.0, 1.0))
    b2 = tf.Variable(tf.zeros([3]))
    logits = tf.matmul(tf.nn.dropout(hidden, 0.8), w2) + b2
    loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits))
    correct = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1))
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    step = tf.train.GradientDescentOptimizer(0.5).minimize(loss)
    feed = {x: _data(9, 8), y: np.eye(3)[_labels(9, 3)], keep: 0.7}
    return _session(
        tf,
        [tf.random_uniform([3]), tf.random_normal([3])],
        4,
        feed,
        [loss, accuracy, tf.group(step)],
    )


def convolutional(tf):
    tf.set_random_seed(3)
    x, y = tf.placeholder(tf.float32, [None, 12, 12, 1]), tf.placeholder(tf.int32, [None])
    training = tf.placeholder(tf.bool, [])
    net = x
    for filters in (4, 8):
        net = tf.layers.conv2d(net, filters, 3, padding="same")
        net = tf.nn.relu(tf.layers.batch_normalization(net, training=training))
        net = tf.layers.max_pooling2d(net, 2, 2)
    net = tf.layers.dropout(tf.layers.flatten(net), 0.3, training=training)
    logits = tf.layers.dense(tf.layers.dropout(tf.layers.dense(net, 10), 0.5, training=training), 3)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        step = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)
    feed = {x: _data(6, 12, 12, 1), y: _labels(6, 3), training: True}
    return _session(tf, [tf.random_normal([2])], 4, feed, [loss, tf.group(step)])


def recurrent(tf):
    tf.set_random_seed(42)
    x, y = tf.placeholder(tf.float32, [None, 6, 5]), tf.placeholder(tf.int32, [None])
    cells = [
        tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.LSTMCell(7), output_keep_prob=0.8)
        for _ in range(2)
    ]
    # One step at a time: steps at once would take the dropout's numbers in any order.
    outputs, _ = tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.MultiRNNCell(cells), x, dtype=tf.float32, parallel_iterations=1
    )
    logits = tf.layers.dense(outputs[:, -1, :], 3)
    loss = tf.losses.sparse_softmax_cross_entropy(y, logits)
    variables = tf.trainable_variables()
    gradients, _ = tf.clip_by_global_norm(tf.gradients(loss, variables), 5.0)
    step = tf.train.AdamOptimizer(0.01).apply_gradients(zip(gradients, variables))
    return _session(tf, [], 4, {x: _data(4, 6, 5), y: _labels(4, 3)}, [loss, tf.group(step)])


def word2vec(tf):
    tf.set_random_seed(5)
    inputs, labels = tf.placeholder(tf.int32, [8]), tf.placeholder(tf.int32, [8, 1])
    with tf.device("/cpu:0"):
        table = tf.Variable(tf.random_uniform([50, 6], -1.0, 1.0))
        embedded = tf.nn.embedding_lookup(table, inputs)
        weights = tf.Variable(tf.truncated_normal([50, 6], stddev=1.0 / np.sqrt(6)))
        biases = tf.Variable(tf.zeros([50]))
    loss = tf.reduce_mean(tf.nn.nce_loss(weights, biases, labels, embedded, 5, 50))
    softmax = tf.reduce_mean(tf.nn.sampled_softmax_loss(weights, biases, labels, embedded, 5, 50))
    step = tf.train.GradientDescentOptimizer(1.0).minimize(loss)
    norm = tf.sqrt(tf.reduce_sum(tf.square(table), 1, keep_dims=True))
    feed = {inputs: np.arange(8), labels: np.arange(8)[:, None] + 1}
    return _session(
        tf,
        [tf.random_shuffle(tf.range(9)), tf.shape(table / norm), tf.shape(softmax)],
        4,
        feed,
        [loss, tf.group(step)],
    )


def gan(tf):
    tf.set_random_seed(11)
    real = tf.placeholder(tf.float32, [None, 4])
    noise = tf.random_normal([tf.shape(real)[0], 3])

    def generator(z):
        with tf.variable_scope("generator"):
            return tf.layers.dense(tf.layers.dense(z, 8, tf.nn.leaky_relu), 4, tf.nn.tanh)

    def discriminator(x, reuse=None):
        with tf.variable_scope("discriminator", reuse=reuse):
            hidden = tf.layers.dropout(tf.layers.dense(x, 8, tf.nn.relu), 0.3, training=True)
            return tf.layers.dense(hidden, 1)

    fake = generator(noise)
    on_real, on_fake = discriminator(real), discriminator(fake, reuse=True)
    cross = tf.nn.sigmoid_cross_entropy_with_logits
    d_loss = tf.reduce_mean(cross(labels=tf.ones_like(on_real), logits=on_real)) + tf.reduce_mean(
        cross(labels=tf.zeros_like(on_fake), logits=on_fake)
    )
    g_loss = tf.reduce_mean(cross(labels=tf.ones_like(on_fake), logits=on_fake))
    parts = {
        name: [v for v in tf.trainable_variables() if v.name.startswith(name)]
        for name in ("discriminator", "generator")
    }
    d_step = tf.train.AdamOptimizer(1e-3).minimize(d_loss, var_list=parts["discriminator"])
    g_step = tf.train.AdamOptimizer(1e-3).minimize(g_loss, var_list=parts["generator"])
    return _session(
        tf,
        [tf.random_uniform([2])],
        3,
        {real: _data(5, 4)},
        [d_loss, g_loss, tf.group(d_step, g_step)],
    )


def gradient_penalty(tf):
    tf.set_random_seed(12)
    real = tf.placeholder(tf.float32, [5, 4])
    fake = tf.layers.dense(tf.random_normal([5, 3]), 4)

    def critic(x):
        with tf.variable_scope("critic", reuse=tf.AUTO_REUSE):
            return tf.layers.dense(tf.layers.dense(x, 6, tf.nn.relu, name="a"), 1, name="b")

    share = tf.random_uniform([5, 1], 0.0, 1.0)
    between = real + share * (fake - real)
    slope = tf.sqrt(tf.reduce_sum(tf.square(tf.gradients(critic(between), [between])[0]), axis=1))
    loss = (
        tf.reduce_mean(critic(fake))
        - tf.reduce_mean(critic(real))
        + 10 * tf.reduce_mean((slope - 1.0) ** 2)
    )
    step = tf.train.RMSPropOptimizer(1e-3).minimize(loss)
    tf.layers.dense(real, 3, name="built_last")  # its weights are among the variables
    return _session(tf, [], 3, {real: _data(5, 4)}, [loss, tf.group(step)])


def actor_critic(tf):
    """Networks built after others' gradients, as in DDPG."""
    tf.set_random_seed(21)
    state, action = tf.placeholder(tf.float32, [None, 3]), tf.placeholder(tf.float32, [None, 2])
    target = tf.placeholder(tf.float32, [None, 1])
    with tf.variable_scope("actor"):
        hidden = tf.layers.dense(state, 8, tf.nn.relu)
        choice = tf.multiply(tf.layers.dense(hidden, 2, tf.nn.tanh), 2.0)
    direction = tf.placeholder(tf.float32, [None, 2])
    variables = tf.trainable_variables()
    gradients = tf.gradients(choice, variables, -direction)
    actor_step = tf.train.AdamOptimizer(1e-3).apply_gradients(zip(gradients, variables))
    with tf.variable_scope("critic"):
        hidden = tf.layers.dense(tf.concat([state, action], 1), 8, tf.nn.relu)
        value = tf.layers.dense(
            hidden, 1, kernel_initializer=tf.random_uniform_initializer(-3e-3, 3e-3)
        )
    loss = tf.reduce_mean(tf.squared_difference(value, target))
    critic_step = tf.train.AdamOptimizer(1e-3).minimize(loss)
    slopes = tf.gradients(value, action)[0]
    with tf.variable_scope("target"):
        copy = tf.layers.dense(state, 8, tf.nn.relu)
    feed = {state: _data(6, 3), action: _data(6, 2), target: _data(6, 1), direction: _data(6, 2)}
    return _session(
        tf, [tf.shape(copy), tf.shape(slopes)], 3, feed, [loss, tf.group(actor_step, critic_step)]
    )


def samples(tf):
    tf.set_random_seed(99)
    logits = tf.constant(np.log([[0.1, 0.2, 0.7], [0.4, 0.4, 0.2]]), tf.float32)
    return _session(
        tf,
        [
            tf.random_uniform([4]),
            tf.random_uniform([4], -2, 3),
            tf.random_uniform([4], maxval=9, dtype=tf.int32),
            tf.random_normal([4], 1.0, 2.0),
            tf.truncated_normal([4]),
            tf.multinomial(logits, 5),
            tf.random_shuffle(tf.range(8)),
            tf.random_crop(tf.reshape(tf.range(36), [6, 6]), [2, 2]),
            tf.random_gamma([3], 2.0),
            tf.random_poisson(3.0, [4]),
            tf.nn.log_uniform_candidate_sampler(tf.ones([2, 1], tf.int64), 1, 4, True, 50)[0],
            tf.nn.dropout(tf.ones([6]), 0.5),
            tf.layers.dropout(tf.ones([6]), 0.5, training=True),
            tf.image.random_flip_left_right(tf.reshape(tf.range(27), [3, 3, 3])),
            tf.image.random_brightness(tf.ones([2, 2, 3]), 0.4),
            tf.random_normal([3], seed=4),
            tf.random_uniform([3], seed=8),
        ],
    )


def distributions(tf):
    """Draws with parameters that are tensors already."""
    tf.set_random_seed(31)
    alpha, beta = tf.constant([[1.0], [3.0], [5.0]]), tf.constant([[3.0, 4.0]])
    known = tf.distributions
    return _session(
        tf,
        [
            tf.random_gamma([2], alpha, beta=beta),
            tf.random_gamma([2], alpha, beta=2.0),
            tf.random_gamma(tf.constant([2]), 3.0),
            known.Gamma([2.0], [3.0, 1.0]).sample(3),
            known.Beta(2.0, 3.0).sample(3),
            known.Dirichlet([2.0, 3.0]).sample(3),
            known.StudentT(2.0, 3.0, 1.0).sample(3),
            tf.random_normal([2]),
        ],
    )


def inner_graphs(tf):
    """Control flow, functions, other graphs, imported ones."""
    tf.set_random_seed(17)
    with tf.Graph().as_default() as other:
        tf.set_random_seed(2)
        tf.add(tf.random_normal([2]), 1.0, name="sum")
    (imported,) = tf.import_graph_def(other.as_graph_def(), return_elements=["sum:0"])
    flag = tf.placeholder_with_default(True, [])
    chosen = tf.cond(flag, lambda: tf.random_normal([3]), lambda: tf.zeros([3]))
    _, summed = tf.while_loop(
        lambda i, a: i < 4, lambda i, a: (i + 1, a + tf.random_uniform([3])), [0, tf.zeros([3])]
    )
    with tf.name_scope("a"), tf.variable_scope("b"):
        inside = tf.get_variable("v", [3], initializer=tf.random_normal_initializer())
    del imported
    return _session(tf, [chosen, summed, inside])


def pipeline(tf):
    tf.set_random_seed(8)
    data = tf.data.Dataset.from_tensor_slices(np.arange(20).astype(np.float32))
    data = data.map(lambda v: v + tf.random_uniform([], 0, 0.5)).repeat(2).shuffle(10).batch(4)
    batch = tf.data.make_one_shot_iterator(data).get_next()
    second = tf.data.make_initializable_iterator(tf.data.Dataset.range(9).shuffle(9))
    following = second.get_next()
    w = tf.get_variable("w", [4])
    drawn, trained = _session(tf, [batch])
    with tf.Session() as session:
        session.run([second.initializer, tf.global_variables_initializer()])
        drawn["all"] = np.array([session.run(batch) for _ in range(5)])
        drawn["second"] = np.array([session.run(following) for _ in range(9)])
        drawn["w again"] = session.run(w)
    return drawn, trained


def initializers(tf):
    tf.set_random_seed(31)
    made = [
        tf.glorot_uniform_initializer(),
        tf.glorot_normal_initializer(),
        tf.initializers.he_normal(),
        tf.initializers.he_uniform(),
        tf.initializers.lecun_normal(),
        tf.random_normal_initializer(),
        tf.random_uniform_initializer(),
        tf.truncated_normal_initializer(stddev=0.3),
        tf.variance_scaling_initializer(distribution="uniform"),
        tf.uniform_unit_scaling_initializer(),
        tf.keras.initializers.glorot_uniform(),
        tf.keras.initializers.he_normal(),
        tf.keras.initializers.RandomNormal(),
        tf.keras.initializers.RandomUniform(),
        tf.zeros_initializer(),
        None,
    ]
    for number, initializer in enumerate(made):
        tf.get_variable(
            "v%d" % number, [3, 4], initializer=initializer, use_resource=bool(number % 2)
        )
    return _session(tf)


def regularized(tf):
    tf.set_random_seed(33)
    with tf.variable_scope(
        "s", regularizer=tf.nn.l2_loss, initializer=tf.random_normal_initializer(stddev=0.1)
    ):
        a = tf.get_variable("a", [3, 3])
        tf.get_variable("b", [3])
    penalty = tf.losses.get_regularization_loss()
    hidden = tf.layers.dense(tf.ones([2, 3, 3]), 4, kernel_regularizer=tf.nn.l2_loss)
    loss = tf.reduce_mean(tf.square(hidden)) + penalty + tf.reduce_max(a)
    step = tf.train.AdagradOptimizer(0.1).minimize(loss)
    tf.layers.conv2d_transpose(tf.ones([1, 4, 4, 2]), 3, 3, 2, "same")
    tf.layers.dense(tf.ones([2, 3]), 2, name="last")
    return _session(tf, [], 2, None, [loss, tf.group(step)])


def keras_sequential(tf):
    tf.set_random_seed(1)
    keras = tf.keras
    model = keras.Sequential(
        [
            keras.layers.Dense(12, activation="relu", input_shape=(6,)),
            keras.layers.Dropout(0.4),
            keras.layers.Dense(8, activation="tanh"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile("adam", "categorical_crossentropy")
    drawn = {str(i): value for i, value in enumerate(model.get_weights())}
    history = model.fit(
        _data(16, 6), np.eye(3)[_labels(16, 3)], batch_size=8, epochs=3, verbose=0, shuffle=False
    )
    return drawn, history.history["loss"]


def keras_images(tf):
    tf.set_random_seed(2)
    k = tf.keras.layers
    first = k.Input((8, 8, 2))
    net = k.MaxPooling2D()(k.Conv2D(4, 3, activation="relu", padding="same")(first))
    net = k.SpatialDropout2D(0.3)(k.BatchNormalization()(k.Conv2D(5, 3)(net)))
    net = k.Dense(6)(k.Dropout(0.5)(k.Flatten()(net)))
    model = tf.keras.Model(first, k.Dense(1)(net))
    model.compile("sgd", "mse")
    drawn = {str(i): value for i, value in enumerate(model.get_weights())}
    history = model.fit(
        _data(6, 8, 8, 2), _data(6, 1), batch_size=3, epochs=2, verbose=0, shuffle=False
    )
    return drawn, history.history["loss"]


def keras_gan(tf):
    """Models built after another was compiled."""
    tf.set_random_seed(4)
    k = tf.keras
    critic = k.Sequential(
        [
            k.layers.Dense(8, input_dim=4),
            k.layers.LeakyReLU(0.2),
            k.layers.Dropout(0.3),
            k.layers.Dense(1, activation="sigmoid"),
        ]
    )
    critic.compile(k.optimizers.Adam(0.0002), "binary_crossentropy", metrics=["accuracy"])
    maker = k.Sequential(
        [k.layers.Dense(6, input_dim=3, activation="relu"), k.layers.Dense(4, activation="tanh")]
    )
    critic.trainable = False
    noise = k.layers.Input((3,))
    both = k.Model(noise, critic(maker(noise)))
    both.compile(k.optimizers.Adam(0.0002), "binary_crossentropy")
    judge = k.Sequential([k.layers.Dense(5, activation="softmax", input_dim=4)])
    judge.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    values = critic.get_weights() + maker.get_weights() + judge.get_weights()
    values += k.Sequential([k.layers.Dense(2, input_dim=3)]).get_weights()
    losses = [
        critic.train_on_batch(_data(4, 4), np.ones([4, 1]))[:1],
        both.train_on_batch(_data(4, 3), np.ones([4, 1])),
    ]
    return {str(i): value for i, value in enumerate(values)}, losses


def keras_recurrent(tf):
    tf.set_random_seed(6)
    k = tf.keras.layers
    model = tf.keras.Sequential(
        [
            k.Embedding(20, 5, input_length=7),
            k.LSTM(6, return_sequences=True),
            k.GRU(4),
            k.Dropout(0.1),
            k.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("rmsprop", "mse")
    drawn = {
        str(i): value for i, value in enumerate(model.get_weights()) if i not in (2, 5)
    }  # QR is not exact
    return drawn, [float(np.sum(model.predict(np.arange(14).reshape(2, 7))))]


PROGRAMS = (
    mlp,
    by_hand,
    convolutional,
    recurrent,
    word2vec,
    gan,
    gradient_penalty,
    actor_critic,
    samples,
    distributions,
    inner_graphs,
    pipeline,
    initializers,
    regularized,
    keras_sequential,
    keras_images,
    keras_gan,
    keras_recurrent,
)
