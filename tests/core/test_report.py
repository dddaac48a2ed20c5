"""Legacy-call warnings: once per call site, at the user's line, as the setting says."""

import warnings

import pytest

from tf1shim import report, settings
from tf1shim.errors import TF1ShimWarning, UnavailableError, unavailable


@pytest.fixture(autouse=True)
def fresh():
    report.forget()
    yield
    report.forget()
    settings.set_current(None)


def calls(how, times=2):
    settings.set_current(settings.load({"warnings": how}))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(times):
            report.legacy_call("tf.Session", "call the model directly")  # the call site
        report.legacy_call("tf.Session", "call the model directly")
    return caught


@pytest.mark.parametrize("how, count", [("off", 0), ("once", 2), ("each", 3)])
def test_how_often(how, count):
    caught = calls(how)
    assert len(caught) == count
    for warning in caught:
        assert warning.category is TF1ShimWarning
        assert warning.filename == __file__
        assert str(warning.message) == (
            "tf.Session is a TensorFlow 1 call; instead: call the model directly")


def test_error_raises():
    with pytest.raises(TF1ShimWarning):
        calls("error")


@pytest.mark.parametrize("how, count", [("off", 0), ("once", 1), ("each", 2)])
def test_notices_follow_the_setting(how, count):
    settings.set_current(settings.load({"warnings": how}))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(2):
            report.notice("something is left out")
    assert [w.filename for w in caught] == [__file__] * count


def test_a_notice_can_be_an_error():
    settings.set_current(settings.load({"warnings": "error"}))
    with pytest.raises(TF1ShimWarning):
        report.notice("something is left out")


def test_calls_are_counted_whatever_is_shown():
    calls("off", times=3)
    rows = report.legacy_calls()
    assert [(r["call"], r["count"], r["file"]) for r in rows] == [
        ("tf.Session", 3, __file__), ("tf.Session", 1, __file__)]


def test_unavailable_raises_only_when_used():
    thing = unavailable("tf.contrib.x.y", "its kernel is gone", "use z")
    assert repr(thing) == "<unavailable tf.contrib.x.y>"
    text = "tf.contrib.x.y is not available: its kernel is gone. Instead: use z."
    with pytest.raises(UnavailableError, match=text.replace(".", r"\.")):
        thing()
    with pytest.raises(UnavailableError):
        _ = thing.attribute
    with pytest.raises(UnavailableError):
        class Sub(thing):
            pass
    assert not isinstance(3, type(thing))
    assert getattr(thing, "attribute", "default") == "default"
