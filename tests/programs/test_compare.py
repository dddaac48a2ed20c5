"""The comparison itself: what it lets pass and what it does not."""
import pytest

from tests.programs.compare import Tolerance, differences, variables

EXACT = Tolerance(rtol=0.0)


@pytest.mark.parametrize("expected, actual", [
    ("loss 0.5000", "loss 0.5001"),                       # rounding may fall either way in the last digit
    ("[ 1. -2.5]", "[1.  -2.5]"),                         # NumPy pads to the widest number
    ("(3.5, 2)", "(np.float32(3.5), np.int64(2))"),       # NumPy 2 names the type of a scalar
    ("nan", "nan"),
    ("1.5e-05", "1.6e-05"),
    ("model.ckpt-20 of 50", "model.ckpt-20 of 50"),
])
def test_same(expected, actual):
    assert not differences([expected], [actual], EXACT)


@pytest.mark.parametrize("expected, actual", [
    ("loss 0.5000", "loss 0.5002"),
    ("accuracy 1", "accuracy 0.98"),
    ("loss 0.5", "loss nan"),
    ("loss nan", "loss 0.5"),
    ("step 10", "step 11"),
    ("model.ckpt-20", "model.ckpt-21"),
    ("w:0 (3, 4)", "w:0 (3, 5)"),
    ("w_1:0", "w_2:0"),
    ("loss 0.5", "Loss 0.5"),
    ("loss 0.5", "loss -0.5"),
    ("['a', 'b']", "['a']"),
])
def test_different(expected, actual):
    assert len(differences([expected], [actual], EXACT)) == 1


def test_missing_and_surplus_lines_are_told():
    assert differences(["a", "b"], ["a"], EXACT) == ["1 lines where TF 1.15 printed 2"]
    assert differences(["a"], ["a", "b"], EXACT) == ["2 lines where TF 1.15 printed 1"]


def test_tolerances():
    relative = Tolerance(rtol=0.1)
    assert not differences(["2.00"], ["2.20"], relative)
    assert differences(["2.00"], ["2.25"], relative)
    assert differences(["20 of 50"], ["21 of 50"], relative)
    assert not differences(["20 of 50"], ["21 of 50"], Tolerance(rtol=0.0, whole=1))
    assert not differences(["0.000"], ["0.050"], Tolerance(rtol=0.0, atol=0.05))


def test_variables_by_name_and_shape():
    theirs = [{"lstm/kernel:0": [2, 3], "Adam/m:0": [3]}]
    ours = [{"lstm/cell/kernel:0": [2, 3]}, {}]
    assert variables(theirs, ignore="^Adam/") == variables(ours, names={"lstm/cell/": "lstm/"})
    assert variables(theirs) != variables(theirs, ignore="^Adam/")
    assert variables(theirs) != variables([{"lstm/kernel:0": [2, 4], "Adam/m:0": [3]}])
