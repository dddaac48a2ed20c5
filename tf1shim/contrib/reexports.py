"""Contrib modules that only passed on what TensorFlow has elsewhere: one table, `data/reexports.json`.

The table maps ``module name -> {name: provider}``, providers as in `tf1shim.faces.providers`; a list is tried in order,
because private modules move. What no provider has on the installed TensorFlow is left out.
"""

import functools
import json
import os

from tf1shim import errors
from tf1shim.faces import providers

_FILE = os.path.join(os.path.dirname(__file__), "data", "reexports.json")


def serve(namespace):
    """Give the calling module the names that the table has for it, loaded when first asked for.

    Args:
        namespace: the module's ``globals()``; gets ``__getattr__`` and ``__dir__``.
    """
    name = namespace["__name__"].partition("tf1shim.contrib.")[2]
    table = _tables()[name]

    def __getattr__(attribute):
        if attribute not in table:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {attribute!r}")
        try:
            value = providers.resolve(table[attribute])
        except (ImportError, AttributeError) as error:
            remedy = providers.remedy(error)
            if remedy is None:
                raise AttributeError(attribute) from error
            return errors.unavailable(f"tf.contrib.{name}.{attribute}", f"{error.name} is not installed", remedy)
        namespace[attribute] = value
        return value

    def __dir__():
        return sorted({n for n in namespace if not n.startswith("_")} | set(table))

    namespace.update(__getattr__=__getattr__, __dir__=__dir__)


@functools.lru_cache(maxsize=None)
def _tables():
    with open(_FILE, encoding="utf-8") as stream:
        return json.load(stream)


def resolve(module, name):
    """The value of one row of the table.

    Args:
        module: name below ``tf.contrib.``.
        name: the name in it.

    Raises:
        ImportError, AttributeError: the installed TensorFlow has it nowhere.
    """
    return providers.resolve(_tables()[module][name])
