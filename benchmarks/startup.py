"""What tf1shim costs before TensorFlow is there, as ratios measured in one run.

    python benchmarks/startup.py [--repeats N] [--no-tensorflow]

Starts fresh interpreters, the compared ones in turn so that a busy machine burdens both alike,
and takes medians:

- an interpreter whose site-packages hold the start-up file, TF1SHIM unset, against one without
  the file (target: 1.00 within the noise, which the same command measured twice shows);
- ``import tf1shim`` against ``import tensorflow`` (target: under 0.05);
- the import of 200 modules of a program that uses nothing old, with the era's names at hand and
  without (target: 1.00 within the noise), and without the shim.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
STARTUP = ROOT / "tf1shim" / "startup"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=60, help="starts of each interpreter (60)")
    parser.add_argument(
        "--no-tensorflow", action="store_true", help="leave out the slow comparison"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        without, again, with_file = (
            site(folder, name, added)
            for name, added in (("without", None), ("again", None), ("with", STARTUP))
        )
        plain, repeat, shipped = medians(
            [(without, "pass"), (again, "pass"), (with_file, "pass")], options.repeats
        )
        print(f"start of an interpreter: {plain * 1e3:.2f} ms")
        print(
            f"  with the start-up file, TF1SHIM unset: {shipped / plain:.3f}"
            f"  (the same command again: {repeat / plain:.3f})"
        )
        cases = [(without, "pass"), (without, "import tf1shim")]
        plain, ours = medians(cases, options.repeats)
        print(f"import tf1shim: {(ours - plain) * 1e3:.2f} ms")
        if not options.no_tensorflow:
            (tensorflow,) = medians([(without, "import tensorflow")], max(3, options.repeats // 20))
            print(
                f"  against import tensorflow ({tensorflow - plain:.2f} s): "
                f"{(ours - plain) / (tensorflow - plain):.4f}"
            )
        modules(folder, without, max(5, options.repeats // 4))


MODULE = """
import collections, inspect, json, os, time
import numpy as np

ORIGIN = np.zeros(3)


def names(values):
    return collections.OrderedDict((os.path.basename(value), np.ones(2)) for value in values)
"""
IMPORTING = """
import time, numpy
{head}
begin = time.perf_counter()
for number in range(200):
    __import__(f"module_{{number}}")
print(time.perf_counter() - begin)
"""


def modules(folder, env, repeats):
    """Print what importing 200 modules costs without the shim, with it, and with its era off."""
    place = pathlib.Path(folder, "modules")
    place.mkdir()
    for number in range(200):
        (place / f"module_{number}.py").write_text(MODULE)
    env = {**env, "PYTHONPATH": f"{place}{os.pathsep}{env['PYTHONPATH']}"}
    cases = {
        "without tf1shim": (env, IMPORTING.format(head="")),
        "era off": ({**env, "TF1SHIM_ERA": "0"}, IMPORTING.format(head="import tf1shim")),
        "era on": (env, IMPORTING.format(head="import tf1shim")),
    }
    seconds = {name: [] for name in cases}
    for _ in range(repeats + 1):
        for name, (environment, code) in cases.items():
            done = subprocess.run(
                [sys.executable, "-c", code], env=environment, check=True, capture_output=True
            )
            seconds[name].append(float(done.stdout))
    plain, off, on = (statistics.median(taken[1:]) for taken in seconds.values())
    print(f"import of 200 modules: {plain * 1e3:.1f} ms")
    print(f"  with tf1shim, era off: {off / plain:.3f}; era on: {on / plain:.3f}")


def site(folder, name, added):
    """Environment of an interpreter whose sitecustomize adds a folder, ours or an empty one, to
    the site folders."""
    place = pathlib.Path(folder, name)
    place.mkdir()
    empty = place / "empty"
    empty.mkdir()
    (place / "sitecustomize.py").write_text(
        f"import site\nsite.addsitedir({str(added or empty)!r})\n"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("TF1SHIM")}
    return {**env, "PYTHONPATH": f"{place}{os.pathsep}{ROOT}", "TF_CPP_MIN_LOG_LEVEL": "3"}


def medians(cases, repeats):
    """Median seconds of each (environment, code), run in turn; the first round warms caches and
    does not count."""
    seconds = [[] for _ in cases]
    for _ in range(repeats + 1):
        for taken, (env, code) in zip(seconds, cases):
            begin = time.perf_counter()
            subprocess.run(
                [sys.executable, "-c", code], env=env, check=True, stderr=subprocess.DEVNULL
            )
            taken.append(time.perf_counter() - begin)
    return [statistics.median(taken[1:]) for taken in seconds]


if __name__ == "__main__":
    main()
