"""The journal takes every change back, newest first, and leaves alone what others changed since."""

import types

from tf1shim.undo import Journal


class Thing:
    @staticmethod
    def static():
        return "static"

    @property
    def read(self):
        return "read"

    def method(self):
        return "method"


def test_raw_descriptors_come_back():
    before = dict(vars(Thing))
    journal = Journal()
    journal.set_attr(Thing, "static", staticmethod(lambda: "ours"))
    journal.set_attr(Thing, "read", 5)
    journal.set_attr(Thing, "new", 1)
    journal.wrap(Thing, "method", lambda wrapped, instance, args, kwargs: wrapped() + "!")
    assert (Thing().static(), Thing().read, Thing().new, Thing().method()) == ("ours", 5, 1, "method!")
    assert journal.undo() == []
    assert dict(vars(Thing)) == before
    assert Thing().method() == "method"


def test_what_somebody_else_changed_is_left_and_told():
    module, journal = types.ModuleType("m"), Journal()
    module.x = 1
    journal.set_attr(module, "x", 2)
    module.x = 3
    (problem,) = journal.undo()
    assert problem == "m.x was changed by someone else and is left as it is"
    assert module.x == 3


def test_one_stubborn_change_does_not_keep_the_others():
    journal, mapping = Journal(), {"a": 1}
    journal.set_item(mapping, "a", 2)
    journal.set_item(mapping, "b", 2)

    def fail():
        raise ValueError("no")

    journal.on_undo(fail, "the stubborn one")
    (problem,) = journal.undo()
    assert problem.startswith("the stubborn one: ValueError")
    assert mapping == {"a": 1}
    assert len(journal) == 0
