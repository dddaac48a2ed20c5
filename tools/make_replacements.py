"""Write tf1shim/data/replacements.json: what to write instead of each TF 1.15 name that TF2 lacks
or understands otherwise.

python tools/make_replacements.py

Run with the newest TensorFlow and its tf_keras. A name whose very object TF2 has under another
name is a rename and found by itself; everything else is said in words in
replacements_by_hand.json, whose ``x.*`` rules the command line also reads for names below
tf.contrib, which are not listed one by one.
"""

import json
import os
import pathlib
import sys
import types

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent / "tf1shim" / "data"
MISSING = object()


def main():
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tensorflow as tf

    names = json.loads((DATA / "tf115_names.json").read_text())
    words = json.loads((HERE / "replacements_by_hand.json").read_text())
    words.pop("")
    by_object = {}
    index(tf, "", by_object, set())
    rows, unsaid = {}, []
    for full in public_names(names):
        if full in words:
            rows[full] = words[full]
            continue
        old, new = get(tf.compat.v1, full), get(tf, full)
        if new is not MISSING:
            continue  # same name in TF2
        homes = [home for home in by_object.get(id(old), ()) if home != full]
        if homes:
            rows[full] = "tf." + min(homes, key=lambda home: (home.count("."), len(home)))
        elif not any(full.startswith(rule[:-1]) for rule in words if rule.endswith(".*")):
            unsaid.append(full)
    if unsaid:
        sys.exit(f"say in replacements_by_hand.json what replaces: {' '.join(unsaid)}")
    rows.update(
        (rule, text)
        for rule, text in words.items()
        if rule.endswith(".*") or rule.startswith(("contrib.", "examples."))
    )
    target = DATA / "replacements.json"
    target.write_text(json.dumps(rows, indent=0, sort_keys=True) + "\n")
    print(f"{target.name}: {len(rows)} rows, TensorFlow {tf.__version__}")


def public_names(names):
    for module, members in names["names"].items():
        if module.partition(".")[0] in ("contrib", "compat"):
            continue
        for name in members.split():
            full = f"{module}.{name}" if module else name
            if full not in names["modules"]:
                yield full


def index(module, prefix, by_object, seen):
    """Note every public TF2 name of every function and class, by the object's id."""
    if id(module) in seen:
        return
    seen.add(id(module))
    for name in dir(module):
        if name.startswith("_") or name == "compat":
            continue
        value = getattr(module, name, None)
        if isinstance(value, types.ModuleType):
            if "_api.v2" in value.__name__ and "keras" not in value.__name__:
                index(value, f"{prefix}{name}.", by_object, seen)
        elif callable(value):
            by_object.setdefault(id(value), []).append(prefix + name)


def get(root, dotted):
    for part in dotted.split("."):
        root = getattr(root, part, MISSING)
        if root is MISSING:
            return MISSING
    return root


if __name__ == "__main__":
    main()
