"""gym's environments and wrappers as they were about 0.17, on gymnasium or a gym of 0.26 and later.

Then: ``reset()`` gave the observation, ``step`` gave four values, ``seed`` was a method, ``render`` took a mode, and
a wrapper passed on every attribute of what it wraps.
"""

import functools
import os
import sys

try:
    import gym
except ImportError:
    import gymnasium as gym


def _still_old():
    """Whether the installed gym has the old interface itself."""
    numbers = [int(part) for part in gym.__version__.split(".")[:2] if part.isdigit()]
    return gym.__name__ == "gym" and numbers < [0, 26]


STILL_OLD = _still_old()


class Env(gym.Env):
    """The base class of environments: with ``seed``, and without promises about ``reset`` and ``step``."""

    reward_range = (-float("inf"), float("inf"))

    def __setattr__(self, name, value):
        if name in ("action_space", "observation_space"):
            _count_in_ints(value)
        super().__setattr__(name, value)

    def seed(self, seed=None):
        """Seed the environment's random numbers; environments that draw some override it."""
        return []


def _count_in_ints(space):
    """The size of a Discrete space was an int, which tf.contrib.layers asks for; now it is a NumPy integer."""
    if isinstance(space, gym.spaces.Discrete):
        space.n = int(space.n)


class Wrapper(Env):
    """An environment around another, old or new; what it does not define is the inner one's.

    Args:
        env: the inner environment.
    """

    def __init__(self, env):
        self.env = env
        for name in ("action_space", "observation_space", "reward_range", "metadata", "spec"):
            if hasattr(env, name):
                setattr(self, name, getattr(env, name))

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"attempted to get missing private attribute '{name}'")
        if name == "env":  # before __init__: copy and pickle ask
            raise AttributeError(name)
        return getattr(self.env, name)

    @classmethod
    def class_name(cls):
        """The wrapper's own name."""
        return cls.__name__

    @property
    def unwrapped(self):
        """The innermost environment."""
        return self.env.unwrapped

    def step(self, action):
        """(observation, reward, done, info)."""
        return self.env.step(action)

    def reset(self, **kwargs):
        """The first observation of a new episode."""
        return self.env.reset(**kwargs)

    def render(self, mode="human", **kwargs):
        """Show the environment, or return its picture with ``mode="rgb_array"``."""
        return self.env.render(mode, **kwargs)

    def close(self):
        """Release what the environment holds."""
        return self.env.close()

    def seed(self, seed=None):
        """Seed the environment; returns the seeds used."""
        return self.env.seed(seed)

    def compute_reward(self, achieved_goal, desired_goal, info):
        """The reward of a goal environment."""
        return self.env.compute_reward(achieved_goal, desired_goal, info)

    def __str__(self):
        return f"<{type(self).__name__}{self.env}>"

    __repr__ = __str__


class ObservationWrapper(Wrapper):
    """A wrapper whose ``observation(o)`` changes what is observed."""

    def reset(self, **kwargs):
        """The changed first observation."""
        return self.observation(self.env.reset(**kwargs))

    def step(self, action):
        """A step, with the changed observation."""
        observation, *rest = self.env.step(action)
        return (self.observation(observation), *rest)


class RewardWrapper(Wrapper):
    """A wrapper whose ``reward(r)`` changes the reward."""

    def step(self, action):
        """A step, with the changed reward."""
        observation, reward, done, info = self.env.step(action)
        return observation, self.reward(reward), done, info


class ActionWrapper(Wrapper):
    """A wrapper whose ``action(a)`` changes what is done."""

    def step(self, action):
        """A step with the changed action."""
        return self.env.step(self.action(action))


class TimeLimit(Wrapper):
    """Ends an episode after a number of steps.

    Args:
        env: an environment with the old interface.
        max_episode_steps: the number; None takes the environment's own.
    """

    def __init__(self, env, max_episode_steps=None):
        super().__init__(env)
        if max_episode_steps is None and env.spec is not None:
            max_episode_steps = env.spec.max_episode_steps
        self._max_episode_steps = max_episode_steps
        self._elapsed_steps = None

    def step(self, action):
        """A step; the last one is ``done`` and has ``info["TimeLimit.truncated"]``."""
        observation, reward, done, info = self.env.step(action)
        self._elapsed_steps += 1
        if self._elapsed_steps >= self._max_episode_steps:
            info["TimeLimit.truncated"] = not done
            done = True
        return observation, reward, done, info

    def reset(self, **kwargs):
        """The first observation of a new episode."""
        self._elapsed_steps = 0
        return self.env.reset(**kwargs)


class OldInterface(Wrapper):
    """The old interface of an environment that has the new one."""

    def __init__(self, env):
        super().__init__(env)
        self._next_seed = None

    @functools.cached_property
    def _innermost(self):
        inner = self.env.unwrapped
        return self if inner is self.env else Innermost(inner)

    @property
    def unwrapped(self):
        """The innermost environment, which has the old interface as well."""
        return self._innermost

    @property
    def _max_episode_steps(self):
        return getattr(self.env, "_max_episode_steps", None) or self.spec.max_episode_steps

    def __getattr__(self, name):
        # gymnasium's wrappers pass on nothing; ours of the time passed on everything.
        env = self.__dict__.get("env")
        if env is None:
            raise AttributeError(name)
        return getattr(env, name) if hasattr(type(env), name) else getattr(env.unwrapped, name)

    def reset(self, **kwargs):
        """The first observation of a new episode."""
        if self._next_seed is not None:
            kwargs.setdefault("seed", self._next_seed)
            self._next_seed = None
        observation, _ = self.env.reset(**kwargs)
        return observation

    def step(self, action):
        """(observation, reward, done, info)."""
        observation, reward, terminated, truncated, info = self.env.step(action)
        if truncated:
            info = {**info, "TimeLimit.truncated": not terminated}
        return observation, reward, bool(terminated or truncated), info

    def seed(self, seed=None):
        """Seed the environment (at its next reset) and its spaces; returns the seeds used."""
        self._next_seed = seed
        self.action_space.seed(seed)
        return [seed]

    def render(self, mode="human", **kwargs):
        """Show the environment, or return its picture with ``mode="rgb_array"``.

        gymnasium chooses the mode when an environment is made; here it is chosen for this one call.
        """
        if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ.setdefault("SDL_VIDEODRIVER", "dummy")  # without a display SDL may end the process
        inner = self.env.unwrapped
        before, inner.render_mode = inner.render_mode, mode
        try:
            return inner.render()
        finally:
            inner.render_mode = before


class Innermost(OldInterface):
    """What ``unwrapped`` gives: reads and writes go to the environment itself (``env.unwrapped.state = x``)."""

    def __init__(self, env):
        self.__dict__.update(env=env, _next_seed=None)

    def __setattr__(self, name, value):
        if name in ("env", "_next_seed", "_innermost"):
            self.__dict__[name] = value
        else:
            setattr(self.env, name, value)

    def __getattribute__(self, name):
        if name in _SPACES:
            return getattr(object.__getattribute__(self, "env"), name)
        return super().__getattribute__(name)


_SPACES = ("action_space", "observation_space", "metadata", "spec", "np_random")

if STILL_OLD:
    Env, Wrapper, TimeLimit = gym.Env, gym.Wrapper, gym.wrappers.TimeLimit
    ObservationWrapper, RewardWrapper, ActionWrapper = gym.ObservationWrapper, gym.RewardWrapper, gym.ActionWrapper
