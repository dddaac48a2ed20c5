"""What TF 1.15's session tests pin (python/client/session_test.py), asked of runs by a plan; and what plans add."""

import collections
import gc
import os
import signal
import tempfile
import threading
import weakref

os.environ["TF1SHIM"] = "0"  # the one patch is installed here, not the whole shim

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.graph import fast_session, session_callable, session_plan
from tf1shim.undo import Journal

tf.disable_v2_behavior()
session_plan.SAVED_BY_CALLABLE = 1e9  # a callable from the second run on
JOURNAL = Journal()
fast_session.install(JOURNAL)
RUNS = 4  # genuine, by plan, by callable


def _raises(kind, call, *words):
    try:
        call()
    except kind as error:
        text = str(error)
        assert all(word in text for word in words), text
        return error
    raise AssertionError("nothing was raised")


def _hits():
    return fast_session.stats()["hits"]


def _graph(function):
    def check():
        with tf.Graph().as_default(), tf.Session() as session:
            function(session)

    check.__name__ = function.__name__
    return check


@_graph
def check_structures(session):
    a, b = tf.constant(1.0), tf.constant([2.0, 3.0])
    op = tf.no_op()
    Point = collections.namedtuple("Point", "x y")
    sparse = tf.SparseTensor([[0, 1]], [4.0], [2, 2])
    slices = tf.IndexedSlices(b, tf.constant([0, 1]))
    before = _hits()
    for _ in range(RUNS):
        assert session.run(a) == 1.0 and type(session.run(a)) is np.float32
        assert session.run(op) is None
        assert session.run([]) == [] and session.run(()) == () and session.run({}) == {}
        got = session.run([a, op, (b, [a]), {"k": b, "n": None or a}])
        assert (
            got[0] == 1.0
            and got[1] is None
            and type(got[2]) is tuple
            and got[3]["k"].tolist() == [2, 3]
        )
        got = session.run(Point(a, Point(b, op)))
        assert type(got) is Point and type(got.y) is Point and got.y.y is None
        got = session.run(collections.OrderedDict([("z", a), ("y", b)]))
        assert type(got) is collections.OrderedDict and list(got) == ["z", "y"]
        got = session.run(sparse)
        assert type(got).__name__ == "SparseTensorValue" and got.values.tolist() == [4.0]
        assert type(session.run(slices)).__name__ == "IndexedSlicesValue"
        assert session.run([a.name, "Const_1:0"])[1].tolist() == [2, 3]
        assert session.run([a, a, b])[:2] == [1.0, 1.0]
    assert _hits() > before + 10


@_graph
def check_feeds(session):
    x = tf.placeholder(tf.float32, [None, 2])
    n = tf.placeholder(tf.int32, [])
    text = tf.placeholder(tf.string)
    doubled, kept, words = x * 2.0, n + 1, tf.identity(text)
    middle = tf.identity(doubled)
    for _ in range(RUNS):
        assert session.run(doubled, {x: [[1, 2]]}).tolist() == [[2, 4]]
        assert session.run(doubled, {x: np.ones([3, 2])}).dtype == np.float32
        assert session.run(kept, {n: 3}) == 4 and session.run(kept, {n: np.int64(7)}) == 8
        assert session.run(words, {text: ["a", b"b"]}).tolist() == [b"a", b"b"]
        assert session.run(words, {text: "\u00e9"}) == "\u00e9".encode("utf-8")
        assert session.run(middle, {doubled: [[5, 6]]}).tolist() == [[5, 6]]  # not a placeholder
        assert session.run([x, doubled], {x: [[1, 1]]})[0].tolist() == [[1, 1]]  # fed and fetched
        assert session.run(doubled, {x.name: [[1, 2]]}).tolist() == [[2, 4]]
        assert session.run(doubled, {x: np.zeros([0, 2])}).shape == (0, 2)


@_graph
def check_argument_errors(session):
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    n = tf.placeholder(tf.int32, [], name="n")
    y, m = x * 2.0, n + 1
    other = tf.Graph()
    with other.as_default():
        foreign = tf.constant(1.0)
    for _ in range(RUNS):
        session.run(y, {x: [[1, 2]]})
        session.run(m, {n: 1})
        _raises(
            ValueError,
            lambda: session.run(y, {x: [1.0]}),
            "Cannot feed value of shape (1,)",
            "x:0",
            "(?, 2)",
        )
        _raises(ValueError, lambda: session.run(y, {x: np.ones([2, 3])}), "(2, 3)")
        _raises(
            TypeError, lambda: session.run(m, {n: 1 << 40}), "Type of feed value"
        ) if np.__version__ < "2" else None
        _raises(TypeError, lambda: session.run(y, {x: y}), "cannot be a tf.Tensor object")
        _raises(TypeError, lambda: session.run(None))
        _raises(ValueError, lambda: session.run("nothing"))
        _raises(ValueError, lambda: session.run(foreign))
        _raises(
            TypeError,
            lambda: session.run(y, {foreign: 1.0}),
            "Cannot interpret feed_dict key as Tensor",
        )
        _raises(ValueError, lambda: session.run(y, {x: [["a", "b"]]}))
        _raises(ValueError, lambda: session.run(y, {x: [[1, 2], [3]]}))
        _raises(tf.errors.InvalidArgumentError, lambda: session.run(y))


@_graph
def check_step_errors(session):
    x = tf.placeholder(tf.float32, [None], name="x")
    checked = tf.check_numerics(x, "bad", name="checked")
    seen = set()
    for _ in range(RUNS):
        session.run(checked, {x: [1.0]})
        error = _raises(
            tf.errors.InvalidArgumentError, lambda: session.run(checked, {x: [float("nan")]}), "bad"
        )
        assert error.op is checked.op and error.node_def.name == "checked"
        seen.add(error.message)
    assert len(seen) == 1, seen


@_graph
def check_limits(session):
    x, y = tf.placeholder(tf.float32, [None], name="x"), tf.constant(1.0)
    z = tf.reduce_sum(x)
    for _ in range(RUNS):
        session.run(z, {x: [1.0]})
        session.run(y)
    x.set_shape([2])
    _raises(ValueError, lambda: session.run(z, {x: [1.0]}), "Cannot feed value of shape (1,)")
    session.graph.prevent_feeding(x)
    _raises(ValueError, lambda: session.run(z, {x: [1.0, 2.0]}), "may not be fed")
    session.graph.prevent_fetching(y.op)
    _raises((ValueError, tf.errors.OpError, Exception), lambda: session.run(y), "not fetchable")


@_graph
def check_growing_graph(session):
    v = tf.get_variable("v", [], initializer=tf.zeros_initializer())
    session.run(v.initializer)
    for step in range(10):
        new = v + float(step)
        assert session.run(new) == step
        assert session.run(v) == 0.0


@_graph
def check_state_goes_on(session):
    """Random kernels and variables are the same ones, by whatever way a step runs."""
    tf.set_random_seed(1)
    random, v = tf.random_uniform([2], seed=3), tf.Variable(0)
    up = v.assign_add(1)
    session.run(v.initializer)
    by_plan = [session.run(random).tolist() for _ in range(12)]
    with tf.Session(graph=session.graph) as another:
        run = fast_session_genuine()
        assert by_plan == [run(another, random).tolist() for _ in range(12)]
    assert [session.run(up) for _ in range(12)] == list(range(1, 13))


def fast_session_genuine():
    return tf.Session.run.__wrapped__


@_graph
def check_metadata(session):
    x = tf.constant(2.0) * 3.0
    for _ in range(RUNS):
        metadata = tf.RunMetadata()
        assert session.run(x, options=tf.RunOptions(), run_metadata=metadata) == 6.0
        assert metadata.ByteSize() == 0
    traced = tf.RunMetadata()
    session.run(x, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=traced)
    assert traced.step_stats.dev_stats


def check_closed():
    with tf.Graph().as_default():
        x = tf.constant(1.0)
        session = tf.Session()
        for _ in range(RUNS):
            session.run(x)
        session.close()
        _raises(RuntimeError, lambda: session.run(x), "closed Session")


def check_nothing_is_kept():
    """Sessions, graphs, and arrays go when their program drops them, without the collector's help."""
    with tf.Graph().as_default() as graph:
        x = tf.placeholder(tf.float32, [None])
        y = tf.identity(x) + 1.0
        session = tf.Session()
        fed = np.ones([1000], np.float32)
        for _ in range(RUNS):
            session.run(y, {x: fed})
    gone = weakref.ref(session)
    array = weakref.ref(fed)
    gc.collect()
    gc.disable()
    try:
        del fed
        assert array() is None
        del session
        assert gone() is None
    finally:
        gc.enable()
    left = weakref.ref(graph)
    del graph, x, y
    gc.collect()
    assert left() is None


@_graph
def check_denormals(session):
    """The pool's threads flush denormals to zero; so does the caller's, for as long as a step takes."""
    x = tf.placeholder(tf.float32, [2])
    small = x * 1e-2
    logarithm = tf.log(small)
    value = np.full(2, 1e-37, np.float32)
    for _ in range(RUNS + 2):
        assert session.run(small, {x: value}).tolist() == [0, 0]
        assert session.run(logarithm, {x: value}).tolist() == [-np.inf, -np.inf]
        _raises(ValueError, lambda: session.run(small, {x: [1.0]}))
        assert (value * np.float32(1e-2) > 0).all()
    session.run(small, {x: value})
    assert (value * np.float32(1e-2) > 0).all()


@_graph
def check_bounded(session):
    x = tf.constant(1.0)
    for number in range(fast_session.MOST_PLANS + 50):
        assert session.run({"k%d" % number: x})
        assert session.run(x) == 1.0
    plans = vars(session)[fast_session._PLANS]
    assert len(plans) <= fast_session.MOST_PLANS
    assert any(
        getattr(plan, "used", 0) > fast_session.MOST_PLANS for plan in plans.values()
    )  # the busy one stayed


@_graph
def check_many_feeds(session):
    """Feeds that differ in value and size leave nothing behind."""
    x = tf.placeholder(tf.float32, [None])
    total = tf.reduce_sum(x)
    feeds = [np.ones([size], np.float32) for size in range(1, 50)]

    def run(times):
        for number in range(times):
            feed = feeds[number % len(feeds)] * number
            assert session.run(total, {x: feed}) == feed.size * float(number)

    run(1000)
    plans = vars(session)[fast_session._PLANS]
    gc.collect()
    before = len(plans), len(gc.get_objects())
    run(100_000)
    gc.collect()
    assert len(plans) == before[0] and len(gc.get_objects()) < before[1] + 200


def check_debug_wrapper():
    """A session under tfdbg dumps at every run, by whatever way the session beneath runs."""
    from tensorflow.python import debug as tf_debug

    with tempfile.TemporaryDirectory() as root, tf.Graph().as_default(), tf.Session() as plain:
        x = tf.placeholder(tf.float32, [], name="x")
        y = tf.multiply(x, 2.0, name="y")
        plain.run(y, {x: 1.0})
        session = tf_debug.DumpingDebugWrapperSession(plain, root)
        for number in range(RUNS):
            assert session.run(y, {x: float(number)}) == 2.0 * number
            assert len(os.listdir(root)) == number + 1
            assert plain.run(y, {x: 3.0}) == 6.0


@_graph
def check_threads(session):
    x = tf.placeholder(tf.float32, [])
    y, v = x * 2.0, tf.Variable(0)
    up = tf.assign_add(v, 1, use_locking=True)
    session.run(v.initializer)
    problems = []

    def work(number):
        try:
            for step in range(300):
                assert session.run(y, {x: number + step}) == 2 * (number + step)
                session.run(up)
        except Exception as error:
            problems.append(error)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems and session.run(v) == 1200


@_graph
def check_waiting_steps(session):
    """Steps that wait for each other do so on the pool."""
    queue = tf.FIFOQueue(1, tf.float32)
    put, get = queue.enqueue(1.0), queue.dequeue()
    inner = tf.constant(3.0)
    called = tf.py_func(lambda: session.run(inner), [], tf.float32)
    got = []
    thread = threading.Thread(target=lambda: got.extend(session.run(get) for _ in range(20)))
    thread.start()
    for _ in range(20):
        session.run(put)
        assert session.run(called) == 3.0
    thread.join(60)
    assert got == [1.0] * 20
    assert session_callable._may_wait(session.graph, [], [get], []) and session_callable._may_wait(
        session.graph, [], [called], []
    )
    assert not session_callable._may_wait(session.graph, [], [inner], [])
    waiting = threading.Thread(target=lambda: _swallow(lambda: session.run(get)))
    waiting.start()
    session.run(queue.close(cancel_pending_enqueues=True))
    waiting.join(60)
    assert not waiting.is_alive()


def _swallow(call):
    try:
        call()
    except tf.errors.OpError:
        pass


def check_close_from_another_thread():
    with tf.Graph().as_default():
        get = tf.FIFOQueue(1, tf.float32).dequeue()
        never = tf.placeholder_with_default(1.0, [])
        session = tf.Session()
        for _ in range(RUNS):
            session.run(never)
        ended = []
        thread = threading.Thread(
            target=lambda: (_swallow(lambda: session.run(get)), ended.append(1))
        )
        thread.start()
        thread.join(0.3)
        session.close()
        thread.join(60)
        assert ended


@_graph
def check_keyboard_interrupt(session):
    """Ctrl-C during a step is raised when the step is over, and the session goes on."""
    most = tf.placeholder(tf.int32, [])
    count = tf.while_loop(lambda i: i < most, lambda i: i + 1, [0])
    for _ in range(RUNS):
        assert session.run(count, {most: 3}) == 3
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    interrupted = False
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    try:
        timer.start()
        for _ in range(1000):
            session.run(count, {most: 20_000})
    except KeyboardInterrupt:
        interrupted = True
    finally:
        signal.signal(signal.SIGINT, before)
    assert interrupted
    assert session.run(count, {most: 3}) == 3


def check_timeout():
    config = tf.ConfigProto(operation_timeout_in_ms=200)
    with tf.Graph().as_default(), tf.Session(config=config) as session:
        queue = tf.FIFOQueue(5, tf.float32)
        get, put = queue.dequeue(), queue.enqueue(1.0)
        for _ in range(RUNS):
            session.run(put)
            session.run(get)
        _raises(tf.errors.DeadlineExceededError, lambda: session.run(get))


@_graph
def check_partial_run(session):
    a, b = tf.placeholder(tf.float32, []), tf.placeholder(tf.float32, [])
    s, p = a + 1.0, a * b
    for _ in range(RUNS):
        handle = session.partial_run_setup([s, p], [a, b])
        assert session.partial_run(handle, s, {a: 2.0}) == 3.0
        assert session.partial_run(handle, p, {b: 4.0}) == 8.0


@_graph
def check_handles(session):
    x = tf.constant(3.0)
    handle_op = tf.get_session_handle(x * 2.0)
    holder, value = tf.get_session_tensor(session.run(handle_op).handle, tf.float32)
    more = value + 1.0
    for _ in range(RUNS):
        handle = session.run(handle_op)
        assert handle.eval() == 6.0
        assert session.run(more, {holder: handle.handle}) == 7.0


@_graph
def check_monitored(session):
    del session
    with tf.Graph().as_default():
        step = tf.train.get_or_create_global_step()
        up = step.assign_add(1)
        before = _hits()
        with tf.train.MonitoredTrainingSession(
            hooks=[tf.train.StopAtStepHook(num_steps=20)]
        ) as monitored:
            while not monitored.should_stop():
                monitored.run(up)
        assert _hits() > before + 10


def check_interactive():
    with tf.Graph().as_default():
        session = tf.InteractiveSession()
        x = tf.constant(2.0)
        for _ in range(RUNS):
            assert x.eval() == 2.0 and tf.no_op().run() is None
        session.close()


class _Counting(tf.Session):
    def run(self, *args, **kwargs):
        self.runs = getattr(self, "runs", 0) + 1
        return super().run(*args, **kwargs)


class _OwnWay(tf.Session):
    def _do_run(self, *args):
        self.done = getattr(self, "done", 0) + 1
        return super()._do_run(*args)


def check_subclasses():
    with tf.Graph().as_default():
        x = tf.constant(2.0)
        with _Counting() as counting, _OwnWay() as own:
            for _ in range(RUNS):
                assert counting.run(x) == own.run(x) == 2.0
            assert counting.runs == own.done == RUNS
    assert fast_session.stats()["fallbacks"]["session class with a way of its own"] >= RUNS - 1


@_graph
def check_fetched_arrays_are_the_callers(session):
    x = tf.placeholder(tf.float32, [3])
    v = tf.Variable([1.0, 2.0, 3.0])
    through, read = tf.identity(x), v + 0.0
    session.run(v.initializer)
    genuine = fast_session_genuine()
    for _ in range(RUNS):
        fed = np.zeros(3, np.float32)
        for fetch, feed in ((through, {x: fed}), (read, None), (v, None)):
            ours, theirs = session.run(fetch, feed), genuine(session, fetch, feed)
            assert ours.flags.writeable == theirs.flags.writeable
            assert np.may_share_memory(theirs, fed) or not np.may_share_memory(ours, fed)
        first = session.run(read)
        first[:] = 9
        assert session.run(read).tolist() == [1.0, 2.0, 3.0]


def check_undo():
    genuine = fast_session_genuine()
    assert not JOURNAL.undo()
    assert tf.Session.run is genuine
    fast_session.install(JOURNAL)
