"""Private TensorFlow 1 names whose counterpart in TensorFlow 2 has another shape: small functions in its place.

Source of the behaviour: the file of TF 1.x that the section names.
"""

import functools

# python/framework/op_def_registry.py


@functools.lru_cache(maxsize=None)
def get_registered_ops():
    """All ops that are linked in: dict of op name -> OpDef."""
    from tensorflow.core.framework import op_def_pb2
    from tensorflow.python.client import pywrap_tf_session

    ops = op_def_pb2.OpList()
    ops.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
    return {op.name: op for op in ops.op}


# python/framework/op_def_library.py: a class up to TF 2.0, functions since


class OpDefLibrary:
    """Makes operations by the names of their types, as generated wrappers of ops do."""

    def add_op(self, op_def):
        """Nothing for an op that is linked in; raises RuntimeError for another, which no kernel could run."""
        if op_def.name not in get_registered_ops():
            raise RuntimeError(f"Unrecognized Op name {op_def.name}")

    def add_op_list(self, op_list):
        """`add_op` for each of an `OpList`."""
        for op_def in op_list.op:
            self.add_op(op_def)

    def apply_op(self, op_type_name, name=None, **keywords):
        """Add an op to the graph: its outputs, or the operation where it has none.

        Args:
            op_type_name: the op's type, as registered.
            name: a name for the operation.
            **keywords: its inputs and attributes.
        """
        return _op_def_library().apply_op(op_type_name, name=name, **keywords)

    def _apply_op_helper(self, op_type_name, name=None, **keywords):
        return _op_def_library()._apply_op_helper(op_type_name, name=name, **keywords)


op_def_lib = OpDefLibrary()


def _op_def_library():
    from tensorflow.python.framework import op_def_library

    return op_def_library


# python/framework/tensor_shape.py


def scalar():
    """The shape of a scalar."""
    return _shape([])


def vector(length):
    """The shape of a vector of ``length`` (int or None)."""
    return _shape([length])


def matrix(rows, cols):
    """The shape of a matrix (ints or None)."""
    return _shape([rows, cols])


def _shape(dimensions):
    import tensorflow

    return tensorflow.TensorShape(dimensions)


# python/framework/ops.py


class RegisterShape:
    """Decorator that TF 1.x ignored since shape functions moved to C++.

    Args:
        op_type: the op's name.

    Raises:
        TypeError: ``op_type`` is not a string.
    """

    def __init__(self, op_type):
        if not isinstance(op_type, str):
            raise TypeError("op_type must be a string")

    def __call__(self, function):
        return function


def set_shapes_for_outputs(op):
    """Nothing: shapes of an op's outputs are set when the op is made, as in every TF since 1.8."""


def set_call_cpp_shape_fn(function):
    """Nothing: since TF 1.13 no op asks Python for its shape function."""


def register_dense_tensor_like_type(tensor_type):
    """Let `tf.is_tensor` answer yes for instances of a class that stands for one dense tensor.

    Raises:
        TypeError: the class has no property ``name``, or none ``dtype``.
    """
    for name in ("name", "dtype"):
        if not isinstance(getattr(tensor_type, name, None), property):
            raise TypeError(f"Type {tensor_type.__name__} does not define a `{name}` property")
    from tensorflow.python.framework import tensor_util

    if tensor_type not in tensor_util.tf_type_classes:
        tensor_util.tf_type_classes += (tensor_type,)


def node_def(op_type, name, device=None, attrs=None):
    """A `NodeDef` of an op's type and name, its device (str or DeviceSpec) and attributes (str -> AttrValue)."""
    import tensorflow.compat.v1 as tf

    made = tf.NodeDef(op=op_type, name=name)
    if device is not None:
        made.device = device if isinstance(device, str) else device.to_string()
    for key, value in (attrs or {}).items():
        made.attr[key].CopyFrom(value)
    return made


# python/framework/test_util.py


def run_in_graph_and_eager_modes(func=None, config=None, use_gpu=True, reset_test=True, assert_no_eager_garbage=False):
    """Decorator: run a test method in a graph, then eagerly.

    Args:
        reset_test: call tearDown and setUp between the two, as TensorFlow 2 always does.
        func, config, use_gpu, assert_no_eager_garbage: as `tensorflow.python.framework.test_util` has them.
    """
    from tensorflow.python.framework import test_util

    del reset_test
    return test_util.run_in_graph_and_eager_modes(func, config=config, use_gpu=use_gpu,
                                                  assert_no_eager_garbage=assert_no_eager_garbage)


# python/pywrap_tensorflow.py


def TF_bfloat16_type():
    """The NumPy type of `tf.bfloat16`."""
    import tensorflow

    return tensorflow.bfloat16.as_numpy_dtype


# python/framework/common_shapes.py


def scalar_shape(op):
    """The shapes of the outputs of an op that gives a scalar; the op is not looked at."""
    del op
    return [scalar()]


def unchanged_shape(op):
    """The shapes of the outputs of an op whose output is shaped like its first input."""
    return [op.inputs[0].shape]


def call_cpp_shape_fn(op, require_shape_fn=True):
    """What the C++ shape function found for an op's outputs.

    Args:
        op: the `tf.Operation`.
        require_shape_fn: an op without a shape function has outputs of unknown shape either way.

    Returns:
        dict: "shapes" (list of TensorShapeProto), "handle_data" (list of None), "inputs_needed" (bytes).
    """
    return {"shapes": [output.shape.as_proto() for output in op.outputs],
            "handle_data": [None] * len(op.outputs), "inputs_needed": b""}


# python/eager/context.py of TF 1.4 to 1.6


def in_graph_mode():
    """Whether ops called now go into a graph."""
    import tensorflow

    return not tensorflow.executing_eagerly()


def in_eager_mode():
    """Whether ops called now run at once."""
    return not in_graph_mode()


# python/ops/spectral_ops_test_util.py


def fft_kernel_label_map():
    """The context of tests of FFT ops: on CPUs the kernels that are registered anyway."""
    import contextlib

    return contextlib.nullcontext()


# python/training/tracking/tracking.py


class NotTrackable:
    """Base of classes whose instances object-based checkpoints refuse, whatever else they inherit."""


def cached_per_instance(method):
    """Decorator of a property's getter: it runs once for each instance, which the result does not keep alive."""
    import weakref

    results = weakref.WeakKeyDictionary()

    @functools.wraps(method)
    def cached(instance):
        if instance not in results:
            results[instance] = method(instance)
        return results[instance]

    return cached


# python/layers/utils.py


def get_reachable_from_inputs(inputs, targets=None):
    """The set of tensors that depend on tensors, and these; the search ends once all of ``targets`` are found."""
    reached, pending = set(inputs), list(inputs)
    while pending and not (targets and reached.issuperset(targets)):
        tensor = pending.pop()
        consumers = tensor.consumers() if hasattr(tensor, "consumers") else [tensor.op]  # else a variable
        new = {output for op in consumers for output in op.outputs} - reached
        reached |= new
        pending.extend(new)
    return reached


# python/ops/rnn_cell_impl.py of TF 1.2 to 1.8


def like_rnn_cell(cell):
    """Whether an object has the methods and sizes of an RNNCell."""
    return (hasattr(cell, "output_size") and hasattr(cell, "state_size")
            and hasattr(cell, "zero_state") and callable(cell))


# python/saved_model/nested_structure_coder.py: a class up to TF 2.8, functions since


class StructureCoder:
    """Coder of nested structures of tensors, shapes, dtypes and TypeSpecs into `StructuredValue` protos."""

    def encode_structure(self, structure):
        """The proto of a nested structure."""
        return _coder().encode_structure(structure)

    def decode_proto(self, proto):
        """The nested structure of a proto."""
        return _coder().decode_proto(proto)

    def can_encode(self, structure):
        """Whether a structure can be encoded."""
        return _coder().can_encode(structure)


def encode_structure(structure):
    """The `StructuredValue` proto of a nested structure."""
    return _coder().StructureCoder().encode_structure(structure)


def decode_proto(proto):
    """The nested structure of a `StructuredValue` proto."""
    return _coder().StructureCoder().decode_proto(proto)


def _coder():
    from tensorflow.python.saved_model import nested_structure_coder

    return nested_structure_coder


# python/debug/lib/debug_utils.py: two of its arguments' names, and one of its own, have other words now


def watch_graph(*args, **keywords):
    """Watch a graph's tensors; see `debug_utils.watch_graph`, whose ``*_regex_allowlist`` were ``*_whitelist``."""
    from tensorflow.python.debug.lib import debug_utils

    return debug_utils.watch_graph(*args, **_renamed(keywords, "_whitelist", "_allowlist"))


def watch_graph_with_blacklists(*args, **keywords):
    """`watch_graph` without the tensors named; see `debug_utils.watch_graph_with_denylists`."""
    from tensorflow.python.debug.lib import debug_utils

    return debug_utils.watch_graph_with_denylists(*args, **_renamed(keywords, "_blacklist", "_denylist"))


def _renamed(keywords, old, now):
    return {name[:-len(old)] + now if name.endswith(old) else name: value for name, value in keywords.items()}


# python/platform/build_info.py of TF 1.14 and of 2.1


def __getattr__(name):
    """``cuda_version_number``, ``cudnn_version_number``: what TensorFlow was built for, "" for a build without it."""
    if name not in ("cuda_version_number", "cudnn_version_number"):
        raise AttributeError(name)
    import tensorflow

    return dict(tensorflow.sysconfig.get_build_info()).get(name[:-len("_number")], "")
