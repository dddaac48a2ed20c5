"""Say which public names of TF 1.15 the installed TensorFlow gives through the graph-mode face, and which calls differ.

    python tools/check_public_names.py [--json out.json]

Reads tests/surface/tf115_api.json (made by tests/surface/dump_api.py on TF 1.15.5), leaves tf.contrib out, and finds
for each name: "missing" (no such attribute), "unavailable" (a stand-in that raises when used), or "signature" (a call
that 1.15 took is not taken, or a default differs).
"""
import argparse
import inspect
import json
import os
import pathlib
import re
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
INVENTORY = pathlib.Path(__file__).resolve().parent.parent / "tests" / "surface" / "tf115_api.json"


def split(signature):
    """[(name, default text or None)] of a signature's text; stars are kept in the names."""
    body, depth, quote, parts, current = signature[1:signature.rindex(")")], 0, "", [], ""
    for letter in body:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{<":
            depth += 1
        elif letter in ")]}>":
            depth -= 1
        elif letter == "," and not depth:
            parts.append(current)
            current = ""
            continue
        current += letter
    parts.append(current)
    found = []
    for part in filter(None, (p.strip() for p in parts)):
        if part != "/":
            name, has_default, default = part.partition("=")
            found.append((name.partition(":")[0].strip(), default if has_default else None))
    return found


def difference(old_text, value, keywords_only=False):
    """What 1.15 took and ``value`` does not, as a short text, or ""."""
    # `_sentinel` took the first place so that no argument could be given by place.
    keywords_only = keywords_only or "_sentinel" in old_text
    if not old_text or "*args, **kwargs" in old_text:
        return ""
    try:
        new = list(inspect.signature(value.__init__ if inspect.isclass(value) else value)
                   .parameters.values())
    except (TypeError, ValueError):
        return ""
    names = [p.name for p in new]
    kinds = {p.name: p.kind for p in new}
    takes_any = any(p.kind is p.VAR_KEYWORD for p in new)
    takes_more = any(p.kind is p.VAR_POSITIONAL for p in new)
    positional = [p.name for p in new if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    old = [(name, default) for name, default in split(old_text)]
    plain = [(n, d) for n, d in old if not n.startswith("*")]
    problems = []
    for place, (name, default) in enumerate(plain):
        if name == "_sentinel":
            continue
        if name not in names:
            if not takes_any:
                problems.append(f"no {name}")
            elif not takes_more and not keywords_only and place < len(positional):
                problems.append(f"{positional[place]} stands in place of {name}")
        elif not keywords_only and not takes_more and kinds[name] is inspect.Parameter.KEYWORD_ONLY:
            problems.append(f"{name} by keyword only")
        elif not keywords_only and not takes_more and name in positional and positional.index(name) != place:
            problems.append(f"{name} moved")
        else:
            parameter = new[names.index(name)]
            if parameter.default is parameter.empty:
                if default is not None and parameter.kind is not parameter.VAR_KEYWORD:
                    problems.append(f"{name} has no default")
            elif default is None:
                continue
            elif not same_default(default, parameter.default):
                problems.append(f"{name}={parameter.default!r}, was {default}")
    known = {n.lstrip("*") for n, _ in old}
    for parameter in new:
        if (parameter.default is parameter.empty and parameter.name not in known and parameter.name != "self"
                and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
                and not any(n.startswith("*") for n, _ in old)):
            problems.append(f"{parameter.name} is required")
    return "; ".join(problems)


def same_default(old, new):
    # Objects print their address, classes their module: only plain values can be told apart.
    if not re.fullmatch(r"-?[\w.+-]+|'.*'|\(.*\)|\[.*\]", old) or "<" in old or "object" in repr(new):
        return True
    if old == repr(new) or (old, new) == ("tf.int32", None):  # tf.shape, tf.size: None is int32
        return True
    try:
        return float(old) == float(new)
    except (TypeError, ValueError):
        return not isinstance(new, (str, bool, int, float, type(None)))


def findings(tf, api):
    """{name: [finding, detail]} for the names that are not as in 1.15."""
    found = {}
    for name, (kind, signature) in api.items():
        value = tf
        try:
            for part in name.split("."):
                value = getattr(value, part)
        except Exception as error:
            kind = "unavailable" if type(error).__name__ == "UnavailableError" else "missing"
            found[name] = [kind, str(error).splitlines()[0]]
            continue
        if type(value).__module__ == "tf1shim.errors":
            found[name] = ["unavailable", repr(value)]
        elif kind in ("class", "function"):
            # 1.15's tf.raw_ops took keywords only.
            changed = difference(signature, value, keywords_only=name.startswith("raw_ops."))
            if changed:
                found[name] = ["signature", changed]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", help="write {name: [finding, detail]} here")
    args = parser.parse_args()
    api = {name: row for name, row in json.loads(INVENTORY.read_text()).items()
           if name != "contrib" and not name.startswith("contrib.")}

    import tf1shim

    tf1shim.activate(mode="graph", warnings="off")
    import tensorflow as tf

    found = findings(tf, api)
    for name, (kind, detail) in found.items():
        print(f"{kind:12} {name}: {detail}")
    print(f"{len(api) - len(found)} of {len(api)} as in TF 1.15", file=sys.stderr)
    if args.json:
        result = {"tensorflow": tf1shim.native("tensorflow").__version__, "names": len(api), "findings": found}
        pathlib.Path(args.json).write_text(json.dumps(result, indent=0, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
