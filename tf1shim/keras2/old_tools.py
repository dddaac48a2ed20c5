"""Helpers of `keras.utils` that the installed Keras dropped or gives other arguments.

Source: keras 2.3.1 `utils/generic_utils.py`, `conv_utils.py`, `layer_utils.py`, `data_utils.py`, `vis_utils.py`.
"""

import inspect

import numpy as np

from tf1shim.keras2 import installed
from tf1shim.keras2.hdf5_tools import H5Dict, HDF5Matrix, h5dict, load_from_binary_h5py, save_to_binary_h5py  # noqa: F401
from tf1shim.keras2.multi_gpu import multi_gpu_model  # noqa: F401


def getargspec(fn):
    """`inspect.getfullargspec`."""
    return inspect.getfullargspec(fn)


def has_arg(fn, name, accept_all=False):
    """Whether ``fn`` takes a keyword argument ``name``; with ``accept_all``, ``**kwargs`` will do."""
    parameters = inspect.signature(fn).parameters
    if name in parameters:
        return parameters[name].kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD,
                                         inspect.Parameter.KEYWORD_ONLY)
    return accept_all and any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def to_list(x, allow_tuple=False):
    """``x`` as a list."""
    if isinstance(x, list):
        return x
    return list(x) if allow_tuple and isinstance(x, tuple) else [x]


def unpack_singleton(x):
    """The element of a sequence of one; anything else as it is."""
    return x[0] if len(x) == 1 else x


def object_list_uid(object_list):
    """Text that tells lists of objects apart."""
    return ", ".join(str(abs(id(item))) for item in to_list(object_list))


def is_all_none(iterable_or_element):
    """Whether everything in a sequence is None."""
    return all(item is None for item in to_list(iterable_or_element, allow_tuple=True))


def transpose_shape(shape, target_format, spatial_axes):
    """A channels-last shape in another data format.

    Args:
        shape: tuple or list.
        target_format: ``channels_first`` or ``channels_last``.
        spatial_axes: indices of the spatial axes in ``shape``.

    Raises:
        ValueError: another data format.
    """
    if target_format == "channels_last":
        return shape
    if target_format != "channels_first":
        raise ValueError('The `data_format` argument must be one of "channels_first", "channels_last". '
                         f"Received: {target_format}")
    order = [*range(spatial_axes[0]), len(shape) - 1, *spatial_axes]
    return type(shape)(shape[axis] for axis in order)


def deserialize_keras_object(identifier, module_objects=None, custom_objects=None,
                             printable_module_name="object"):
    """Make an object from a config, or find a function by its name.

    Args:
        identifier: None, a name, or a dict of ``class_name`` and ``config``.
        module_objects: names -> classes and functions, asked after the custom ones.
        custom_objects: names -> the program's own.
        printable_module_name: what to call it in errors.

    Raises:
        ValueError: an unknown name, or something else than the above.
    """
    if identifier is None:
        return None
    custom = {**installed.api("utils").get_custom_objects(), **(custom_objects or {})}

    def found(name):
        value = custom.get(name, (module_objects or {}).get(name))
        if value is None:
            raise ValueError(f"Unknown {printable_module_name}: {name}")
        return value

    if isinstance(identifier, str):
        return found(identifier)
    if not isinstance(identifier, dict):
        raise ValueError(f"Could not interpret serialized {printable_module_name}: {identifier}")
    if "class_name" not in identifier or "config" not in identifier:
        raise ValueError(f"Improper config format: {identifier}")
    owner, config = found(identifier["class_name"]), identifier["config"]
    if hasattr(owner, "from_config") and has_arg(owner.from_config, "custom_objects"):
        return owner.from_config(config, custom_objects=custom)
    with installed.api("utils").custom_object_scope(custom_objects or {}):
        return owner.from_config(config) if hasattr(owner, "from_config") else owner(**config)


def serialize_keras_object(instance):
    """A name or a config of an object."""
    if instance is None:
        return None
    if hasattr(instance, "get_config"):
        return {"class_name": type(instance).__name__, "config": instance.get_config()}
    if hasattr(instance, "__name__"):
        return instance.__name__
    raise ValueError(f"Cannot serialize {instance}")


def convert_kernel(kernel):
    """A convolution kernel (3, 4 or 5 axes) turned between Theano's and TensorFlow's order.

    Raises:
        ValueError: another number of axes.
    """
    kernel = np.asarray(kernel)
    if not 3 <= kernel.ndim <= 5:
        raise ValueError(f"Invalid kernel shape: {kernel.shape}")
    return np.flip(kernel, axis=tuple(range(kernel.ndim - 2))).copy()


def convert_all_kernels_in_model(model):
    """Turn all convolution kernels of a model between Theano's and TensorFlow's order, in place."""
    kinds = ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose")
    for layer in model.layers:
        if type(layer).__name__ in kinds:
            backend = installed.backend()
            backend.set_value(layer.kernel, convert_kernel(backend.get_value(layer.kernel)))


def deconv_length(dim_size, stride_size, kernel_size, padding, output_padding, dilation=1):
    """Length of a transposed convolution's output, or None for an unknown input length."""
    return installed.module("utils.conv_utils").deconv_output_length(
        dim_size, kernel_size, padding, output_padding=output_padding, stride=stride_size, dilation=dilation)


def ask_to_proceed_with_overwrite(filepath):
    """Ask on the terminal whether a file may be replaced; whether the answer was yes."""
    from six import moves

    answer = moves.input(f"[WARNING] {filepath} already exists - overwrite? [y/n]").strip().lower()
    while answer not in ("y", "n"):
        answer = moves.input('Enter "y" (overwrite) or "n" (cancel).').strip().lower()
    return answer == "y"


def is_model(layer):
    """Whether a layer is a model."""
    return isinstance(layer, installed.module("engine.training").Model)


def is_wrapped_model(layer):
    """Whether a layer is a wrapper around a model."""
    return isinstance(layer, installed.api("layers").Wrapper) and is_model(layer.layer)


def GeneratorEnqueuer(sequence, use_multiprocessing=False, wait_time=None, random_seed=None):
    """Queue of a generator's batches; ``wait_time`` and ``random_seed`` have no effect any more."""
    return installed.module("utils.data_utils").GeneratorEnqueuer(sequence, use_multiprocessing)


def to_categorical(y, num_classes=None, dtype="float32", nb_classes=None):
    """One-hot matrix of class numbers; ``nb_classes`` is Keras 1's name of ``num_classes``."""
    y = np.array(y, dtype="int")
    shape = y.shape[:-1] if y.ndim > 1 and y.shape[-1] == 1 else y.shape
    y = y.ravel()
    classes = num_classes or nb_classes or int(y.max()) + 1
    rows = np.zeros((y.size, classes), dtype=dtype)
    rows[np.arange(y.size), y] = 1
    return rows.reshape((*shape, classes))


def get_source_inputs(tensor, layer=None, node_index=None):
    """The input tensors that a Keras tensor was made from."""
    from tf1shim.keras2 import engine

    return engine.get_source_inputs(tensor, layer, node_index)


def plot_model(model, to_file="model.png", show_shapes=False, show_layer_names=True, rankdir="TB",
               expand_nested=False, dpi=96):
    """Draw a model into a file; where pydot or Graphviz is missing, a notice is given and nothing is drawn."""
    from tf1shim import report

    vis = installed.module("utils.vis_utils")
    try:
        return vis.plot_model(model, to_file=to_file, show_shapes=show_shapes, show_layer_names=show_layer_names,
                              rankdir=rankdir, expand_nested=expand_nested, dpi=dpi)
    except (ImportError, OSError) as error:
        report.notice(f"keras.utils.plot_model drew nothing: {error}")
        return None
