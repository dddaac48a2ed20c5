"""Programs that begin with `tf.enable_eager_execution()`: TensorFlow and tf.contrib.eager."""

import os
import tempfile

import numpy as np
import tensorflow as tf


def _tfe():
    return tf.contrib.eager


def _numpy(values):
    return [value.numpy() for value in values]


def case_tensors():
    a = tf.constant([[1., 2.], [3., 4.]])
    v = _tfe().Variable([1., 2.], name="v")
    w = tf.get_variable("w", initializer=tf.constant(2.))
    return [tf.matmul(a, a).numpy(), a.shape.as_list(), tf.executing_eagerly(), float(tf.reduce_sum(a)),
            int(tf.constant(3)), [int(i) for i in tf.constant([1, 2])], bool(tf.equal(tf.constant(1), 1)),
            str(tf.constant(2.5)), v.name, v.assign_add([1., 1.]).numpy(), v[0].numpy(), w.numpy(),
            tf.scatter_update(v, [0], [9.]).numpy(),
            tf.global_variables()]


def case_draws():
    tf.set_random_seed(5)
    drawn = [tf.random_uniform([3]), tf.random_normal([2]), tf.truncated_normal([2]), tf.random_uniform([2], seed=4),
             tf.random_shuffle(tf.range(6), seed=1), tf.multinomial(tf.log([[.2, .8]]), 4), tf.random_gamma([2], 1.),
             tf.nn.dropout(tf.ones([1, 6]), .5), tf.get_variable("drawn", [2, 2])]
    return _numpy(drawn) + [[int(i) for i in tf.data.Dataset.range(8).shuffle(8, seed=3)]]


def case_datasets():
    data = tf.data.Dataset.from_tensor_slices((np.arange(6.), np.arange(6))).batch(4).map(lambda x, y: (x * 2, y))
    found = [[x.numpy(), y.numpy()] for x, y in data] + [x.numpy() for x, _ in _tfe().Iterator(data)]
    iterator = data.make_one_shot_iterator()
    found += [iterator.get_next()[0].numpy(), iterator.next()[1].numpy()]
    try:
        iterator.next()
    except StopIteration:
        found.append("over")
    return found


def case_gradients():
    tfe = _tfe()
    v, x = tfe.Variable(2., name="u"), tf.constant(3.)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape(persistent=True) as inner:
            inner.watch(x)
            y = x * x * x
        first = inner.gradient(y, x)
    value, (gradient,) = tfe.value_and_gradients_function(lambda x, y: x * x * y, params=[0])(2., 3.)
    loss, pairs = tfe.implicit_value_and_gradients(lambda x: v * v * x)(2.)

    @tf.custom_gradient
    def seven(x):
        return x * x, lambda dy: dy * 7.

    both = tfe.gradients_function(lambda x, y: x * x * y)(2., 3.)
    return [first.numpy(), outer.gradient(first, x).numpy(), _numpy(both), value.numpy(), gradient.numpy(),
            loss.numpy(), [[g.numpy(), w.name] for g, w in pairs],
            tfe.gradients_function(seven)(2.)[0].numpy()]


def case_training():
    v = _tfe().Variable([1., 2.], name="t")
    step = tf.train.get_or_create_global_step()
    step.assign(0)
    found = []
    for optimizer in (tf.train.GradientDescentOptimizer(.1), tf.train.AdamOptimizer(.1),
                      tf.train.MomentumOptimizer(.1, .9)):
        optimizer.minimize(lambda: tf.reduce_sum(v * v), global_step=step)
        with tf.GradientTape() as tape:
            loss = tf.losses.mean_squared_error(tf.zeros([2]), v)
        clipped, norm = tf.clip_by_global_norm(tape.gradient(loss, [v]), 1.)
        optimizer.apply_gradients(zip(clipped, [v]), global_step=step)
        found.append([v.numpy(), norm.numpy(), sorted(w.name for w in optimizer.variables())])
    rates = [tf.train.exponential_decay(.1, step, 10, .5), tf.train.polynomial_decay(.1, step, 20),
             tf.train.piecewise_constant(step, [5], [1., 2.])]
    return found + [step.numpy(), [rate().numpy() for rate in rates]]


def case_metrics():
    metrics = _tfe().metrics
    mean, accuracy, sparse = metrics.Mean(), metrics.Accuracy(), metrics.SparseAccuracy()
    mean(2.)
    mean(4.)
    accuracy([1, 2], [1, 1])
    sparse([1], [[.2, .8]])
    return [mean.result().numpy(), accuracy.result().numpy(), sparse.result().numpy(), mean.name,
            accuracy.variables[0].name]


def case_checkpoints():
    folder = tempfile.mkdtemp()
    v = _tfe().Variable(1., name="c")
    model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(2,))])
    checkpoint = tf.train.Checkpoint(v=v, model=model, optimizer=tf.train.AdamOptimizer())
    path = checkpoint.save(os.path.join(folder, "ck"))
    v.assign(5.)
    checkpoint.restore(tf.train.latest_checkpoint(folder))
    restored = v.numpy()
    saver = _tfe().Saver([v])
    path_by_name = saver.save(os.path.join(folder, "s"))
    v.assign(9.)
    saver.restore(path_by_name)
    return [os.path.basename(path), restored, v.numpy(), sorted(name for name, _ in tf.train.list_variables(path))]


def case_functions():
    tfe = _tfe()
    v = tfe.Variable(2., name="f")

    @tfe.defun
    def times(x):
        return x * v

    @tf.function
    def absolute(x):
        if x > 0:
            return x
        return -x

    @tf.function
    def through_keras(x):
        return tf.keras.layers.Lambda(lambda t: t + 1)(x)

    return [times(tf.constant(3.)).numpy(), absolute(tf.constant(-3.)).numpy(), through_keras(tf.constant(1.)).numpy()]


def case_layers_and_cells():
    dense, norm = tf.layers.Dense(2, kernel_initializer=tf.ones_initializer()), tf.layers.BatchNormalization()
    cell = tf.nn.rnn_cell.LSTMCell(2, initializer=tf.ones_initializer())
    output, state = cell(tf.ones([1, 3]), cell.zero_state(1, tf.float32))
    store, found = _tfe().EagerVariableStore(), []
    for _ in range(2):
        with store.as_default(), tf.variable_scope("a", reuse=tf.AUTO_REUSE):
            found.append(tf.layers.dense(tf.ones([1, 2]), 1, kernel_initializer=tf.ones_initializer()).numpy())
    return [dense(tf.ones([1, 3])).numpy(), norm(tf.ones([2, 3]), training=True).numpy(), output.numpy(),
            state.c.numpy(), [v.name for v in cell.variables], found, [v.name for v in store.variables()]]


def case_control_flow():
    counted = tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [tf.constant(0)])
    array = tf.TensorArray(tf.float32, 2).write(0, 1.).write(1, 2.)
    return [_numpy(counted), tf.cond(tf.constant(True), lambda: tf.constant(1), lambda: tf.constant(2)).numpy(),
            array.stack().numpy(), tf.map_fn(lambda x: x * 2, tf.constant([1, 2])).numpy(),
            tf.scan(lambda a, x: a + x, tf.constant([1, 2, 3])).numpy(),
            tf.py_function(lambda x: x * 2, [tf.constant(2.)], tf.float32).numpy(),
            tf.py_func(lambda x: x * np.float32(2), [tf.constant(2.)], tf.float32).numpy()]


def case_a_graph_inside():
    graph = tf.Graph()
    with graph.as_default():
        x = tf.placeholder(tf.float32)
        y, inside = x * 2, tf.executing_eagerly()
    with tf.Session(graph=graph) as session:
        return [inside, session.run(y, {x: 3.}), tf.executing_eagerly()]


def case_refused():
    found = []
    for attempt in (lambda: tf.placeholder(tf.float32), tf.Session, lambda: tf.gradients(tf.ones([]), [tf.ones([])]),
                    lambda: tf.train.shuffle_batch([tf.constant(1)], 1, 1, 1), lambda: bool(tf.constant([1, 2]))):
        try:
            attempt()
            found.append("ok")
        except Exception as error:
            found.append(type(error).__name__)
    return found


def case_summaries():
    folder = tempfile.mkdtemp()
    writer = tf.contrib.summary.create_file_writer(folder, flush_millis=10)
    step = tf.train.get_or_create_global_step()
    step.assign(7)
    with writer.as_default(), tf.contrib.summary.always_record_summaries():
        tf.contrib.summary.scalar("x", 1.)
        tf.contrib.summary.histogram("h", tf.ones([3]), step=2)
    writer.flush()
    file, = os.listdir(folder)
    return [[event.step, [value.tag for value in event.summary.value]]
            for event in tf.train.summary_iterator(os.path.join(folder, file)) if event.summary.value]
