"""Checkpointable classes that look up their dependencies themselves.

TF1: a class overrides ``_lookup_dependency(self, name)``, to make objects that a checkpoint has and it has not yet.
TF2: the method gets the dependencies collected so far, too.
Here: an override of the old form is called with the name alone.
"""

import functools
import inspect
import types

from tf1shim.faces import providers

_PLACES = ["tensorflow.python.trackable.base:Trackable", "tensorflow.python.training.tracking.base:Trackable"]


def install(journal):
    """Adapt such classes when they are made; undone with the journal."""
    trackable = providers.resolve(_PLACES)
    if len(inspect.signature(trackable._lookup_dependency).parameters) < 3:
        return

    def adapt(cls, **options):
        super(trackable, cls).__init_subclass__(**options)
        own = vars(cls).get("_lookup_dependency")
        if isinstance(own, types.FunctionType) and len(inspect.signature(own).parameters) == 2:
            cls._lookup_dependency = _by_name(own)

    journal.set_attr(trackable, "__init_subclass__", classmethod(adapt))


def _by_name(method):
    @functools.wraps(method)
    def lookup(self, name, cached_dependencies=None):
        return method(self, name)

    return lookup
