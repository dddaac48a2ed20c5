"""gym's list of environments as it was about 0.17: ``make``, ``register``, ``registry.all()``."""

import functools
import re
import sys

from tf1shim.era import gym_era
from tf1shim.era.gym_era import gym
from tf1shim.importing import scope

_make, _register, _spec = gym.make, gym.register, gym.spec
# By its names in gymnasium and in gym.
_load = getattr(gym.envs.registration, "load_env_creator", None) or getattr(gym.envs.registration, "load", None)


@functools.wraps(_make)
def make(id, **kwargs):
    """``gym.make(id)``, with the old interface.

    Args:
        id: str. Where that version of the environment is gone, the oldest there is stands in (Pendulum-v1 for -v0).

    Raises:
        gymnasium.error.Error: there is no such environment.
    """
    spec = _find(id)
    kind = _entry(spec)
    if kind is not None and scope.is_legacy({"__name__": kind.__module__, "__file__": _file(kind)}):
        env = kind(**{**spec.kwargs, **kwargs})  # of the time itself: gymnasium's wrappers would not do
        env.spec = spec
        return gym_era.TimeLimit(env) if spec.max_episode_steps else env
    kwargs.setdefault("disable_env_checker", True)
    return gym_era.OldInterface(_make(spec.id, **kwargs))


@functools.wraps(_register)
def register(id, entry_point=None, timestep_limit=None, tags=None, local_only=None, trials=None, **kwargs):
    """``gym.register``, with the arguments of the time.

    Args:
        timestep_limit: the old name of ``max_episode_steps``.
        tags: dict; its ``wrapper_config.TimeLimit.max_episode_steps`` counts.
    """
    limit = (tags or {}).get("wrapper_config.TimeLimit.max_episode_steps", timestep_limit)
    if limit is not None:
        kwargs.setdefault("max_episode_steps", limit)
    if kwargs.get("kwargs", ...) is None:
        del kwargs["kwargs"]
    return _register(id, entry_point=entry_point, **kwargs)


@functools.wraps(_spec)
def spec(id):
    """What is registered under ``id``."""
    return _find(id)


class _Registry:
    """The registered environments, by id."""

    @property
    def env_specs(self):
        """dict: id -> what is registered."""
        return gym.envs.registration.registry

    def all(self):
        """What is registered, one by one; without gymnasium's adapters for gym, which are functions."""
        return [spec for spec in self.env_specs.values()
                if not getattr(spec.entry_point, "__module__", "").startswith(f"{gym.__name__}.")]

    make = staticmethod(make)
    register = staticmethod(register)
    spec = staticmethod(spec)

    def __getattr__(self, name):
        return getattr(self.env_specs, name)

    def __iter__(self):
        return iter(self.env_specs)

    def __len__(self):
        return len(self.env_specs)

    def __contains__(self, id):
        return id in self.env_specs

    def __getitem__(self, id):
        return self.env_specs[id]

    def __delitem__(self, id):
        del self.env_specs[id]


registry = _Registry()


def _find(id):
    registered = gym.envs.registration.registry
    if id in registered:
        return registered[id]
    name, _, version = id.rpartition("-v")
    others = [other for other in registered if re.fullmatch(re.escape(name) + r"-v\d+", other)]
    if version.isdigit() and others:
        return registered[min(others, key=lambda other: int(other.rpartition("-v")[2]))]
    return _spec(id)


def _entry(spec):
    """The class or function an environment is made by; None where it cannot be loaded yet."""
    if not isinstance(spec.entry_point, str):
        return spec.entry_point
    try:
        return _load(spec.entry_point)
    except (ImportError, AttributeError):
        return None


def _file(kind):
    return getattr(sys.modules.get(kind.__module__), "__file__", None) or ""


if gym_era.STILL_OLD:
    make, register, spec, registry = _make, _register, _spec, gym.envs.registry
