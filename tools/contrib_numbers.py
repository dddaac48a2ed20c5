"""Write what TF 1.15.5 computes for the cases of tests/contrib: run it with TF 1.15.5 (gan: TF 1.14).

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

    for name in names:
        # TF 1.14 was the last to have tf.contrib.gan.
        wanted = "1.14" if name == "gan" else "1.15"
        if not tf.__version__.startswith(wanted):
            raise SystemExit("numbers of %s come from TensorFlow %s, this is %s" % (name, wanted, tf.__version__))
        cases = importlib.import_module("cases_" + name).CASES
        path = os.path.join(HERE, "golden", name + ".json")
        numbers_harness.write(path, numbers_harness.run_all(tf, cases))
        print("%s: %d cases" % (name, len(cases)))


if __name__ == "__main__":
    main(sys.argv[1:])
