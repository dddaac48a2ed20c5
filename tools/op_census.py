"""Which operations does each graph-building call create? Run under TF 1.15.5 and under a TF 2, and compare.

    python tools/op_census.py run OUT.json [NAME...]    the ops of every case (tools/op_census_cases.py), as JSON
    python tools/op_census.py compare TF1.json TF2.json  the cases whose counts differ, with what came and went

TF 1.15 takes the number of ops already in the graph as the seed of a random op, so `tf1shim.graph.seeds` must know
where a TF 2 creates more or fewer ops than 1.15 did. With ``--shim`` a run installs that patch and reports its
shadow count, so that `compare` shows what is still missing.
"""

import difflib
import json
import os
import sys

import numpy

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["TF1SHIM"] = "0"  # the one patch is installed here, not the whole shim
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def load_tensorflow():
    """TensorFlow with v1 behaviour, and Keras 2 where there is one."""
    try:
        from importlib.metadata import version
        from importlib.util import find_spec

        if int(version("keras").split(".")[0]) >= 3 and find_spec("tf_keras"):
            os.environ["TF_USE_LEGACY_KERAS"] = "1"
    except ImportError:  # Python 3.7: TF 1.15
        pass
    import tensorflow

    if tensorflow.__version__.startswith("1."):
        return tensorflow
    import tensorflow.compat.v1 as tf

    tf.disable_v2_behavior()
    return tf


def run(path, names, shim):
    tf = load_tensorflow()
    tf.logging.set_verbosity(tf.logging.ERROR)
    from tensorflow.python.framework import random_seed

    draws = []
    get_seed = random_seed.get_seed
    count = _count_with_shim(tf) if shim else (lambda graph: graph.version)

    def noting_get_seed(op_seed):
        seeds = get_seed(op_seed)
        draws.append((id(tf.get_default_graph()), seeds[1]))
        return seeds

    random_seed.get_seed = noting_get_seed
    from op_census_cases import cases

    found = {}
    for name, case in cases(tf).items():
        if names and name not in names:
            continue
        del draws[:]
        with tf.Graph().as_default() as graph:
            tf.set_random_seed(1)
            numpy.random.seed(1)  # Keras draws some of its seeds there
            try:
                case()
                error = None
            except (
                Exception
            ) as problem:  # a case that cannot run on this version is reported, not hidden
                error = "%s: %s" % (type(problem).__name__, str(problem)[:300])
            found[name] = {
                "count": count(graph),
                "draws": [at for owner, at in draws if owner == id(graph)],
                "inner_draws": [at for owner, at in draws if owner != id(graph)],
                "ops": ["%s %s" % (op.type, op.name) for op in graph.get_operations()],
                "error": error,
            }
        if hasattr(tf, "keras"):
            try:
                tf.keras.backend.clear_session()
            except (AttributeError, ImportError):
                pass
    with open(path, "w") as file:
        json.dump({"version": tf.__version__, "cases": found}, file, indent=0)


def _count_with_shim(tf):
    from tf1shim.graph import dropout, regularizers, seeds
    from tf1shim.undo import Journal

    for patch in (dropout, regularizers, seeds):
        patch.install(Journal())
    return seeds.tf1_last_id


def compare(old_path, new_path):
    """Print the cases that differ; returns their number."""
    with open(old_path) as file:
        old = json.load(file)["cases"]
    with open(new_path) as file:
        new = json.load(file)
    different = 0
    for name, was in sorted(old.items()):
        now = new["cases"].get(name)
        if now is None:
            continue
        if (
            all(was[key] == now[key] for key in ("count", "draws", "inner_draws"))
            and not now["error"]
        ):
            continue
        different += 1
        print(
            "%-28s count %s -> %s draws %s -> %s inner %s -> %s %s%s"
            % (
                name,
                was["count"],
                now["count"],
                was["draws"],
                now["draws"],
                was["inner_draws"],
                now["inner_draws"],
                "TF1: " + was["error"] if was["error"] else "",
                "TF2: " + now["error"] if now["error"] else "",
            )
        )
        types = [[op.split()[0] for op in side["ops"]] for side in (was, now)]
        matcher = difflib.SequenceMatcher(None, types[0], types[1], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal" and (i2 - i1) != (j2 - j1):
                print("    at %d: - %s" % (i1, "; ".join(was["ops"][i1:i2])))
                print("          + %s" % "; ".join(now["ops"][j1:j2]))
    print("%s: %d of %d cases differ" % (new["version"], different, len(new["cases"])))
    return different


def main(arguments):
    shim = "--shim" in arguments
    arguments = [word for word in arguments if word != "--shim"]
    if arguments[:1] == ["run"] and len(arguments) > 1:
        run(arguments[1], arguments[2:], shim)
    elif arguments[:1] == ["compare"] and len(arguments) == 3:
        sys.exit(1 if compare(*arguments[1:]) else 0)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
