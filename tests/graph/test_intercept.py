"""Functions wrapped in place: every name sees it, and it can be undone."""

import functools
import inspect

import pytest

pytest.importorskip("tensorflow")  # the mark for AutoGraph is TensorFlow's

from tf1shim.graph.intercept import intercept
from tf1shim.undo import Journal


def plain(a, b=2, *more, c=3):
    """What it says."""
    return a, b, more, c


def decorated(function):
    @functools.wraps(function)
    def outer(*args, **kwargs):
        return function(*args, **kwargs)

    return outer


class Base:
    def call(self, x):
        return [x]


class Derived(Base):
    def call(self, x):
        return super().call(x) + [x]


def _doubled(original, args, kwargs):
    return 2 * original(*args, **kwargs)


def test_every_alias_sees_it_and_undo_brings_all_back():
    alias, wrapped = plain, decorated(plain)
    before = (plain.__code__, plain.__defaults__, plain.__kwdefaults__, dict(vars(plain)))
    journal = Journal()
    intercept(journal, wrapped, _doubled)
    assert alias(1) == wrapped(1) == (1, 2, (), 3, 1, 2, (), 3)
    assert plain(1, 5, 6, c=7) == 2 * (1, 5, (6,), 7)
    assert (
        str(inspect.signature(plain)) == "(a, b=2, *more, c=3)" and plain.__doc__ == "What it says."
    )
    assert journal.undo() == []
    assert alias(1) == (1, 2, (), 3)
    assert (plain.__code__, plain.__defaults__, plain.__kwdefaults__, dict(vars(plain))) == before


def test_methods_that_call_super():
    journal = Journal()
    intercept(journal, Derived.call, _doubled)
    assert Derived().call(1) == [1, 1, 1, 1]
    journal.undo()
    assert Derived().call(1) == [1, 1]


def test_what_another_changed_is_left():
    def target():
        return 1

    journal = Journal()
    intercept(journal, target, _doubled)
    target.__code__ = (lambda: 7).__code__
    assert "changed by someone else" in journal.undo()[0]
    assert target() == 7


def test_errors_pass_through():
    journal = Journal()
    intercept(journal, plain, _doubled)
    with pytest.raises(TypeError):
        plain()
    journal.undo()
