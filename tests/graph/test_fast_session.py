"""Runs by a plan behave as ``Session.run`` does."""

import pytest

from tests import checks

FILE = checks.beside(__file__, "checks_fast_session.py")
FUZZ = checks.beside(__file__, "checks_fast_session_fuzz.py")


@pytest.mark.parametrize("name", checks.names(FILE))
def test_session(name):
    checks.passed(FILE, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", checks.names(FUZZ))
def test_plans_against_genuine_runs(name):
    pytest.importorskip("hypothesis")
    checks.passed(FUZZ, name)


def test_switched_off():
    done = checks.python(
        "-c",
        (
            "import tensorflow.compat.v1 as tf\n"
            "from tensorflow.python.client.session import BaseSession\n"
            "genuine = BaseSession.run\n"
            "from tf1shim.graph import fast_session\n"
            "from tf1shim.undo import Journal\n"
            "fast_session.install(Journal())\n"
            "assert BaseSession.run is genuine\n"
        ),
        TF1SHIM="0",
        TF1SHIM_FAST="0",
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_whole_shim_runs_sessions_by_plans():
    done = checks.python(
        "-c",
        "import tf1shim\n"
        "tf1shim.activate(mode='graph')\n"
        "import tensorflow as tf\n"
        "x = tf.placeholder(tf.float32, [])\n"
        "with tf.Session() as session:\n"
        "    y = x * 2.0\n"
        "    assert [session.run(y, {x: i}) for i in range(20)] == [2.0 * i for i in range(20)]\n"
        "from tf1shim.graph import fast_session\n"
        "assert fast_session.stats()['hits'] >= 19, fast_session.stats()\n",
    )
    assert done.returncode == 0, done.stderr[-2000:]
