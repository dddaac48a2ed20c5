"""Modules that an old protoc wrote (`*_pb2.py`), for a protobuf that does not run them.

protoc before 3.19 wrote a file's whole description out in calls, and protobuf 4 and newer refuses those ("Descriptors
cannot be created directly"). But the description also stands there serialized. So of such a module only its imports of
other `*_pb2` modules and that text are taken, and protobuf builds the rest, as it does for modules of today.
"""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import sys

from tf1shim import capabilities
from tf1shim.importing import scope


def install(journal):
    """Look at `*_pb2` modules before the others do; undone with the journal."""
    sys.meta_path.insert(0, _FINDER)
    journal.on_undo(lambda: sys.meta_path.remove(_FINDER) if _FINDER in sys.meta_path else None, "old *_pb2 modules")


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None):
        """The spec of an old `*_pb2` module of legacy code, or None."""
        if not fullname.endswith("_pb2") or fullname.startswith("google."):
            return None
        spec = next(filter(None, (other.find_spec(fullname, path, target) for other in sys.meta_path
                                  if other is not self and hasattr(other, "find_spec"))), None)
        if spec is None or not spec.has_location or not hasattr(spec.loader, "get_source"):
            return spec
        if scope.decide({"__name__": fullname, "__file__": spec.origin}).legacy:
            source = spec.loader.get_source(fullname)
            if source and "serialized_pb=" in source and not capabilities.runs_old_protos():
                return importlib.util.spec_from_file_location(
                    fullname, spec.origin, loader=_Loader(fullname, spec.origin))
        return spec


_FINDER = _Finder()


class _Loader(importlib.machinery.SourceFileLoader):
    def exec_module(self, module):
        """Run what is left of the module, and have protobuf build the rest."""
        from google.protobuf import descriptor_pool
        from google.protobuf.internal import builder

        tree = ast.parse(self.get_source(module.__name__))
        kept = ast.Module([node for node in tree.body if _is_import_of_protos(node)], [])
        names = vars(module)
        exec(compile(kept, self.path, "exec"), names)
        content = _serialized(tree)
        if content is None:
            raise ImportError(f"{self.path}: no serialized description in it; make it again with a newer protoc",
                              name=module.__name__, path=self.path)
        description = names["DESCRIPTOR"] = descriptor_pool.Default().AddSerializedFile(content)
        builder.BuildMessageAndEnumDescriptors(description, names)
        builder.BuildTopDescriptorsAndMessages(description, module.__name__, names)
        if description.GetOptions().py_generic_services and hasattr(builder, "BuildServices"):
            builder.BuildServices(description, module.__name__, names)


def _is_import_of_protos(node):
    """``from a import b_pb2``, ``import b_pb2 as b__pb2``, ``from b_pb2 import *``; also within a `try`."""
    if isinstance(node, ast.Try):
        return all(map(_is_import_of_protos, node.body))
    if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("_pb2"):
        return True
    return isinstance(node, (ast.Import, ast.ImportFrom)) and all(one.name.endswith("_pb2") for one in node.names)


def _serialized(tree):
    """The bytes given as ``serialized_pb`` to the file's descriptor."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for keyword in node.value.keywords:
                if keyword.arg == "serialized_pb":
                    value = keyword.value
                    if isinstance(value, ast.Call) and value.args:  # _b('...')
                        value = value.args[0]
                    value = ast.literal_eval(value)
                    return value.encode("latin-1") if isinstance(value, str) else value
    return None
