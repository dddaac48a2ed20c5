"""Say how much of tf.contrib the installed TensorFlow gives through the graph-mode face.

    python tools/check_contrib_names.py [--json out.json]

Two rates: *by use*, over tests/surface/contrib_usage.json (in how many of some 130 public TF1 repositories each name
is used), weighted by those numbers; and *of names*, over tf.contrib's part of tests/surface/tf115_api.json,
tf.contrib.quantization and tf.contrib.specs aside: they re-exported other modules' ops. A name that
only gives a stand-in, or a module in which
nothing of TF 1.15's is implemented, does not count.
"""
import argparse
import collections
import json
import pathlib
import sys
import types

import check_public_names

SURFACE = check_public_names.INVENTORY.parent
_REEXPORTS = ("contrib.quantization.", "contrib.specs.")


def tables():
    """(usage: {name: repositories}, inventory: {name: [kind, signature]}), below ``tf.``."""
    usage = json.loads((SURFACE / "contrib_usage.json").read_text())
    api = json.loads(check_public_names.INVENTORY.read_text())
    return usage, {name: row for name, row in api.items()
                   if name.startswith("contrib.") and not name.startswith(_REEXPORTS)}


def hollow(tf, name):
    """Whether ``name`` is a module of ours in which no name is given: importing works, using cannot."""
    value = tf
    try:
        for part in name.split("."):
            value = getattr(value, part)
    except Exception:
        return False
    if not isinstance(value, types.ModuleType) or not value.__name__.startswith("tensorflow.contrib."):
        return False
    names = [n for n in dir(value) if n != "python"]
    return bool(names) and all(check_public_names.findings(tf, {f"{name}.{n}": ["attribute", None]}) for n in names)


def gone(tf, api):
    """{name: [finding, detail]} of what is not given."""
    found = {name: row for name, row in check_public_names.findings(tf, api).items() if row[0] != "signature"}
    for name in api:
        if name not in found and hollow(tf, name):
            found[name] = ["hollow", "nothing in the module is given"]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", help="write the rates and what is missing here")
    args = parser.parse_args()
    usage, api = tables()

    import tf1shim

    tf1shim.activate(mode="graph", warnings="off")
    import tensorflow as tf

    unused = gone(tf, {name: ["attribute", None] for name in usage})
    missing = gone(tf, api)
    for name in sorted(unused, key=usage.get, reverse=True):
        print(f"{usage[name]:4} {name}: {unused[name][1]}")
    modules = collections.Counter(name.split(".")[1] for name in missing)
    print("not given of the inventory:", ", ".join(f"{m} {n}" for m, n in modules.most_common()))
    used = sum(usage.values())
    result = {
        "tensorflow": tf1shim.native("tensorflow").__version__,
        "by use": {"all": used, "given": used - sum(usage[n] for n in unused), "missing": unused},
        "of names": {"all": len(api), "given": len(api) - len(missing), "missing": missing},
    }
    for rate in ("by use", "of names"):
        row = result[rate]
        print(f"{rate}: {100 * row['given'] / row['all']:.1f} % ({row['given']} of {row['all']})", file=sys.stderr)
    if args.json:
        pathlib.Path(args.json).write_text(json.dumps(result, indent=0, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
