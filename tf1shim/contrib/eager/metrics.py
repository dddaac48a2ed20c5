"""tf.contrib.eager.metrics: running means for eager mode and graphs (source: contrib/eager/python/metrics_impl.py)."""

import re

import tensorflow.compat.v1 as tf
from tensorflow.python.ops import summary_ops_v2


class Metric:
    """A value gathered over calls. Subclasses give `build`, `call` and `result`."""

    def __init__(self, name=None, use_global_variables=False):
        """``name`` starts the variables' names; in graphs they are local unless ``use_global_variables``."""
        self._built = False
        self._vars = []
        self._initial_values = []
        self._use_global_variables = use_global_variables
        name = name or type(self).__name__
        scope_name = re.sub("[^A-Za-z0-9.]", "_", name)
        with tf.variable_scope(scope_name, use_resource=True, reuse=False) as scope:
            start = scope.name.rfind(scope_name)
            self._name = name + scope.name[start + len(scope_name):]
            self._scope = scope

    def __call__(self, *args, **kwargs):
        """Take values in; returns what `call` returns (in graphs, evaluate it to update the metric)."""
        if not self._built:
            with tf.variable_scope(self._scope):
                self.build(*args, **kwargs)
            self._built = True
        return self.call(*args, **kwargs)

    @property
    def name(self):
        return self._name

    @property
    def variables(self):
        return self._vars

    def init_variables(self):
        """Start anew; in graphs, returns the op that does."""
        if not tf.executing_eagerly():
            return tf.group([v.initializer for v in self._vars])
        for variable, value in zip(self._vars, self._initial_values):
            variable.assign(value)
        return None

    def build(self, *args, **kwargs):
        """Make the variables, with `add_variable`; called with the first call's arguments."""
        raise NotImplementedError("Metrics must define a build() member function")

    def call(self, *args, **kwargs):
        """Update the variables."""
        raise NotImplementedError("Metrics must define a call() member function")

    def result(self):
        """The metric's value."""
        raise NotImplementedError("Metrics must define a result() member function")

    def value(self):
        """In eager mode the function `result`, in graphs its tensor."""
        return self.result if tf.executing_eagerly() else self.result()

    def aggregate(self, metrics):
        """Add other metrics of the same class to this one; raises TypeError, ValueError for others."""
        for other in metrics:
            if type(self) is not type(other):
                raise TypeError("All metrics must be the same type, '%s' != '%s'."
                                % (type(self), type(other)))
        for variable, *others in zip(self._vars, *(m._vars for m in metrics)):
            if any(other.name != variable.name for other in others):
                raise ValueError("All metrics must have variables in the same order.")
            variable.assign_add(tf.add_n([tf.convert_to_tensor(other) for other in others]))

    def add_variable(self, name, shape=None, dtype=None, initializer=None):
        """Make a variable; raises RuntimeError outside `build`."""
        if self._built:
            raise RuntimeError("Can't call add_variable() except in build().")
        collections = None
        if not tf.executing_eagerly():
            home = tf.GraphKeys.GLOBAL_VARIABLES if self._use_global_variables else (
                tf.GraphKeys.LOCAL_VARIABLES)
            collections = [home, tf.GraphKeys.METRIC_VARIABLES]
        variable = tf.get_variable(
            name, shape=shape, dtype=dtype, initializer=initializer, trainable=False,
            collections=collections, use_resource=True)
        self._vars.append(variable)
        if tf.executing_eagerly():
            self._initial_values.append(variable.value())
        return variable


class Mean(Metric):
    """The weighted mean. Variables: ``numer``, ``denom``."""

    def __init__(self, name=None, dtype=tf.float64, use_global_variables=False):
        super().__init__(name=name, use_global_variables=use_global_variables)
        self.dtype = dtype

    def build(self, *args, **kwargs):
        self.numer, self.denom = (
            self.add_variable(name=name, shape=(), dtype=self.dtype,
                              initializer=tf.zeros_initializer)
            for name in ("numer", "denom"))

    def call(self, values, weights=None):
        """Count ``values``, each by its weight; returns the arguments."""
        if weights is None:
            count = tf.cast(tf.identity(tf.size(values)), self.dtype)
            total = tf.cast(tf.reduce_sum(values), self.dtype)
        else:
            weights = tf.cast(weights, self.dtype)
            count = tf.reduce_sum(weights)
            total = tf.reduce_sum(tf.cast(values, self.dtype) * weights)
        updates = [self.denom.assign_add(count), self.numer.assign_add(total)]
        if tf.executing_eagerly():
            return values if weights is None else (values, weights)
        with tf.control_dependencies([tf.group(*updates)]):
            values = tf.identity(values)
            return values if weights is None else (values, tf.identity(weights))

    def result(self, write_summary=True):
        """The mean, also written as a summary where summaries are recorded."""
        mean = self.numer / self.denom
        if write_summary is True:
            summary_ops_v2.scalar(name=self.name, tensor=mean)
        return mean


class Accuracy(Mean):
    """How often labels and predictions are equal."""

    def __init__(self, name=None, dtype=tf.float64):
        super().__init__(name=name, dtype=dtype)

    def call(self, labels, predictions, weights=None):
        """Compare; returns the arguments."""
        with tf.control_dependencies(_same_shape(labels, predictions)):
            matches = tf.cast(self._matches(labels, predictions), self.dtype)
        update = super().call(matches, weights=weights)
        given = (labels, predictions) if weights is None else (labels, predictions, weights)
        if tf.executing_eagerly():
            return given
        with tf.control_dependencies(tf.nest.flatten(update)):
            return tuple(tf.identity(tensor) for tensor in given)

    def _matches(self, labels, predictions):
        return tf.equal(labels, predictions)


class CategoricalAccuracy(Accuracy):
    """How often one-hot labels and predictions are greatest at the same place."""

    def _matches(self, labels, predictions):
        return tf.equal(tf.argmax(labels, axis=-1), tf.argmax(predictions, axis=-1))


class BinaryAccuracy(Accuracy):
    """How often predictions above a threshold agree with labels."""

    def __init__(self, threshold, name=None, dtype=tf.float64):
        super().__init__(name=name, dtype=dtype)
        self.threshold = threshold

    def _matches(self, labels, predictions):
        return tf.equal(tf.cast(labels, tf.bool),
                        tf.convert_to_tensor(predictions) > self.threshold)


class SparseAccuracy(Accuracy):
    """How often predictions are greatest at the integer label."""

    def call(self, labels, predictions, weights=None):
        """Compare; returns the arguments."""
        update = super().call(tf.cast(labels, tf.int64), tf.argmax(predictions, axis=-1),
                              weights=weights)
        if tf.executing_eagerly():
            return (labels, predictions, *update[2:])
        with tf.control_dependencies([update[0]]):
            return (tf.identity(labels), tf.identity(predictions), *update[2:])


def _same_shape(labels, predictions):
    check = tf.assert_equal(tf.shape(labels), tf.shape(predictions),
                            message="Shapes of labels and predictions are unequal")
    return [] if check is None else [check]
