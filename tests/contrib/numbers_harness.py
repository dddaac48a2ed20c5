"""Runs cases that are written once for TF 1.15 and for the shim, with weights that depend on names
alone.

A case is a function ``f(tf)`` that builds a graph and returns a dict of things to fetch.
Imported on Python 3.7 too.
"""

import json
import zlib

import numpy as np


def weights_for(name, shape, dtype):
    """Weights that every TensorFlow gets alike: a cosine whose phase is the variable's name."""
    count = int(np.prod(shape)) if shape else 1
    phase = zlib.crc32(name.encode()) % 1000
    values = 0.4 * np.cos(np.arange(count) * 0.7 + phase) + 0.05
    return values.reshape(shape).astype(dtype)


def features(*shape):
    """Inputs without randomness."""
    return (np.sin(np.arange(int(np.prod(shape))) * 1.3) * 0.8).reshape(shape).astype(np.float32)


def _listed(value):
    array = np.asarray(value)
    if array.dtype.kind == "f":
        return {"shape": list(array.shape), "values": [float("%.8g" % x) for x in array.ravel()]}
    if array.dtype.kind in "SO":
        array = np.asarray([x.decode() if isinstance(x, bytes) else str(x) for x in array.ravel()])
    return {"shape": list(np.shape(value)), "values": array.ravel().tolist()}


def _is_constant(value):
    """Whether a first value comes from a constant initializer, as far as one can see."""
    if not value.size or value.dtype.kind != "f":
        return False
    first = value.ravel()[0]
    return bool(np.all(value == first)) and (value.size > 1 or first in (0.0, 1.0))


def run_case(tf, build):
    """Build and run one case; returns {"variables": name -> shape, "constants": ..., "outputs":
    ...}.
    """
    graph = tf.Graph()
    with graph.as_default(), tf.Session(graph=graph) as session:
        fetches = build(tf)
        variables = sorted(tf.global_variables(), key=lambda v: v.name)
        session.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        session.run(tf.tables_initializer())
        first = session.run(variables)
        constants = {}
        for variable, value in zip(variables, first):
            if _is_constant(value):
                constants[variable.op.name] = float(value.ravel()[0])
            if value.dtype.kind == "f" and not variable.op.name.startswith("keep"):
                weights = weights_for(variable.op.name, value.shape, value.dtype)
                variable.load(weights, session)
        outputs = {}
        for key in sorted(fetches):
            flat = tf.nest.flatten(fetches[key])
            outputs[key] = [_listed(value) for value in session.run(flat)]
    return {
        "variables": {v.op.name: v.shape.as_list() for v in variables},
        "order": [v.op.name for v in graph.get_collection("variables")],
        "trainable": [v.op.name for v in graph.get_collection("trainable_variables")],
        "constants": constants,
        "outputs": outputs,
    }


def run_all(tf, cases, keep_errors=False):
    """All cases by name; with ``keep_errors`` a failing one gives {"error": traceback}."""
    import traceback

    results = {}
    for name, build in cases.items():
        try:
            results[name] = run_case(tf, build)
        except Exception:
            if not keep_errors:
                raise
            results[name] = {"error": traceback.format_exc()}
    return results


def write(path, results):
    with open(path, "w") as stream:
        json.dump(results, stream, indent=None, sort_keys=True, separators=(",", ":"))
        stream.write("\n")


def differences(golden, found):
    """List of texts: what ``found`` has that TF 1.15 had not, by case.

    Kernels round by the processor's instructions, and some cases enlarge that: what TF 1.15 itself gave on another
    kind of processor stands under "elsewhere", and is as good.
    """
    texts = _differences(golden, found)
    for outputs in golden.get("elsewhere", ()) if texts else ():
        texts = min(texts, _differences(dict(golden, outputs=outputs), found), key=len)
    return texts


def _differences(golden, found, rtol=2e-5, atol=2e-6):
    if "error" in found:
        return [found["error"]]
    texts = []
    for part in ("variables", "order", "trainable", "constants"):
        if golden[part] != found[part]:
            texts.append("%s: TF 1.15 %r, here %r" % (part, golden[part], found[part]))
    for key, expected in golden["outputs"].items():
        got = found["outputs"].get(key, [])
        if len(expected) != len(got):
            texts.append("%s: %d tensors, here %d" % (key, len(expected), len(got)))
        for index, (one, other) in enumerate(zip(expected, got)):
            if one["shape"] != other["shape"]:
                texts.append("%s[%d]: shape %s, here %s"
                             % (key, index, one["shape"], other["shape"]))
            elif one["values"] and isinstance(one["values"][0], float):
                if not np.allclose(one["values"], other["values"], rtol, atol, equal_nan=True):
                    worst = np.max(np.abs(np.subtract(one["values"], other["values"])))
                    texts.append("%s[%d]: values differ by %g" % (key, index, worst))
            elif one["values"] != other["values"]:
                texts.append("%s[%d]: %s, here %s" % (key, index, one["values"], other["values"]))
    return texts
