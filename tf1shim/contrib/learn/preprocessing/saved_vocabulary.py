"""The file of `VocabularyProcessor.save`: TF 1.15's pickle, read without running what it names."""

import collections
import copyreg
import importlib
import io
import pickle
import sys
import types

_TF1 = "tensorflow.contrib.learn.python.learn.preprocessing."
_OURS = "tf1shim.contrib.learn.preprocessing."
_CLASSES = {
    ("text", "VocabularyProcessor"), ("text", "tokenizer"), ("text", "CategoricalVocabulary"),
    ("categorical_vocabulary", "CategoricalVocabulary"),
}
# What Python 2 and 3 themselves write for the objects above.
_PLAIN = {
    ("builtins", "int"): int, ("__builtin__", "int"): int, ("__builtin__", "long"): int,
    ("builtins", "object"): object,
    ("__builtin__", "object"): object, ("collections", "defaultdict"): collections.defaultdict,
    ("copyreg", "_reconstructor"): copyreg._reconstructor,
    ("copy_reg", "_reconstructor"): copyreg._reconstructor,
}


class _Function:
    """A function named in the file: the user's tokenizer. It cannot be called while the file is read."""

    def __init__(self, module, name):
        self.module, self.name = module, name

    def resolve(self):
        if self.module.partition(".")[0] in getattr(sys, "stdlib_module_names", ()):
            raise pickle.UnpicklingError(f"{self.module}.{self.name} is no tokenizer of yours")
        function = importlib.import_module(self.module)
        for part in self.name.split("."):
            function = getattr(function, part)
        if not isinstance(function, types.FunctionType):
            raise pickle.UnpicklingError(f"{self.module}.{self.name} is no Python function")
        return function


class _Pickler(pickle._Pickler):
    """Writes TF 1.15's names for our classes, so that it can read the file, too."""

    def save_global(self, obj, name=None):
        module = getattr(obj, "__module__", None) or ""
        if not module.startswith(_OURS):
            return super().save_global(obj, name)
        self.write(pickle.GLOBAL + f"{_TF1}{module[len(_OURS):]}\n{obj.__qualname__}\n".encode())
        self.memoize(obj)
        return None

    dispatch = dict(pickle._Pickler.dispatch)
    dispatch[types.FunctionType] = save_global
    dispatch[type] = save_global


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        for prefix in (_TF1, _OURS):
            if module.startswith(prefix) and (module[len(prefix):], name) in _CLASSES:
                return getattr(importlib.import_module(_OURS + module[len(prefix):]), name)
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        return _Function(module, name)


def dumps(processor):
    """The bytes of a processor."""
    file = io.BytesIO()
    _Pickler(file, protocol=2).dump(processor)
    return file.getvalue()


def loads(data):
    """The processor of bytes; raises `pickle.UnpicklingError` for anything but vocabularies."""
    from tf1shim.contrib.learn.preprocessing.text import VocabularyProcessor

    try:
        processor = _Unpickler(io.BytesIO(data), encoding="utf-8").load()
    except TypeError as error:  # a named function was to be called
        raise pickle.UnpicklingError(f"not a saved VocabularyProcessor: {error}") from None
    if not isinstance(processor, VocabularyProcessor):
        raise pickle.UnpicklingError(
            f"not a saved VocabularyProcessor but {type(processor).__name__}")
    if isinstance(processor._tokenizer, _Function):
        processor._tokenizer = processor._tokenizer.resolve()
    return processor
