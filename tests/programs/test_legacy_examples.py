"""The TF1 programs of legacy_examples print on this TensorFlow what they printed on TF 1.15.

programs.json says how exact each has to be, with the reason, and what it needs besides TensorFlow. Where that is
missing the program has to fail with an error that says what to install; what Keras 3 can give may run, with a warning
that says so: its numbers are others.
"""
import json
import pathlib

import pytest

from tests.programs import compare, runs
from tf1shim import capabilities
from tf1shim.detection import scan

DATA = json.loads(pathlib.Path(__file__).with_name("programs.json").read_text(encoding="utf-8"))
NAMES = runs.names()
OTHER_WAYS = [way for way in runs.WAYS if way != "runner"]


def missing(name):
    """What the program needs and this environment has not, by the name to install."""
    found = {"keras2": capabilities.keras2_package() is not None}
    wanted = DATA["needs"].get(name, [])
    absent = [one for one in wanted if not found.get(one, capabilities.has_module(one))]
    return ["tf_keras" if one == "keras2" else one for one in absent]


def source(name):
    return (runs.PROGRAMS / f"{name}.py").read_text(encoding="utf-8")


def tolerance(name):
    return compare.Tolerance(**{**DATA["default"], **DATA["tolerances"].get(name, {})})


@pytest.fixture(scope="module")
def pool(request, tmp_path_factory):
    """The runs of all selected tests, already on their way."""
    pool = runs.Pool(tmp_path_factory.mktemp("programs"))
    for item in request.session.items:
        if item.fspath == request.fspath and "pool" in item.fixturenames:
            name, way = (item.callspec.params.get(key) for key in ("name", "way"))
            pool.start(name, "runner")
            if way and (way != "variable" or runs.has_startup_file()):
                pool.start(name, way)
    yield pool
    pool.close()


@pytest.mark.parametrize("name", NAMES)
def test_prints_what_it_printed_on_tf_1_15(name, pool):
    for library in DATA["libraries"].get(name, ()):
        pytest.importorskip(library)
    absent = missing(name)
    run = pool.result(name, "runner")
    if absent:
        assert run.code != 0 or scan.verdict(str(runs.PROGRAMS / f"{name}.py")).keras_alone
        silent = run.code == 0 and "warnings.simplefilter('ignore')" in source(name)
        assert silent or "pip install" in run.errors and any(one in run.errors for one in absent), run.errors[-2000:]
        pytest.skip(f"{', '.join(absent)} not installed; its error or warning says so")
    assert run.code == 0, run.errors[-4000:]
    expected = runs.expected(name)
    if name in DATA["gaps"]:
        assert len(run.lines) == len(expected["stdout"]), run.lines
        pytest.skip(DATA["gaps"][name]["reason"])
    special = DATA["variables"].get(name, {})
    ignore, names = special.get("ignore"), special.get("rename", {})
    lines = [compare.rename(line, names) for line in run.lines]
    found = compare.differences(expected["stdout"], lines, tolerance(name))
    assert not found, "\n".join(found)
    assert compare.variables(run.variables, ignore, names) == compare.variables(
        expected["variables"], ignore)


@pytest.mark.parametrize("way", OTHER_WAYS)
@pytest.mark.parametrize("name", DATA["every_way_in"])
def test_every_way_in_gives_the_same(name, way, pool):
    if missing(name):
        pytest.skip(f"{', '.join(missing(name))} not installed")
    if way == "variable" and not runs.has_startup_file():
        pytest.skip("tf1shim is not installed here, only on the path: there is no start-up file")
    run = pool.result(name, way)
    assert run.code == 0, run.errors[-4000:]
    assert run.lines == pool.result(name, "runner").lines
    assert run.variables == pool.result(name, "runner").variables


def test_every_program_is_recorded_and_every_entry_has_its_program():
    recorded = {path.stem for path in (runs.PROGRAMS / "expected").glob("*.json")}
    assert recorded == set(NAMES)
    keys = ("tolerances", "variables", "needs", "libraries", "gaps", "every_way_in")
    assert {name for key in keys for name in DATA[key]} <= set(NAMES)
    for entry in (DATA["default"], *(row for key in ("tolerances", "variables", "gaps")
                                     for row in DATA[key].values())):
        assert entry["reason"]


def test_programs_do_not_know_the_shim():
    for name in NAMES:
        assert "tf1shim" not in source(name) and "compat.v1" not in source(name), name
