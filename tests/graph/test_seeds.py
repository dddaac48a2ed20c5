"""The random numbers of programs that only call tf.set_random_seed are TF 1.15.5's."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from tf1shim import capabilities

HERE = os.path.dirname(os.path.abspath(__file__))

with open(os.path.join(HERE, "golden", "seeds.json")) as file:
    GOLDEN = json.load(file)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("seeds") / "found.json"
    environment = dict(
        os.environ,
        TF_CPP_MIN_LOG_LEVEL="3",
        TF_ENABLE_ONEDNN_OPTS="0",
        PYTHONPATH=os.path.dirname(os.path.dirname(HERE)),
    )
    child = subprocess.run(
        [sys.executable, os.path.join(HERE, "seed_runner.py"), str(path), "shim"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert child.returncode == 0, child.stderr[-3000:]
    with open(path) as file:
        return json.load(file)


def of(found, program):
    """The numbers of a program; without Keras 2 those with its layers or cells are left out."""
    if program not in found and capabilities.keras2_package() is None:
        pytest.skip("needs Keras 2")
    return found[program]


@pytest.mark.parametrize("program", sorted(GOLDEN))
def test_draws_to_the_bit(found, program):
    assert of(found, program)["drawn"] == GOLDEN[program]["drawn"]


@pytest.mark.parametrize("program", sorted(GOLDEN))
def test_trains_alike(found, program):
    was, now = GOLDEN[program]["trained"], of(found, program)["trained"]
    assert len(was) == len(now)
    for old, new in zip(was, now):
        np.testing.assert_allclose(new, old, rtol=1e-4, atol=1e-6)
