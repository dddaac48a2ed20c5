"""Writes down the public API of standalone Keras: modules, callables, signatures, defaults.

Run with the Python of TF 1.15.5 + keras 2.3.1:

    python tools/record_keras231_api.py tests/keras2/keras231_api.json tf1shim/keras2

The first file is what tests compare with. Into the folder go what the faces know: ``keras231_names.json`` (module ->
its names) and ``signatures.json`` (layer class -> its module, and the names and defaults of its arguments).
"""

import importlib
import inspect
import json
import os
import pkgutil
import sys

import keras
import keras.wrappers.scikit_learn  # noqa: F401  (not imported by the package itself)
import keras_applications
import keras_preprocessing

SKIPPED = ("keras.backend.cntk_backend", "keras.backend.theano_backend")


def main(api_path, folder):
    modules, names, objects = {}, {}, {}
    for root in (keras, keras_applications, keras_preprocessing):
        for name in [root.__name__] + sorted(
                m.name for m in pkgutil.walk_packages(root.__path__, root.__name__ + ".")):
            if name in SKIPPED:
                continue
            module = importlib.import_module(name)
            rows = {}
            for attribute in sorted(vars(module)):
                value = getattr(module, attribute)
                if attribute.startswith("__") or inspect.ismodule(value):
                    continue
                where = getattr(value, "__module__", None) or ""
                if not callable(value) or attribute.startswith("_") or not where.startswith("keras"):
                    continue
                full = "{}.{}".format(where, getattr(value, "__name__", attribute))
                rows[attribute] = full
                if full not in objects:
                    objects[full] = describe(value)
            modules[name] = rows
            names[name] = " ".join(sorted(
                a for a in vars(module) if not a.startswith("__")))
    with open(api_path, "w") as file:
        content = {"version": keras.__version__, "modules": modules, "objects": objects}
        json.dump(content, file, indent=0, sort_keys=True)
    with open(os.path.join(folder, "keras231_names.json"), "w") as file:
        json.dump(names, file, indent=0, sort_keys=True)
    with open(os.path.join(folder, "signatures.json"), "w") as file:
        rows = ['"{}": {}'.format(full.rpartition(".")[2], json.dumps(layer_signature(full, objects[full])))
                for full in sorted(objects) if is_layer(full, objects[full])]
        file.write("{\n" + ",\n".join(rows) + "\n}\n")


def is_layer(full, described):
    return (full.startswith(("keras.layers.", "keras.legacy.layers.", "keras.engine.input_layer."))
            and described["kind"] == "class" and "Layer" in described["bases"])


def layer_signature(full, described):
    rows = [[row[0]] + row[2:] for row in (described["init"] or [])[1:] if not row[1].startswith("VAR")]
    return {"module": full.rpartition(".")[0], "arguments": rows}


def describe(value):
    if inspect.isclass(value):
        row = {"kind": "class", "init": signature(value.__init__)}
        row["methods"] = {
            name: signature(method) for name, method in vars(value).items()
            if inspect.isfunction(method) and not name.startswith("_")}
        row["properties"] = sorted(
            name for name, member in vars(value).items()
            if isinstance(member, property) and not name.startswith("_"))
        row["bases"] = [base.__name__ for base in value.__mro__[1:-1]]
        return row
    return {"kind": "function", "init": signature(value)}


def signature(function):
    """Parameters as a list of [name, kind, default]; a default that is not plain data is given by its repr."""
    function = getattr(function, "_original_function", function)
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    rows = []
    for parameter in parameters:
        row = [parameter.name, parameter.kind.name]
        if parameter.default is not parameter.empty:
            row.append(plain(parameter.default))
        rows.append(row)
    return rows


def plain(value):
    try:
        return json.loads(json.dumps(value))
    except TypeError:
        return {"repr": type(value).__name__}


if __name__ == "__main__":
    main(*sys.argv[1:])
