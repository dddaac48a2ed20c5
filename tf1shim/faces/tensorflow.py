"""The faces of `tensorflow`: what each dotted name means to legacy code in graph mode and in eager mode.

Graph mode looks in `tensorflow.compat.v1` first and in native TensorFlow second; eager mode the other way round.
Before both come the providers of ``names.json``; after both, for names TF 1.15 had, a stand-in that raises when used.
"""

import sys
import threading
import types

from tf1shim import capabilities, errors
from tf1shim.faces import contrib, gaps, keras, private, providers, second_api
from tf1shim.faces.face import first_attribute, new_face
from tf1shim.importing import finder

__tracebackhide__ = True  # pytest leaves out the frames, as Python does those of its own import


class TensorFlowFaces:
    """Answers for the package `tensorflow`.

    Args:
        native: ``native(dotted)`` imports and returns a native module.
        start: called before the first answer; decides the mode, loads TensorFlow, patches; returns the mode.
        before: called before anyone's import of tensorflow.
        journal: takes back the changes of the installed Keras.
    """

    direct = False  # who calls the standard library's importers counts

    def __init__(self, native, start, before, journal):
        self._native = native
        self._start = start
        self.before = before
        self._journal = journal
        self._faces = {}
        self._mode = None
        self._lock = threading.RLock()

    def module(self, dotted):
        """The module object that legacy code gets for ``tensorflow`` or ``tensorflow.x.y``.

        Raises:
            ModuleNotFoundError: neither TF 1.15 nor the installed TensorFlow has such a module, or an extra is missing.
        """
        current, path = self._root(), "tensorflow"
        for part in dotted.split(".")[1:]:
            path = f"{path}.{part}"
            child = getattr(current, part, None)
            current = child if isinstance(child, types.ModuleType) else self._import(path)
        return current

    def _root(self):
        with self._lock:
            if self._mode is None:
                self._mode = self._start()
                if self._mode == "graph":
                    keras.announce(self._journal)
        return self._face("")

    def _face(self, path, flavour="main"):
        key = (flavour, path)
        with self._lock:
            if key not in self._faces:
                self._faces[key] = self._build(path, flavour)
            return self._faces[key]

    def _build(self, path, flavour):
        sources = self._sources(path, flavour)
        stem = "tensorflow.compat.v1" if flavour == "v1" else "tensorflow"
        return new_face(
            f"{stem}.{path}" if path else stem,
            lambda name: self._lookup(path, flavour, sources, name),
            lambda: self._names(path, sources),
            native=sources[-1] if sources else None,
            varying=self._varying(path),
        )

    def _varying(self, path):
        # For eager code within a graph program (tf.py_function, test_util) it is another class.
        chooser = None if path or self._mode != "graph" else providers.resolve("tf1shim.graph.tensors:chooser")()
        return chooser and {"Tensor": chooser}

    def _sources(self, path, flavour):
        v1, native = self._native("tensorflow.compat.v1"), self._native("tensorflow")
        if flavour == "v1":
            roots = (v1,)
        else:
            roots = (v1, native) if self._mode == "graph" else (native, v1)
        found = []
        for root in roots:
            module = root
            for part in path.split(".") if path else ():
                module = getattr(module, part, None)
            if module is not None:
                found.append(module)
        return found

    def _lookup(self, path, flavour, sources, name):
        full = f"{path}.{name}" if path else name
        provider = providers.table(self._mode).get(full)
        if provider is not None:
            try:
                return providers.resolve(provider)
            except (ImportError, AttributeError) as error:
                remedy = providers.remedy(error)
                reason = f"{error.name} is not installed" if remedy else f"its provider failed: {error}"
                problem = errors.unavailable(f"tf.{full}", reason, remedy)
        else:
            problem = None
        if name.startswith("__") and name not in ("__version__", "__git_version__",
                                                  "__compiler_version__", "__monolithic_build__"):
            raise AttributeError(f"module 'tensorflow' has no attribute {name!r}")
        if not path:
            special = self._special(name, flavour)
            if special is not None:
                return special
        if gaps.needs_keras2(full, self._mode):
            if capabilities.keras2_package() is None:
                return errors.unavailable(f"tf.{full}", "no Keras 2 is installed", capabilities.KERAS2_HINT)
            keras.prepare(self._journal)
        if self._wants_face(full, sources, name):
            return self._face(full, flavour)
        try:
            return first_attribute(sources, name)
        except AttributeError:
            pass
        if problem is not None:
            return problem
        if self._mode == "eager" and full.startswith("keras."):
            return providers.resolve("tf1shim.session_era.keras_faces:of_tf_keras")(self._native, path, name)
        gap = gaps.stand_in(full) if self._mode == "graph" or path == "" else None
        if gap is not None:
            return gap
        where = f"tensorflow.{path}" if path else "tensorflow"
        known = name in providers.tf115_names(path)  # eager mode: hasattr() of migrated code must go on telling
        raise AttributeError(f"module {where!r} has no attribute {name!r} " + (
            "in eager mode; TensorFlow 1.15 had it: try graph mode (TF1SHIM=graph)" if known
            else "(nor had it in TensorFlow 1.15)"))

    def _special(self, name, flavour):
        if name in ("contrib", "examples"):
            contrib.give_tensorflow(self.module)
            return finder.load(f"tensorflow.{name}")
        if name in ("python", "core"):
            return private.wrap(self._native(f"tensorflow.{name}"))
        if name == "compat":
            return self._compat()
        return None

    def _compat(self):
        native = self._native("tensorflow").compat

        def lookup(name):
            if name == "v1":
                # In graph mode half-migrated code sees the very same TF1 world.
                return self._face("") if self._mode == "graph" else self._face("", "v1")
            if name == "v2" and self._mode == "graph":
                v1 = self._native("tensorflow.compat.v1")
                return second_api.face(v1, native.v2, self._varying(""), self._prepare_keras)
            return getattr(native, name)

        return new_face("tensorflow.compat", lookup, lambda: dir(native), native=native)

    def _prepare_keras(self, full):
        if gaps.needs_keras2(full, self._mode) and capabilities.keras2_package() is not None:
            keras.prepare(self._journal)

    def _wants_face(self, full, sources, name):
        if any(key.startswith(full + ".") for key in providers.table(self._mode)):
            return True
        if full not in providers.tf115_modules():
            return False
        return any(isinstance(getattr(source, name, None), types.ModuleType) for source in sources)

    def _names(self, path, sources):
        if self._mode == "graph" and (not path or path in providers.tf115_modules()):
            names = set(providers.tf115_names(path)) | ({"contrib"} if not path else set())
        else:
            names = {n for source in sources[:1] for n in dir(source) if not n.startswith("_")}
        stem = path + "." if path else ""
        names.update(key[len(stem):] for key in providers.table(self._mode)
                     if key.startswith(stem) and "." not in key[len(stem):])
        return {n for n in names if not n.startswith("_")}

    def _import(self, path):
        if finder.hides(path):
            module = finder.load(path)
            if module is None:
                raise ModuleNotFoundError(f"No module named {path!r}", name=path)
            return module
        below = path.partition(".")[2]
        if gaps.needs_keras2(below, self._mode) and capabilities.keras2_package() is None:
            raise ModuleNotFoundError(
                f"No module named {path!r}: no Keras 2 is installed; {capabilities.KERAS2_HINT}",
                name=path)
        if path.startswith("tensorflow.compat.v1."):
            return self.module("tensorflow." + path[len("tensorflow.compat.v1."):])
        try:
            return private.wrap(self._native(path))
        except ModuleNotFoundError as error:
            if error.name == path and self._mode == "eager" and below in providers.tf115_modules():
                known = providers.resolve("tf1shim.session_era.keras_faces:missing_module")(below)
                if known is not None:
                    raise known from None
            raise


def loaded_native():
    """The native TensorFlow if it is loaded, else None."""
    return sys.modules.get("tensorflow")
