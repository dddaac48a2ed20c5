"""The journal: every change of an object that is not ours is noted here, and can be taken back."""

import threading

_MISSING = object()


class Journal:
    """Notes of changes, undone in reverse order.

    A note is taken back only if the thing still is what we made it: where someone else has changed it since, it is
    left alone and reported by `undo`. Thread-safe.
    """

    def __init__(self):
        self._notes = []
        self._lock = threading.RLock()

    def __len__(self):
        return len(self._notes)

    def on_undo(self, action, what=""):
        """Call ``action()`` on undo. ``what`` names the change in reports."""
        with self._lock:
            self._notes.append((what or getattr(action, "__qualname__", "change"), action))

    def set_attr(self, owner, name, value):
        """``setattr(owner, name, value)``; undo restores the raw entry of ``owner.__dict__``, or removes ours."""
        # Reading __dict__, not getattr: descriptors (staticmethod, property) must come back as they were.
        original = vars(owner).get(name, _MISSING)
        setattr(owner, name, value)
        ours = vars(owner).get(name, _MISSING)

        def restore():
            if vars(owner).get(name, _MISSING) is not ours:
                return f"{_label(owner)}.{name} was changed by someone else and is left as it is"
            if original is _MISSING:
                delattr(owner, name)
            else:
                setattr(owner, name, original)

        self.on_undo(restore, f"{_label(owner)}.{name}")
        return original

    def set_item(self, mapping, key, value):
        """``mapping[key] = value``; undo restores or removes the entry."""
        original = mapping.get(key, _MISSING)
        mapping[key] = value

        def restore():
            current = mapping.get(key, _MISSING)
            # os.environ gives a new string each time.
            if current is not value and not (isinstance(value, str) and current == value):
                return f"entry {key!r} was changed by someone else and is left as it is"
            if original is _MISSING:
                del mapping[key]
            else:
                mapping[key] = original

        self.on_undo(restore, f"entry {key!r}")

    def wrap(self, owner, name, wrapper):
        """Wrap the function or method ``owner.name`` with a wrapt wrapper ``(wrapped, instance, args, kwargs)``.

        The wrapper is marked so that AutoGraph leaves it alone.
        """
        import wrapt

        for klass in getattr(owner, "__mro__", (owner,)):
            if name in vars(klass):
                original = vars(klass)[name]
                break
        else:
            original = getattr(owner, name)
        wrapped = wrapt.FunctionWrapper(original, wrapper)
        _mark_for_autograph(original)
        self.set_attr(owner, name, wrapped)

    def describe(self):
        """What is changed now, in order: list of short texts."""
        with self._lock:
            return [what for what, _ in self._notes]

    def undo(self):
        """Take every change back, newest first; returns the list of what could not be (empty if all was)."""
        left = []
        with self._lock:
            while self._notes:
                what, action = self._notes.pop()
                try:
                    problem = action()
                except Exception as error:  # one stubborn change must not keep the others
                    problem = f"{what}: {error!r}"
                if isinstance(problem, str):
                    left.append(problem)
        return left


def _label(owner):
    return getattr(owner, "__name__", repr(owner))


def _mark_for_autograph(function):
    # Without the mark AutoGraph prints "appears to be decorated by wrapt" for every wrapper it meets.
    target = getattr(function, "__func__", function)
    try:
        from tensorflow import autograph

        target.autograph_info__ = vars(autograph.experimental.do_not_convert(lambda: None)).get("autograph_info__")
    except (AttributeError, TypeError, ImportError):
        pass
