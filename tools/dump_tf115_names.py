"""Write the public names of TF 1.15, by module, into a folder (tf1shim/data).

    python3.7 -m venv v && v/bin/pip install tensorflow==1.15.5 'protobuf<3.21'
    v/bin/python tools/dump_tf115_names.py api.json tf1shim/data

``api.json`` is the inventory that tests/surface/dump_api.py writes. ``tf115_names.json`` maps ``"modules"`` to all
module names below ``tf.`` (for tf.contrib: every module file of the package), ``"names"`` to the public names of
each module and ``"same"`` to the modules of tf.contrib that are another one's under a second name, with the first;
``tf115_contrib_files.json`` maps each module file of tf.contrib to the names it defines or imports,
``tf115_contrib_stars.json`` those that pass all of a module outside of tf.contrib on (``import *``) to that module.
"""
import ast
import collections
import json
import os
import sys
import types

import tensorflow


def main(inventory, target):
    with open(inventory) as file:
        api = json.load(file)
    names = collections.defaultdict(list)
    modules = set()
    for name, (kind, _) in api.items():
        parent, _, last = name.rpartition(".")
        names[parent].append(last)
        if kind == "module":
            modules.add(name)
    modules.update(contrib_modules())
    write(target, "tf115_names.json", {
        "modules": sorted(modules), "names": {k: " ".join(sorted(v)) for k, v in names.items()},
        "same": dict(second_names(sorted(modules)))})
    write(target, "tf115_contrib_files.json", {
        name: " ".join(sorted(file_names(path, contrib_modules())))
        for name, path in contrib_modules().items()})
    write(target, "tf115_contrib_stars.json", dict(stars(contrib_modules())))


def stars(files):
    """(name, dotted module) of the files that import all names of a module of TensorFlow outside of tf.contrib."""
    for name, path in files.items():
        if path.endswith("__init__.py"):
            continue
        with open(path) as file:
            tree = ast.parse(file.read())
        for node in tree.body:
            if (isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
                    and (node.module or "").startswith("tensorflow") and ".contrib." not in node.module):
                yield name, node.module


def second_names(modules):
    """(name, the module's own name) below ``tf.``; not where a package stands for one of its own modules."""
    for name in modules:
        if not name.startswith("contrib."):
            continue
        value = tensorflow
        try:
            for part in name.split("."):
                value = getattr(value, part)
        except AttributeError:
            continue  # a module file nobody imports
        own = getattr(value, "__name__", "").partition(".")[2]
        if isinstance(value, types.ModuleType) and own != name and not own.startswith(name + "."):
            yield name, own


def write(folder, name, data):
    with open(os.path.join(folder, name), "w") as file:
        json.dump(data, file, indent=0, sort_keys=True)
        file.write("\n")


def file_names(path, files, above=()):
    """Public names a module file defines or imports from TensorFlow, read from its syntax tree."""
    names = set()
    with open(path) as file:
        tree = ast.parse(file.read())
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tensorflow"):
            star = files.get(node.module.partition(".")[2])
            for alias in node.names:
                if alias.name != "*":
                    names.add(alias.asname or alias.name)
                elif star and star not in above:  # some import each other
                    names |= file_names(star, files, (*above, path))
    return {n for n in names if not n.startswith("_")}


def contrib_modules():
    """Dotted name below ``tf.`` -> file, for all of tf.contrib."""
    import tensorflow_core
    found = {}
    root = os.path.dirname(tensorflow_core.__file__)
    for folder, _, files in os.walk(os.path.join(root, "contrib")):
        package = os.path.relpath(folder, root).replace(os.sep, ".")
        if "__init__.py" in files:
            found[package] = os.path.join(folder, "__init__.py")
        for file in files:
            if file.endswith(".py") and not file.endswith("_test.py") and file != "__init__.py":
                found[package + "." + file[:-3]] = os.path.join(folder, file)
    return found


if __name__ == "__main__":
    print(tensorflow.__version__)
    main(*sys.argv[1:])
