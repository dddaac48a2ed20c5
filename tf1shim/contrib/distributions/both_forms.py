"""What TF 1.15's distributions tell of themselves.

Parameters that were not given are computed: ``Binomial(10., probs=p).logits`` is None in TensorFlow Probability, which
has methods instead. How they can be differentiated is `tf.distributions.FULLY_REPARAMETERIZED`, or not. The spread of a
normal vector has the shape of its scale alone, where TensorFlow Probability repeats it for each ``loc``.
"""

import functools

import tensorflow.compat.v1 as tf

# attribute -> the method that gives it, whichever was given
_COMPUTED = {
    "probs": "probs_parameter",
    "logits": "logits_parameter",
    "rate": "rate_parameter",
    "log_rate": "log_rate_parameter",
}
_CATEGORICAL = ("OneHotCategorical", "ExpRelaxedOneHotCategorical", "RelaxedOneHotCategorical")


def properties(cls):
    """{name: property} to add to a subclass of a class of TensorFlow Probability."""
    found = {"reparameterization_type": reparameterization_type} if hasattr(cls, "reparameterization_type") else {}
    found.update({
        name: _computed(getattr(cls, name), method)
        for name, method in _COMPUTED.items()
        if isinstance(getattr(cls, name, None), property) and hasattr(cls, method)
    })
    if cls.__name__.startswith("MultivariateNormal"):
        found.update({name: value for name, value in vars(OfScale).items() if callable(value)})
    if cls.__name__ in _CATEGORICAL:
        found["event_size"] = property(_event_size, doc="How many classes there are, a scalar tensor.")
    if cls.__name__ == "Chi2":
        found["concentration"] = property(lambda self: 0.5 * self.df, doc="That of the Gamma distribution it is.")
        found["rate"] = property(lambda self: tf.constant(0.5, self.dtype), doc="That of the Gamma distribution it is.")
    return found


class OfScale:
    """Mixin: covariance, variance and standard deviation of what ``self.scale`` makes of independent variables."""

    def _covariance(self):
        if _is_diagonal(self.scale):
            return tf.matrix_diag(tf.square(self.scale.diag_part()))
        return self.scale.matmul(self.scale.to_dense(), adjoint_arg=True)

    def _variance(self):
        return tf.matrix_diag_part(self._covariance())

    def _stddev(self):
        return tf.abs(self.scale.diag_part()) if _is_diagonal(self.scale) else tf.sqrt(self._variance())


def _is_diagonal(operator):
    return isinstance(operator, (tf.linalg.LinearOperatorDiag, tf.linalg.LinearOperatorIdentity,
                                 tf.linalg.LinearOperatorScaledIdentity))


def _computed(genuine, method):
    def read(self):
        given = genuine.fget(self)
        if given is not None:
            return given
        # Once: TF 1.15 made these tensors with the distribution.
        made = self.__dict__.setdefault("_tf1shim_computed", {})
        key = method, tf.get_default_graph()
        if key not in made:
            made[key] = getattr(self, method)()
        return made[key]

    return property(read, doc=genuine.__doc__)


def _event_size(self):
    size = self.event_shape[-1] if self.event_shape.rank else None
    size = getattr(size, "value", size)
    return tf.constant(size, tf.int32) if size is not None else self.event_shape_tensor()[-1]


@property
def reparameterization_type(self):
    """Whether samples have gradients: equal to the constants of `tf.distributions` and of TensorFlow Probability."""
    given = self._reparameterization_type
    return _of_both(type(given), given._rep_type)


@functools.lru_cache(maxsize=None)
def _of_both(theirs, text):  # "FULLY_REPARAMETERIZED", or "NOT_..."
    own = tf.distributions.ReparameterizationType

    class Type(own, theirs):  # a subclass of both, so that it is asked first on whichever side of == it stands
        def __eq__(self, other):
            return text == getattr(other, "_rep_type", None)

        def __hash__(self):
            return hash(text)

    return Type(text)
