"""Small TF1 programs return in graph mode what TF 1.15.5 recorded (tools/record_tf1_behaviour.py).

Floats are compared to 1e-5 relative: other kernels sum in another order.
"""

import json
import pathlib

import pytest

from tests import checks

RECORDED, EAGER = (json.loads(pathlib.Path(__file__).with_name(name).read_text())
                   for name in ("tf115_behaviour.json", "tf115_eager_behaviour.json"))


def _found(tmp_path_factory, *arguments):
    target = tmp_path_factory.mktemp("behaviour") / "found.json"
    done = checks.python("-m", "tf1shim", "run", "--mode", "graph",
                         checks.ROOT / "tools" / "record_tf1_behaviour.py", target, *arguments, timeout=600,
                         TF1SHIM="graph", TF1SHIM_MODE="graph")
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(target.read_text())


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return _found(tmp_path_factory)


@pytest.fixture(scope="module")
def found_eagerly(tmp_path_factory):
    return _found(tmp_path_factory, "--eager")


def same(recorded, here):
    """Whether two recorded values are the same, floats to the tolerance."""
    if isinstance(recorded, (bool, str)) or recorded is None:
        return recorded == here and isinstance(here, type(recorded))
    if isinstance(recorded, (int, float)):
        return (isinstance(here, (int, float)) and not isinstance(here, bool)
                and abs(recorded - here) <= 1e-5 * max(1, abs(recorded)))
    if isinstance(recorded, list):
        return isinstance(here, list) and len(recorded) == len(here) and all(map(same, recorded, here))
    return (isinstance(here, dict) and recorded.keys() == here.keys()
            and all(same(recorded[key], here[key]) for key in recorded))


@pytest.mark.parametrize("case", sorted(RECORDED))
def test_as_in_tf115(found, case):
    _compare(case, RECORDED[case], found[case])


@pytest.mark.parametrize("case", sorted(EAGER))
def test_eagerly_as_in_tf115(found_eagerly, case):
    _compare(case, EAGER[case], found_eagerly[case])


def _compare(case, recorded, here):
    raised = here.get("raised") if isinstance(here, dict) else None
    if raised and checks.missing(raised[1]):
        pytest.skip(raised[1])
    assert same(recorded, here), f"{case}\nTF 1.15: {recorded}\nhere:    {here}"


def test_all_cases_are_recorded(found, found_eagerly):
    assert found.keys() == RECORDED.keys()
    assert found_eagerly.keys() == EAGER.keys()


def test_flags_can_be_defined_again_in_a_notebook():
    pytest.importorskip("IPython")
    code = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
import sys
sys.argv = ["kernel", "-f", "/run/kernel-1.json"]
cell = '''
import tensorflow as tf
tf.app.flags.DEFINE_integer("steps", %d, "steps")
print("steps", tf.app.flags.FLAGS.steps)
'''
import tf1shim
tf1shim.activate(mode="graph")
for steps in (1, 2):
    result = shell.run_cell(cell % steps)
    result.raise_error()
"""
    done = checks.python("-c", code)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "steps 1" in done.stdout and "steps 2" in done.stdout, done.stdout


REFUSED_SHAPES = """
import numpy as np
{head}
images, kernel = tf.placeholder(tf.float32, [None, None, None, 2]), tf.zeros([5, 5, 10, 2])
volumes = tf.placeholder(tf.float32, [None, None, None, None, 2])
up = tf.nn.conv2d_transpose(images, kernel, [3, 10, 10, 10], [1, 2, 2, 1], "SAME")
up_3d = tf.nn.conv3d_transpose(volumes, tf.zeros([5, 5, 5, 10, 2]), [3, 10, 10, 10, 10], [1, 2, 2, 2, 1], "SAME")
with {session}() as session:
    for fetch, feed in ((up, {{images: np.zeros([3, 5, 7, 2])}}), (up_3d, {{volumes: np.zeros([3, 5, 5, 7, 2])}}),
                        (up, {{images: np.zeros([3, 5, 5, 2])}})):
        try:
            print(session.run(fetch, feed).shape)
        except tf.errors.OpError as error:
            print(type(error).__name__)
"""


def test_refused_shapes_are_errors_of_arguments():
    """TF 1.15.5 prints this; a monitored session would try again for ever what is said to be aborted."""
    program = REFUSED_SHAPES.format(head="import tensorflow as tf", session="tf.train.MonitoredSession")
    done = checks.python("-m", "tf1shim", "run", "--mode", "graph", "-c", program)
    if done.returncode < 0:  # TensorFlow 2.18 on some processors
        by_hand = REFUSED_SHAPES.format(
            head="import tensorflow.compat.v1 as tf; tf.disable_v2_behavior()", session="tf.Session")
        if checks.python("-c", by_hand).returncode == done.returncode:
            pytest.skip("a kernel of this TensorFlow ends the process on this processor, without the shim, too")
    assert done.stdout == "InvalidArgumentError\nInvalidArgumentError\n(3, 10, 10, 10)\n", done.stderr[-2000:]
