"""A summary writer that only remembers (source: TF 1.15, contrib/testing/python/framework/fake_summary_writer.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.framework import test_util
from tensorflow.python.summary.writer import writer, writer_cache


class FakeSummaryWriter:
    """Stands in for `tf.summary.FileWriter` between ``install()`` and ``uninstall()``.

    Args:
        logdir: where a real writer would write.
        graph: the graph it would write first.
    """

    _replaced_summary_writer = None

    @classmethod
    def install(cls):
        """Let hooks and supervisors get fake writers; raises ValueError where they do already."""
        if cls._replaced_summary_writer:
            raise ValueError("FakeSummaryWriter already installed.")
        cls._replaced_summary_writer = writer.FileWriter
        writer.FileWriter = writer_cache.FileWriter = cls

    @classmethod
    def uninstall(cls):
        """Put the real writer back; raises ValueError where no fake is installed."""
        if not cls._replaced_summary_writer:
            raise ValueError("FakeSummaryWriter not installed.")
        writer.FileWriter = writer_cache.FileWriter = cls._replaced_summary_writer
        cls._replaced_summary_writer = None

    def __init__(self, logdir, graph=None):
        self._logdir = logdir
        self._graph = graph
        self._summaries = {}
        self._added_graphs = []
        self._added_meta_graphs = []
        self._added_session_logs = []
        self._added_run_metadata = {}

    @property
    def summaries(self):
        """Global step -> list of `Summary` protos."""
        return self._summaries

    def assert_summaries(self, test_case, expected_logdir=None, expected_graph=None, expected_summaries=None,
                         expected_added_graphs=None, expected_added_meta_graphs=None, expected_session_logs=None):
        """Assert what was added.

        Args:
            test_case: the `tf.test.TestCase` to assert with.
            expected_summaries: step -> {tag: simple value}; steps not named may hold anything, and the rate of steps,
                which threads write, is left out. The other arguments are compared where given.
        """
        if expected_logdir is not None:
            test_case.assertEqual(expected_logdir, self._logdir)
        if expected_graph is not None:
            test_case.assertIs(expected_graph, self._graph)
        for step, expected in (expected_summaries or {}).items():
            test_case.assertIn(step, self._summaries, f"no summary of step {step}")
            found = {value.tag: value.simple_value for summary in self._summaries[step] for value in summary.value
                     if value.tag != "global_step/sec"}
            test_case.assertEqual(expected, found)
        if expected_added_graphs is not None:
            test_case.assertEqual(expected_added_graphs, self._added_graphs)
        if expected_added_meta_graphs is not None:
            test_case.assertEqual(len(expected_added_meta_graphs), len(self._added_meta_graphs))
            for expected, found in zip(expected_added_meta_graphs, self._added_meta_graphs):
                test_util.assert_meta_graph_protos_equal(test_case, expected, found)
        if expected_session_logs is not None:
            test_case.assertEqual(expected_session_logs, self._added_session_logs)

    def add_summary(self, summ, current_global_step):
        """Remember a `Summary` proto, or a serialized one."""
        if isinstance(summ, bytes):
            summ = tf.Summary.FromString(summ)
        self._summaries.setdefault(current_global_step, []).append(summ)

    def add_graph(self, graph, global_step=None, graph_def=None):
        """Remember a graph; raises ValueError for a negative step, or a graph_def."""
        _check_step(global_step)
        if graph_def is not None:
            raise ValueError(f"Unexpected graph_def {graph_def}.")
        self._added_graphs.append(graph)

    def add_meta_graph(self, meta_graph_def, global_step=None):
        """Remember a MetaGraphDef; raises ValueError for a negative step."""
        _check_step(global_step)
        self._added_meta_graphs.append(meta_graph_def)

    def add_session_log(self, session_log, global_step=None):
        """Remember a SessionLog."""
        del global_step  # another thread's, so no test can know it
        self._added_session_logs.append(session_log)

    def add_run_metadata(self, run_metadata, tag, global_step=None):
        """Remember a RunMetadata by its tag; raises ValueError for a negative step."""
        _check_step(global_step)
        self._added_run_metadata[tag] = run_metadata

    def flush(self):
        """Nothing: there is no file."""

    def reopen(self):
        """Nothing: there is no file."""

    def close(self):
        """Nothing: there is no file."""


def _check_step(global_step):
    if global_step is not None and global_step < 0:
        raise ValueError(f"Invalid global_step {global_step}.")
