"""Make tf1shim/faces/private_moved.json: names of `tensorflow.python` modules that TF 1.15 had and that live elsewhere
now.

    tf115/python tools/private_inventory.py dump tf115.json         # once on TF 1.15 and once on each TF2
    tf221/python tools/private_inventory.py dump tf221.json ...
    python tools/private_inventory.py moved tf115.json tf25.json ... tf221.json tf1shim/faces/private_moved.json

A name counts as moved, and not as another thing of the same name, when TF 1.15 exported it under a public name that
compat.v1 still has, or when one module only of each newer TF that lacks it defines a name like it, with parameters that
take the old call. What this rule does not find is judged by hand, in tf1shim/faces/private.json.
"""
import importlib
import inspect
import json
import os
import pkgutil
import sys
import types

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
_SKIPPED = ("_test", ".test", ".keras.", "benchmark", "kernel_tests", ".examples")
# Names that every module imports for itself.
_NOISE = ("_InitOpDefLibrary", "_kwarg_only", "tf_export", "estimator_export", "keras_export", "namedtuple")


def dump(target):
    """Write {"modules": {module: {name: [kind, definer, public v1 name, parameters]}}, "public": [names of v1]}."""
    import tensorflow
    from tensorflow import python

    modules = {}
    walked = pkgutil.walk_packages(python.__path__, "tensorflow.python.", lambda name: None)
    for info in walked:
        if any(word in info.name for word in _SKIPPED):
            continue
        try:
            module = importlib.import_module(info.name)
        except Exception as error:
            print(info.name, repr(error)[:100], file=sys.stderr)
            continue
        module = getattr(module, "_tfmw_wrapped_module", module)
        modules[info.name] = {name: describe(value) for name, value in list(vars(module).items())
                              if not name.startswith("__") and name not in _NOISE}
    with open(target, "w") as file:
        json.dump({"modules": modules, "public": public_names(tensorflow.compat.v1)}, file)


def describe(value):
    """[kind, defining module, public v1 name or None, parameter names or None] of a module's attribute."""
    if isinstance(value, types.ModuleType):
        return ["module", value.__name__, None, None]
    kind = "class" if inspect.isclass(value) else "function" if callable(value) else "value"
    definer = getattr(value, "__module__", None)
    if isinstance(definer, str):
        definer = definer.replace("tensorflow_core", "tensorflow")
    return [kind, definer if isinstance(definer, str) else None, public_name(value), parameters(value)]


def public_name(value):
    """The first name TF exports a value by in v1, looking through its decorators."""
    while value is not None:
        try:
            names = vars(value).get("_tf_api_names_v1")
        except TypeError:
            return None
        if names:
            return names[0]
        decorator = vars(value).get("_tf_decorator")
        value = vars(value).get("__wrapped__") or getattr(decorator, "_decorated_target", None)
    return None


def parameters(value):
    if not callable(value):
        return None
    try:
        signature = inspect.signature(value.__init__ if inspect.isclass(value) else value)
    except (TypeError, ValueError):
        return None
    return list(signature.parameters)


def public_names(module, prefix="", depth=0):
    names = []
    for name in dir(module):
        if name.startswith("_") or name == "compat":
            continue
        try:
            value = getattr(module, name)
        except Exception:
            continue
        names.append(prefix + name)
        if isinstance(value, types.ModuleType) and depth < 3 and name != "keras":
            names += public_names(value, f"{prefix}{name}.", depth + 1)
    return names


def moved(old, *new_and_target):
    """Write the table of moved names."""
    *new, target = new_and_target
    with open(old) as file:
        old = json.load(file)["modules"]
    newer = []
    for path in new:
        with open(path) as file:
            newer.append(json.load(file))
    definitions = [index(inventory["modules"]) for inventory in newer]
    public = set.intersection(*(set(inventory["public"]) for inventory in newer))
    with open(os.path.join(os.path.dirname(target), "private.json")) as file:
        by_hand = json.load(file)
    rows = {}
    for module, names in old.items():
        home = by_hand["modules"].get(module)
        home = newer[-1]["modules"].get(home if isinstance(home, str) else (home or [None])[0], {})
        if "pywrap" in module and module != "tensorflow.python.pywrap_tensorflow" or ".autograph" in module:
            continue
        for name, (kind, definer, api, params) in names.items():
            lacking = [n for n, inventory in enumerate(newer)
                       if name not in inventory["modules"].get(module, ())]
            if not lacking or kind not in ("class", "function") or name in home:
                continue
            if f"{module}.{name}" in by_hand["names"] or f"{module}.{name}" in by_hand["overrides"]:
                continue
            if definer and definer.partition(".")[0] not in ("tensorflow", "_pywrap_tensorflow_internal"):
                continue
            if api in public:
                rows[f"{module}.{name}"] = f"tensorflow.compat.v1:{api}"
                continue
            places = [[place for place, found in definitions[n].get(name, ()) if takes(found, params, name)]
                      for n in lacking]
            if all(len(found) == 1 for found in places):
                # Newest first.
                found = list(dict.fromkeys(f"{place[0]}:{name}" for place in reversed(places)))
                rows[f"{module}.{name}"] = found[0] if len(found) == 1 else found
    with open(target, "w") as file:
        json.dump(rows, file, indent=0, sort_keys=True)
        file.write("\n")
    print(len(rows), "names")


def index(modules):
    """name -> [(module that defines it, parameters)]"""
    found = {}
    for module, names in modules.items():
        for name, (kind, definer, _, params) in names.items():
            if kind in ("class", "function") and definer == module:
                found.setdefault(name, []).append((module, params))
    return found


def takes(new, old, name):
    """Whether parameters ``new`` take every call that ``old`` took, for a private name: are the same."""
    if new == old or new is None or old is None:
        return new == old
    if name.startswith("_"):
        return False
    return new[:len(old)] == old or "kwargs" in new


if __name__ == "__main__":
    {"dump": dump, "moved": moved}[sys.argv[1]](*sys.argv[2:])
