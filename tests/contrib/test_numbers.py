"""tf.contrib computes what TF 1.15.5 computed: variable names, shapes, first values, outputs,
gradients.
"""

import functools
import importlib.util
import json
import pathlib

import pytest

from tests import checks

HERE = pathlib.Path(__file__).parent
MARK = "numbers: "


def _harness():
    spec = importlib.util.spec_from_file_location("numbers_harness", HERE / "numbers_harness.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOLDEN = {
    path.stem: json.loads(path.read_text())
    for path in sorted((HERE / "golden").glob("*.json"))
    if (HERE / f"cases_{path.stem}.py").exists()
}


@functools.lru_cache(maxsize=None)
def _found(module):
    # TF 1.15 had no oneDNN; its convolutions add in another order, which the gradients show.
    done = checks.python(HERE / "run_cases.py", module, timeout=900, TF_ENABLE_ONEDNN_OPTS="0")
    for line in reversed(done.stdout.splitlines()):
        if line.startswith(MARK):
            return json.loads(line[len(MARK):])[module]
    raise AssertionError(f"exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


@pytest.mark.parametrize("module, case", [(m, c) for m, cases in GOLDEN.items() for c in cases])
def test_numbers_of_tf_1_15(module, case):
    found = _found(module).get(case)
    assert found is not None, "no such case: run tools/contrib_numbers.py on TF 1.15.5 again"
    if checks.missing(found.get("error", "")):
        pytest.skip(f"needs {checks.missing(found['error'])}")
    assert not _harness().differences(GOLDEN[module][case], found)
