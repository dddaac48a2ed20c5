"""Sessions that keep what they worked out.

TF1: reinforcement learning, GAN and per-sample loops call ``Session.run`` with the same fetches thousands of times
    (client/session.py); most of a small step's time is the call's own overhead.
TF2: the same ``Session.run``, each call of which works out the fetches, feeds and names afresh and hands the step to
    another thread.
Here: a session keeps a `session_plan.Plan` for each (fetch structure, set of fed tensors). The first run is genuine;
    later ones go by the plan, and through a prepared callable once that has paid for itself. Whatever a plan cannot
    do exactly as ``run`` does it (and each error in the arguments) is left to the genuine ``run``.
"""

import collections
import functools
import threading
import time

from tf1shim import settings
from tf1shim.graph import session_plan

MOST_PLANS = 256  # of one session; the one unused for longest gives way

_STRUCTURED = (list, tuple, dict, str)
_PLANS = "_tf1shim_plans"  # the session's attribute, so that plans die with it
_lock = threading.Lock()
_counts = collections.Counter()
_fallbacks = collections.Counter()


def install(journal):
    """Install the patch unless the setting ``fast`` is off; changes go through ``journal``."""
    if not settings.current().fast:
        return
    from tensorflow.python.client import session as session_module

    base = session_module.BaseSession
    journal.set_attr(base, "run", _faster(base.run, session_plan.Maker(session_module)))


def stats():
    """What became of the calls of ``Session.run`` in this process.

    Returns:
        dict: ``hits`` (by a plan), ``misses`` (the first run of its kind), ``fallbacks`` (reason -> count of calls
        that were left to the genuine ``run``). Counts of threads that run at once may be short by a few.
    """
    return {"hits": _counts["hits"], "misses": _counts["misses"], "fallbacks": dict(_fallbacks)}


def forget():
    """Start the counts afresh."""
    _counts.clear()
    _fallbacks.clear()


class Plans(dict):
    """The plans of a session: key -> `session_plan.Plan`, or the reason (a str) why there is none."""

    def __init__(self):
        self.used = 0  # runs so far, for finding the plan unused for longest

    def add(self, key, plan):
        with _lock:
            if len(self) >= MOST_PLANS:
                oldest = min(self, key=lambda k: getattr(self[k], "used", 0))
                del self[oldest]
            self[key] = plan


def _faster(genuine, maker):
    @functools.wraps(genuine)
    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        asked = options is not None or run_metadata is not None
        if asked and not maker.plain(self, options):
            _fallbacks["options or metadata asked for"] += 1
            return genuine(self, fetches, feed_dict, options, run_metadata)
        plans = self.__dict__.get(_PLANS)
        if plans is None:
            plans = self.__dict__.setdefault(_PLANS, Plans())
        try:
            key = _key(fetches), _feed_key(feed_dict) if feed_dict else ()
            plan = plans.get(key)
        except (TypeError, RecursionError):  # unhashable keys, lists that hold themselves
            _fallbacks["fetches of an unusual kind"] += 1
            return genuine(self, fetches, feed_dict, options, run_metadata)
        if plan.__class__ is session_plan.Plan:
            plans.used = plan.used = plans.used + 1
            feeds = plan.convert(self, feed_dict)
            if feeds is not None:
                _counts["hits"] += 1
                result = plan.run(self, feeds)
                if run_metadata is not None:
                    run_metadata.Clear()
                return result
            _fallbacks["arguments that run must look at"] += 1
            return genuine(self, fetches, feed_dict, options, run_metadata)
        if plan is not None:
            _fallbacks[plan] += 1
            return genuine(self, fetches, feed_dict, options, run_metadata)
        _counts["misses"] += 1
        start = time.perf_counter()
        result = genuine(self, fetches, feed_dict, options, run_metadata)
        elapsed = time.perf_counter() - start
        try:
            plan = maker.plan(self, fetches, feed_dict, elapsed)
        except Exception:  # the step has run: whatever is odd about it, its result stands
            plan = "could not be planned"
        plans.add(key, plan)
        return result

    return run


def _key(fetches):
    """A hashable picture of a fetch structure; leaves by identity (a plan keeps its leaves alive)."""
    if not isinstance(fetches, _STRUCTURED):
        return id(fetches)
    kind = fetches.__class__
    if kind is str:
        return fetches
    if isinstance(fetches, (list, tuple)):
        return (kind, *map(_key, fetches))
    if isinstance(fetches, dict):
        return (kind, *fetches, *map(_key, fetches.values()))
    return id(fetches)  # a class made from str: looked at by what it is, not what it says


def _feed_key(feed_dict):
    if not isinstance(feed_dict, dict):
        raise TypeError("not a dict")
    return tuple([key if key.__class__ is str else id(key) for key in feed_dict])
