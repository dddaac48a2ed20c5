"""Programs of tf.contrib that train and read through queues: what they learn and what they see."""

import tempfile

import numpy as np
import tensorflow as tf

ROWS = np.array([[0., 1.], [1., 0.], [2., 2.5], [3., 2.], [-1., 0.5], [0.5, -2.]], np.float32)
CLASSES = np.array([[0], [0], [1], [1], [0], [0]], np.int64)


def _examples():
    return {"id": tf.constant([str(i) for i in range(len(ROWS))]), "x": tf.constant(ROWS[:, :1]),
            "y": tf.constant(ROWS[:, 1:]),
            "word": tf.SparseTensor([[0, 0], [1, 0], [2, 0], [3, 0]], ["a", "b", "c", "c"], [6, 1])}


def _columns():
    layers = tf.contrib.layers
    return [layers.real_valued_column("x"), layers.real_valued_column("y"),
            layers.sparse_column_with_keys("word", ["a", "b", "c"])]


def case_sequences_with_states():
    training = tf.contrib.training
    saver = training.SequenceQueueingStateSaver(
        batch_size=1, num_unroll=2, input_length=tf.constant(3), input_key=tf.constant("key"),
        input_sequences={"words": tf.constant([[1, 2], [3, 4], [5, 6], [0, 0]])},
        input_context={"topic": tf.constant([7, 8])}, initial_states={"state": tf.constant([0.5])}, capacity=10)
    batch = saver.next_batch
    saved = batch.save_state("state", batch.state("state") * 2 + 1)
    fetches = [batch.key, batch.next_key, batch.length, batch.total_length, batch.sequence, batch.sequence_count,
               batch.insertion_index, batch.sequences["words"], batch.context["topic"], batch.state("state"),
               batch.batch_size]
    with tf.Session() as sess:
        sess.run(saver.prefetch_op)
        return [sess.run([fetches, saved])[0] for _ in range(2)] + [sess.run(saver.barrier.ready_size())]


def case_batches_of_sequences_with_states():
    key = tf.placeholder(tf.string, [])
    sparse = tf.SparseTensor([[0, 1], [2, 0]], [10, 20], [3, 2])
    batch = tf.contrib.training.batch_sequences_with_states(
        input_key=key, input_sequences={"words": tf.constant([1, 2, 3]), "sparse": sparse},
        input_context={"topic": tf.SparseTensor([[1]], [5], [4])}, input_length=None,
        initial_states={"state": tf.constant(0.)}, num_unroll=2, batch_size=2, num_threads=1)
    saved = batch.save_state("state", batch.state("state") + 1)
    fetches = [batch.key, batch.length, batch.sequences["words"], tf.sparse_tensor_to_dense(batch.sequences["sparse"]),
               tf.sparse_tensor_to_dense(batch.context["topic"]), batch.state("state")]
    runner, = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
    with tf.Session() as sess:
        # By hand: a runner's threads, once closed, may wait for ever, in TF 1.15 too.
        for name in "ab":
            sess.run(runner.enqueue_ops[0], {key: name})
        return [runner.name] + [sess.run([fetches, saved])[0] for _ in range(2)]


def case_support_vector_machine():
    machine = tf.contrib.learn.SVM(
        "id", _columns(), l1_regularization=0.1, l2_regularization=0.5, model_dir=tempfile.mkdtemp())
    machine.fit(input_fn=lambda: (_examples(), tf.constant(CLASSES)), steps=20)
    metrics = machine.evaluate(input_fn=lambda: (_examples(), tf.constant(CLASSES)), steps=1)
    # The solver takes examples in any order: weights agree in their first digits only.
    return [float(metrics["accuracy"]), sorted(machine.get_variable_names()),
            [int(c) for c in machine.predict_classes(input_fn=_examples)]]


def case_linear_model_by_sdca():
    from tensorflow.contrib.linear_optimizer.python.sdca_optimizer import SDCAOptimizer

    model = tf.contrib.learn.LinearRegressor(
        _columns(), optimizer=SDCAOptimizer("id", symmetric_l2_regularization=2.0), model_dir=tempfile.mkdtemp())
    target = ROWS[:, :1] * 2 - ROWS[:, 1:] + 1
    model.fit(input_fn=lambda: (_examples(), tf.constant(target)), steps=100)
    loss = model.evaluate(input_fn=lambda: (_examples(), tf.constant(target)), steps=1)["loss"]
    return [round(float(loss), 2), [round(float(score), 2) for score in model.predict_scores(input_fn=_examples)]]


def case_clusters():
    model = tf.contrib.learn.KMeansClustering(
        2, initial_clusters=np.array([[0., 0.], [3., 3.]], np.float32), use_mini_batch=False,
        model_dir=tempfile.mkdtemp())
    model.fit(input_fn=lambda: (tf.constant(ROWS), None), steps=5)
    return [model.clusters(), list(model.predict_cluster_idx(input_fn=lambda: (tf.constant(ROWS), None))),
            float(model.score(input_fn=lambda: (tf.constant(ROWS), None), steps=1)),
            model.transform(input_fn=lambda: (tf.constant(ROWS), None))]


def case_debug_estimators():
    from tensorflow.contrib.learn.python.learn.estimators import debug

    classifier = debug.DebugClassifier(n_classes=2, model_dir=tempfile.mkdtemp())
    classifier.fit(input_fn=lambda: (_examples(), tf.constant(CLASSES)), steps=30)
    regressor = debug.DebugRegressor(model_dir=tempfile.mkdtemp())
    regressor.fit(input_fn=lambda: (_examples(), tf.constant(ROWS[:, :1])), steps=30)
    found = [next(classifier.predict_proba(input_fn=_examples)), next(regressor.predict_scores(input_fn=_examples))]
    return [np.round(np.float64(values), 3) for values in found]  # steps run side by side


def case_workers_copies_beside_parameter_servers():
    found = []
    for name in ("AGNCustomGetter", "ElasticAverageCustomGetter", "ModelAverageCustomGetter"):
        worker = "/job:worker/task:0"
        with tf.Graph().as_default() as graph:
            setter = tf.train.replica_device_setter(ps_tasks=2, worker_device=worker, ps_device="/job:ps")
            getter = getattr(tf.contrib.opt, name)(worker_device=worker)
            with tf.device(setter), tf.variable_scope("", custom_getter=getter):
                tf.get_variable("v", initializer=[1., 2.])
                tf.get_variable("kept", initializer=1., trainable=False,
                                collections=[tf.GraphKeys.GLOBAL_VARIABLES])
            found.append(sorted([op.name, op.device] for op in graph.get_operations() if "Variable" in op.type))
    return found


def case_minimization_by_scipy():
    x = tf.get_variable("x", initializer=tf.fill([4], 3.))
    loss = tf.reduce_sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)
    least, found = tf.contrib.opt.ScipyOptimizerInterface, []
    optimizers = [least(loss, method="TNC", options={"maxiter": 1000, "gtol": -5}), least(loss, method="SLSQP"),
                  least(tf.reduce_sum(x ** 2), method="SLSQP", equalities=[x[0] - 1.], inequalities=[x[1] - 2.]),
                  least(loss, var_to_bounds={x: (0.5, 0.9)}), least(loss, method="CG")]
    with tf.Session() as sess:
        for optimizer in optimizers:
            sess.run(x.initializer)
            optimizer.minimize(sess)
            # How near TNC comes to the minimum depends on SciPy.
            found.append(bool(sess.run(loss) < 0.2) if optimizer is optimizers[0] else
                         [round(float(value), 2) + 0. for value in sess.run(x)])
    return found


def _constrained_problem(proxies):
    game = tf.contrib.constrained_optimization
    # Read once in a step, before it changes.
    weights = tf.get_variable("w", initializer=[1.0, -0.5], use_resource=True).read_value()

    class Problem(game.ConstrainedMinimizationProblem):
        objective = tf.reduce_sum(tf.square(weights - [2.0, 1.0]))
        constraints = tf.stack([tf.reduce_sum(weights) - 1.0, weights[0] - 0.5])
        proxy_constraints = tf.nn.softplus(constraints) if proxies else None
        pre_train_ops = [tf.assign_add(tf.get_variable("calls", initializer=0), 1)]

    return Problem()


def case_constrained_optimizers():
    game, found = tf.contrib.constrained_optimization, {}
    descent = tf.train.GradientDescentOptimizer(0.1)
    other = tf.train.GradientDescentOptimizer(0.2)  # without one, the step's ops are not ordered
    optimizers = {
        "additive": lambda: game.AdditiveExternalRegretOptimizer(descent, other),
        "radius": lambda: game.AdditiveExternalRegretOptimizer(descent, tf.train.AdagradOptimizer(1.0), 0.5),
        "swap": lambda: game.AdditiveSwapRegretOptimizer(descent, other),
        "multiplicative": lambda: game.MultiplicativeSwapRegretOptimizer(
            descent, tf.train.AdamOptimizer(0.1), 1e-2, .5)}
    for name in sorted(optimizers):
        for unconstrained in (None, 2):
            with tf.Graph().as_default(), tf.Session() as sess:
                problem = _constrained_problem(proxies=name == "radius")
                step = tf.train.get_or_create_global_step()
                train = optimizers[name]().minimize(problem, unconstrained, global_step=step, name="train")
                sess.run(tf.global_variables_initializer())
                for _ in range(5):
                    sess.run(train)
                variables = {v.op.name: v for v in tf.global_variables()}
                found["%s %s" % (name, unconstrained)] = [train.name, problem.num_constraints, sess.run(variables)]
    objectives, violations = np.array([3., 1., 2., 1.]), np.array([[-1., 2., .5, 1.], [0., 1., -1., 3.]])
    return [found, game.find_best_candidate_index(objectives, violations),
            game.find_best_candidate_index(objectives, violations, rank_objectives=True),
            game.find_best_candidate_distribution(objectives, violations),
            game.find_best_candidate_distribution(objectives, violations + 1.5, epsilon=1e-6)]


def case_learn_text_without_download():
    learn = tf.contrib.learn
    text = learn.datasets.load_dataset("dbpedia", test_with_fake_data=True)
    words = learn.preprocessing.VocabularyProcessor(6)
    return [text._fields, text.validation, text.train.data.shape, text.train.data[1].tolist(), text.train.target,
            text.train.target.dtype.name, text.test.data.tolist(), text.test.target,
            np.array(list(words.fit_transform(text.train.data[:, 1]))), len(words.vocabulary_)]
