"""The table of rules on what TF 1.15 created for a call, and what the rules ask about arguments.

A rule is called with the graph's `op_ids.OpIds`, the call to make and its arguments by name. It either settles how many
ops 1.15 created in all, or adds those that only 1.15 created; then it holds for every installed version. It may
say at which id 1.15 drew a seed. `tools/op_census.py` shows what is still missing.
"""

RULES = []  # (where the function is or was, as "module:name", ...), rule


def corrects(*targets):
    """Decorator: the function is the rule for the calls named ``"module:name"`` or ``"module:Class.method"``."""

    def add(rule):
        RULES.append((targets, rule))
        return rule

    return add


def is_tensor(value):
    """Whether the value is a tensor of a graph (a variable is not)."""
    return hasattr(value, "op") and hasattr(value, "dtype") and not hasattr(value, "initializer")


def static(value):
    """Whether the value's shape is known whole, as it is of what is no tensor."""
    shape = getattr(value, "shape", ())
    return isinstance(shape, tuple) or shape.is_fully_defined()


def made(value):
    """Whether an op is made of the value when used: a constant, or a resource variable's read; others have theirs."""
    return not is_tensor(value) and not hasattr(value, "_ref")


def is_int(value, *wanted):
    """Whether the value is left out or a plain int, and one of ``wanted``."""
    return (value is None or type(value) is int) and value in wanted


def first_tensor(shape):
    """Place of the first tensor in a list of sizes, or None."""
    if isinstance(shape, (list, tuple)):
        for place, size in enumerate(shape):
            if is_tensor(size):
                return place
    return None
