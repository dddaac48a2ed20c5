"""Write what TF 1.15.5 computes for the cases of tests/contrib: run it with TF 1.15.5.

    python tools/contrib_numbers.py rnn seq2seq ...

Each ``tests/contrib/cases_X.py`` gives ``tests/contrib/golden/X.json``.
"""

import importlib
import os
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "tests", "contrib")
sys.path.insert(0, HERE)


def main(names):
    import numbers_harness
    import tensorflow as tf

    if not tf.__version__.startswith("1.15"):
        raise SystemExit("golden numbers come from TensorFlow 1.15, this is " + tf.__version__)
    for name in names:
        cases = importlib.import_module("cases_" + name).CASES
        path = os.path.join(HERE, "golden", name + ".json")
        numbers_harness.write(path, numbers_harness.run_all(tf, cases))
        print("%s: %d cases" % (name, len(cases)))


if __name__ == "__main__":
    main(sys.argv[1:])
