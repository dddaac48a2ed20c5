"""`tf.compat.v2` as graph-mode programs of TF 1.15 have it.

TF1: half-migrated libraries import it for `tf.Tensor`, `tf.test.TestCase`, `tf.estimator`, ... beside `tf.compat.v1`.
TF2: the same module, without the names TensorFlow 2 dropped since.
Here: what both APIs share is what `tf` itself gives, by the same row of ``names.json``, and so is what went from
modules below; rows below ``compat.v2.`` are of this API alone; everything else is the native module's.
"""

import types

from tf1shim.faces import providers
from tf1shim.faces.face import new_face

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import

_PREFIX = "compat.v2."


def face(first, native, varying, prepare, path=""):
    """The face of `tf.compat.v2`, or of a module below.

    Args:
        first: the native module of the same name in `tf.compat.v1`, or None.
        native: the native module.
        varying: see `face.new_face`.
        prepare: called with a dotted name before it is looked up.
        path: dotted name below `tf.compat.v2`.
    """
    stem = path and path + "."

    def lookup(name):
        full = stem + name
        prepare(full)
        table = providers.table("graph")
        if _PREFIX + full in table:
            return providers.resolve(table[_PREFIX + full])
        if path and full in table and not hasattr(native, name):
            return providers.resolve(table[full])
        value = getattr(native, name)
        twin = getattr(first, name, None)
        if full in table and twin is value:
            return providers.resolve(table[full])
        if isinstance(value, types.ModuleType) and full != "keras" and any(
                key.startswith((full + ".", f"{_PREFIX}{full}.")) for key in table):
            return face(twin, value, None, prepare, full)
        return value

    def names():
        below = [key[len(_PREFIX + stem):] for key in providers.table("graph") if key.startswith(_PREFIX + stem)]
        return {*(n for n in dir(native) if not n.startswith("_")), *(n for n in below if "." not in n)}

    name = "tensorflow.compat.v2" + (path and "." + path)
    return new_face(name, lookup, names, native=native, varying=varying)
