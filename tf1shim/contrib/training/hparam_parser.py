"""The syntax ``name=value,name=[v,v],name[0]=v`` of hyperparameters (source: contrib/training/.../hparam.py)."""

import re

_CLAUSE = re.compile(
    r"(?P<name>[a-zA-Z][\w.]*)(\[\s*(?P<index>\d+)\s*\])?\s*=\s*"
    r"((?P<val>[^,\[]*)|\[(?P<vals>[^\]]*)\])($|,\s*)")
_BOOLS = {"true": True, "True": True, "false": False, "False": False}


def parse_values(values, type_map, ignore_unknown=False):
    """Parse hyperparameters.

    Args:
        values: text, clauses ``name=value``, ``name=[value,...]`` or ``name[index]=value`` separated by commas.
        type_map: {name: type}.
        ignore_unknown: pass over names that ``type_map`` lacks.

    Returns:
        {name: value, list of values, or {index: value}}.

    Raises:
        ValueError: malformed text, an unknown name, a value not of its type, a name assigned twice.
    """
    found, position = {}, 0
    while position < len(values):
        clause = _CLAUSE.match(values, position)
        if not clause:
            raise ValueError("Malformed hyperparameter value: %s" % values[position:])
        position = clause.end()
        name = clause["name"]
        if name in type_map:
            _take(clause, name, type_map[name], values, found)
        elif not ignore_unknown:
            raise ValueError("Unknown hyperparameter type for %s" % name)
    return found


def _take(clause, name, kind, values, found):
    def parsed(text, shown):
        try:
            if kind is bool:
                return _BOOLS[text] if text in _BOOLS else bool(int(text))
            return kind(text)
        except ValueError:
            raise ValueError("Could not parse hparam '%s' of type '%s' with value '%s' in %s"
                             % (name, kind.__name__, shown, values)) from None

    def once(taken, label):
        if taken:
            raise ValueError("Multiple assignments to variable '%s' in %s" % (label, values))

    if clause["val"] is None:
        if clause["index"] is not None:
            raise ValueError("Assignment of a list to a list index.")
        once(name in found, name)
        items = [item for item in re.split("[ ,]", clause["vals"]) if item]
        found[name] = [parsed(item, clause["vals"]) for item in items]
    elif clause["index"] is None:
        value = parsed(clause["val"], clause["val"])
        once(name in found, name)
        found[name] = value
    else:
        value, index = parsed(clause["val"], clause["val"]), int(clause["index"])
        once(name in found and not isinstance(found[name], dict), name)
        once(index in found.setdefault(name, {}), f"{name}[{index}]")
        found[name][index] = value
