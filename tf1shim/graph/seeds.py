"""The random numbers of TF 1.15.

TF1: an op without a seed of its own, in a graph with ``tf.set_random_seed(n)``, takes the number of ops created so
    far in the graph as its seed (python/framework/random_seed.py, ``graph._last_id``). The kernels' numbers follow.
TF2: from 2.4 on the op seed counts the draws of the graph; and many calls create more or fewer ops than in 1.15.
Here: the draw counter is exchanged for 1.15's rule, on ids which `op_ids` corrects by the rules of `seed_rules` (calls)
    and `seed_gradients`. Graphs without a seed, ops with one, and eager mode are not touched.
"""

import importlib
import inspect

from tf1shim import settings
from tf1shim.graph import (  # noqa: F401  (the others add to seed_rules.RULES)
    intercept,
    op_ids,
    seed_calls,
    seed_draws,
    seed_gradients,
    seed_images,
    seed_layers,
    seed_rules,
    seed_sparse,
)


def install(journal):
    """Install the patch unless the setting ``seeds`` is off; changes go through ``journal`` (an `undo.Journal`)."""
    if not settings.current().seeds:
        return
    from tensorflow.python.framework import random_seed

    journal.set_attr(random_seed, "_graph_to_seed_dict", _LastIds())
    journal.on_undo(op_ids.forget_all, "op ids")
    done = set()
    for targets, rule in seed_rules.RULES:
        for target in targets:
            function = _resolve(target)
            if function is None:
                continue
            function = intercept.plain(function)
            if function not in done:  # Keras gives one class under several paths
                done.add(function)
                intercept.intercept(journal, function, _Corrected(rule, function))
    seed_gradients.install(journal)


def tf1_last_id(graph):
    """How many ops TF 1.15 would have created in ``graph`` by now (its ``graph._last_id``)."""
    return op_ids.of(graph).last


class _LastIds:
    """Stands in for TensorFlow's table graph -> number of draws: gives the last op id and takes no counting."""

    def setdefault(self, graph, default):
        del default
        return op_ids.of(graph).draw()

    def __getitem__(self, graph):
        return op_ids.of(graph).last

    def __setitem__(self, graph, value):
        pass

    def pop(self, graph, default=None):
        """`ops.reset_default_graph` and tests may clear a graph's count; there is none."""
        del graph
        return default


class _Corrected:
    """Calls a function under a rule that knows what TF 1.15 created for the same call."""

    def __init__(self, rule, function):
        from tensorflow.python.eager import context
        from tensorflow.python.framework import ops

        # Not the code's names: another room may have put its trampoline there, and noted the signature.
        known = inspect.signature(function).parameters.values()
        by_place = [each for each in known if each.kind <= each.POSITIONAL_OR_KEYWORD]
        self._rule = rule
        self._count = len(by_place)
        self._names = [each.name for each in by_place]
        self._defaults = {each.name: each.default for each in by_place if each.default is not each.empty}
        self._eager = context.executing_eagerly
        self._graph = ops.get_default_graph

    def __call__(self, original, args, kwargs):
        if self._eager():
            return original(*args, **kwargs)
        given = dict(self._defaults)
        given.update(zip(self._names, args))
        given.update(kwargs)
        given["more"] = args[self._count :]
        return self._rule(op_ids.of(self._graph()), lambda: original(*args, **kwargs), given)


def _resolve(target):
    """``"package.module:name"`` or ``"package.module:Class.method"`` -> function, or None where it is not."""
    module, _, path = target.partition(":")
    try:
        found = importlib.import_module(module)
    except ImportError:
        return None
    for name in path.split("."):
        found = vars(found).get(name) if isinstance(found, type) else getattr(found, name, None)
        if found is None:
            return None
    return found
