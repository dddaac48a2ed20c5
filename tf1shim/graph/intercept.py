"""Wrapping a function in place, whoever holds it.

TensorFlow hands one function out under many names (``random_ops.random_uniform``, ``tf.random_uniform``,
``from ... import``), and the facades that hold them must stay as they are. So the function object itself is changed:
its code becomes a trampoline, and a twin keeps the original code.
"""

import functools
import inspect
import itertools
import types

_count = itertools.count()  # a function may be changed twice, by different rooms


def intercept(journal, function, around):
    """Make every call of ``function`` go through ``around(original, args, kwargs)``.

    Args:
        journal: the `undo.Journal` the change is noted in.
        function: a Python function or method, possibly decorated (decorators are looked through, so the change is
            seen under every decorated name too).
        around: called with the original (a function) and the call's positional and keyword arguments.
    """
    _replace(journal, function, "return {key}(args, kwargs)", lambda original: functools.partial(around, original))


def guard(journal, function, handle):
    """Make ``handle(error)`` see what calls of ``function`` raise, before it goes on; see `intercept`.

    During the call there is no frame of ours on the stack, which TensorFlow notes for each operation.
    """
    body = ("try:\n   return {key}[0](*args, **kwargs)\n"
            "  except Exception as error:\n   {key}[1](error)\n   raise")
    _replace(journal, function, body, lambda original: (original, handle))


def _replace(journal, function, body, value):
    function = plain(function)
    original = types.FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    original.__kwdefaults__ = function.__kwdefaults__
    functools.update_wrapper(original, function)
    del original.__wrapped__
    key = f"_tf1shim_around_{function.__qualname__.replace('.', '_')}_{next(_count)}"
    namespace = {}
    # The trampoline runs with the globals of the function it replaces, so that is where it finds us; and it must
    # close over as many names.
    names = ", ".join(function.__code__.co_freevars)
    exec(
        f"def make({names}):\n def trampoline(*args, **kwargs):\n  {names}\n  {body.format(key=key)}\n"
        " return trampoline",
        namespace,
    )
    trampoline = namespace["make"](*function.__code__.co_freevars)
    before = (
        function.__code__,
        function.__defaults__,
        function.__kwdefaults__,
        function.__dict__.get("__signature__"),
    )
    journal.set_item(function.__globals__, key, value(original))
    signature = inspect.signature(function)
    code = trampoline.__code__.replace(
        co_name=before[0].co_name,
        co_filename=before[0].co_filename,
        co_firstlineno=before[0].co_firstlineno,
    )
    function.__signature__ = signature
    # AutoGraph would read the original's source and convert that instead; the mark makes it call what is here.
    unmarked = "autograph_info__" not in vars(function)
    if unmarked:
        function.autograph_info__ = _autograph_mark()
    function.__code__, function.__defaults__, function.__kwdefaults__ = code, None, None

    def restore():
        if function.__code__ is not code:
            return f"{function.__qualname__} was changed by someone else and is left as it is"
        function.__code__, function.__defaults__, function.__kwdefaults__ = before[:3]
        if unmarked:
            del function.autograph_info__
        if before[3] is None:
            del function.__signature__
        else:
            function.__signature__ = before[3]

    journal.on_undo(restore, f"code of {function.__qualname__}")


def plain(function):
    """The undecorated function behind TensorFlow's and functools' decorators."""
    function = getattr(function, "__func__", function)
    while True:
        decorator = getattr(function, "_tf_decorator", None)
        inner = (
            decorator.decorated_target
            if decorator is not None
            else getattr(function, "__wrapped__", None)
        )
        if inner is None or inner is function:
            return function
        function = inner


def _autograph_mark():
    from tensorflow import autograph

    return vars(autograph.experimental.do_not_convert(lambda: None)).get("autograph_info__")
