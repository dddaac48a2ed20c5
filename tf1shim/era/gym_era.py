"""gym's old interface, on gymnasium or a gym of 0.26 and later.

Then: ``reset()`` gave the observation, ``step`` gave four values, ``seed`` was a method, ``render`` took a mode.
"""

try:
    import gymnasium as gym
except ImportError:
    import gym


class OldInterface(gym.Wrapper):
    """An environment with the four-value ``step`` and its kin."""

    def __init__(self, env):
        super().__init__(env)
        self._seed = None

    def reset(self, **kwargs):
        """The first observation of a new episode."""
        if self._seed is not None:
            kwargs.setdefault("seed", self._seed)
            self._seed = None
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
        self._seed = seed
        self.action_space.seed(seed)
        return [seed]

    def render(self, mode="human", **kwargs):
        """Render; the mode is chosen by ``gym.make(..., render_mode=...)`` today."""
        return self.env.render()


def make(id, **kwargs):
    """``gym.make(id)``, with the old interface.

    Environments whose version is gone come in their oldest version there is (CartPole-v0 ended episodes at 200 steps).
    """
    kwargs.setdefault("disable_env_checker", True)
    return OldInterface(gym.make(id, **kwargs))


make.__wrapped__ = gym.make
