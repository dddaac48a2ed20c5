"""Choosing which exports to keep (source: contrib/learn/python/learn/utils/gc.py).

A filter takes a list of `Path` and gives a sorted list of some of them.
"""

import collections
import os

import tensorflow.compat.v1 as tf

__all__ = ["Path", "get_paths", "largest_export_versions", "mod_export_version", "negation",
           "one_of_every_n_export_versions", "union"]

Path = collections.namedtuple("Path", "path export_version")


def largest_export_versions(n):
    """A filter for the ``n`` highest versions."""
    def keep(paths):
        known = [(path.export_version, place) for place, path in enumerate(paths) if path.export_version is not None]
        return sorted(paths[place] for _, place in sorted(known, reverse=True)[:n])

    return keep


def one_of_every_n_export_versions(n):
    """A filter for the highest version of each interval ``(k n, (k + 1) n]``."""
    def keep(paths):
        kept = {}
        for path in sorted((p for p in paths if p.export_version is not None), key=lambda p: p.export_version):
            kept[(path.export_version - 1) // n if path.export_version else 0] = path
        return sorted(kept.values())

    return keep


def mod_export_version(n):
    """A filter for versions divisible by ``n``."""
    return lambda paths: sorted(path for path in paths if path.export_version % n == 0)


def union(lf, rf):
    """A filter for what either filter keeps."""
    return lambda paths: sorted({*lf(paths), *rf(paths)})


def negation(f):
    """A filter for what a filter does not keep."""
    return lambda paths: sorted({*paths} - {*f(paths)})


def get_paths(base_dir, parser):
    """The paths in a folder, sorted.

    Args:
        base_dir: the folder.
        parser: ``Path`` without version -> ``Path`` with version, or None to leave it out.
    """
    base_dir = tf.compat.as_str_any(base_dir)
    found = (parser(Path(os.path.join(base_dir, tf.compat.as_str_any(name).rstrip("/")), None))
             for name in tf.gfile.ListDirectory(base_dir))
    return sorted(path for path in found if path)
