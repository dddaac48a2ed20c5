"""Cases of small modules: tf.contrib.solvers, kernel_methods, mixed_precision, text, reduce_slice_ops, ..."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def solvers(tf):
    from tensorflow.contrib.solvers.python.ops import util

    solvers = tf.contrib.solvers
    square = features(4, 4)
    square = square.dot(square.T) + np.eye(4, dtype=np.float32)
    operator = util.create_operator(tf.constant(square))
    wide = util.create_operator(tf.constant(features(5, 3)))
    vector = features(4)
    bidiagonal = solvers.lanczos.lanczos_bidiag(wide, 2, starting_vector=tf.constant(features(5, 1)))
    u, v, alpha, beta = (getattr(bidiagonal, key) for key in ("u", "v", "alpha", "beta"))
    cg = solvers.linear_equations.conjugate_gradient(operator, tf.constant(vector))
    started = solvers.linear_equations.conjugate_gradient(
        operator, tf.constant(vector), util.identity_operator(tf.constant(square)), tf.constant(vector), tol=0.1)
    least = solvers.least_squares.cgls(wide, tf.constant(features(5)), max_iter=2)
    return {
        "lanczos": [u, v, alpha, beta, solvers.lanczos.bidiag_matmul(u, alpha, beta),
                    solvers.lanczos.bidiag_matmul(v, alpha, beta, adjoint_b=True)],
        "solution": [cg.x, started.i, started.x, started.gamma],
        "least_squares": [least.i, least.x, least.r, least.p, least.gamma],
        "norms": [util.l2norm(tf.constant(vector)), util.l2normalize(tf.constant(vector))[0]],
    }


@case
def kernel_methods(tf):
    kernels = tf.contrib.kernel_methods
    mapper = kernels.RandomFourierFeatureMapper(3, 5, stddev=2.0, seed=4)
    logits, labels = tf.constant(features(4, 3)), tf.constant([[0], [2], [1], [2]])
    return {
        "mapped": mapper.map(tf.constant(features(4, 3))),
        "loss": [kernels.sparse_multiclass_hinge_loss(labels, logits),
                 kernels.sparse_multiclass_hinge_loss(labels, logits, [[1.0], [0.0], [2.0], [1.0]])],
    }


@case
def mixed_precision(tf):
    precision = tf.contrib.mixed_precision
    outputs = []
    with tf.Graph().as_default() as graph, tf.Session() as session:
        x = tf.get_variable("x", initializer=1.0)
        scale = tf.placeholder(tf.float32)
        manager = precision.ExponentialUpdateLossScaleManager(8, 2, 1)
        optimizer = precision.LossScaleOptimizer(tf.train.GradientDescentOptimizer(0.1), manager)
        train = optimizer.minimize(x * x * scale)
        session.run(tf.global_variables_initializer())
        for value in (1.0, 1.0, np.inf, 1.0, np.nan, 0.5):
            session.run(train, {scale: value})
            outputs += session.run([x, manager.get_loss_scale()])
        names = [v.name for v in graph.get_collection("variables")]
    return {"steps": [tf.constant(v) for v in outputs], "names": tf.constant(names)}


@case
def skip_grams(tf):
    from tensorflow.contrib import text

    words = tf.constant(["a", "b", "c", "d", "e", "f", "g"])
    return {
        "drawn": text.skip_gram_sample(words, 1, 3, seed=7),
        "part": text.skip_gram_sample(words, 2, 2, start=1, limit=4, emit_self_as_target=True, seed=7),
        "numbers": text.skip_gram_sample(tf.constant([5, 6, 7], tf.int64), 0, 4, seed=2),
    }


@case
def slices(tf):
    from tensorflow.contrib.reduce_slice_ops.python.ops import reduce_slice_ops as ops

    data = tf.constant(features(4, 3))
    pairs = tf.constant([[0, 2], [1, 4], [2, 2], [0, 4]])
    return {name: [getattr(ops, "reduce_slice_" + name)(data, pairs, 0)]
            for name in ("sum", "prod", "max", "min")}


@case
def graph_copies(tf):
    source = tf.Graph()
    with source.as_default():
        x = tf.placeholder(tf.float32, [2], name="x")
        weights = tf.Variable([2.0, 3.0], name="weights")
        y = tf.multiply(x, weights, name="y")
        tf.add_to_collection("results", y)
    copy = tf.contrib.copy_graph
    target = tf.Graph()
    with target.as_default(), tf.Session() as session:
        variable = copy.copy_variable_to_graph(weights, target, "new")
        result = copy.copy_op_to_graph(y, target, [variable], "new")
        session.run(tf.global_variables_initializer())
        value = session.run(result, {copy.get_copied_op(x, target, "new"): [5.0, 6.0]})
        names = [op.name for op in target.get_operations()] + target.get_all_collection_keys()
    return {"value": tf.constant(value), "names": tf.constant(sorted(names))}


@case
def strings_in_turn(tf):
    from tensorflow.contrib.input_pipeline.python.ops import input_pipeline_ops

    with tf.Graph().as_default() as graph, tf.Session() as session:
        following = input_pipeline_ops.seek_next(["a", "b", "c"], num_epochs=2)
        session.run(tf.global_variables_initializer())
        found = [session.run(following) for _ in range(5)]
        names = [v.name for v in graph.get_collection("variables")]
    return {"found": tf.constant(found), "names": tf.constant(names)}


@case
def networks(tf):
    tfe = tf.contrib.eager

    class Inner(tfe.Network):
        def __init__(self, name=None):
            super().__init__(name=name)
            self.first = self.track_layer(tf.layers.Dense(4))
            self.last = self.track_layer(tf.layers.Dense(3, name="last"))

        def call(self, x):
            return self.last(self.first(x))

    class Outer(tfe.Network):
        def __init__(self):
            super().__init__()
            self.parts = [self.track_layer(tf.layers.Dense(8)), self.track_layer(Inner()),
                          self.track_layer(Inner()), self.track_layer(tf.layers.BatchNormalization())]

        def call(self, x):
            for part in self.parts:
                x = part(x)
            return x

    made = [Outer(), Outer(), Inner(name="named"),
            tfe.Sequential([tf.layers.Dense(2), tf.nn.relu, tf.layers.Dropout(0.5)])]
    shapes = [made_of(tf.ones([2, 5])).shape.as_list() for made_of in made]
    words = []
    for attempt in (lambda: Inner().name, lambda: Inner(name="named")(tf.ones([2, 5])),
                    lambda: Inner(name="a/b"), lambda: made[0].get_layer("none")):
        try:
            attempt()
        except ValueError as error:
            words.append(str(error))
    return {
        "shapes": tf.constant(shapes),
        "words": tf.constant(words),
        "names": tf.constant([v.name for one in made for v in one.variables]),
        "layers": tf.constant([layer.name for one in made for layer in one.layers]),
        "counts": tf.constant([len(one.trainable_variables) for one in made]),
    }


@case
def defun(tf):
    tfe = tf.contrib.eager
    traces = []

    class Scaled:
        scale = None

        @tfe.defun
        def call(self, x, by=2.0):
            traces.append(by)
            if self.scale is None:
                self.scale = tf.get_variable("scale", [3])
            return tf.reduce_sum(x * self.scale) * by

    @tfe.defun(input_signature=[tf.TensorSpec([None], tf.float32)])
    def size(x):
        total = tf.reduce_sum(x)
        if total > 0:
            return total
        return -total

    first, second = Scaled(), Scaled()
    x = tf.constant(features(4, 3))
    with tf.variable_scope("one"):
        outputs = [first.call(x), first.call(x), first.call(x[:2]), first.call(x, by=3.0)]
    with tf.variable_scope("two"):
        outputs.append(second.call(x))
    return {
        "outputs": outputs,
        "sizes": [size(tf.constant([1.0, -5.0])), size(tf.constant([1.0, 2.0, 3.0]))],
        "traces": tf.constant(traces),
        "gradient": tf.gradients(outputs[2], first.scale),
        "owners": tf.constant([first.scale.op.name, second.scale.op.name]),
    }
