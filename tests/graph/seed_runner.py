"""Run the programs of seed_programs in this process and write their numbers: ``seed_runner.py OUT.json [shim]``."""

import hashlib
import inspect
import json
import os
import re
import sys

import numpy as np

FIRST = 6  # values kept of each array, to see what a difference looks like


_KERAS_2 = re.compile(r"tf\.(keras|layers|nn\.(dynamic_)?rnn)\b|tf\.nn\.rnn_cell")


def record(programs, tf, keras2=True):
    found = {}
    for program in programs:
        if keras2:
            tf.keras.backend.clear_session()
        elif _KERAS_2.search(inspect.getsource(program)):
            continue
        np.random.seed(0)
        with tf.Graph().as_default(), tf.Session().as_default():
            drawn, trained = program(tf)
        found[program.__name__] = {
            "drawn": {name: _digest(value) for name, value in drawn.items()},
            "trained": [_numbers(step) for step in trained],
        }
    return found


def _digest(value):
    value = np.ascontiguousarray(value)
    return {
        "shape": list(value.shape),
        "type": str(value.dtype),
        "first": [float(v) for v in value.ravel()[:FIRST]],
        "sha256": hashlib.sha256(value.tobytes()).hexdigest(),
    }


def _numbers(step):
    values = step if isinstance(step, (list, tuple)) else [step]
    return [float(v) for value in values if value is not None for v in np.ravel(value)[:FIRST]]


def main(path, shim):
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.path.insert(
        0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools")
    )
    from op_census import load_tensorflow
    from seed_programs import PROGRAMS

    tf = load_tensorflow()
    tf.logging.set_verbosity(tf.logging.ERROR)
    keras2 = True
    if shim:
        from tf1shim import capabilities
        from tf1shim.graph import dropout, regularizers, seeds
        from tf1shim.undo import Journal

        for patch in (dropout, regularizers, seeds):
            patch.install(Journal())
        keras2 = capabilities.keras2_package() is not None
    with open(path, "w") as file:
        json.dump(record(PROGRAMS, tf, keras2), file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] == ["shim"])
