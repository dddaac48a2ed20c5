"""`tf.Session` and its kin in eager mode."""

import collections
import warnings

import tf1shim

tf1shim.activate(mode="eager")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

native = tf1shim.native()
Pair = collections.namedtuple("Pair", "a b")


def _warnings(action):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        action()
    return [w for w in seen if w.category is tf1shim.errors.TF1ShimWarning]


def _raises(kind, action, *parts):
    try:
        action()
    except kind as error:
        for part in parts:
            assert part in str(error), error
    else:
        raise AssertionError(f"no {kind.__name__}")


def check_structures():
    session = tf.Session()
    v = tf.Variable(3.0)
    got = session.run({"a": tf.constant(1), "b": [v, (tf.constant([1, 2]), lambda: v.assign_add(1.0))],
                       "c": Pair(v, v), "d": [], "e": collections.OrderedDict(z=tf.constant(2))})
    assert got["a"] == 1 and isinstance(got["a"], np.integer)
    assert got["b"][0] == 3.0 and got["b"][1][0].tolist() == [1, 2] and got["b"][1][1] == 4.0
    assert isinstance(got["c"], Pair) and got["d"] == [] and got["e"]["z"] == 2
    assert session.run([]) == [] and session.run({}) == {}


def check_order_is_as_written():
    v = tf.Variable(0.0)
    step = tf.function(lambda: v.assign_add(1.0))
    assert tf.Session().run([v, step, v, step]) == [0.0, 1.0, 0.0, 1.0]  # one value for each fetch, as in TF1


def check_sparse_and_slices():
    session = tf.Session()
    sparse = session.run(tf.SparseTensor([[0, 1]], [5.0], [2, 2]))
    assert type(sparse).__name__ == "SparseTensorValue" and sparse.values.tolist() == [5.0]
    slices = session.run(tf.IndexedSlices(tf.constant([1.0]), tf.constant([0])))
    assert slices.values.tolist() == [1.0]
    ragged = session.run(tf.ragged.constant([[1, 2], [3]]))
    assert ragged.to_list() == [[1, 2], [3]]


def check_initialisers_are_operations_that_do_nothing():
    session = tf.Session()
    for make in (tf.global_variables_initializer, tf.local_variables_initializer, tf.tables_initializer,
                 tf.initialize_all_variables):
        operation = make()
        assert session.run(operation) is None and operation.run() is None
        assert session.run([operation, tf.constant(1)]) == [None, 1]
        assert operation.type == "NoOp" and operation.name


def check_what_cannot_be_fetched_or_fed():
    session = tf.Session()
    _raises(TypeError, lambda: session.run(None), "Fetch argument None has invalid type")
    _raises(TypeError, lambda: session.run(3.0), "must be a string or Tensor")
    _raises(TypeError, lambda: session.run(np.ones(2)), "has invalid type")
    _raises(ValueError, lambda: session.run("x:0"), "cannot be interpreted as a Tensor", "graph mode")
    _raises(TypeError, lambda: session.run(tf.constant(1), {"x:0": 1}), "Cannot interpret feed_dict key")
    _raises(TypeError, lambda: session.run(tf.constant(1), {object(): 1}), "Cannot interpret feed_dict key")


def check_closed():
    session = tf.Session()
    session.close()
    _raises(RuntimeError, lambda: session.run(tf.constant(1)), "closed Session")
    with tf.Session() as session:
        pass
    _raises(RuntimeError, lambda: session.run(tf.constant(1)), "closed Session")


def check_default_session():
    assert tf.get_default_session() is None
    with tf.Session() as outer:
        assert tf.get_default_session() is outer
        inner = tf.Session()
        with inner.as_default():
            assert tf.get_default_session() is inner
        assert inner.run(tf.constant(2)) == 2
        _raises(RuntimeError, outer.__enter__, "not re-entrant")
    assert tf.get_default_session() is None
    interactive = tf.InteractiveSession()
    assert tf.get_default_session() is interactive and tf.constant(3).eval() == 3
    assert tf.Variable(4.0).eval() == 4.0
    interactive.close()
    assert tf.get_default_session() is None


def check_classes():
    session = tf.Session()
    assert isinstance(session, tf.Session) and isinstance(session, native.compat.v1.Session)
    assert isinstance(session, tf.compat.v1.Session) and not isinstance(3, tf.Session)
    with tf.Session(graph=tf.Graph()) as genuine:
        assert type(genuine) is native.compat.v1.Session and isinstance(genuine, tf.Session)

    class Counting(tf.Session):
        def run(self, *args, **kwargs):
            return ["counted", super().run(*args, **kwargs)]

    assert Counting().run(tf.constant(1)) == ["counted", 1]
    assert isinstance(Counting(), tf.Session) and not isinstance(tf.Session(), Counting)


def check_graphs_have_genuine_sessions():
    graph = tf.Graph()
    with graph.as_default():
        x = tf.placeholder(tf.float32, [None])
        v = tf.get_variable("v", initializer=2.0)
        y, init = x * v, tf.global_variables_initializer()
        assert type(tf.Session()) is native.compat.v1.Session
    session = tf.Session()
    session.run(init)
    got = session.run([y, tf.constant(1.0), v], {x: [1.0, 2.0]})
    assert got[0].tolist() == [2.0, 4.0] and got[1] == 1.0 and got[2] == 2.0
    assert tf.executing_eagerly()


def check_default_graph_is_harmless():
    import threading

    graph, found = tf.get_default_graph(), []

    def work():
        with graph.as_default(), tf.Session().as_default():
            found.append(tf.executing_eagerly())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [True] and isinstance(graph, tf.Graph) and graph.get_operations() == []
    assert tf.Session().graph is tf.get_default_graph()
    assert tf.Session(graph=graph).run(tf.constant(1)) == 1


def check_placeholder_says_how_to_get_graph_mode():
    _raises(tf1shim.errors.UnavailableError, lambda: tf.placeholder(tf.float32), "TF1SHIM=graph")


def check_seed():
    tf.set_random_seed(5)
    first = tf.random.uniform([3]).numpy()
    tf.set_random_seed(5)
    assert (tf.random.uniform([3]).numpy() == first).all()


def check_make_callable_and_devices():
    session = tf.Session()
    v = tf.Variable(2.0)
    assert session.make_callable(v)() == 2.0
    assert any("CPU" in device.name for device in session.list_devices())
    _raises(NotImplementedError, lambda: session.partial_run_setup([v]), "graph mode")


def check_each_call_site_warns_once():
    def two():
        for _ in range(2):
            tf.Session()
        tf.Session()

    seen = _warnings(two)
    assert len(seen) == 2 and {w.filename for w in seen} == {__file__}
    assert "tf.Session" in str(seen[0].message) and seen[0].lineno != seen[1].lineno
    assert len(_warnings(tf.get_default_session)) == 1
    assert len(_warnings(lambda: tf.global_variables_initializer())) == 1


