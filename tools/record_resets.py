"""Record what TF 1.15 and keras 2.3.1 do in tests/session_era/reset_programs.py.

Run with the Python that has TensorFlow 1.15:  python tools/record_resets.py
Writes tests/session_era/resets_tf115.json: outcomes with tf.keras and with standalone keras.
"""

import json
import os
import sys
import tempfile

import numpy as np
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(os.path.dirname(HERE), "tests", "session_era")


def main():
    """Write the JSON file."""
    sys.path.insert(0, TESTS)
    import keras
    import reset_programs

    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.FATAL)
    recorded = {"tensorflow": tf.__version__, "keras": keras.__version__}
    for name, package in (("tf.keras", tf.keras), ("standalone keras", keras)):
        with tempfile.TemporaryDirectory() as folder:
            recorded[name + " outcomes"] = reset_programs.outcomes(tf, package, np, folder)
    with open(os.path.join(TESTS, "resets_tf115.json"), "w") as file:
        json.dump(recorded, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main()
