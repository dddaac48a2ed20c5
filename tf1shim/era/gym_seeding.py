"""gym's random numbers as they were about 0.17: a `numpy.random.RandomState` from a hashed seed."""

import hashlib
import os

import numpy as np

from tf1shim.era.gym_era import STILL_OLD, gym


def np_random(seed=None):
    """(RandomState, the seed).

    Raises:
        gymnasium.error.Error: the seed is negative or no integer.
    """
    if seed is not None and not (isinstance(seed, (int, np.integer)) and seed >= 0):
        raise gym.error.Error(f"Seed must be a non-negative integer or omitted, not {seed}")
    seed = create_seed(seed)
    generator = np.random.RandomState()
    generator.seed(_words(hash_seed(seed)))
    return generator, seed


def hash_seed(seed=None, max_bytes=8):
    """A number of ``max_bytes`` bytes, spread over its range, from a seed that need not be."""
    if seed is None:
        seed = create_seed(max_bytes=max_bytes)
    return int.from_bytes(hashlib.sha512(str(seed).encode("utf8")).digest()[:max_bytes], "little")


def create_seed(a=None, max_bytes=8):
    """A seed of ``max_bytes`` bytes: from the operating system, a str's hash, or an int's low bytes."""
    if a is None:
        return int.from_bytes(os.urandom(max_bytes), "little")
    if isinstance(a, str):
        data = a.encode("utf8")
        return int.from_bytes((data + hashlib.sha512(data).digest())[:max_bytes], "little")
    return int(a) % 2 ** (8 * max_bytes)


def _words(number):
    """The 32-bit words of a number, lowest first."""
    words = []
    while number or not words:
        number, word = divmod(number, 2**32)
        words.append(word)
    return words


if STILL_OLD:
    np_random = gym.utils.seeding.np_random
