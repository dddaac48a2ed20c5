"""`yaml.load(f)` without a loader: plain data is read, Python objects are refused unless the setting allows them."""

import functools

import yaml

from tf1shim import report, settings


def _plain(native, name):
    @functools.wraps(native)
    def load(stream, Loader=None):
        """PyYAML 5's call: safe where no loader is given.

        Raises:
            yaml.constructor.ConstructorError: the text holds Python objects; says what allows them.
        """
        if Loader is not None:
            return native(stream, Loader=Loader)
        if settings.current().allow_pickle:
            return native(stream, Loader=yaml.UnsafeLoader)
        report.legacy_call(f"yaml.{name} without a loader", f"yaml.safe_{name}",
                           f"PyYAML 6 wants a loader for yaml.{name}")
        try:
            return native(stream, Loader=yaml.SafeLoader)
        except yaml.constructor.ConstructorError as error:
            path, line = report.user_site()
            error.problem = (
                f"{error.problem}; the text holds Python objects, and building them runs code. If you "
                f"trust it, write Loader=yaml.UnsafeLoader in the call at {path}:{line}, or set "
                "TF1SHIM_ALLOW_PICKLE=1 for one run")
            raise

    return load


load = _plain(yaml.load, "load")
load_all = _plain(yaml.load_all, "load_all")
