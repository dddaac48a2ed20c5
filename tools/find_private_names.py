"""Say which `tensorflow.python.*` names of the usage list the installed TensorFlow gives through the faces, and where
the missing ones may live now.

    python tools/find_private_names.py [--usage tests/surface/private_usage.json] [--at-least 2] [--json out.json]

The list maps dotted names to the number of public TensorFlow 1 repositories that use them. For a missing name the
candidates are the `tensorflow.python` modules, and `tensorflow.compat.v1`, that hold an attribute of the same name;
they are places to look, whether one is the counterpart is for a person to judge before it goes to
tf1shim/faces/private.json.
"""
import argparse
import importlib
import json
import os
import pkgutil
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def resolve(dotted):
    """What ``import``, ``from ... import`` and attribute access find for a dotted name: (value, None) or
    (None, error)."""
    parts = dotted.split(".")
    error = None
    for length in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError as missing:
            error = error or missing
            continue
        except Exception as broken:  # a module that is there but fails is a finding too
            return None, f"{'.'.join(parts[:length])}: {broken!r}"
        try:
            for part in parts[length:]:
                value = getattr(value, part)
        except Exception as broken:
            return None, f"{broken!r}"
        return value, None
    return None, repr(error)


def is_unavailable(value):
    """Whether a value is the shim's stand-in for a name that cannot be given."""
    return type(value).__module__ == "tf1shim.errors"


def _what_it_says(stand_in):
    try:
        stand_in()
    except Exception as error:
        return repr(error)


def candidates(names):
    """Places in TensorFlow that hold an attribute of the same last part: {name: [dotted, ...]}."""
    wanted = {}
    for name in names:
        wanted.setdefault(name.rpartition(".")[2], []).append(name)
    found = {name: [] for name in names}
    for module in _private_modules():
        for last in wanted.keys() & vars(module).keys():
            value = vars(module)[last]
            if getattr(value, "__module__", module.__name__) == module.__name__:
                for name in wanted[last]:
                    found[name].append(f"{module.__name__}:{last}")
        for name in wanted.get(module.__name__.rpartition(".")[2], ()):
            found[name].append(module.__name__)
    import tensorflow.compat.v1 as v1
    for last in wanted:
        if hasattr(v1, last):
            for name in wanted[last]:
                found[name].append(f"tensorflow.compat.v1:{last}")
    return found


def _private_modules():
    from tensorflow import python

    skipped = ("test", "benchmark", "keras", "_pb2", "tools", "saved_model.model_utils")
    for info in pkgutil.walk_packages(python.__path__, "tensorflow.python.", lambda name: None):
        if any(word in info.name for word in skipped):
            continue
        try:
            yield importlib.import_module(info.name)
        except Exception:  # modules for accelerators or tools that are not installed
            continue


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--usage", default="tests/surface/private_usage.json")
    parser.add_argument("--at-least", type=int, default=1, help="only names used by so many repositories")
    parser.add_argument("--json", help="write the findings here: name -> [repositories, error, places]")
    parser.add_argument("--no-places", action="store_true", help="do not look where missing names live now")
    args = parser.parse_args()
    with open(args.usage) as file:
        usage = {k: v for k, v in json.load(file).items() if v >= args.at_least}

    import tf1shim

    tf1shim.activate(mode="graph")
    missing = {}
    for name in usage:
        value, error = resolve(name)
        if error or is_unavailable(value):
            missing[name] = error or _what_it_says(value)
    places = {name: [] for name in missing} if args.no_places else candidates(missing)
    for name, error in sorted(missing.items(), key=lambda item: -usage[item[0]]):
        print(f"{usage[name]:4} {name}\n       {error}\n       {' '.join(places[name][:8]) or '-'}")
    print(f"{len(usage) - len(missing)} of {len(usage)} resolve", file=sys.stderr)
    if args.json:
        with open(args.json, "w") as file:
            json.dump({n: [usage[n], e, places[n]] for n, e in missing.items()}, file, indent=1)


if __name__ == "__main__":
    main()
