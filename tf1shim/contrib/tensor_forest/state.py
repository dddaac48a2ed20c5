"""Python objects in the place of TensorFlow's resources: made by an op, saved and restored by others."""

import weakref

import numpy as np
import tensorflow.compat.v1 as tf
from tensorflow.python.ops import resources
from tensorflow.python.training import saver as saver_lib

_objects = weakref.WeakKeyDictionary()  # graph -> handle's name -> State


class State:
    """One object, which `create` makes; None before."""

    def __init__(self, make):
        """``make``: gives the object, from its serialized form."""
        self._make = make
        self.value = None

    def get(self):
        """The object.

        Raises:
            RuntimeError: it has not been made.
        """
        if self.value is None:
            raise RuntimeError("a tree was used before it was initialized: run "
                               "resources.initialize_resources(resources.shared_resources())")
        return self.value

    def create(self, config):
        """Make the object."""
        self.value = self._make(bytes(config))
        return np.True_

    def serialized(self):
        """The object's serialized form."""
        return self.get().serialized()


class StateSavable(saver_lib.BaseSaverBuilder.SaveableObject):
    """Saves the serialized form under the handle's name."""

    def __init__(self, params, handle, create_op, name):
        self.params = params
        self._state = state_of(handle)
        self._create_op = create_op
        tensor = tf.py_func(self._state.serialized, [], tf.string, stateful=True)
        tensor.set_shape([])
        super().__init__(handle, [saver_lib.BaseSaverBuilder.SaveSpec(tensor, "", name)], name)

    def restore(self, restored_tensors, restored_shapes):
        """The op that makes the object as it was saved."""
        with tf.control_dependencies([self._create_op]):
            return tf.py_func(self._state.create, [restored_tensors[0]], tf.bool, stateful=True).op


def state_of(handle):
    """The `State` behind a handle.

    Raises:
        KeyError: no handle of ours.
    """
    return _objects[handle.graph][handle.name]


def variable(savable_class, params, make, config, name, default_name):
    """A handle for an object, with its initializer and saver, as TF 1.15's resources had them.

    Args:
        savable_class: a `StateSavable`.
        params: the forest's parameters.
        make: gives the object, from its serialized form.
        config: first serialized form, a string or a scalar string tensor.
        name: the handle's name.
        default_name: that of the scope, where ``name`` is None.

    Returns:
        Scalar tensor.
    """
    with tf.name_scope(name, default_name) as scope:
        handle = tf.constant(scope.rstrip("/"), name=scope)
        state = State(make)
        _objects.setdefault(handle.graph, {})[handle.name] = state
        create = tf.py_func(state.create, [config], tf.bool, stateful=True).op
        ready = tf.py_func(lambda: np.bool_(state.value is not None), [], tf.bool, stateful=True)
        ready.set_shape([])
        tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS, savable_class(params, handle, create, handle.name))
        resources.register_resource(handle, create, ready)
    return handle


def call(function, inputs, types, shapes, name):
    """Call Python from the graph.

    Args:
        function: takes arrays and gives arrays of ``types``.
        inputs: tensors; a list counts as an empty float tensor.
        types, shapes: of what it gives.
        name: of the op.

    Returns:
        List of tensors.
    """
    results = tf.py_func(function, [tf.convert_to_tensor(x) for x in inputs], types, stateful=True, name=name)
    for result, shape in zip(results, shapes):
        result.set_shape(shape)
    return results
