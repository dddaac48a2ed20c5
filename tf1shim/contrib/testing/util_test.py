"""Reading summaries and event files in tests (source: TF 1.15, contrib/testing/python/framework/util_test.py)."""

import glob
import os

import numpy as np
import tensorflow.compat.v1 as tf


def assert_summary(expected_tags, expected_simple_values, summary_proto):
    """Check a `Summary` proto.

    Args:
        expected_tags: all its tags.
        expected_simple_values: tag -> value, compared to two decimals, for some of them.
        summary_proto: the proto.

    Raises:
        ValueError: it has other tags.
        AssertionError: a value differs.
    """
    for value in summary_proto.value:
        if value.tag in expected_simple_values:
            np.testing.assert_almost_equal(
                value.simple_value, expected_simple_values[value.tag], decimal=2, err_msg=value.tag)
    expected, found = set(expected_tags), {value.tag for value in summary_proto.value}
    if expected != found:
        raise ValueError(f"Expected tags {expected}, got {found}.")


def to_summary_proto(summary_str):
    """The `Summary` proto of a serialized one."""
    return tf.Summary.FromString(summary_str)


def latest_event_file(base_dir):
    """Path of the newest event file in a folder, by name; None where there is none."""
    return max(glob.glob(os.path.join(base_dir, "events.*")), default=None)


def latest_events(base_dir):
    """The event protos of the newest event file in a folder; empty where there is none."""
    path = latest_event_file(base_dir)
    return tf.train.summary_iterator(path) if path else []


def latest_summaries(base_dir):
    """A list of those of `latest_events` that hold a summary."""
    return [event for event in latest_events(base_dir) if event.HasField("summary")]


def simple_values_from_events(events, tags):
    """The last simple value, by step, of each of ``tags`` among event protos: dict of tag -> float.

    Raises:
        ValueError: a value with one of the tags is no simple value.
    """
    last = {}
    for event in events:
        for value in event.summary.value:
            if value.tag not in tags:
                continue
            if not value.HasField("simple_value"):
                raise ValueError(f"Summary for {value.tag} is not a simple_value.")
            if value.tag not in last or event.step > last[value.tag][0]:
                last[value.tag] = event.step, value.simple_value
    return {tag: number for tag, (_, number) in last.items()}
