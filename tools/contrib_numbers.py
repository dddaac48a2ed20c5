"""Write what TF 1.15.5 computes for the cases of tests/contrib: run it with TF 1.15.5 (gan: TF 1.14).

    python tools/contrib_numbers.py rnn seq2seq ...
    python tools/contrib_numbers.py --elsewhere rnn ...

Each ``tests/contrib/cases_X.py`` gives ``tests/contrib/golden/X.json``. With ``--elsewhere``, on another kind of
processor, the numbers that TF 1.15.5 rounds otherwise there are added to those that are recorded.
"""

import importlib
import json
import os
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "tests", "contrib")
sys.path.insert(0, HERE)


def main(names):
    elsewhere = names[:1] == ["--elsewhere"]
    if elsewhere:
        names = names[1:]
    import numbers_harness
    import tensorflow as tf

    for name in names:
        # TF 1.14 was the last to have tf.contrib.gan.
        wanted = "1.14" if name == "gan" else "1.15"
        if not tf.__version__.startswith(wanted):
            raise SystemExit("numbers of %s come from TensorFlow %s, this is %s" % (name, wanted, tf.__version__))
        cases = importlib.import_module("cases_" + name).CASES
        path = os.path.join(HERE, "golden", name + ".json")
        results = numbers_harness.run_all(tf, cases)
        if elsewhere:
            results = _with_others(numbers_harness, path, results)
        numbers_harness.write(path, results)
        print("%s: %d cases" % (name, len(cases)))


def _with_others(numbers_harness, path, results):
    """What is recorded, and beside it the outputs that differ here."""
    with open(path) as stream:
        recorded = json.load(stream)
    for case, result in results.items():
        if numbers_harness.differences(recorded[case], result):
            recorded[case].setdefault("elsewhere", []).append(result["outputs"])
            print("%s is rounded otherwise here" % case)
    return recorded


if __name__ == "__main__":
    main(sys.argv[1:])
