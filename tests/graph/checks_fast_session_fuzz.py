"""Random graphs, fetches and feeds: runs by a plan and by a callable against genuine ones."""

import os

os.environ["TF1SHIM"] = "0"  # the one patch is installed here, not the whole shim

import numpy as np
import tensorflow.compat.v1 as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tf1shim.graph import fast_session, session_plan
from tf1shim.undo import Journal

tf.disable_v2_behavior()
session_plan.SAVED_BY_CALLABLE = 1e9  # a callable from the second run on
fast_session.install(Journal())
GENUINE = tf.Session.run.__wrapped__

UNARY = (
    tf.identity,
    tf.negative,
    tf.square,
    tf.sigmoid,
    lambda t: t + 0.0,
    lambda t: t * 1.0,
    tf.stop_gradient,
    lambda t: tf.reshape(t, [-1]),
    lambda t: tf.reduce_sum(t),
    lambda t: tf.check_numerics(t, "not finite"),
    lambda t: tf.cast(tf.cast(t, tf.float64), tf.float32),
    lambda t: tf.concat([t, t], 0),
)
BINARY = (
    tf.add,
    tf.multiply,
    tf.maximum,
    lambda a, b: tf.cond(tf.reduce_sum(a) > 0, lambda: a + 0.0, lambda: b + 0.0),
)


@st.composite
def _recipes(draw):
    """How to build a graph, and what to run in it: lists of numbers, so that any of them makes sense."""
    number = st.integers(0, 1 << 16)
    return (
        draw(st.lists(number, min_size=3, max_size=14)),
        draw(_structures()),
        draw(st.lists(st.tuples(number, _values()), max_size=3)),
    )


def _structures():
    leaf = st.integers(0, 1 << 16)
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.lists(inner, max_size=3).map(tuple),
            st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
        ),
        max_leaves=5,
    )


def _values():
    return st.one_of(
        st.lists(st.floats(-4, 4, width=32), min_size=2, max_size=2),
        st.lists(st.floats(-4, 4, width=32), min_size=2, max_size=2).map(
            lambda v: np.array(v, np.float32)
        ),
        st.lists(st.integers(-4, 4), min_size=2, max_size=2).map(np.array),
        st.sampled_from(
            [
                1.5,
                "text",
                None,
                [float("nan")] * 2,
                [1.0, 2.0, 3.0],
                [[1.0, 2.0]],
                np.float64(2.0),
                True,
                1 << 70,
            ]
        ),
    )


def _build(steps):
    tensors = [
        tf.placeholder(tf.float32, [2]),
        tf.placeholder(tf.float32, [None]),
        tf.placeholder_with_default([1.0, 2.0], [2]),
        tf.Variable([3.0, 4.0]) + 0.0,
        tf.constant([5.0, 6.0]),
        tf.Variable([1.0, 1.0], use_resource=True).read_value(),
    ]
    for step in steps:
        first = tensors[step % len(tensors)]
        try:
            if step % 3:
                tensors.append(UNARY[step // 7 % len(UNARY)](first))
            else:
                tensors.append(
                    BINARY[step // 7 % len(BINARY)](first, tensors[step // 3 % len(tensors)])
                )
        except ValueError:  # shapes that do not go together
            continue
    variable = tf.Variable(0.0)
    return tensors + [tf.assign_add(variable, 1.0), tf.no_op(), variable, tensors[0].name]


def _fill(structure, leaves):
    if isinstance(structure, dict):
        return {key: _fill(part, leaves) for key, part in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(_fill(part, leaves) for part in structure)
    return leaves[structure % len(leaves)]


def _outcome(call):
    try:
        return _picture(call())
    except Exception as error:
        op = getattr(error, "op", None)
        return type(error).__name__, str(error), op and op.name


def _picture(value):
    if isinstance(value, dict):
        return "dict", [(key, _picture(part)) for key, part in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value).__name__, [_picture(part) for part in value]
    if isinstance(value, np.ndarray):
        return "array", str(value.dtype), value.shape, value.tobytes(), bool(value.flags.writeable)
    return type(value).__name__, repr(value)


@settings(
    max_examples=int(os.environ.get("TF1SHIM_FUZZ", "150")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(_recipes())
def check_any_run(recipe):
    steps, structure, feeding = recipe
    with tf.Graph().as_default():
        leaves = _build(steps)
        fetches = _fill(structure, leaves)
        feedable = [leaf for leaf in leaves if isinstance(leaf, (tf.Tensor, str))]
        feeds = {feedable[place % len(feedable)]: value for place, value in feeding} or None
        with tf.Session() as ours, tf.Session() as genuine:
            start = tf.global_variables_initializer()
            ours.run(start)
            GENUINE(genuine, start)
            for _ in range(4):
                assert _agree(
                    _outcome(lambda: ours.run(fetches, feeds)),
                    lambda: _outcome(lambda: GENUINE(genuine, fetches, feeds)),
                )


def _agree(found, genuine):
    """Whether an outcome is what a genuine run gives, or, of several errors in one step, may give."""
    expected = genuine()
    if found == expected:
        return True
    if found[0] != expected[0] or not found[0].endswith("Error"):
        return False
    return any(found == genuine() for _ in range(50))
