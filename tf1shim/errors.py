"""Exceptions, the warning category, and the stand-in for names that cannot be given."""


class TF1ShimWarning(UserWarning):
    """Category of every warning tf1shim gives: filter on it with the standard ``warnings`` filters."""


class TF1ShimError(RuntimeError):
    """tf1shim cannot do what was asked; the message names the call and what to do instead."""


class SettingError(ValueError):
    """A setting has an unknown name or value; the message names it, where it came from and what is allowed."""


class UnavailableError(TF1ShimError, AttributeError, NotImplementedError):
    """A TF1 name that no installed library provides was used.

    It is an ``AttributeError`` so that ``hasattr`` and ``getattr(x, name, default)`` in old programs go on working.
    """


def unavailable(name, reason, instead=None):
    """Return an object for TF1's ``name`` that can be imported and passed about, but raises when used.

    Args:
        name: dotted TF1 name, e.g. ``"tf.contrib.fused_conv.fused_conv2d_bias_activation"``.
        reason: why it cannot be given, one clause without a full stop.
        instead: what to use instead, one clause, or None.
    """
    return _Unavailable(name, unavailable_message(name, reason, instead))


def is_unavailable(value):
    """Whether a value is what `unavailable` gave."""
    return type(value) is _Unavailable


def unavailable_message(name, reason, instead=None):
    """The text of an `UnavailableError`: the name, the reason, the way out."""
    text = f"{name} is not available: {reason}."
    return f"{text} Instead: {instead}." if instead else text


class _Unavailable:
    # Real dunder methods, so that calling, subclassing and reading all end in the same clear error.
    __slots__ = ("_name", "_message")

    def __init__(self, name, message):
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_message", message)

    def _raise(self):
        raise UnavailableError(self._message)

    def __call__(self, *args, **kwargs):
        self._raise()

    def __mro_entries__(self, bases):
        self._raise()

    def __getattr__(self, name):
        # Introspection (inspect, copy, doctest) probes dunders on everything; that is not use.
        if name.startswith("__") and name.endswith("__") and name != "__version__":
            raise AttributeError(name)
        self._raise()

    def __instancecheck__(self, instance):
        return False

    def __subclasscheck__(self, subclass):
        return False

    def __repr__(self):
        return f"<unavailable {self._name}>"
