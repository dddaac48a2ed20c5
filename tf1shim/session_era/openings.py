"""Which graph and session contexts are open in this thread, and how each was opened.

TF1: `tf.reset_default_graph` refuses to run while a graph context is open, whoever opened it.
TF2: the same refusal; it cannot say what is open, and a notebook's forgotten context blocks it for good.
Here: every context of `Graph.as_default` and of a default session notes, when it is entered, whether a ``with``
statement entered it (which will leave it) or a call by hand (which nobody may ever take back).

A ``with`` statement is told from a call by the instruction at which the entering frame stands: only the compiler emits
it, so nothing about frames has to be kept or looked at later, and a notebook cell that has ended leaves no doubt.
"""

import contextlib
import dis
import sys
import threading
import weakref

_LIBRARIES = frozenset({"tf1shim", "tensorflow", "keras", "tf_keras", "wrapt", "contextlib"})
_WITH = frozenset(dis.opmap[name] for name in ("SETUP_WITH", "BEFORE_WITH") if name in dis.opmap)
# Generators, coroutines, asynchronous generators: their frames can stop inside a `with` block.
_RESUMABLE = 0x20 | 0x80 | 0x200

_MOMENTARY = frozenset({"_apply_op_helper", "executing_eagerly_outside_functions", "init_scope"})
# Those of them in which nobody else's code could notice that the default graph was not opened a second time.
_UNSEEN = _MOMENTARY - {"init_scope"}

_thread = threading.local()
_known = {}  # module name -> whether it is a library's


def install(journal):
    """Note openings of the graph and session stacks; ``journal`` takes it back."""
    from tensorflow.python.framework import ops

    graphs = type(ops._default_graph_stack)
    base = graphs.__mro__[1]
    sessions = session_stack()
    _wrap(journal, graphs, lambda stack: True)
    # The base class serves other stacks too; of those only the sessions' is ours.
    _wrap(journal, base, lambda stack: stack is sessions)


def _wrap(journal, owner, is_ours):
    from tensorflow.python.eager.context import executing_eagerly

    original = vars(owner)["get_controller"]

    def get_controller(self, default):
        if not is_ours(self):
            return original(self, default)
        frame = sys._getframe(1)
        if not _is_internal(frame):
            return Opening(lambda: original(self, default), default, self)
        if frame.f_back.f_code.co_name in _UNSEEN and self.get_default() is default and not executing_eagerly():
            return contextlib.nullcontext(default)  # saves three generators for every operation
        return original(self, default)

    get_controller.__doc__ = original.__doc__
    journal.set_attr(owner, "get_controller", get_controller)


def _is_internal(frame):
    """Whether TensorFlow opens the context for a moment of its own, as it does three times for each operation.

    ``frame`` is that of `Graph.as_default`; what its caller opens then is left before the user's code goes on.
    """
    caller = frame.f_back
    if caller is None:
        return False
    if caller.f_code.co_name in _MOMENTARY:
        return _is_library(caller)
    if caller.f_code.co_name != "__enter__" or caller.f_globals is not frame.f_globals:
        return False
    while caller is not None and caller.f_globals is frame.f_globals:
        caller = caller.f_back  # `ops.name_scope`, opened by
    return caller is not None and _is_library(caller)


class Opening(contextlib.ContextDecorator):
    """A context of a default graph or session.

    Args:
        make: returns the genuine context manager.
        subject: the graph or session.
        stack: the genuine stack it goes on, or None where there is none (eager stand-ins).
    """

    def __init__(self, make, subject, stack=None):
        self._make = make
        self._genuine = make()
        self.subject = subject
        self.stack = stack
        self.how = None

    def _recreate_cm(self):
        return Opening(self._make, self.subject, self.stack)

    def __enter__(self):
        value = self._genuine.__enter__()
        self.how = _How(sys._getframe(1))
        here = _here()
        if len(here) > 32:  # contexts entered by hand and then dropped
            here[:] = [ref for ref in here if ref() is not None]
        here.append(weakref.ref(self))
        return value

    def __exit__(self, *exc):
        here = _here()
        if here and here[-1]() is self:
            here.pop()
        else:
            here[:] = [ref for ref in here if ref() not in (None, self)]
        # After `close` the genuine generator has ended, and its exit does nothing.
        return self._genuine.__exit__(*exc)

    def close(self):
        """Leave the context on behalf of whoever entered it; their own leaving does nothing any more."""
        try:
            self.__exit__(None, None, None)
        except AssertionError:  # "Nesting violated": something above it on the stack stays open
            entries = self.stack.stack
            position = max(i for i, entry in enumerate(entries) if entry is self.subject)
            del entries[position]


def session_stack():
    """TensorFlow's stack of default sessions (one per thread behind one object)."""
    from tensorflow.python.framework import ops

    if hasattr(ops, "_default_session_stack"):
        return ops._default_session_stack
    from tensorflow.python.framework import stack

    return stack._default_session_stack


def open_here():
    """The `Opening`s of this thread that have not been left, oldest first."""
    return [opening for opening in (ref() for ref in _here()) if opening is not None]


def _here():
    try:
        return _thread.openings
    except AttributeError:
        _thread.openings = []
        return _thread.openings


class _How:
    """How a context was opened: by whom, where, and whether somebody is bound to leave it.

    ``file`` and ``line`` are the user's.
    """

    __slots__ = ("file", "line", "_kind", "_generators", "_owner")

    def __init__(self, frame):
        self.file, self.line = "<unknown>", 0
        self._generators, self._owner = (), None
        self._kind = self._find_out(frame)

    def _find_out(self, frame):
        kind = None
        while frame is not None:
            code = frame.f_code
            library = _is_library(frame)
            kind = kind or self._judge(frame, code, library)
            if not library and not self.line:
                self.file, self.line = code.co_filename, frame.f_lineno
            if kind is not None and self.line:
                return kind
            frame = frame.f_back
        return kind or "hand"

    def _judge(self, frame, code, library):
        # None: this frame only passes the entering on; ask its caller.
        if code.co_code[frame.f_lasti] in _WITH:
            if not code.co_flags & _RESUMABLE:
                return "with"
            # The block stands in a generator. A @contextmanager's is only as good as its own opening; any other is
            # resumed by a loop, a test runner or an event loop, which will let it finish.
            self._generators += ((id(frame), code),)
            return None if _is_contextlib_enter(frame.f_back) else "with"
        if code.co_name == "__enter__":
            return None
        if code.co_name in ("enter_context", "_enter_context"):  # ExitStack, unittest
            owner = frame.f_locals.get("self")
            self._owner = weakref.ref(owner) if owner is not None else lambda: True
            return "owned"
        return None if library else "hand"

    def will_be_left(self):
        """Whether a ``with`` block, or an `ExitStack` that is alive, is still going to leave the context."""
        if self._kind == "with":
            return True
        if self._kind == "owned":
            return self._owner() is not None
        if not self._generators:
            return False
        # A @contextmanager entered by hand: live only for code that runs inside the generator itself.
        frame = sys._getframe(1)
        while frame is not None:
            if (id(frame), frame.f_code) in self._generators:
                return True
            frame = frame.f_back
        return False


def _is_library(frame):
    name = frame.f_globals.get("__name__")
    try:
        return _known[name]
    except KeyError:
        return _known.setdefault(name, str(name).partition(".")[0] in _LIBRARIES)


def _is_contextlib_enter(frame):
    return (frame is not None and frame.f_code.co_name == "__enter__"
            and frame.f_globals.get("__name__") == "contextlib")
