"""What is told apart: contexts a ``with`` block will leave, and those nobody will. Graph contexts, as users open
them."""

import contextlib
import warnings

import tf1shim

tf1shim.activate(mode="graph")

import tensorflow as tf  # noqa: E402

from tf1shim.session_era import openings  # noqa: E402


def _refused(program, line=None):
    try:
        program()
    except AssertionError as error:
        text = str(error)
        assert text.startswith("Do not use tf.reset_default_graph() to clear nested graphs."), text
        if line is not None:
            assert f"{__file__}, line {line} " in text, text
        return
    raise AssertionError("the reset was not refused")


def _mended(program):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        result = program()
    assert [w for w in seen if "was never left" in str(w.message)], "no warning"
    assert openings.open_here() == [], "something is still open"
    tf.reset_default_graph()
    return result


@contextlib.contextmanager
def _scope(reset_inside=False):
    with tf.Graph().as_default():
        if reset_inside:
            tf.reset_default_graph()
        yield


class _Holder:
    def __enter__(self):
        self.session = tf.Session(graph=tf.Graph())
        self.session.__enter__()
        return self

    def __exit__(self, *exc):
        self.session.__exit__(*exc)


def _with_graph():
    with tf.Graph().as_default():
        tf.reset_default_graph()


def check_with_blocks_are_live():
    _refused(_with_graph, _with_graph.__code__.co_firstlineno + 1)

    def session():
        with tf.Session():
            tf.reset_default_graph()

    def two():
        with tf.Session() as a, tf.Graph().as_default():  # noqa: F841
            tf.reset_default_graph()

    def deep():
        with tf.Graph().as_default():
            (lambda: (lambda: tf.reset_default_graph())())()

    for program in (session, two, deep):
        _refused(program)


def check_blocks_behind_other_contexts_are_live():
    def manager():
        with _scope():
            tf.reset_default_graph()

    def own_class():
        with _Holder():
            tf.reset_default_graph()

    def stack():
        with contextlib.ExitStack() as stack:
            stack.enter_context(tf.Session())
            tf.reset_default_graph()

    def generator():
        def rates():
            with tf.Graph().as_default():
                yield 0.1

        for _ in rates():
            tf.reset_default_graph()

    @tf.Graph().as_default()
    def decorated():
        tf.reset_default_graph()

    for program in (manager, own_class, stack, generator, decorated):
        _refused(program)
    assert openings.open_here() == []


def check_hand_opened_under_a_block_is_refused():
    def program():
        session = tf.Session()
        session.__enter__()
        try:
            with tf.Graph().as_default():
                tf.reset_default_graph()
        finally:
            session.__exit__(None, None, None)

    _refused(program)


def check_entered_by_hand():
    def session():
        opened = tf.Session()
        opened.__enter__()
        tf.reset_default_graph()
        assert tf.get_default_session() is None
        opened.__exit__(None, None, None)  # what the program itself does later does no harm

    def graph():
        context = tf.Graph().as_default()
        context.__enter__()
        tf.reset_default_graph()
        context.__exit__(None, None, None)

    def interactive():
        opened = tf.InteractiveSession(graph=tf.Graph())
        tf.reset_default_graph()
        assert tf.get_default_session() is None
        opened.close()

    def manager():
        context = _scope()
        context.__enter__()
        tf.reset_default_graph()
        context.__exit__(None, None, None)

    for program in (session, graph, interactive, manager):
        _mended(program)


def check_manager_entered_by_hand_is_live_within_itself():
    context = _scope(reset_inside=True)
    _refused(context.__enter__)


def check_cells_that_have_ended():
    def notebook():
        cells = {"tf": tf}
        for number, text in enumerate(("sess = tf.InteractiveSession(graph=tf.Graph())", "tf.reset_default_graph()")):
            exec(compile(text, f"<cell {number}>", "exec"), cells)
        cells["sess"].close()

    _mended(notebook)


def check_dropped_contexts_are_left_as_in_tf1():
    tf.Graph().as_default().__enter__()
    tf.reset_default_graph()


def check_nesting_goes_on_working():
    outer, inner = tf.Graph(), tf.Graph()
    with outer.as_default():
        with inner.as_default():
            assert tf.get_default_graph() is inner
        assert tf.get_default_graph() is outer
        session = tf.Session()
        with session.as_default():
            assert tf.get_default_session() is session
    assert openings.open_here() == []


def check_exceptions_pass_through():
    try:
        with tf.Graph().as_default():
            raise KeyError("mine")
    except KeyError:
        pass
    tf.reset_default_graph()


def check_deactivate_takes_it_back():
    from tensorflow.python.framework import ops

    assert tf1shim.deactivate() == []
    with ops.Graph().as_default():
        pass
    assert type(ops.Graph().as_default()) is not openings.Opening
