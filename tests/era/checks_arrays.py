"""NumPy's arrays and scalars as legacy code in graph mode finds them."""

import sys

import tf1shim
from tests import checks

tf1shim.activate(mode="graph", warnings="off")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402,F401


def as_installed(text):
    """Run lines as a module of an installed package; returns its globals."""
    module = {"__name__": "numpy.somewhere", "__file__": np.__file__, "np": sys.modules["numpy"]}
    exec(text, module)
    return module


def refused(function, kind):
    try:
        function()
    except kind:
        return True
    return False


def check_methods_of_ndarray_are_there():
    a = np.array([1.0, 4.0])
    assert a.ptp() == 3.0 and a.tostring() == a.tobytes()
    a.itemset(0, 7)
    a.itemset((1,), 8)
    assert a.tolist() == [7.0, 8.0]
    assert a.newbyteorder().newbyteorder().tolist() == a.tolist()


def check_several_arrays_are_a_list():
    grid = np.meshgrid([0, 1], [2, 3, 4])
    grid.append(np.ones([3, 2]))
    assert [each.shape for each in grid] == [(3, 2)] * 3
    several = np.broadcast_arrays([1], [2, 3]), np.gradient(np.ones([2, 2])), np.atleast_1d(1, 2), np.atleast_2d(1, 2)
    assert all(type(each) is list and len(each) == 2 for each in several)
    assert np.atleast_1d(3).tolist() == [3] and np.gradient(np.array([1.0, 3.0])).tolist() == [2.0, 2.0]
    assert type(as_installed("grid = np.meshgrid([0, 1], [2, 3])")["grid"]) is type(sys.modules["numpy"].meshgrid([0]))


def check_methods_of_scalars_are_there():
    assert np.float32(2.5).tostring() == np.array(2.5, np.float32).tobytes()
    number = np.int32(1)
    assert number.newbyteorder() == 16777216 and isinstance(number.newbyteorder("N"), np.int32)
    assert np.float64(3).ptp() == 0


def check_arrays_of_size_1_are_numbers():
    one = np.array([[2.5]])
    assert float(one) == 2.5 and int(one) == 2 and "%.1f %d" % (one, one) == "2.5 2"
    filled = np.zeros(2)
    filled[1] = np.array([3.0])
    assert filled.tolist() == [0.0, 3.0]
    row = np.array([4.0])
    assert np.array([[1, row], [row, row]], float).tolist() == [[1, 4], [4, 4]]
    assert np.asarray([row, 1], dtype="f4").tolist() == [4, 1]
    assert refused(lambda: np.array([1, [2]], float), ValueError)
    assert refused(lambda: float(np.ones(2)), TypeError)
    assert not np.array([])


def check_installed_packages_find_numpy_as_it_is():
    if not hasattr(as_installed("")["np"].ndarray, "ptp"):
        assert not as_installed("found = hasattr(np.ones(1), 'ptp') or hasattr(np.float32(1), 'ptp')")["found"]
    lines = "try:\n    float(np.ones(1))\nexcept TypeError:\n    refused = True\nelse:\n    refused = False"
    alone = checks.python("-c", f"import numpy as np\n{lines}\nprint(refused)")
    assert str(as_installed(lines)["refused"]) == alone.stdout.strip(), alone.stderr


def check_scalars_print_as_they_did():
    assert repr([np.float32(0.5), np.int64(3)]) == "[0.5, 3]"


def check_old_arguments():
    assert np.reshape(np.arange(4), newshape=(2, 2)).shape == (2, 2)
    assert np.unravel_index(3, dims=(2, 2)) == (1, 1)
    assert np.percentile([1, 2, 3, 4], 40, interpolation="lower") == 2
    assert np.vstack(np.ones(2) for _ in range(3)).shape == (3, 2)
    assert np.stack(map(np.array, [[1], [2]])).tolist() == [[1], [2]]
    assert np.sum(np.ones(2) for _ in range(2)).tolist() == [2.0, 2.0]
    assert np.histogram([1, 2], bins=2, normed=True)[0].tolist() == [1.0, 1.0]
    assert np.corrcoef([1, 2], [1, 3], bias=0).shape == (2, 2)
    assert np.delete([1, 2, 3], 1.0).tolist() == [1, 3]


def check_vectors_in_the_plane_have_a_cross_product():
    assert np.cross([1, 2], [3, 4]) == -2
    assert np.cross([[1, 2]], [3, 4, 5]).tolist() == [[10, -5, -2]]


def check_numbers_wrap_around():
    assert np.array([-1, 300], np.uint8).tolist() == [255, 44]
    assert np.full(2, -1, np.uint8).tolist() == [255, 255]
    assert np.asarray([np.array([1.5]), 2], np.float32).tolist() == [1.5, 2.0]
    assert refused(lambda: np.array([1 << 70], np.int64), OverflowError)


def check_a_shape_of_none_is_a_scalar():
    scalars = [np.zeros(None), np.ones(shape=None), np.empty(None, int), np.full(None, 3)]
    assert [scalar.shape for scalar in scalars] == [()] * 4
    assert refused(np.zeros, TypeError) and np.zeros(2, dtype=int).tolist() == [0, 0]


def check_arrays_of_characters_are_there():
    letters = np.chararray(2, itemsize=3)
    letters[:] = "ab"
    assert letters.upper().tolist() == [b"AB", b"AB"]


def check_deactivating_gives_numpy_back():
    done = checks.python("-c", """
import sys
import numpy as np
before = dict(np.ndarray.__dict__), dict(np.generic.__dict__)
look = repr([np.float32(1)])
import tf1shim
tf1shim.activate(mode="graph")
import tensorflow as tf
tf.Session
tf1shim.deactivate()
assert (dict(np.ndarray.__dict__), dict(np.generic.__dict__)) == before and repr([np.float32(1)]) == look
""")
    assert done.returncode == 0, done.stderr


def check_functions_are_pickled_by_their_names():
    import pickle

    for name in ("array", "asarray", "full", "load", "reshape", "stack", "percentile", "zeros"):
        function = getattr(np, name)
        assert pickle.loads(pickle.dumps(function)) is function, name
    for name in ("percentile", "reshape", "stack"):
        assert getattr(sys.modules["numpy"], name).__module__ == "numpy", name
