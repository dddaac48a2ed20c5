"""What is worked out once for a session, a fetch structure and a set of fed tensors.

A plan first runs as ``Session.run`` does, without working out names and structures again. When the time its runs could
have saved equals what preparing a callable costs, it gets one (`session_callable`).
"""

import operator
import time

from tf1shim.graph import session_callable

SAVED_BY_CALLABLE = 0.4  # of a small step's time, about; of longer ones no more than of one of
SMALL_STEP = 1e-3  # seconds
LARGE = 1 << 18  # bytes: copying more than this out of a callable costs what the callable saves

_STEPS_OF_RUN = ("_run", "_do_run", "_do_call", "_extend_graph", "_call_tf_sessionrun")
_TRUSTED = ("tensorflow", "tf1shim")


class Feed:
    """How one fed tensor's value is made into an array."""

    __slots__ = ("key", "tensor", "dtype", "kind", "shape", "dims", "full", "asarray", "output", "shape_now")

    def __init__(self, key, tensor, maker):
        self.key = key
        self.tensor = tensor
        self.dtype = tensor.dtype.as_numpy_dtype
        self.kind = maker.dtype(self.dtype)
        self.shape = tensor.shape
        # The property's own cache where there is one: it is looked at in every step.
        self.shape_now = operator.attrgetter("_shape_val" if hasattr(tensor, "_shape_val") else "shape")
        self.dims = None if self.shape.rank is None else self.shape.as_list()
        self.full = None if self.dims is None or None in self.dims else tuple(self.dims)
        self.output = tensor._as_tf_output()
        self.asarray = maker.asarray_for(self.dtype)


class Plan:
    """Runs one kind of call of one session. Thread-safe: what changes is replaced, not altered."""

    __slots__ = (
        "used",
        "_feeds",
        "_handler",
        "_leaves",
        "_fetches",
        "_targets",
        "_build",
        "_version",
        "_unfeedable",
        "_unfetchable",
        "_maker",
        "_owed",
        "_genuine",
        "_callable",
        "_tensors",
    )

    def __init__(self, maker, session, feeds, handler, build, leaves, elapsed):
        self.used = 0
        self._maker = maker
        self._feeds = feeds
        self._handler = handler
        self._leaves = leaves  # the identities in the plan's key stay taken while it lives
        self._tensors = (handler.fetches(), handler.targets())
        self._fetches = [tensor._as_tf_output() for tensor in handler.fetches()]
        self._targets = [op._c_op for op in handler.targets()]
        self._build = build
        # Both change whenever something of the graph is forbidden to be fed or fetched.
        self._unfeedable = len(session.graph._unfeedable_tensors)
        self._unfetchable = len(session.graph._unfetchable_ops)
        self._version = None
        self._genuine = elapsed
        self._owed = elapsed
        self._callable = None

    def convert(self, session, feed_dict):
        """The fed values as arrays in the plan's order, or None where ``run`` itself must look at them."""
        graph = session._graph
        if (
            session._closed
            or len(graph._unfeedable_tensors) != self._unfeedable
            or len(graph._unfetchable_ops) != self._unfetchable
        ):
            return None
        arrays = []
        if not feed_dict:
            return arrays
        maker = self._maker
        ndarray = maker.ndarray
        for feed, value in zip(self._feeds, feed_dict.values()):
            if value.__class__ is ndarray and value.dtype == feed.kind:
                array = value
            else:
                try:
                    if isinstance(value, maker.left_alone):
                        return None
                    dtype = feed.dtype
                    if isinstance(value, int) and dtype is not object and dtype(value) != value:
                        return None
                    array = feed.asarray(value)
                except Exception:
                    return None  # run raises it again, in its own words
            if feed.shape_now(feed.tensor) is not feed.shape:
                return None  # the shape became known better meanwhile
            dims = feed.dims
            if dims is not None and array.shape != feed.full:
                if len(dims) != array.ndim:
                    return None
                for size, given in zip(dims, array.shape):
                    if size is not None and size != given:
                        return None
            arrays.append(array)
        return arrays

    def run(self, session, arrays):
        """Run the step on the arrays `convert` gave."""
        prepared = self._callable
        if prepared is None:
            values = self._run_as_before(session, arrays)
        else:
            version = session._graph.version
            if version != self._version:
                session._extend_graph()
                self._version = version
            values = self._independent(prepared(session, arrays))
        if self._build is None:
            return self._handler.build_results(session, values)
        return self._build(values)

    def _run_as_before(self, session, arrays):
        start = time.perf_counter()
        values = session._do_call(self._step, session, arrays)
        elapsed = time.perf_counter() - start
        # The first run is the one that built the step: what a callable costs is what it took beyond the others.
        self._genuine = min(self._genuine, elapsed)
        self._owed -= SAVED_BY_CALLABLE * min(elapsed, SMALL_STEP)
        if (
            self._owed <= self._genuine
            and session_callable.worth_it(self._genuine)
            and self._maker.size(values) <= LARGE
        ):
            self._prepare(session)
        return values

    def _independent(self, values):
        """The values, in memory of their own.

        A callable hands out the very buffers of variables and constants, which ``run`` copies where need be. It knows
        what is shared and we do not, so big results are left to it.
        """
        ndarray = self._maker.ndarray
        size = 0
        for place, value in enumerate(values):
            if value.__class__ is ndarray:
                size += value.nbytes
                if value.dtype.kind != "O":
                    values[place] = value.copy()
        if size > LARGE:
            self._callable = None
        return values

    def _step(self, session, arrays):
        session._extend_graph()
        feeds = {feed.output: array for feed, array in zip(self._feeds, arrays)}
        return session._call_tf_sessionrun(None, feeds, self._fetches, self._targets, None)

    def _prepare(self, session):
        self._owed = float("inf")  # one thread prepares, once
        fetches, targets = self._tensors
        self._version = session._graph.version
        try:
            self._callable = session_callable.prepare(
                session, [feed.tensor for feed in self._feeds], fetches, targets, self._genuine
            )
        except self._maker.runtime_error:
            pass  # the step itself has run, and goes on running without


class Maker:
    """Makes plans, and knows what of TensorFlow they need."""

    def __init__(self, session_module):
        import numpy as np
        from tensorflow.python.framework import errors, indexed_slices, ops, sparse_tensor
        from tensorflow.python.ops import session_ops, variables

        self._session = session_module
        self.runtime_error = errors.OpError
        self.ndarray = np.ndarray
        self.dtype = np.dtype
        # Under NumPy 2 newer versions convert in two steps, so that overflow stays silent; older ones have one.
        self._two_steps = hasattr(session_module, "numpy_compat") and int(np.__version__.split(".")[0]) >= 2
        try:
            from tensorflow.python.framework.tensor import Tensor
        except ImportError:
            Tensor = ops.Tensor
        self._tensor = Tensor
        self._operation = ops.Operation
        self._fetchable = (
            Tensor,
            ops.Operation,
            variables.Variable,
            str,
            sparse_tensor.SparseTensor,
            indexed_slices.IndexedSlices,
        )
        self._simple = self._fetchable[:4]
        self._feedable = (Tensor, variables.Variable, str)
        # Tensors are refused, handles are looked up.
        self.left_alone = (Tensor, session_ops.TensorHandle)
        self._base = session_module.BaseSession

    def size(self, values):
        """Bytes of the arrays among fetched values (the others are scalars and strings)."""
        ndarray = self.ndarray
        return sum([value.nbytes for value in values if value.__class__ is ndarray])

    def asarray_for(self, dtype):
        """The conversion ``run`` applies to a value fed to a tensor of this NumPy type."""
        import numpy as np

        if self._two_steps and np.issubdtype(dtype, np.number):
            return lambda value: np.asarray(value).astype(dtype, copy=False)
        return lambda value: np.asarray(value, dtype=dtype)

    @staticmethod
    def plain(session, options):
        """Whether a call with these options, and metadata to fill, is one without."""
        if options is not None and options.ByteSize():
            return False
        return not session._config.graph_options.build_cost_model

    def _builder(self, graph, fetches, places):
        """A function from fetched values to what ``run`` returns for ``fetches``; None where that is not ours to know.

        ``places`` maps the tensors' refs to their place among the values.
        """
        kind = type(fetches)
        if isinstance(fetches, self._simple):
            element = graph.as_graph_element(fetches, allow_tensor=True, allow_operation=True)
            if isinstance(element, self._operation):
                return _nothing
            return operator.itemgetter(places[element.ref()])
        if kind not in (list, tuple, dict):
            return None
        parts = fetches.values() if kind is dict else fetches
        builders = [self._builder(graph, part, places) for part in parts]
        if None in builders:
            return None
        if kind is dict:
            keys = list(fetches)
            return lambda values: {key: build(values) for key, build in zip(keys, builders)}
        if kind is tuple:
            return lambda values: tuple([build(values) for build in builders])
        return lambda values: [build(values) for build in builders]

    def plan(self, session, fetches, feed_dict, elapsed):
        """A `Plan` for calls like this one, which took ``elapsed`` seconds; or the reason why there is none."""
        if session._target:
            return "session with a target"
        if not self._runs_as_usual(type(session)):
            return "session class with a way of its own"
        leaves = []
        if not self._collect(fetches, leaves):
            return "fetches of an unusual kind"
        if feed_dict and not isinstance(feed_dict, dict):
            return "feeds of an unusual kind"
        graph = session._graph
        feeds = []
        for key in feed_dict or ():
            if not isinstance(key, self._feedable):
                return "feeds of an unusual kind"
            tensor = graph.as_graph_element(key, allow_tensor=True, allow_operation=False)
            feeds.append(Feed(key, tensor, self))
        fed = {feed.tensor.ref() for feed in feeds}
        if len(fed) < len(feeds):
            return "a tensor fed twice"
        handler = self._session._FetchHandler(graph, fetches, {})
        if handler._fetch_handles or any(tensor.ref() in fed for tensor in handler.fetches()):
            return "a fed tensor or a handle fetched"
        if not handler.fetches() and not handler.targets():
            return "nothing to run"
        if any(
            tensor.dtype.base_dtype.name in ("resource", "variant")
            for tensor in [*handler.fetches(), *(feed.tensor for feed in feeds)]
        ):
            return "a resource fetched or fed"
        places = {tensor.ref(): place for place, tensor in enumerate(handler.fetches())}
        build = self._builder(graph, fetches, places)
        return Plan(self, session, feeds, handler, build, leaves + [feed.key for feed in feeds], elapsed)

    def _runs_as_usual(self, kind):
        """Whether what ``run`` consists of is TensorFlow's (or our own) for this class of sessions."""
        for name in _STEPS_OF_RUN:
            step = getattr(kind, name)
            home = getattr(step, "__globals__", {}).get("__name__", "")
            if step is not getattr(self._base, name) or home.partition(".")[0] not in _TRUSTED:
                return False
        return True

    def _collect(self, fetches, leaves):
        """Whether the structure is one a plan can stand for; its leaves are added to ``leaves``."""
        if isinstance(fetches, self._fetchable):
            leaves.append(fetches)
            return True
        if isinstance(fetches, (list, tuple)):
            return all(self._collect(part, leaves) for part in fetches)
        if isinstance(fetches, dict):
            return all(self._collect(part, leaves) for part in fetches.values())
        return False


def _nothing(values):
    """What fetching an operation gives."""
    del values
