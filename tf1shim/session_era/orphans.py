"""Errors about tensors of a graph that a reset has dropped.

TF1: programs get "is not an element of this graph" and the like, and no word about why.
TF2: the same errors, from the same places.
Here: the same errors; where the graph was dropped by a reset, the message says by which call and on which line.
"""

_MARK = "_tf1shim_dropped_by"


def mark(graph, call, file, line):
    """Note on a graph that ``call`` at ``file:line`` dropped it."""
    setattr(graph, _MARK, f"{call}() at {file}, line {line}")


def install(journal):
    """Add the note to the errors of `Graph.as_graph_element`, `Session.run`, `eval` and mixed-graph ops."""
    from tensorflow.python.client import session
    from tensorflow.python.framework import ops

    def explaining(original, suspects):
        def wrapper(*args, **kwargs):
            try:
                return original(*args, **kwargs)
            except (ValueError, RuntimeError) as error:
                _explain(error, suspects(args))
                raise

        wrapper.__name__, wrapper.__doc__ = original.__name__, original.__doc__
        wrapper.__wrapped__ = original
        return wrapper

    journal.set_attr(ops.Graph, "as_graph_element",
                     explaining(ops.Graph.as_graph_element, lambda args: args[1:2]))
    # `_run(self, handle, fetches, ...)`: an empty graph is refused before any fetch is looked at.
    journal.set_attr(session.BaseSession, "_run",
                     explaining(session.BaseSession._run, lambda args: _flat(args[2:3])))
    journal.set_attr(ops, "_assert_same_graph",
                     explaining(ops._assert_same_graph, lambda args: args[:2]))
    evaluating = _module_of_eval()
    journal.set_attr(evaluating, "_eval_using_default_session",
                     explaining(evaluating._eval_using_default_session, lambda args: _flat(args[:1])))


def _module_of_eval():
    from tensorflow.python.framework import ops

    if hasattr(ops, "_eval_using_default_session"):
        return ops
    from tensorflow.python.framework import tensor

    return tensor


def _explain(error, suspects):
    if len(error.args) != 1 or not isinstance(error.args[0], str):
        return
    message = error.args[0]
    for suspect in suspects:
        note = getattr(_graph_of(suspect), _MARK, None)
        if note is not None and note not in message:
            error.args = (f"{message} [The graph of {_name(suspect)} was dropped by {note}: "
                          f"build it again after the reset, or reset before building it.]",)
            return


def _graph_of(thing):
    try:
        return thing.graph
    except (AttributeError, RuntimeError):  # eager tensors raise when asked
        return None


def _name(thing):
    return repr(getattr(thing, "name", thing))


def _flat(fetches):
    for fetch in fetches:
        if isinstance(fetch, dict):
            yield from _flat(fetch.values())
        elif isinstance(fetch, (list, tuple)):
            yield from _flat(fetch)
        else:
            yield fetch
