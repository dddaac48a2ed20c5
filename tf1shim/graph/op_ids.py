"""How many operations TensorFlow 1.15 would have created so far, for each graph.

1.15 numbers a graph's operations from 1 and takes the last number as the default seed of a random operation. The
installed TensorFlow creates more operations for some calls and fewer for others; `OpIds.extra` carries the difference.
"""

import weakref

# What control flow puts between an operation and its inputs; 1.15 and 2.x do so alike.
_PLUMBING = ("Switch", "RefSwitch", "Enter", "RefEnter")


class OpIds:
    """The ids of one graph."""

    __slots__ = ("_graph", "extra", "_next_draw", "memory", "__weakref__")

    def __init__(self, graph):
        self._graph = weakref.ref(graph)
        self.extra = 0
        self._next_draw = None
        self.memory = {}  # what 1.15 remembered about the graph to avoid building things twice

    @property
    def last(self):
        """The id TF 1.15 would have given to the operation created last."""
        return self._graph().version + self.extra

    def mark(self):
        """A place to count from."""
        return Mark(self.last, self._graph().version)

    def settle(self, mark, total):
        """Since ``mark`` TF 1.15 would have created ``total`` operations, control flow's own aside."""
        self.extra += mark.last + total + self.plumbing(mark) - self.last

    def newest(self, mark):
        """The operations created since ``mark``."""
        graph = self._graph()
        created = graph.version - mark.version
        return graph.get_operations()[-created:] if created else []

    def plumbing(self, mark):
        """How many operations control flow has put between others since ``mark``."""
        if self._graph()._get_control_flow_context() is None:
            return 0
        return sum(op.type in _PLUMBING for op in self.newest(mark))

    def created(self, mark, op_type):
        """How many operations of a type there are since ``mark``."""
        return sum(op.type == op_type for op in self.newest(mark))

    def brings_in(self, tensor):
        """Whether the use of ``tensor`` now makes control flow put an operation before it."""
        context = self._graph()._get_control_flow_context()
        return (
            context is not None
            and tensor.name not in context._values
            and tensor.op._get_control_flow_context() is not context
        )

    def expect_draw(self, at):
        """The next seed to be drawn is ``at``, whatever `last` will be by then; None takes that back."""
        self._next_draw = at

    def draw(self):
        """The default op seed TF 1.15 would take now."""
        if self._next_draw is None:
            return self.last
        at, self._next_draw = self._next_draw, None
        return at


class Mark:
    """Where a graph stood: by TF 1.15's count and by the installed TensorFlow's."""

    __slots__ = ("last", "version")

    def __init__(self, last, version):
        self.last = last
        self.version = version


_known = weakref.WeakKeyDictionary()


def of(graph):
    """The `OpIds` of a graph."""
    try:
        return _known[graph]
    except KeyError:
        return _known.setdefault(graph, OpIds(graph))


def forget_all():
    """Drop what is known of every graph."""
    _known.clear()
