"""How models are exported (source: contrib/learn/python/learn/export_strategy.py)."""

import collections
import inspect


class ExportStrategy(collections.namedtuple(
        "ExportStrategy", ["name", "export_fn", "strip_default_attrs"])):
    """A name and a function ``(estimator, export_dir_base[, checkpoint_path][, eval_result])``."""

    def __new__(cls, name, export_fn, strip_default_attrs=None):
        return super().__new__(cls, name, export_fn, strip_default_attrs)

    def export(self, estimator, export_path, checkpoint_path=None, eval_result=None):
        """Call the function with what it takes; returns what it returns.

        Raises:
            ValueError: ``eval_result`` or ``checkpoint_path`` are given and not taken as one would think.
        """
        offered = {"checkpoint_path": checkpoint_path, "eval_result": eval_result,
                   "strip_default_attrs": self.strip_default_attrs}
        wanted = inspect.signature(self.export_fn).parameters
        return self.export_fn(estimator, export_path, **{
            name: value for name, value in offered.items()
            if name in wanted and (value is not None or name != "strip_default_attrs")})


def make_export_strategy(serving_input_fn, default_output_alternative_key=None, assets_extra=None,
                         as_text=False, exports_to_keep=5, strip_default_attrs=None):
    """An `ExportStrategy` "Servo" that writes SavedModels.

    Args:
        serving_input_fn: makes the serving input receiver.
        default_output_alternative_key: kept for the signature.
        assets_extra: {path in the export: file}.
        as_text: write the graph as text.
        exports_to_keep: older ones are deleted; all are kept with None.
        strip_default_attrs: kept for the signature.
    """
    def export_fn(estimator, export_dir_base, checkpoint_path=None):
        import tensorflow.compat.v1 as tf

        save = getattr(estimator, "export_saved_model", None) or estimator.export_savedmodel
        path = save(export_dir_base, serving_input_fn, assets_extra=assets_extra,
                    as_text=as_text, checkpoint_path=checkpoint_path)
        if exports_to_keep is not None:
            kept = sorted(n for n in tf.gfile.ListDirectory(export_dir_base)
                          if n.strip("/").isdigit())
            for name in kept[:-exports_to_keep]:
                tf.gfile.DeleteRecursively(f"{export_dir_base}/{name}")
        return path

    return ExportStrategy("Servo", export_fn, strip_default_attrs)
