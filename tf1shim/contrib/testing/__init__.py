"""tf.contrib.testing: what tests of training loops look at (source: TF 1.15, contrib/testing)."""

from tf1shim.contrib.testing.fake_summary_writer import FakeSummaryWriter  # noqa: F401
from tf1shim.contrib.testing.util_test import (  # noqa: F401
    assert_summary,
    latest_event_file,
    latest_events,
    latest_summaries,
    simple_values_from_events,
    to_summary_proto,
)
