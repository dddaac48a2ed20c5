"""A session's step as a prepared callable, in the caller's thread or the pool's.

Small steps run several times faster in the caller's thread: no handing over, no waiting. Big ones may need the pool,
whose threads run independent parts at once. Which it is, is measured. Steps that may have to wait for another step
(queues, iterators, Python functions, ...) always keep the pool.
"""

import time
import weakref

from tf1shim.graph import denormals

SMALL = 400e-6  # seconds: a genuine run this short is mostly overhead; the caller's thread wins
MIDDLE = 2e-3  # seconds: a step this long has work for several threads, and the handing over is nothing to it
BIG = 50e-3  # seconds: what a callable saves is lost in the noise
SAMPLES = 16  # runs of each kind before one is chosen
LEAD = 0.95  # what the caller's thread must take less of, to be chosen
RECHECK = 2000  # runs until the choice is looked at again

POOL, OWN_THREAD = 0, -1  # RunOptions.inter_op_thread_pool

# Kernels that may wait for something another step does, or that run a step or Python code themselves.
_WAITING = (
    "Queue",
    "Barrier",
    "Stage",
    "Unstage",
    "MapStage",
    "MapUnstage",
    "OrderedMap",
    "Iterator",
    "Dataset",
    "PyFunc",
    "EagerPyFunc",
    "_Recv",
    "_Send",
    "_HostRecv",
    "_HostSend",
    "Recv",
    "Send",
    "Collective",
    "Reader",
    "PartitionedCall",
    "SymbolicGradient",
    "RemoteCall",
    "While",
    "StatelessWhile",
    "If",
    "StatelessIf",
    "Case",
    "StatelessCase",
    "For",
    "MapDefun",
    "Accumulator",
    "Mutex",
    "Batch",
    "Unbatch",
    "Nccl",
    "Rpc",
    "TryRpc",
    "Generator",
    "RecordInput",
    "Delay",
    "XlaLaunch",
    "TPU",
    "Outfeed",
    "Infeed",
    "Lookup",
    "InitializeTable",
    "HashTable",
    "TakeMany",
    "Copy",
    "Debug",
)
_HARMLESS = (
    "BatchMatMul",
    "BatchMatMulV2",
    "BatchMatMulV3",
    "BatchToSpace",
    "BatchToSpaceND",
    "BatchNormWithGlobalNormalization",
    "BatchNormWithGlobalNormalizationGrad",
    "QueueSize",
    "QueueSizeV2",
    "DebugGradientIdentity",
)

_checked = weakref.WeakKeyDictionary()  # graph -> [version, names of the ops that may wait]


def worth_it(seconds):
    """Whether a step of this length gains by a callable."""
    return seconds < BIG


def prepare(session, feeds, fetches, targets, seconds):
    """A callable ``(session, arrays) -> values`` for a step that genuinely takes ``seconds``.

    Raises:
        tf.errors.OpError: what preparing raised.
    """
    make = _Making(session, feeds, fetches, targets)
    keeps_pool = (
        seconds > MIDDLE
        or denormals.flusher() is None
        or session._config.inter_op_parallelism_threads < 0  # the caller's thread anyway, and as it is
        or session._config.operation_timeout_in_ms
        or _may_wait(session._graph, feeds, fetches, targets)
    )
    if keeps_pool:
        return make(POOL)
    if seconds < SMALL:
        return make(OWN_THREAD)
    return _Race(make(POOL), make(OWN_THREAD))


class _Making:
    """Makes a session's callables for one step, by thread pool."""

    def __init__(self, session, feeds, fetches, targets):
        from tensorflow.core.protobuf import config_pb2

        self._session = session
        self._options = config_pb2.CallableOptions(
            feed=[tensor.name for tensor in feeds],
            fetch=[tensor.name for tensor in fetches],
            target=[op.name for op in targets],
        )

    def __call__(self, pool):
        self._options.run_options.inter_op_thread_pool = pool
        return (_Handle if pool == POOL else _HandleOfOwnThread)(self._session, self._options)


class _Handle:
    """A callable of the runtime; given back when nothing uses it any more."""

    __slots__ = ("_session", "_handle", "_run", "_release")

    def __init__(self, session, options):
        from tensorflow.python.client import pywrap_tf_session as runtime

        session._extend_graph()
        # Weakly: plans hang on the session, and must not keep it from being deleted when its program drops it.
        self._session = weakref.ref(session)
        self._run = runtime.TF_SessionRunCallable
        self._release = runtime.TF_SessionReleaseCallable
        buffer = runtime.TF_NewBufferFromString(options.SerializeToString())
        try:
            self._handle = runtime.TF_SessionMakeCallable(session._session, buffer)
        finally:
            runtime.TF_DeleteBuffer(buffer)

    def __call__(self, session, arrays):
        return session._do_call(self._run, session._session, self._handle, arrays, None)

    def __del__(self):
        session = self._session()
        handle = getattr(self, "_handle", None)
        if handle is not None and session is not None and session._session is not None and not session._closed:
            self._release(session._session, handle)


class _HandleOfOwnThread(_Handle):
    """A callable that runs in the caller's thread, with denormals as in the pool's."""

    __slots__ = ("_flushed",)

    def __init__(self, session, options):
        super().__init__(session, options)
        self._flushed = denormals.flusher()

    def __call__(self, session, arrays):
        return session._do_call(self._flushed, self._run, session._session, self._handle, arrays, None)


class _Race:
    """The pool's callable and one for the caller's thread; the faster is used, and now and then it is asked again.

    Counts are not locked: a run of another thread lost or counted twice changes nothing but when a choice is made.
    """

    __slots__ = ("_handles", "_runs", "_times", "_chosen")

    def __init__(self, *handles):
        self._handles = handles
        self._start()

    def _start(self):
        self._runs = 0
        self._times = [[] for _ in self._handles]
        self._chosen = None

    def __call__(self, session, arrays):
        self._runs += 1
        chosen = self._chosen
        if chosen is not None:
            if self._runs > RECHECK:
                self._start()
            return self._handles[chosen](session, arrays)
        number = self._runs % len(self._handles)
        start = time.perf_counter()
        values = self._handles[number](session, arrays)
        self._times[number].append(time.perf_counter() - start)
        if self._runs >= SAMPLES * len(self._handles) and all(self._times):
            # The usual time counts, not the best: a thread of the pool that happens to be awake is luck.
            pool, own = [sorted(times)[len(times) // 2] for times in self._times]
            self._chosen = int(own < LEAD * pool)
        return values


def _may_wait(graph, feeds, fetches, targets):
    """Whether an op that may wait is among those the step runs."""
    waiting = _waiting_ops(graph)
    if not waiting:
        return False
    cut = {tensor.name for tensor in feeds}
    pending = [tensor.op for tensor in fetches] + list(targets)
    seen = set()
    while pending:
        op = pending.pop()
        name = op.name
        if name in seen:
            continue
        if name in waiting:
            return True
        seen.add(name)
        pending.extend(tensor.op for tensor in op.inputs if tensor.name not in cut)
        pending.extend(op.control_inputs)
    return False


def _waiting_ops(graph):
    version, names = _checked.get(graph, (0, frozenset()))
    if version != graph.version:
        found = {op.name for op in graph.get_operations() if _waits(op.type)}
        _checked[graph] = graph.version, found
        names = found
    return names


def _waits(op_type):
    return op_type not in _HARMLESS and any(word in op_type for word in _WAITING)
