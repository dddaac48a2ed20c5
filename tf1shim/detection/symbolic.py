"""TensorFlow's operations called with symbolic tensors of Keras models: Keras 2 made layers of them, Keras 3 refuses.

Read within one function, or the module's own lines, at a time: `Input(...)` is a symbolic tensor, and so is what layers
and operations make of one. What functions get as arguments is not known to be.
"""

import ast

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_APART = (*_FUNCTIONS, ast.Lambda, ast.ClassDef)
_KERAS = ("keras.", "tensorflow.keras.", "tensorflow.compat.v1.keras.", "tensorflow.compat.v2.keras.")


def operations(tree, aliases, refused_backend):
    """Find such calls.

    Args:
        tree: the syntax tree of a file.
        aliases: name in the file -> dotted module or object it was imported as.
        refused_backend: functions of keras.backend that do not take such a tensor; the others are Keras' operations.

    Returns:
        List of (line, text), such as ``(7, "tf.concat of a symbolic tensor")``.
    """
    found = []
    for scope in (tree, *(node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS))):
        found += _Scope(aliases, refused_backend).read(scope)
    return found


class _Scope:
    def __init__(self, aliases, refused_backend):
        self.aliases = aliases
        self.refused_backend = refused_backend
        self.layers = set()  # names given a layer
        self.symbolic = set()  # names given a symbolic tensor

    def read(self, scope):
        found = []
        for node in _own(scope):
            if isinstance(node, ast.Assign):
                self._assign({target.id for target in node.targets if isinstance(target, ast.Name)}, node.value)
            elif isinstance(node, ast.Call) and self._is_refused(self._dotted(node.func)) and self._gets_symbolic(node):
                found.append((node.lineno, f"tf.{self._dotted(node.func).partition('.')[2]} of a symbolic tensor"))
            elif isinstance(node, ast.Attribute) and node.attr in ("value", "as_list") and self._is_shape(node.value):
                found.append((node.lineno, f"shape.{node.attr} of a symbolic tensor"))
        return found

    def _is_refused(self, called):
        if called.startswith(_KERAS):
            return ".backend." in called and called.rpartition(".")[2] in self.refused_backend
        return called.startswith("tensorflow.")

    def _is_shape(self, value):
        if isinstance(value, ast.Subscript):
            value = value.value
        return isinstance(value, ast.Attribute) and value.attr == "shape" and self._is_symbolic(value.value)

    def _assign(self, names, value):
        made = self._dotted(value.func) if isinstance(value, ast.Call) else ""
        is_layer = made.startswith(_KERAS) and ".layers." in made and not made.endswith(".Input")
        self.layers = self.layers | names if is_layer else self.layers - names
        self.symbolic = self.symbolic | names if self._is_symbolic(value) else self.symbolic - names

    def _is_symbolic(self, value):
        if isinstance(value, ast.Name):
            return value.id in self.symbolic
        if isinstance(value, ast.BinOp):
            return self._is_symbolic(value.left) or self._is_symbolic(value.right)
        if isinstance(value, ast.Subscript):
            return self._is_symbolic(value.value)
        if isinstance(value, (ast.List, ast.Tuple)):
            return any(map(self._is_symbolic, value.elts))
        if not isinstance(value, ast.Call):
            return False
        made = self._dotted(value.func)
        if made.startswith(_KERAS) and made.endswith(".Input"):
            return True
        return (self._is_layer(value.func) or self._is_operation(value.func)) and self._gets_symbolic(value)

    def _gets_symbolic(self, call):
        return any(map(self._is_symbolic, (*call.args, *(keyword.value for keyword in call.keywords))))

    def _is_layer(self, function):
        """Whether what is called is a layer: ``Dense(3)`` itself, or a name given one."""
        if isinstance(function, ast.Call):
            made = self._dotted(function.func)
            return made.startswith(_KERAS) and ".layers." in made
        if isinstance(function, ast.Name) and function.id in self.layers:
            return True
        called = self._dotted(function)  # keras.layers.add(...), or a function of keras.backend
        return called.startswith(_KERAS) and called.rpartition(".")[2][:1].islower()

    def _is_operation(self, function):
        called = self._dotted(function)
        return called.startswith("tensorflow.") and not called.startswith(_KERAS)

    def _dotted(self, node):
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name) and node.id in self.aliases:
            return ".".join([self.aliases[node.id], *reversed(parts)])
        return ""


def _own(scope):
    """The nodes of a module or function, in order, without those of functions and classes inside."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, _APART):
            yield child
            yield from _own(child)
