"""Record what Keras prints: `tests/keras2/printed.json`, from keras 2.3.1 and the tf.keras of TF 1.15.5.

Run with the Python of `tox -e oracle`:

    python tools/record_keras_printed.py
"""

import json
import pathlib
import sys

import keras_printed_cases as cases

TARGET = pathlib.Path(__file__).resolve().parent.parent / "tests" / "keras2" / "printed.json"


def main():
    import keras
    import tensorflow as tf

    assert (tf.__version__, keras.__version__) == ("1.15.5", "2.3.1"), (tf.__version__, keras.__version__)
    found = {}
    for name, spelling in (("keras", keras), ("tf.keras", tf.keras)):
        found[name] = {}
        for kind in ("summaries", "progress", "callbacks", "configs"):
            keras.backend.clear_session()
            tf.keras.backend.clear_session()
            found[name][kind] = getattr(cases, kind)(spelling)
    TARGET.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
