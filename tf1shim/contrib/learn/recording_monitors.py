"""Monitors that record what a training does (source: contrib/learn/python/learn/monitors.py)."""

import time

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.monitor_base import BaseMonitor, EveryN, output_of

__all__ = ["CaptureVariable", "GraphDump", "StepCounter", "SummarySaver"]


class SummarySaver(EveryN):
    """Write summaries."""

    def __init__(self, summary_op, save_steps=100, output_dir=None, summary_writer=None,
                 scaffold=None):
        """``summary_op``, or the scaffold's, goes to a writer, or into a directory, the estimator's by default."""
        super().__init__(every_n_steps=save_steps)
        self._summary_op = summary_op
        self._summary_writer = summary_writer
        if summary_writer is None and output_dir:
            self._summary_writer = tf.summary.FileWriter(output_dir)
        self._scaffold = scaffold

    def set_estimator(self, estimator):
        super().set_estimator(estimator)
        if self._summary_writer is None:
            self._summary_writer = tf.summary.FileWriter(estimator.model_dir)

    def every_n_step_begin(self, step):
        if self._summary_op is None and self._scaffold is not None:
            self._summary_op = self._scaffold.summary_op
        return [] if self._summary_op is None else [self._summary_op]

    def every_n_step_end(self, step, outputs):
        if self._summary_op is not None and self._summary_writer:
            self._summary_writer.add_summary(output_of(outputs, self._summary_op), step)
        return False

    def end(self, session=None):
        super().end(session=session)
        if self._summary_writer:
            self._summary_writer.flush()


class CaptureVariable(EveryN):
    """Keep a variable's values; `values` is {step: value}."""

    def __init__(self, var_name, every_n=100, first_n=1):
        super().__init__(every_n, first_n)
        self._var_name = var_name
        self.values = {}

    def every_n_step_begin(self, step):
        return [self._var_name]

    def every_n_step_end(self, step, outputs):
        self.values[step] = output_of(outputs, self._var_name)


class StepCounter(EveryN):
    """Write the steps per second as a summary."""

    def __init__(self, every_n_steps=100, output_dir=None, summary_writer=None):
        """They go to a writer, or into a directory, the estimator's by default."""
        super().__init__(every_n_steps=every_n_steps)
        self._summary_writer = summary_writer
        if summary_writer is None and output_dir:
            self._summary_writer = tf.summary.FileWriterCache.get(output_dir)
        self._last = None

    def set_estimator(self, estimator):
        super().set_estimator(estimator)
        if self._summary_writer is None:
            self._summary_writer = tf.summary.FileWriterCache.get(estimator.model_dir)

    def every_n_step_end(self, step, outputs):
        now = time.time()
        if self._last is not None and self._summary_writer:
            last_step, last_time = self._last
            self._summary_writer.add_summary(tf.Summary(value=[tf.Summary.Value(
                tag="global_step/sec", simple_value=(step - last_step) / (now - last_time))]), step)
        self._last = step, now


class GraphDump(BaseMonitor):
    """Keep the first output of almost all ops, in every step; `data` is {step: {name: value}}."""

    IGNORE_OPS = ["Const", "Assign", "Identity", "Placeholder", "RandomUniform", "Cast", "RestoreSlice"]

    def __init__(self, ignore_ops=None):
        """``ignore_ops``: list of types of ops to leave out; `IGNORE_OPS` by default."""
        super().__init__()
        self._ignore_ops = ignore_ops or GraphDump.IGNORE_OPS
        self._tensors, self._data = [], {}

    def begin(self, max_steps=None):
        super().begin(max_steps=max_steps)
        self._tensors = [op.outputs[0] for op in tf.get_default_graph().get_operations()
                         if op.outputs and op.type not in self._ignore_ops]

    def step_begin(self, step):
        super().step_begin(step)
        return self._tensors

    def step_end(self, step, output):
        super().step_end(step, output)
        self._data[step] = output

    @property
    def data(self):
        return self._data

    def compare(self, other_dump, step, atol=1e-06):
        """How this dump and another differ.

        Args:
            other_dump: a `GraphDump`.
            step: the step to compare.
            atol: how far arrays may be apart.

        Returns:
            (list of names that match, {name: what the values differ by, or the two values}).

        Raises:
            ValueError: the other one lacks a name.
        """
        matched, non_matched = [], {}
        others = other_dump.data.get(step, {})
        for name, value in self.data.get(step, {}).items():
            if not isinstance(name, str):
                continue
            if name not in others:
                raise ValueError("%s missing at step %s.", (name, step))
            other = others[name]
            if isinstance(value, str):
                continue
            arrays = isinstance(value, np.ndarray)
            if np.allclose(value, other, atol=atol) if arrays else value == other:
                matched.append(name)
            else:
                non_matched[name] = value - other if arrays else (value, other)
        return matched, non_matched
