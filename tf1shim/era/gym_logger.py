"""gym's own small logger: ``set_level`` and the levels."""

import warnings

DEBUG, INFO, WARN, ERROR, DISABLED = 10, 20, 30, 40, 50
_level = [WARN]


def set_level(level):
    """Show messages from this level on; 40 (ERROR) silences warnings, gymnasium's as well."""
    from tf1shim.era.gym_era import gym

    _level[0] = level
    gym.logger.min_level = level
    if level > WARN:
        warnings.filterwarnings("ignore", module="gym")


def _say(level, mark):
    def say(msg, *args):
        if _level[0] <= level:
            print(f"{mark}: {msg % args if args else msg}")

    return say


debug, info = _say(DEBUG, "DEBUG"), _say(INFO, "INFO")
