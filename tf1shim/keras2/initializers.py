"""`keras.initializers` of standalone Keras.

Source: keras 2.3.1 `initializers.py`. Unlike tf.keras', they take an op seed from NumPy's generator, so that
`numpy.random.seed` settles the weights, and a given seed grows by one with each use.
"""

import math

import numpy as np

from tf1shim.keras2 import installed, randomness


# The installed Keras warns of initializers that are none of its own.
class Initializer(getattr(installed.module("initializers"), "Initializer", object)):
    """Base class: an object called with a shape (and dtype) that returns a tensor or array of it."""

    def __call__(self, shape, dtype=None, **kwargs):
        raise NotImplementedError

    def get_config(self):
        """The arguments of the initializer, by name."""
        return {}

    @classmethod
    def from_config(cls, config):
        """Make one from `get_config`'s result."""
        return cls(**{k: v for k, v in config.items() if k != "dtype"})


class Zeros(Initializer):
    """All zeros."""

    def __call__(self, shape, dtype=None, **kwargs):
        return installed.backend().constant(0, shape=shape, dtype=dtype)


class Ones(Initializer):
    """All ones."""

    def __call__(self, shape, dtype=None, **kwargs):
        return installed.backend().constant(1, shape=shape, dtype=dtype)


class Constant(Initializer):
    """One value everywhere, or an array's values."""

    def __init__(self, value=0):
        self.value = value

    def __call__(self, shape, dtype=None, **kwargs):
        return installed.backend().constant(self.value, shape=shape, dtype=dtype)

    def get_config(self):
        return {"value": self.value}


class _Random(Initializer):
    def _next_seed(self):
        seed = self.seed
        if seed is not None:
            self.seed = seed + 1
        return seed


class RandomNormal(_Random):
    """Normal distribution."""

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def __call__(self, shape, dtype=None, **kwargs):
        return randomness.random_normal(shape, self.mean, self.stddev, dtype, self._next_seed())

    def get_config(self):
        return {"mean": self.mean, "stddev": self.stddev, "seed": self.seed}


class RandomUniform(_Random):
    """Uniform distribution in [minval, maxval)."""

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        self.minval, self.maxval, self.seed = minval, maxval, seed

    def __call__(self, shape, dtype=None, **kwargs):
        return randomness.random_uniform(shape, self.minval, self.maxval, dtype, self._next_seed())

    def get_config(self):
        return {"minval": self.minval, "maxval": self.maxval, "seed": self.seed}


class TruncatedNormal(RandomNormal):
    """Normal distribution, redrawn beyond two standard deviations."""

    def __call__(self, shape, dtype=None, **kwargs):
        return randomness.truncated_normal(shape, self.mean, self.stddev, dtype, self._next_seed())


class VarianceScaling(_Random):
    """Variance ``scale / n``, n the fan that ``mode`` names.

    Raises:
        ValueError: a scale that is not positive, an unknown mode or distribution.
    """

    def __init__(self, scale=1.0, mode="fan_in", distribution="normal", seed=None):
        mode, distribution = mode.lower(), distribution.lower()
        if scale <= 0:
            raise ValueError(f"`scale` must be a positive float. Got: {scale}")
        if mode not in ("fan_in", "fan_out", "fan_avg"):
            raise ValueError(f"Invalid `mode` argument: expected fan_in, fan_out or fan_avg, got {mode}")
        # tf.keras writes truncated_normal for what standalone Keras calls normal.
        distribution = {"truncated_normal": "normal"}.get(distribution, distribution)
        if distribution not in ("normal", "uniform"):
            raise ValueError(f"Invalid `distribution` argument: expected normal or uniform, got {distribution}")
        self.scale, self.mode, self.distribution, self.seed = scale, mode, distribution, seed

    def __call__(self, shape, dtype=None, **kwargs):
        fan_in, fan_out = _compute_fans(shape)
        n = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2.0}[self.mode]
        variance = self.scale / max(1.0, n)
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            return randomness.random_uniform(shape, -limit, limit, dtype, self._next_seed())
        # Cutting at two standard deviations narrows the distribution by this factor.
        stddev = math.sqrt(variance) / 0.87962566103423978
        return randomness.truncated_normal(shape, 0.0, stddev, dtype, self._next_seed())

    def get_config(self):
        return {"scale": self.scale, "mode": self.mode, "distribution": self.distribution, "seed": self.seed}


class Orthogonal(_Random):
    """A random orthogonal matrix times ``gain``, drawn by NumPy."""

    def __init__(self, gain=1.0, seed=None):
        self.gain, self.seed = gain, seed

    def __call__(self, shape, dtype=None, **kwargs):
        shape = tuple(int(side) for side in shape)
        flat = (int(np.prod(shape[:-1])), shape[-1])
        seed = self._next_seed()
        draw = np.random.normal if seed is None else np.random.RandomState(seed).normal
        left, _, right = np.linalg.svd(draw(0.0, 1.0, flat), full_matrices=False)
        matrix = (left if left.shape == flat else right).reshape(shape)
        return installed.backend().constant(self.gain * matrix, dtype=dtype)

    def get_config(self):
        return {"gain": self.gain, "seed": self.seed}


class Identity(Initializer):
    """The identity matrix times ``gain``, zeros where the matrix is not square.

    Raises:
        ValueError: a shape that is not two-dimensional.
    """

    def __init__(self, gain=1.0):
        self.gain = gain

    def __call__(self, shape, dtype=None, **kwargs):
        if len(shape) != 2:
            raise ValueError("Identity matrix initializer can only be used for 2D matrices.")
        return installed.backend().constant(self.gain * np.eye(*shape), dtype=dtype)

    def get_config(self):
        return {"gain": self.gain}


def _scaled(name, scale, mode, distribution):
    def make(seed=None):
        return VarianceScaling(scale, mode, distribution, seed)

    make.__name__ = make.__qualname__ = name
    make.__doc__ = f"VarianceScaling with scale {scale}, mode {mode}, {distribution} distribution."
    return make


lecun_uniform = _scaled("lecun_uniform", 1.0, "fan_in", "uniform")
lecun_normal = _scaled("lecun_normal", 1.0, "fan_in", "normal")
glorot_uniform = _scaled("glorot_uniform", 1.0, "fan_avg", "uniform")
glorot_normal = _scaled("glorot_normal", 1.0, "fan_avg", "normal")
he_uniform = _scaled("he_uniform", 2.0, "fan_in", "uniform")
he_normal = _scaled("he_normal", 2.0, "fan_in", "normal")

zero = zeros = Zeros
one = ones = Ones
constant = Constant
uniform = random_uniform = RandomUniform
normal = random_normal = RandomNormal
truncated_normal = TruncatedNormal
identity = Identity
orthogonal = Orthogonal

_BY_NAME = {name: value for name, value in list(globals().items())
            if not name.startswith("_") and callable(value)
            and getattr(value, "__module__", None) == __name__}
# What tf.keras wrote into configs for the functions above.
_BY_NAME.update(GlorotUniform=glorot_uniform, GlorotNormal=glorot_normal, HeUniform=he_uniform,
                HeNormal=he_normal, LecunUniform=lecun_uniform, LecunNormal=lecun_normal)


def serialize(initializer):
    """``{"class_name": ..., "config": ...}`` of an initializer."""
    return {"class_name": type(initializer).__name__, "config": initializer.get_config()}


def deserialize(config, custom_objects=None):
    """Make an initializer from `serialize`'s result.

    Raises:
        ValueError: an unknown class name.
    """
    return _from_name(config["class_name"], config.get("config") or {}, custom_objects)


def get(identifier):
    """An initializer from a name, a config or a callable.

    Raises:
        ValueError: none of them.
    """
    if identifier is None or callable(identifier) and not isinstance(identifier, type):
        return identifier
    if isinstance(identifier, dict):
        return deserialize(identifier)
    if isinstance(identifier, str):
        return _from_name(identifier, {}, None)
    if isinstance(identifier, type):
        return identifier()
    raise ValueError(f"Could not interpret initializer identifier: {identifier}")


def _from_name(name, config, custom_objects):
    custom = installed.api("utils").get_custom_objects()
    found = (custom_objects or {}).get(name) or custom.get(name) or _scoped(name) or _BY_NAME.get(name)
    if found is None:
        raise ValueError(f"Unknown initializer: {name}")
    if isinstance(found, type):
        return found.from_config(config) if hasattr(found, "from_config") else found(**config)
    if found in _BY_NAME.values():  # our functions that make one
        return found(**{k: v for k, v in config.items() if k == "seed"})
    return found


def _scoped(name):
    for path in ("saving.object_registration", "utils.generic_utils"):
        try:
            scope = installed.module(path)
        except ModuleNotFoundError:
            continue
        local = getattr(scope, "_THREAD_LOCAL_CUSTOM_OBJECTS", None)
        if local is not None and name in local.__dict__:
            return local.__dict__[name]
    return None


def _compute_fans(shape, data_format="channels_last"):
    shape = tuple(int(side) for side in shape)
    if len(shape) == 2:
        return shape
    if len(shape) in (3, 4, 5):
        if data_format == "channels_first":
            return shape[1] * int(np.prod(shape[2:])), shape[0] * int(np.prod(shape[2:]))
        field = int(np.prod(shape[:-2]))
        return shape[-2] * field, shape[-1] * field
    side = math.sqrt(np.prod(shape))
    return side, side
