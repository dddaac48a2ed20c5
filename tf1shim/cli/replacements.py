"""What to write instead of a TF 1.15 name: reads ``data/replacements.json``."""

import functools
import json
import os


def instead_of(name):
    """The replacement of a name below ``tf.``, in words or as a TF2 name; None where TF2 has the
    name as it is.

    An entry ``x.*`` speaks for everything below ``x``; the longest match wins.
    """
    rows = _rows()
    if name in rows:
        return rows[name]
    if name + ".*" in rows:  # the module itself
        return rows[name + ".*"].replace(".{}", "")
    head = name
    while "." in head:
        head = head.rpartition(".")[0]
        if head in rows:  # a class: its attributes go where it goes
            return rows[head]
        rule = rows.get(head + ".*")
        if rule is not None:
            return rule.replace("{}", name.rpartition(".")[2])
    return None


@functools.lru_cache(maxsize=None)
def _rows():
    path = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "replacements.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)
