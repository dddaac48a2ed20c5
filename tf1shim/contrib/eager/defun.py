"""tf.contrib.eager.defun: each signature is traced once, and a trace may make variables.

TensorFlow 2 kept this function for a while (`tensorflow.python.eager.function.defun`, later one by another name), and
afterwards only the tracing that stood behind it. `tf.function` is no substitute: it traces a function that makes
variables twice, and raises where a later trace makes more of them.
"""

import functools
import importlib
import weakref

import tensorflow.compat.v1 as _tf

_EAGER = "tensorflow.python.eager."
_TRACING = _EAGER + "polymorphic_function.tracing_compilation"
# The last held the tracing for a while after the function was gone; its arguments have the same names.
_KEPT = (("function", "defun"), ("polymorphic_function.quarantine", "defun_with_attributes"),
         ("polymorphic_function.tracing_compiler", "TracingCompiler"))


def defun(func=None, input_signature=None, autograph=True, experimental_autograph_options=None,
          experimental_relax_shapes=False):
    """Compile a function into graphs, one per signature of its arguments."""
    def decorate(function):
        return _compiled(function, input_signature, autograph, experimental_autograph_options)

    return decorate if func is None else decorate(func)


def _compiled(function, signature, autograph, options):
    try:
        tracing = importlib.import_module(_TRACING)
    except ImportError:
        return _native(function, signature, autograph, options)
    return _Compiled(function, signature, autograph, options, tracing)


def _native(function, signature, autograph, options):
    for module, name in _KEPT:
        try:
            kept = getattr(importlib.import_module(_EAGER + module), name)
        except (ImportError, AttributeError):
            continue
        if isinstance(kept, type):
            return _traced(kept, function, signature, autograph, options)
        return kept(function, input_signature=signature, autograph=autograph, experimental_autograph_options=options)
    return _tf.function(function, input_signature=signature, autograph=autograph,
                        experimental_autograph_options=options)


def _traced(compiler, function, signature, autograph, options):
    from tensorflow.python.eager.polymorphic_function import autograph_util

    name = getattr(function, "__name__", "function")
    target = autograph_util.py_func_from_autograph(function, options) if autograph else function
    traced = compiler(target, name, input_signature=signature, autograph=autograph, autograph_options=options)
    functools.update_wrapper(traced, function, ("__name__", "__doc__", "__module__"), ())
    return traced


class _Compiled:
    def __init__(self, function, signature, autograph, options, tracing):
        self.python_function = function
        self._how = signature, autograph, options, tracing
        self._of_instances = weakref.WeakKeyDictionary()
        functools.update_wrapper(self, function, ("__name__", "__doc__", "__module__"), ())

    @functools.cached_property
    def _options(self):
        # On the first call: what decorates a method never gets one, and its signature does not count "self".
        from tensorflow.core.function.polymorphism.function_cache import FunctionCache
        from tensorflow.python.eager.polymorphic_function import autograph_util, function_type_utils

        signature, autograph, options, tracing = self._how
        kind, defaults = function_type_utils.make_function_type(self.python_function, signature)
        traced = self.python_function
        if autograph:
            traced = autograph_util.py_func_from_autograph(traced, options)
        return tracing.TracingOptions(
            python_function=traced, name=getattr(self, "__name__", "function"),
            polymorphic_type=kind, default_values=defaults, autograph=autograph,
            autograph_options=options, function_cache=FunctionCache())

    def __call__(self, *args, **kwargs):
        return self._how[-1].call_function(args, kwargs, self._options)

    def get_concrete_function(self, *args, **kwargs):
        """The graph for these arguments, or specs of them."""
        return self._how[-1].trace_function(args, kwargs, self._options)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if instance not in self._of_instances:
            function, owner = self.python_function, weakref.ref(instance)

            def method(*args, **kwargs):
                return function(owner(), *args, **kwargs)

            self._of_instances[instance] = _Compiled(method, *self._how)
        return self._of_instances[instance]
