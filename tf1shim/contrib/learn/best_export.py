"""Exports that depend on evaluations or on other exports (source: contrib/learn/.../saved_model_export_utils.py)."""

import glob
import os
import time

import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.export_strategy import ExportStrategy
from tf1shim.contrib.learn.metric_key import MetricKey

__all__ = ["BestModelSelector", "extend_export_strategy", "make_best_model_export_strategy"]


def _lower_loss(curr_best_eval_result, cand_eval_result):
    for name, result in (("curr_best_eval_result", curr_best_eval_result), ("cand_eval_result", cand_eval_result)):
        if not result or MetricKey.LOSS not in result:
            raise ValueError(f"{name} cannot be empty or no loss is found in it.")
    return curr_best_eval_result[MetricKey.LOSS] > cand_eval_result[MetricKey.LOSS]


class BestModelSelector:
    """Remembers the best evaluation.

    Args:
        event_file_pattern: events of former evaluations.
        compare_fn: ``(best, candidate)`` -> whether the candidate is better; default: by loss.
    """

    def __init__(self, event_file_pattern=None, compare_fn=None):
        self._compare_fn = compare_fn or _lower_loss
        self._best_eval_result = self._get_best_eval_result(event_file_pattern)

    def update(self, checkpoint_path, eval_result):
        """``(checkpoint_path, eval_result)`` where it is the best by now, else ``("", None)``.

        Raises:
            ValueError: one of them is missing.
        """
        if not checkpoint_path:
            raise ValueError("Checkpoint path is empty.")
        if eval_result is None:
            raise ValueError(f"{checkpoint_path} has empty evaluation results.")
        if self._best_eval_result is not None and not self._compare_fn(self._best_eval_result, eval_result):
            return "", None
        self._best_eval_result = eval_result
        return checkpoint_path, eval_result

    def _get_best_eval_result(self, event_files):
        best = None
        for path in glob.glob(event_files) if event_files else ():
            for event in tf.train.summary_iterator(path):
                if event.HasField("summary"):
                    found = {value.tag: value.simple_value for value in event.summary.value
                             if value.HasField("simple_value")}
                    if best is None or self._compare_fn(best, found):
                        best = found
        return best


def make_best_model_export_strategy(serving_input_fn, exports_to_keep=1, model_dir=None, event_file_pattern=None,
                                    compare_fn=None, default_output_alternative_key=None, strip_default_attrs=None):
    """An `ExportStrategy` "best_model" that exports only models better than those before.

    Args:
        serving_input_fn, exports_to_keep, default_output_alternative_key, strip_default_attrs: as for
            `make_export_strategy`.
        model_dir, event_file_pattern: where the events of former evaluations lie.
        compare_fn: as for `BestModelSelector`.
    """
    from tf1shim.contrib.learn.saved_model_export_utils import make_export_strategy

    servo = make_export_strategy(serving_input_fn, exports_to_keep=exports_to_keep,
                                 default_output_alternative_key=default_output_alternative_key,
                                 strip_default_attrs=strip_default_attrs)
    selector = BestModelSelector(
        os.path.join(model_dir, event_file_pattern) if model_dir and event_file_pattern else None, compare_fn)

    def export_fn(estimator, export_dir_base, checkpoint_path, eval_result=None):
        path, result = selector.update(checkpoint_path or tf.train.latest_checkpoint(estimator.model_dir),
                                       eval_result)
        if not path or result is None:
            return ""
        return servo.export(estimator, os.path.join(export_dir_base, os.path.basename(path)), path, result)

    return ExportStrategy("best_model", export_fn)


def extend_export_strategy(base_export_strategy, post_export_fn, post_export_name=None):
    """An `ExportStrategy` that makes another export of one.

    Args:
        base_export_strategy: the first.
        post_export_fn: ``(export, folder)`` -> path of the second, in the folder.
        post_export_name: its name; the first's by default.
    """
    def export_fn(estimator, export_dir_base, checkpoint_path=None):
        base = _fresh(export_dir_base, "temp-base-export-")
        exported = base_export_strategy.export(estimator, base, checkpoint_path)
        post = _fresh(export_dir_base, "temp-post-export-")
        made = post_export_fn(exported, post)
        if not made.startswith(post):
            raise ValueError(f"post_export_fn must return a sub-directory of {post}")
        final = os.path.join(export_dir_base, os.path.relpath(made, post))
        if tf.gfile.Exists(final):
            raise RuntimeError("Failed to obtain final export directory")
        tf.gfile.Rename(made, final)
        tf.gfile.DeleteRecursively(base)
        tf.gfile.DeleteRecursively(post)
        return final

    return ExportStrategy(post_export_name or base_export_strategy.name, export_fn)


def _fresh(folder, stem):
    path = os.path.join(folder, f"{stem}{int(time.time())}")
    if tf.gfile.Exists(path):
        raise RuntimeError(f"Failed to obtain {stem.strip('-')} directory")
    tf.gfile.MakeDirs(path)
    return path
