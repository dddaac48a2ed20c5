"""Cases of tf.contrib.opt, training, learn and graph_editor."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


OPTIMIZERS = {
    "adamax": lambda o, step: o.AdaMaxOptimizer(0.1),
    "adam_gs": lambda o, step: o.AdamGSOptimizer(step, 0.1),
    "lazy_adam": lambda o, step: o.LazyAdamOptimizer(0.1),
    "lazy_adam_gs": lambda o, step: o.LazyAdamGSOptimizer(step, 0.1),
    "nadam": lambda o, step: o.NadamOptimizer(0.1),
    "add_sign": lambda o, step: o.AddSignOptimizer(0.1),
    "power_sign": lambda o, step: o.PowerSignOptimizer(0.1),
    "adamw": lambda o, step: o.AdamWOptimizer(0.01, 0.1),
    "momentumw": lambda o, step: o.MomentumWOptimizer(0.01, 0.1, 0.9),
    "reg_adagrad": lambda o, step: o.RegAdagradOptimizer(0.1),
    "lars": lambda o, step: o.LARSOptimizer(0.1),
    "shampoo": lambda o, step: o.ShampooOptimizer(step, learning_rate=0.1, gbar_decay=0.9),
    "ggt": lambda o, step: o.GGTOptimizer(0.01, window=3),
}
DECAYING = ("adamw", "momentumw")
DENSE_ONLY = ("ggt", "lars", "shampoo")


def _optimizer_case(name, sparse, resource):
    def build(tf):
        step = tf.train.get_or_create_global_step()
        start = tf.constant_initializer(features(4, 3))
        w = tf.get_variable("keep_w", [4, 3], initializer=start, use_resource=resource)
        optimizer = OPTIMIZERS[name](tf.contrib.opt, step)
        read = tf.gather(w, [0, 2]) if sparse else w
        # A variable that decays while its gradient is worked out has no one value to compare.
        loss = tf.reduce_sum(read * 0.7 if name in DECAYING else tf.square(read - 0.3) * 0.7)
        train = optimizer.minimize(loss, global_step=step)
        return {"slots": tf.constant(sorted(
            v.op.name for v in tf.global_variables())), "train": _run_steps(tf, train, w)}

    return build


def _run_steps(tf, train, variable):
    # The harness runs each fetch once; three steps are made in a session of their own.
    with tf.Session(graph=tf.get_default_graph()) as session:
        session.run(tf.global_variables_initializer())
        values = []
        for _ in range(3):
            session.run(train)
            values.append(session.run(variable))
    return tf.constant(np.stack(values))


for _name in OPTIMIZERS:
    for _resource in (False, True):
        _suffix = "_resource" if _resource else ""
        CASES["opt_" + _name + _suffix] = _optimizer_case(_name, False, _resource)
        if _name not in DENSE_ONLY and not (_name.endswith("_sign") and _resource):
            CASES["opt_" + _name + "_sparse" + _suffix] = _optimizer_case(_name, True, _resource)


@case
def opt_moving_average(tf):
    w = tf.get_variable("keep_w", initializer=features(3))
    optimizer = tf.contrib.opt.MovingAverageOptimizer(
        tf.train.GradientDescentOptimizer(0.1), average_decay=0.5)
    train = optimizer.minimize(tf.reduce_sum(w * w))
    average = [v for v in tf.global_variables() if "ExponentialMovingAverage" in v.op.name][0]
    return {"average": _run_steps(tf, train, average)}


@case
def opt_variable_clipping(tf):
    w = tf.get_variable("keep_w", initializer=features(3, 2) * 5)
    optimizer = tf.contrib.opt.VariableClippingOptimizer(
        tf.train.GradientDescentOptimizer(0.1), {w: [1]}, 1.0)
    return {"w": _run_steps(tf, optimizer.minimize(tf.reduce_sum(w)), w)}


@case
def hparams(tf):
    made = tf.contrib.training.HParams(a=1, b=2.5, c="x", d=[1, 2], e=True)
    made.parse("a=3,b=4,c=hello,d=[3,4,5],e=false")
    again = tf.contrib.training.HParams(hparam_def=made.to_proto())
    parsed = tf.contrib.training.parse_values(
        "x=5,l=[1,2],arr[1]=3", {"x": int, "l": int, "arr": int})
    return {"json": tf.constant(made.to_json(sort_keys=True)),
            "proto": tf.constant(again.to_json(sort_keys=True)),
            "bytes": tf.constant(sorted(made.to_proto().SerializeToString())),
            "text": tf.constant(repr(made)), "parsed": tf.constant(repr(sorted(parsed.items())))}


@case
def acceptance(tf):
    rates = tf.contrib.training.GreedyLoadBalancingStrategy(2, lambda op: len(op.name))
    names = ["a", "bbb", "cc", "d"]
    chosen = [int(rates(tf.no_op(name=n))) for n in names]
    random = tf.contrib.training.RandomStrategy(3, seed=7)
    return {"greedy": tf.constant(chosen),
            "random": tf.constant([random(tf.no_op(name="op_" + n)) for n in names])}


@case
def vocabulary(tf):
    documents = ["This is a cat", "This must be boy", "This is a a dog", "HTMLParser isn't-it?"]
    processor = tf.contrib.learn.preprocessing.VocabularyProcessor(5, min_frequency=1)
    ids = np.array(list(processor.fit_transform(documents)))
    letters = tf.contrib.learn.preprocessing.ByteProcessor(6)
    return {"ids": tf.constant(ids), "back": tf.constant(list(processor.reverse(ids))),
            "bytes": tf.constant(np.array(list(letters.transform(documents)))),
            "words": tf.constant(sum(tf.contrib.learn.preprocessing.tokenizer(documents), []))}


@case
def datasets(tf):
    datasets = tf.contrib.learn.datasets
    iris = datasets.load_iris()
    circles = datasets.make_dataset("circles", n_samples=7, noise=0.1)
    spirals = datasets.make_dataset("spirals", n_samples=8)
    return {"iris": tf.constant([iris.data.sum(), iris.data[37].sum(), iris.target.sum()]),
            "circles": tf.constant(circles.data), "labels": tf.constant(circles.target),
            "spirals": tf.constant(spirals.data)}


@case
def graph_copies(tf):
    editor = tf.contrib.graph_editor
    a = tf.constant(2.0, name="a")
    b = tf.constant(3.0, name="b")
    with tf.name_scope("part"):
        c = tf.multiply(a, b, name="c")
        d = tf.add(c, 1.0, name="d")
    e = tf.square(d, name="e")
    replaced = editor.graph_replace(e, {a: tf.constant(5.0)})
    view, info = editor.copy_with_input_replacements(
        editor.sgv_scope("part", tf.get_default_graph()), {a: b}, dst_scope="copied")
    names = lambda ops: tf.constant([op.name for op in ops])  # noqa: E731
    walks = editor.get_forward_walk_ops(a.op), editor.get_backward_walk_ops([d.op])
    return {
        "replaced": replaced, "copied": info.transformed(d),
        "forward": tf.constant(sorted(op.name for op in walks[0])),
        "backward": tf.constant(sorted(op.name for op in walks[1])),
        "ts": names(editor.filter_ts_from_regex([c.op, d.op], "part/c")),
        "within": names(editor.get_walks_intersection_ops(a.op, d.op)),
        "selected": names(editor.select_ops("^part/", graph=tf.get_default_graph())),
        "view": tf.constant([t.name for t in view.inputs] + [t.name for t in view.outputs]),
    }


@case
def graph_rerouting(tf):
    editor = tf.contrib.graph_editor
    a, b = tf.constant(2.0, name="a"), tf.constant(3.0, name="b")
    x, y = tf.square(a, name="x"), tf.square(b, name="y")
    count = editor.reroute_ts([b], [a], can_modify=[x.op])
    late = tf.identity(x, name="late")
    editor.add_control_inputs(late.op, [y.op])
    editor.swap_ts([x], [y])
    return {"count": tf.constant(count), "x": x, "late": late,
            "controls": tf.constant([op.name for op in late.op.control_inputs])}
