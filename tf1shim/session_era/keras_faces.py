"""The faces of the package `keras` in eager mode: the installed Keras, with the old modules and backend calls."""

import functools
import threading
import types

from tf1shim import capabilities, errors
from tf1shim.detection import names as scan_names
from tf1shim.faces import providers
from tf1shim.faces.face import new_face
from tf1shim.session_era import default_session, tables

_DROPPED = "the installed Keras dropped it"


def of_tf_keras(native, path, name):
    """A name of `tf.keras` that the installed Keras 3 has under another name or not at all.

    Args:
        native: ``native(dotted)`` imports and returns a native module.
        path: the module, ``keras`` or ``keras.x``.
        name: the attribute asked for.

    Raises:
        AttributeError: neither has it, or `tf.keras` is Keras 2.
    """
    if not tables.is_keras3(native("tensorflow").keras):
        raise AttributeError(f"module 'tensorflow.{path}' has no attribute {name!r}")
    try:
        return getattr(_faces_on(native).module(path), name)
    except ModuleNotFoundError as error:
        raise AttributeError(str(error)) from None


@functools.lru_cache(maxsize=1)
def _faces_on(native):
    return KerasFaces(native, lambda: native("tensorflow"))


def missing_module(dotted):
    """The error for a module ``keras.x.y`` that the installed Keras has not, or None where keras 2.3.1 had none."""
    reason = tables.load()["unavailable"].get(dotted)
    if reason is None and not scan_names.went_with_keras2(dotted.partition(".")[2]):
        return None
    return ModuleNotFoundError(f"No module named {dotted!r}: {reason or _DROPPED}; {tables.graph_mode()}", name=dotted)


class KerasFaces:
    """Answers for ``keras`` and its modules.

    Args:
        native: ``native(dotted)`` imports and returns a native module.
        tensorflow: gives what legacy code gets for `tensorflow`.
    """

    def __init__(self, native, tensorflow):
        self._tensorflow = tensorflow
        # TF 2.5's own Keras is the one inside TensorFlow, whatever package `keras` lies beside it.
        inside = capabilities.keras2_package() == "tensorflow.python.keras"
        self._native = (lambda dotted: native("tensorflow." + dotted)) if inside else native
        self._faces = {}
        self._lock = threading.RLock()

    def before(self):
        """Nothing to do before the native package is imported."""

    def module(self, dotted):
        """The module object that legacy code gets for ``keras`` or ``keras.x.y``.

        Raises:
            ModuleNotFoundError: neither the installed Keras nor keras 2.3.1 has such a module, or what it held has no
                equivalent; the message says so.
        """
        with self._lock:
            if dotted not in self._faces:
                self._faces[dotted] = self._build(dotted)
            return self._faces[dotted]

    def _build(self, dotted):
        if dotted in tables.load()["unavailable"]:
            raise missing_module(dotted)
        sources = self._sources(dotted)
        return new_face(dotted, functools.partial(self._lookup, dotted, sources),
                        lambda: self._names(dotted, sources), native=sources[0])

    def _sources(self, dotted):
        moved = tables.load()["modules"].get(dotted)
        if moved is None:
            try:
                return [self._native(dotted)]
            except ModuleNotFoundError:
                plain = ModuleNotFoundError(f"No module named {dotted!r}", name=dotted)
                raise missing_module(dotted) or plain from None
        sources = []
        # A module of that name that is still there, holding other things, comes last.
        for name in (*moved, dotted):
            try:
                sources.append(self._native(name))
            except ImportError:
                pass
        if not sources:
            raise ModuleNotFoundError(f"No module named {dotted!r}; {tables.graph_mode()}", name=dotted)
        return sources

    def _lookup(self, dotted, sources, name):
        if name.startswith("__") and name.endswith("__") and name not in ("__version__",):
            raise AttributeError(f"module {dotted!r} has no attribute {name!r}")
        child = f"{dotted}.{name}"
        if child in tables.load()["modules"] or child == "keras.backend":
            return self.module(child)
        if _is_backend(dotted):
            if name == "tf":
                return self._tensorflow()
            if name == "_SESSION":
                return default_session.get()
            found = self._backend(name)
            if found is not None:
                return found
        for source in sources:
            if hasattr(source, name):
                value = getattr(source, name)
                # Only what has something laid over it needs a face.
                return self.module(child) if isinstance(value, types.ModuleType) and _laid_over(child) else value
        stems = tables.load()["modules"].get(dotted, []) + [dotted]
        for stem in stems:
            for provider in tables.load()["names"].get(f"{stem}.{name}", ()):
                module, _, attribute = provider.partition(":")
                if hasattr(self.module(module), attribute):
                    return getattr(self.module(module), attribute)
        for stem in stems:
            reason = tables.load()["unavailable"].get(f"{stem}.{name}")
            if reason is not None:
                return errors.unavailable(child, reason, tables.graph_mode())
        if any(scan_names.went_with_keras2(f"{stem}.{name}".partition(".")[2]) for stem in stems):
            raise errors.UnavailableError(errors.unavailable_message(child, _DROPPED, tables.graph_mode()))
        raise AttributeError(f"module {dotted!r} has no attribute {name!r} in the installed Keras")

    def _backend(self, name):
        rows = dict(tables.load()["backend"])
        keras3 = tables.is_keras3(self._native("keras"))
        if keras3:
            rows.update(tables.load()["backend of Keras 3"])
        if name in rows:
            return providers.resolve(rows[name])
        if keras3:
            from tf1shim.session_era import keras3_backend

            try:
                return keras3_backend.lookup(name)
            except AttributeError:
                return None
        return None

    def _names(self, dotted, sources):
        names = {name for source in sources for name in dir(source) if not name.startswith("_")}
        if _is_backend(dotted):
            names.update(tables.load()["backend"])
            if tables.is_keras3(self._native("keras")):
                names.update(*(tables.load()[s] for s in ("backend of Keras 3", "ops", "ops with defaults")))
        return names


def _is_backend(dotted):
    return dotted == "keras.backend" or tables.load()["modules"].get(dotted) == ["keras.backend"]


def _laid_over(dotted):
    return any(key.startswith(dotted + ".") for section in ("modules", "names", "unavailable")
               for key in tables.load()[section])
