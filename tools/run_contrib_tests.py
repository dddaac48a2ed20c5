"""Runs TF 1.15's own unit tests of tf.contrib, as legacy code, and notes how many pass.

    python tools/run_contrib_tests.py run CHECKOUT --python PYTHON --into RESULTS.json [--only layers,rnn/rnn_test]

CHECKOUT holds the folder ``tensorflow/contrib`` of TF 1.15's source (NVIDIA/tensorflow). Each test file is copied,
with the data beside it, into a folder of its own, so that it imports tf.contrib as installed: on TF 1.15 the
genuine one, elsewhere tf1shim's. RESULTS.json holds, per file, how many tests ran and the names of those that did
not pass; a run adds to it. ``tools/make_contrib_page.py`` makes docs/contrib.md of them.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["run", "list"])
    parser.add_argument("checkout")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--into")
    parser.add_argument("--only", default="", help="modules (layers) or files (rnn/rnn_test), with commas")
    parser.add_argument("--timeout", type=int, default=900)
    parser.add_argument("--log", help="folder for pytest's output")
    parser.add_argument("--again", action="store_true", help="also what RESULTS.json has already")
    args = parser.parse_args()
    files = list(test_files(os.path.join(args.checkout, "tensorflow", "contrib"), args.only))
    if args.command == "list":
        print("\n".join(name for name, _ in files))
        return
    results = load(args.into)
    for name, path in files:
        if name in results and not args.again:
            continue
        row = results[name] = run(args.python, path, args.timeout, args.log and os.path.join(
            args.log, name.replace("/", ".") + ".log"))
        print(name, row.get("error") or f"{row['ran'] - len(row['failed'])}/{row['ran']}", flush=True)
        save(args.into, results)


def test_files(contrib, only):
    """(short name, path) of each test file, the module first: ``layers/layers_test``."""
    wanted = [w for w in only.split(",") if w]
    found = {}
    for folder, _, files in sorted(os.walk(contrib)):
        for file in sorted(files):
            if not file.endswith("_test.py"):
                continue
            path = os.path.join(folder, file)
            module = os.path.relpath(path, contrib).split(os.sep)[0]
            name = f"{module}/{file[:-3]}"
            if name in found:  # two of one name: tell them by their folder
                name = f"{module}/{os.path.basename(folder)}/{file[:-3]}"
            if not wanted or module in wanted or name in wanted:
                found[name] = path
    return found.items()


def run(python, path, timeout, log):
    """One file's outcome: {"ran": 24, "failed": ["Class.test", ...]} or, where it did not load, {"error": line}."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, folder)
        for data in ("testdata", "test_data"):
            if os.path.isdir(os.path.join(os.path.dirname(path), data)):
                shutil.copytree(os.path.join(os.path.dirname(path), data), os.path.join(folder, data))
        report = os.path.join(folder, "report.xml")
        environment = {**os.environ, "TF1SHIM": "graph", "TF1SHIM_WARNINGS": "off", "TF_CPP_MIN_LOG_LEVEL": "3",
                       "CUDA_VISIBLE_DEVICES": "", "TEST_TMPDIR": folder}
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--junitxml", report, "--tb=short",
                   os.path.basename(path)]
        try:
            done = subprocess.run(command, cwd=folder, env=environment, timeout=timeout, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace")
        except subprocess.TimeoutExpired:
            return {"error": f"not done in {timeout} s"}
        if log:
            with open(log, "w", encoding="utf-8") as stream:
                stream.write(done.stdout)
        if not os.path.exists(report):
            return {"error": f"ended with status {done.returncode}"}
        return outcome(report)


def outcome(report):
    """Reads a JUnit report."""
    ran, failed = 0, []
    for case in ElementTree.parse(report).iter("testcase"):
        if not case.get("classname"):
            return {"error": case[0].get("message", "").splitlines()[0]}
        if case.get("name") in ("test_session", "testSkipEager"):
            continue
        kinds = {child.tag for child in case}
        if "skipped" in kinds:
            continue
        ran += 1
        if kinds & {"failure", "error"}:
            failed.append(f"{case.get('classname').rpartition('.')[2]}.{case.get('name')}")
    return {"ran": ran, "failed": sorted(failed)}


def load(path):
    """The results so far."""
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)


def save(path, results):
    """Write the results, a file a line."""
    with open(path, "w", encoding="utf-8") as stream:
        rows = (f"{json.dumps(name)}: {json.dumps(results[name])}" for name in sorted(results))
        stream.write("{\n" + ",\n".join(rows) + "\n}\n")


if __name__ == "__main__":
    main()
