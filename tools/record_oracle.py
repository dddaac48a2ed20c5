"""Records what the example programs print on TensorFlow 1.15 itself: the yardstick of the tests.

Usage, in an environment with Python 3.7 and
    pip install tensorflow==1.15.5 'protobuf<3.21' 'h5py<3' 'numpy<1.22' keras==2.3.1 scipy==1.1.0 \
        scikit-learn==0.19.2 'pandas<1' 'pyyaml<6' 'pillow<7'
(or `tox -e oracle`, which makes that environment):

    python tools/record_oracle.py                    record every program of legacy_examples/
    python tools/record_oracle.py gan dqn            record these
    python tools/record_oracle.py --check [NAME...]  compare with what is recorded, write nothing

Each program runs unchanged as `python NAME.py` in legacy_examples/, on one processor, so that no number depends on how
threads were scheduled. It runs twice, with two hash seeds, and must print the same to the byte both times: a program
that does not is an error, to be mended in the program. legacy_examples/expected/NAME.json holds

    tensorflow  the version that ran
    stdout      the lines printed
    variables   one {name: shape} for each distinct set of global variables among the program's graphs

Exit status: 0 all recorded (or as recorded), 1 otherwise.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.path.join(ROOT, "legacy_examples")
EXPECTED = os.path.join(PROGRAMS, "expected")
OBSERVER = os.path.join(ROOT, "tools", "observe")
VERSION = "1.15.5"


def one_processor():
    """Confines this process, and with it TensorFlow's thread pools, to a single processor."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run(name, hash_seed):
    """What one run of the program gives: its lines and its graphs' variables.

    Raises RuntimeError, with the end of the program's error output, when it fails.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as graphs:
        environment = dict(
            os.environ,
            PYTHONPATH=OBSERVER,
            PYTHONHASHSEED=str(hash_seed),
            PYTHONDONTWRITEBYTECODE="1",
            PYTHONIOENCODING="utf-8",
            TF_CPP_MIN_LOG_LEVEL="3",
            TF_GRAPH_REPORT=graphs.name,
        )
        process = subprocess.Popen(
            [sys.executable, name + ".py"], cwd=PROGRAMS, env=environment, preexec_fn=one_processor,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate()
        if process.returncode:
            raise RuntimeError("%s.py failed:\n%s" % (name, err.decode("utf-8", "replace")[-2000:]))
        with open(graphs.name) as stream:
            variables = json.load(stream)
    return {"tensorflow": VERSION, "stdout": out.decode("utf-8").splitlines(), "variables": variables}


def record(name):
    """Two runs that agree, or a RuntimeError that shows the first difference."""
    first, second = run(name, 1), run(name, 2)
    if first != second:
        differing = [pair for pair in zip(first["stdout"], second["stdout"]) if pair[0] != pair[1]]
        raise RuntimeError("%s.py is not deterministic: %s" % (
            name, differing[:3] or "another number of lines, or other variables"))
    return first


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with what is recorded, write nothing")
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs, without .py (default: all)")
    options = parser.parse_args(arguments)

    from tensorflow import __version__ as version
    if version != VERSION:
        parser.error("the yardstick is TensorFlow %s; this is %s" % (VERSION, version))

    known = sorted(entry[:-3] for entry in os.listdir(PROGRAMS) if entry.endswith(".py"))
    unknown = set(options.names) - set(known)
    if unknown:
        parser.error("no such program: %s" % ", ".join(sorted(unknown)))

    failures = 0
    for name in options.names or known:
        path = os.path.join(EXPECTED, name + ".json")
        try:
            result = record(name)
            if options.check:
                with open(path) as stream:
                    if json.load(stream) != result:
                        raise RuntimeError("%s.py does not print what is recorded" % name)
            else:
                with open(path, "w") as stream:
                    json.dump(result, stream, indent=1, sort_keys=True)
                    stream.write("\n")
        except (OSError, RuntimeError) as error:
            failures += 1
            print(error)
        else:
            print("%s: %d lines, %d graphs" % (name, len(result["stdout"]), len(result["variables"])))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
