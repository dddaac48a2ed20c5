"""Optimizers, schedules, sessions with hooks, metrics, losses, summaries."""

import contextlib
import glob
import inspect
import io
import os
import re
import tempfile

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def _model():
    x = tf.constant([[1., 2.], [3., 4.]])
    w = tf.get_variable("w", initializer=[[0.5], [-0.5]])
    b = tf.get_variable("b", initializer=[0.1])
    return tf.reduce_mean(tf.square(tf.matmul(x, w) + b - 1.)), w, b


def case_optimizers():
    kinds = {
        "sgd": tf.train.GradientDescentOptimizer(0.1), "momentum": tf.train.MomentumOptimizer(0.1, 0.9),
        "nesterov": tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True),
        "adam": tf.train.AdamOptimizer(0.1), "rms": tf.train.RMSPropOptimizer(0.1),
        "rms_centered": tf.train.RMSPropOptimizer(0.1, momentum=0.5, centered=True),
        "adagrad": tf.train.AdagradOptimizer(0.1), "adadelta": tf.train.AdadeltaOptimizer(0.1),
        "ftrl": tf.train.FtrlOptimizer(0.1, l1_regularization_strength=0.01),
        "proximal": tf.train.ProximalGradientDescentOptimizer(0.1, 0.01),
        "proximal_adagrad": tf.train.ProximalAdagradOptimizer(0.1),
        "adagrad_da": None,
    }
    got = {}
    for name, optimizer in kinds.items():
        with tf.Graph().as_default(), tf.Session() as sess:
            loss, w, b = _model()
            step = tf.train.get_or_create_global_step()
            optimizer = optimizer or tf.train.AdagradDAOptimizer(0.1, step)
            train = optimizer.minimize(loss, global_step=step)
            sess.run(tf.global_variables_initializer())
            for _ in range(5):
                sess.run(train)
            got[name] = [sess.run([w, b, step]), [v.op.name for v in tf.global_variables()], train.name,
                         [v.op.name for v in optimizer.variables()], optimizer.get_slot_names()]
    return got


def case_optimizer_pieces():
    loss, w, b = _model()
    optimizer = tf.train.GradientDescentOptimizer(0.5)
    pairs = optimizer.compute_gradients(loss)
    clipped = [(tf.clip_by_norm(g, 1.), v) for g, v in pairs]
    train = optimizer.apply_gradients(clipped, name="step")
    norm = tf.global_norm([g for g, _ in pairs])
    unused = tf.get_variable("unused", initializer=1.)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        before = sess.run(norm)
        sess.run(train)
        return (before, sess.run(w), [v.op.name for _, v in pairs], train.name,
                tools.error(lambda: optimizer.minimize(loss, var_list=[unused])),
                tools.error(lambda: optimizer.apply_gradients([])),
                list(tf.gradients(loss, [unused])),
                [v.op.name for v in tf.trainable_variables()])


def case_schedules():
    step = tf.placeholder(tf.int32, [])
    train = tf.train
    rates = [train.exponential_decay(1., step, 10, 0.5), train.exponential_decay(1., step, 10, 0.5, True),
             train.polynomial_decay(1., step, 10, 0.1), train.piecewise_constant(step, [3, 8], [1., .5, .1]),
             train.inverse_time_decay(1., step, 10, .5), train.natural_exp_decay(1., step, 10, .5),
             train.cosine_decay(1., step, 10), train.cosine_decay_restarts(1., step, 4),
             train.linear_cosine_decay(1., step, 10)]
    with tf.Session() as sess:
        return [sess.run(rates, {step: n}) for n in (0, 3, 9)], [r.op.name for r in rates]


def case_moving_average():
    v = tf.get_variable("v", initializer=1.)
    ema = tf.train.ExponentialMovingAverage(0.9, num_updates=None)
    with tf.control_dependencies([tf.assign(v, 2.)]):
        update = ema.apply([v])
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(update)
        return (sess.run(ema.average(v)), ema.average_name(v), sorted(ema.variables_to_restore()),
                [x.op.name for x in tf.moving_average_variables()])


class _Recorder(tf.train.SessionRunHook):
    def __init__(self, log):
        self.log = log

    def begin(self):
        self.log.append("begin")

    def after_create_session(self, session, coord):
        self.log.append("after_create_session")

    def before_run(self, run_context):
        self.log.append("before_run")
        return tf.train.SessionRunArgs(tf.train.get_global_step())

    def after_run(self, run_context, run_values):
        self.log.append(["after_run", int(run_values.results)])

    def end(self, session):
        self.log.append("end")


def case_monitored_training_session():
    folder, log = tempfile.mkdtemp(), []

    def train(last):
        with tf.Graph().as_default():
            loss, _, _ = _model()
            tf.summary.scalar("loss", loss)
            step = tf.train.get_or_create_global_step()
            op = tf.train.AdamOptimizer(0.1).minimize(loss, global_step=step)
            hooks = [tf.train.StopAtStepHook(last_step=last), _Recorder(log),
                     tf.train.NanTensorHook(loss)]
            with tf.train.MonitoredTrainingSession(
                    checkpoint_dir=folder, hooks=hooks, save_checkpoint_steps=2, save_summaries_steps=1,
                    log_step_count_steps=2) as sess:
                frozen = tools.error(lambda: tf.constant(1))
                while not sess.should_stop():
                    value = sess.run([loss, op])[0]
        return float(value), frozen

    first, second = train(3), train(5)
    names = sorted(name.split(".tf")[0] for name in os.listdir(folder) if "tmp" not in name)
    steps = [event.step for event in tf.train.summary_iterator(
        sorted(glob.glob(os.path.join(folder, "events*")))[0]) if event.summary.value]
    return first, second, log, names, steps, os.path.basename(tf.train.latest_checkpoint(folder))


def case_monitored_session_recovers():
    tries = []

    class Preempt(tf.train.SessionRunHook):
        def after_run(self, run_context, run_values):
            tries.append(1)
            if len(tries) == 2:
                raise tf.errors.AbortedError(None, None, "preempted")

    v = tf.get_variable("v", initializer=0.)
    up = tf.assign_add(v, 1.)
    with tf.train.MonitoredSession(hooks=[Preempt()]) as sess:
        return [sess.run(up) for _ in range(3)], len(tries)


def case_other_sessions():
    v = tf.get_variable("v", initializer=3.)
    with tf.train.SingularMonitoredSession() as sess:
        got = [sess.run(v), type(sess.raw_session()).__name__]
    scaffold = tf.train.Scaffold(init_op=tf.global_variables_initializer(), ready_op=tf.constant([], tf.string))
    with tf.train.MonitoredSession(tf.train.ChiefSessionCreator(scaffold)) as sess:
        got.append(sess.run(v))
        got.append(sess.run_step_fn(lambda step_context: step_context.session.run(v) + 1))
    supervisor = tf.train.Supervisor(logdir=tempfile.mkdtemp(), graph=None, summary_op=None)
    with supervisor.managed_session() as sess:
        got += [sess.run(v), supervisor.should_stop()]
    return got


def case_session_manager():
    v = tf.get_variable("v", initializer=3.)
    saver = tf.train.Saver()
    folder = tempfile.mkdtemp()
    manager = tf.train.SessionManager()
    with manager.prepare_session("", init_op=tf.global_variables_initializer(), saver=saver,
                                 checkpoint_dir=folder) as sess:
        sess.run(tf.assign(v, 4.))
        saver.save(sess, os.path.join(folder, "m"))
    sess, restored = manager.recover_session("", saver=saver, checkpoint_dir=folder)
    return sess.run(v), restored


def case_losses():
    labels, logits = tf.constant([[1., 0.], [0., 1.]]), tf.constant([[.5, -.5], [1., 2.]])
    mean = tf.losses.mean_squared_error(labels, logits)
    kinds = [mean, tf.losses.softmax_cross_entropy(labels, logits, label_smoothing=.1),
             tf.losses.sigmoid_cross_entropy(labels, logits, weights=2.),
             tf.losses.sparse_softmax_cross_entropy([0, 1], logits), tf.losses.hinge_loss(labels, logits),
             tf.losses.huber_loss(labels, logits), tf.losses.absolute_difference(labels, logits),
             tf.losses.log_loss(labels, tf.sigmoid(logits)), tf.losses.cosine_distance(labels, logits, axis=1),
             tf.losses.mean_pairwise_squared_error(labels, logits)]
    total = tf.losses.get_total_loss()
    with tf.Session() as sess:
        return sess.run(kinds), sess.run(total), [t.op.name for t in tf.losses.get_losses()], total.op.name


def case_metrics():
    labels, predictions = tf.placeholder(tf.int64, [None]), tf.placeholder(tf.int64, [None])
    kinds = {
        "accuracy": tf.metrics.accuracy(labels, predictions), "precision": tf.metrics.precision(labels, predictions),
        "recall": tf.metrics.recall(labels, predictions),
        "auc": tf.metrics.auc(labels, tf.cast(predictions, tf.float32)), "mean": tf.metrics.mean(predictions),
        "mse": tf.metrics.mean_squared_error(labels, predictions),
        "iou": tf.metrics.mean_iou(labels, predictions, 2),
        "per_class": tf.metrics.mean_per_class_accuracy(labels, predictions, 2),
        "false_negatives": tf.metrics.false_negatives(labels, predictions),
    }
    values = {k: v for k, (v, _) in kinds.items()}
    updates = {k: u for k, (_, u) in kinds.items()}
    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        for given, guessed in (([1, 0, 1], [1, 1, 1]), ([0, 0], [0, 1])):
            sess.run(updates, {labels: given, predictions: guessed})
        return sess.run(values), [v.op.name for v in tf.local_variables()]


def case_summaries():
    folder = tempfile.mkdtemp()
    with tf.name_scope("scope"):
        scalar = tf.summary.scalar("s", tf.constant(2.))
    tf.summary.histogram("h", tf.constant([1., 2.]))
    tf.summary.image("i", tf.zeros([1, 2, 2, 3]), max_outputs=1)
    tf.summary.audio("a", tf.zeros([1, 4]), 8)
    tf.summary.text("t", tf.constant("words"))
    merged = tf.summary.merge_all()
    writer = tf.summary.FileWriter(folder, tf.get_default_graph(), filename_suffix=".x")
    with tf.Session() as sess:
        writer.add_summary(sess.run(merged), 5)
        writer.add_summary(sess.run(scalar), global_step=6)
    writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="by_hand", simple_value=3.)]), 7)
    writer.add_event(tf.Event(step=8))
    writer.close()
    events = list(tf.train.summary_iterator(glob.glob(os.path.join(folder, "*"))[0]))
    return ([[e.step, e.WhichOneof("what"), [[v.tag, v.WhichOneof("value"), v.simple_value]
                                            for v in e.summary.value]] for e in events],
            [s.op.name for s in tf.get_collection(tf.GraphKeys.SUMMARIES)], merged.op.name, scalar.op.name,
            tf.summary.merge_all(key="none"))


def case_bad_names_of_summaries():
    return tf.summary.scalar("a b:0", 1.).op.name


def case_random_and_batch_norm_collections():
    x = tf.placeholder(tf.float32, [None, 3])
    y = tf.layers.batch_normalization(x, training=True)
    tf.layers.dense(y, 2, kernel_regularizer=tf.nn.l2_loss, name="d")
    return ([op.op.name if hasattr(op, "op") else op.name for op in tf.get_collection(tf.GraphKeys.UPDATE_OPS)],
            [v.op.name for v in tf.global_variables()], [v.op.name for v in tf.trainable_variables()],
            [t.op.name for t in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)])


def _bars(run):
    """What a Keras call shows, without the times; what a bar overwrites is left out."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        run()
    text = re.sub(r"[^\r\n\b]*ETA[^\r\n\b]*|[\r\b]", "", shown.getvalue())
    return re.sub(r"\d+[mu]?s/", "T/", re.sub(r" - \d+s", " - Ts", text)).splitlines()


def case_keras_progress_bars():
    def model():
        made = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(4,), kernel_initializer="ones")])
        made.compile("sgd", "mse", metrics=["mae"])
        return made

    x = np.arange(80, dtype=np.float32).reshape(20, 4) / 80
    y = x[:, :1]
    data = tf.data.Dataset.from_tensor_slices((x, y)).repeat().batch(5)
    generator = ((x[:5], y[:5]) for _ in range(100))
    net = model()
    return [_bars(call) for call in (
        lambda: net.fit(data, epochs=1, steps_per_epoch=4, validation_data=data, validation_steps=2),
        lambda: net.fit(x, y, batch_size=6, epochs=2, validation_split=0.3, shuffle=False),
        lambda: net.fit(x, y, batch_size=6, epochs=2, validation_split=0.3, shuffle=False, verbose=2),
        lambda: net.fit_generator(generator, steps_per_epoch=4, epochs=1),
        lambda: net.evaluate(x, y, batch_size=6), lambda: net.evaluate(x, y, verbose=0),
        lambda: net.evaluate(data, steps=3), lambda: net.evaluate_generator(generator, steps=3, verbose=1),
        lambda: net.predict(x, batch_size=6, verbose=1), lambda: net.predict(x),
        lambda: net.predict(data, steps=2, verbose=1))]


def case_keras_version():
    from tensorflow import keras

    return [tf.keras.__version__, keras.__version__]


def case_global_step_of_shape_one():
    step = tf.Variable([123], name="global_step", dtype=tf.int32)
    with tf.Session() as sess:
        sess.run(step.initializer)
        return tf.train.global_step(sess, step)


def case_keras_ctc_decode():
    k = tf.keras.backend
    steps = [[[0.1, 0.8, 0.1], [0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.1, 0.1, 0.8], [0.2, 0.1, 0.7]],
             [[0.6, 0.3, 0.1], [0.1, 0.1, 0.8], [0.1, 0.1, 0.8], [0.2, 0.1, 0.7], [0.2, 0.1, 0.7]]]
    got = []
    for count in (1, 2):
        for options in ({}, {"greedy": False, "beam_width": 4, "top_paths": 2}):
            decoded, log_prob = k.ctc_decode(k.constant(steps[:count]), k.constant([5] * count), **options)
            got.append([k.eval(texts) for texts in decoded] + [k.eval(log_prob)])
    return got


def case_keras_old_methods():
    k, x = tf.keras, np.eye(3, dtype=np.float32)
    several, one = (k.Sequential([k.layers.Dense(count, input_shape=(3,), kernel_initializer="ones")])
                    for count in (2, 1))
    for model in (several, one):
        model.compile("adam", "mse")
    applied = k.layers.Dense(2, kernel_initializer="ones").apply(k.backend.constant(x))
    return [several.predict_classes(x), one.predict_classes(x), several.predict_proba(x, batch_size=2),
            applied.shape.as_list(), one.layers[0]._call_fn_args]


def case_keras_layers_by_name():
    k = tf.keras
    got = []
    for layer in (k.layers.LSTM(2), k.layers.GRU(2), k.layers.GRUCell(2), k.layers.BatchNormalization()):
        config = k.layers.serialize(layer)
        made = [k.layers.deserialize(config)]
        if config["config"].pop("reset_after", None) is not None:
            made.append(k.layers.deserialize(config))
            got.append([copy.reset_after for copy in made])
        got.append([type(copy) is type(layer) for copy in made])
    model = k.Sequential([k.layers.LSTM(2, input_shape=(3, 4)), k.layers.Dense(1)])
    return [got, [isinstance(k.models.model_from_json(model.to_json()).layers[0], k.layers.LSTM)]]


def case_keras_regularizers():
    k, got = tf.keras, []
    for made in (k.regularizers.l2(0.1), k.regularizers.l1(l=0.1), k.regularizers.l1_l2(0.1, 0.2), "l2",
                 k.regularizers.l2(0.)):
        k.backend.clear_session()
        tf.set_random_seed(3)
        layer = k.layers.Dense(2, kernel_regularizer=made, input_shape=(3,))
        losses = k.Sequential([layer]).losses
        drawn = tf.random_normal([1])
        got += [[loss.name for loss in losses], type(layer.kernel_regularizer).__name__,
                layer.kernel_regularizer.get_config(),
                [op.name for op in tf.get_default_graph().get_operations() if "Regularizer" in op.name],
                k.backend.get_session().run(drawn)]
    return got


def case_keras_metric_names():
    k, ones = tf.keras, np.ones((4, 2), np.float32)
    got = []
    for metric in ("kullback_leibler_divergence", "logcosh", "cosine_proximity", "mse", "acc", k.losses.kld,
                   k.losses.logcosh, k.losses.cosine_proximity, k.metrics.CosineSimilarity()):
        model = k.Sequential([k.layers.Dense(2, input_shape=(2,), kernel_initializer="ones")])
        model.compile("sgd", "cosine_proximity", metrics=[metric])
        got.append(sorted(model.fit(ones, ones, verbose=0, validation_split=0.5).history))
    cosine = k.backend.eval(k.losses.cosine_similarity(k.backend.constant([1., 2.]), k.backend.constant([2., 2.])))
    return got + [model.evaluate(ones, ones, verbose=0), cosine]


def case_keras_old_arguments():
    text = tf.keras.preprocessing.text
    return [text.one_hot(text="a b c", n=5) == text.one_hot("a b c", 5), text.text_to_word_sequence(text="Hi, you"),
            text.text_to_word_sequence("a-B", "", False),
            list(inspect.signature(tf.keras.utils.plot_model).parameters)[:7]]


def case_keras_draws_after_layers():
    k, got = tf.keras, []
    for shapes, build in (
            ([(4, 2)], lambda x: k.layers.TimeDistributed(k.layers.Dense(3))(x)),
            ([(4, 2)], lambda x: k.layers.TimeDistributed(k.layers.Dense(3))(k.layers.Masking()(x))),
            ([(4,)], lambda x: k.layers.Dense(2, activation="selu")(x)),
            ([(3,), (3,)], lambda x, y: k.layers.dot([x, y], 1)),
            ([(3, 4), (2, 4)], lambda x, y: k.layers.dot([x, y], 2)),
            ([(4,), (5, 4)], lambda x, y: k.layers.dot([x, y], [1, 2]))):
        k.backend.clear_session()
        tf.set_random_seed(3)
        inputs = [k.Input(shape) for shape in shapes]
        k.Model(inputs, build(*inputs))
        drawn = tf.random_normal([1])
        got.append(k.backend.get_session().run(drawn))
    return got


def case_summaries_of_the_second_api():
    import glob
    import os
    import tempfile

    from tensorflow.compat import v2

    logs = tempfile.mkdtemp()
    writer = v2.summary.create_file_writer(logs)
    number = tf.placeholder(tf.float32, [])
    with writer.as_default(), tf.name_scope("scope"):
        wrote = [v2.summary.scalar("number", number, step=7, description="a number"),
                 v2.summary.histogram("spread", [1., 2., 2., number], step=7, buckets=2),
                 v2.summary.histogram("one", tf.fill([3], 4), step=7),
                 v2.summary.histogram("none", tf.zeros([0]), step=7),
                 v2.summary.text("words", tf.constant("some"), step=7),
                 v2.summary.image("pictures", tf.ones([2, 3, 4, 1]), step=7, max_outputs=1)]
    unwritten = v2.summary.scalar("number", 1., step=1)
    with tf.Session() as sess:
        sess.run(writer.init())
        told = sess.run(wrote + [unwritten], {number: 5.})
        sess.run(writer.flush())
    found = {}
    for event in tf.train.summary_iterator(glob.glob(os.path.join(logs, "*"))[0]):
        for value in event.summary.value:
            about = value.metadata.plugin_data
            found[value.tag] = [event.step, about.plugin_name, about.content, value.metadata.summary_description,
                                tf.make_ndarray(value.tensor)]
    return told, found


def case_types_of_what_fit_logs():
    x = np.arange(30).reshape(10, 3) / 30.0
    y, seen = x.sum(1, keepdims=True) > 1.2, []

    class Watch(tf.keras.callbacks.Callback):
        def on_batch_end(self, batch, logs=None):
            seen.append([[name, type(value).__name__] for name, value in sorted(logs.items())])

    model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation="sigmoid", kernel_initializer="ones",
                                                       input_shape=(3,))])
    model.compile("sgd", "binary_crossentropy", metrics=["acc"])
    logs = model.fit(x, y, batch_size=4, validation_split=0.2, shuffle=False, verbose=0, callbacks=[Watch()]).history
    return [seen, [[name, type(values[0]).__name__, float(values[0])] for name, values in sorted(logs.items())]]
