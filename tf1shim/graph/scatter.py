"""The names of scatter_nd operations.

TF1: ``tf.scatter_nd_add(ref, indices, updates, name="x")`` names the operation (ops/state_ops.py).
TF2: 2.21 has put ``bad_indices_policy`` before the name and still passes the name of reference variables' updates by
    position: the operation is made with a policy "x", and running it fails.
Here: what stands there and is no policy is the name.
"""

import inspect

_POLICIES = ("", "DEFAULT", "ERROR", "IGNORE")


def install(journal):
    """Mend the calls where the installed TensorFlow has the new parameter."""
    from tensorflow.python.ops import gen_state_ops

    for update in ("add", "sub", "update", "max", "min"):
        function = getattr(gen_state_ops, f"scatter_nd_{update}", None)
        if function is not None and "bad_indices_policy" in inspect.signature(function).parameters:
            journal.wrap(gen_state_ops, function.__name__, _name_in_its_place)


def _name_in_its_place(function, instance, args, kwargs):
    if len(args) == 5 and args[4] is not None and args[4] not in _POLICIES:
        args, kwargs = args[:4], {**kwargs, "name": args[4]}
    return function(*args, **kwargs)
