"""What Keras prints (`tools/keras_printed_cases.py`), as keras 2.3.1 and TF 1.15.5's tf.keras printed it."""

import json
import pathlib
import sys

import tf1shim

tf1shim.activate(mode="graph")

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402

HERE = pathlib.Path(__file__).parent
PRINTED = json.loads((HERE / "printed.json").read_text())
sys.path.insert(0, str(HERE.parent.parent / "tools"))

import keras_printed_cases as cases  # noqa: E402


def _compare(spelling, name, kind):
    spelling.backend.clear_session()
    got, want = getattr(cases, kind)(spelling), PRINTED[name][kind]
    assert sorted(got) == sorted(want)
    problems = [f"{case}: {a!r} != {b!r}" for case in sorted(want)
                for a, b in zip([*got[case], len(got[case])], [*want[case], len(want[case])]) if a != b]
    assert not problems, "\n".join(problems)


def check_summaries_of_keras():
    _compare(keras, "keras", "summaries")


def check_summaries_of_tf_keras():
    _compare(tf.keras, "tf.keras", "summaries")


def check_progress_of_keras():
    _compare(keras, "keras", "progress")


def check_progress_of_tf_keras():
    _compare(tf.keras, "tf.keras", "progress")


def check_callbacks_of_keras():
    _compare(keras, "keras", "callbacks")


def check_callbacks_of_tf_keras():
    _compare(tf.keras, "tf.keras", "callbacks")


def check_configs_of_keras():
    _compare(keras, "keras", "configs")


def check_configs_of_tf_keras():
    _compare(tf.keras, "tf.keras", "configs")
