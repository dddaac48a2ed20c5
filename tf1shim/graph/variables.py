"""Resource variables are variables of TF 1 too.

TF1: `tf.Variable` is a base of every variable, so ``isinstance(v, tf.Variable)`` holds for those of Keras and of
    ``use_resource=True``; `Variable.initialized_value` works on all of them (ops/variables.py). In a graph they are to
    NumPy what any object is: ``np.size(v)`` is 1, ``np.concatenate([model.weights, others])`` an array of variables.
TF2: `compat.v1.Variable` is a base of reference variables only, and resource variables raise NotImplementedError; so
    does NumPy, which asks them for their value.
Here: all as in TF 1.15.
"""

import contextlib


@contextlib.contextmanager
def resources():
    """Within the block, the variable scope that is open makes resource variables."""
    import tensorflow.compat.v1 as tf

    if tf.executing_eagerly():  # there are no others, and scopes refuse to be told
        yield
        return
    scope = tf.get_variable_scope()
    before = scope.use_resource
    scope.set_use_resource(True)
    try:
        yield
    finally:
        scope.set_use_resource(before)


def install(journal):
    """Let resource variables be instances of `tf.Variable`, and give their value once initialised."""
    import tensorflow.compat.v1 as tf
    from tensorflow.python.ops import resource_variable_ops, variables

    base = resource_variable_ops.BaseResourceVariable

    if not issubclass(base, tf.Variable):
        _count_in(base, tf.Variable, journal)
    if "__array__" in vars(base):
        journal.set_attr(base, "__array__", _when_eager(vars(base)["__array__"]))
    if base.initialized_value is not variables.Variable.initialized_value:
        return  # theirs works

    def initialized_value(self):
        """The variable's value where it is initialised, else its initial value: for initialising another by it."""
        with tf.init_scope():
            return tf.cond(tf.is_variable_initialized(self), self.read_value, lambda: self.initial_value)

    journal.set_attr(base, "initialized_value", initialized_value)


def _when_eager(method):
    """``method`` as an attribute that is there only while the program runs eagerly: NumPy looks for it."""
    import tensorflow.compat.v1 as tf

    def bound(self):
        if not tf.executing_eagerly():
            raise AttributeError(f"{type(self).__name__!r} object of a graph has no attribute {method.__name__!r}")
        return method.__get__(self)

    return property(bound)


def _count_in(base, abstract_class, journal):
    """Let classes derived from ``base`` be subclasses of the abstract class."""
    def includes(cls, other):
        return True if cls is abstract_class and base in other.__mro__ else NotImplemented

    journal.set_attr(abstract_class, "__subclasshook__", classmethod(includes))
    forget_answers(abstract_class)
    journal.on_undo(lambda: forget_answers(abstract_class), "who is a tf.Variable")


def forget_answers(abstract_class):
    """Drop what an abstract class remembers about classes it was asked about."""
    abstract_class._abc_caches_clear()
