"""Functions and classes of the standard library that live on but have lost arguments or methods."""

import collections.abc
import configparser
import functools
import json
import operator
import random
import sys
import threading


def _without_encoding(function):
    """``function`` of the module json, whose ``encoding`` had no effect since Python 3.1 and went in 3.9."""

    @functools.wraps(function)
    def stand_in(*args, encoding=None, **kwargs):
        return function(*args, **kwargs)

    return stand_in


json_load, json_loads = _without_encoding(json.load), _without_encoding(json.loads)
_sample, _shuffle, _seed = random.sample, random.shuffle, random.seed


@functools.wraps(_sample)
def sample(population, k, **kwargs):
    """`random.sample`, also of sets and a dictionary's keys, as before Python 3.11."""
    if isinstance(population, collections.abc.Set):
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


@functools.wraps(_seed)
def seed(a=None, version=2):
    """`random.seed`, also with any hashable (a NumPy number, a tuple), as before Python 3.11."""
    if a is not None and not isinstance(a, (int, float, str, bytes, bytearray)):
        a = hash(a) % (2 * sys.maxsize + 2)  # what C's size_t made of the hash
    return _seed(a, version)


def _whole(function):
    """``function``, also of floats that are whole numbers, as before Python 3.12."""

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        return function(*map(_as_index, args), **{key: _as_index(value) for key, value in kwargs.items()})

    return stand_in


def _as_index(value):
    try:
        operator.index(value)
    except TypeError:
        if isinstance(value, float) and value.is_integer():
            return int(value)
    return value


randint, randrange = _whole(random.randint), _whole(random.randrange)


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
