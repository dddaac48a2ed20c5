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
            ValueError: the function takes the results, but not the checkpoint they are of.
        """
        offered = {"checkpoint_path": checkpoint_path, "eval_result": eval_result,
                   "strip_default_attrs": self.strip_default_attrs}
        wanted = inspect.signature(self.export_fn).parameters
        if "eval_result" in wanted and "checkpoint_path" not in wanted:
            raise ValueError("An export_fn accepting eval_result must also accept checkpoint_path.")
        return self.export_fn(estimator, export_path, **{
            name: value for name, value in offered.items()
            if name in wanted and (value is not None or name != "strip_default_attrs")})
