"""Functions and classes of the standard library that live on but have lost arguments or methods."""

import configparser
import functools
import json
import random
import threading


def _without_encoding(function):
    """``function`` of the module json, whose ``encoding`` had no effect since Python 3.1 and went in 3.9."""

    @functools.wraps(function)
    def stand_in(*args, encoding=None, **kwargs):
        return function(*args, **kwargs)

    return stand_in


json_load, json_loads = _without_encoding(json.load), _without_encoding(json.loads)
_sample, _shuffle = random.sample, random.shuffle


@functools.wraps(_sample)
def sample(population, k, **kwargs):
    """`random.sample`, also of sets, as before Python 3.11."""
    if isinstance(population, (set, frozenset)):
        population = tuple(population)
    return _sample(population, k, **kwargs)


@functools.wraps(_shuffle)
def shuffle(x, random=None):
    """`random.shuffle`, also with a function that gives numbers in [0, 1), as before Python 3.11."""
    if random is None:
        return _shuffle(x)
    for i in reversed(range(1, len(x))):
        j = int(random() * (i + 1))
        x[i], x[j] = x[j], x[i]
    return None


class Thread(threading.Thread):
    """`threading.Thread` with ``isAlive``, which Python 3.9 dropped."""

    def isAlive(self):
        """Whether the thread runs."""
        return self.is_alive()


class ConfigParser(configparser.ConfigParser):
    """`configparser.ConfigParser` with ``readfp``, which Python 3.12 dropped."""

    def readfp(self, fp, filename=None):
        """Read from an open file."""
        self.read_file(fp, filename)


class RawConfigParser(configparser.RawConfigParser):
    """`configparser.RawConfigParser` with ``readfp``."""

    readfp = ConfigParser.readfp
