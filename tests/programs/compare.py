"""Compares what a program printed with what it printed on TensorFlow 1.15.

Text has to be the same; numbers have to be close. A number is close when it lies within
`rtol * |expected| + atol`, plus one unit of the last digit printed (rounding can fall either way; where the two are
printed with different lengths, as `%g` does, the longer counts); whole numbers
(counts, shapes, steps) have to be the same unless the program's entry in tolerances.json gives `whole`.
"""
import dataclasses
import re

NUMBER = re.compile(r"(?<![\w.])[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|inf)(?!\w)")
# NumPy 2 writes scalars inside lists and tuples with their type; NumPy 1 wrote the bare number.
TYPED_SCALAR = re.compile(r"\bnp\.(?:float|int|uint)\d+\(([^()]*)\)")
# Arrays are padded to the width of their widest number, which a change of the last digit can alter.
PADDING = re.compile(r"(?<=\[) +| +(?=\])")
BLANKS = re.compile(r"\s+")


@dataclasses.dataclass(frozen=True)
class Tolerance:
    """How far a number may be from the one TF 1.15 printed: relative, absolute, and for whole numbers."""

    rtol: float
    atol: float = 0.0
    whole: int = 0
    reason: str = ""


def split(line):
    """A line as (text with `#` for each number, the numbers as printed)."""
    line = TYPED_SCALAR.sub(r"\1", line)
    line = BLANKS.sub(" ", PADDING.sub("", line)).strip()
    return NUMBER.sub("#", line), NUMBER.findall(line)


def is_whole(text):
    return text.lstrip("+-").isdigit()


def last_digit(text):
    """The value of one unit of the last digit printed: 0.01 for "1.25", 1e-06 for "3.21e-4"."""
    mantissa, _, exponent = text.lower().partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def close(expected, actual, tolerance):
    """Whether two numbers, given as printed, are close enough."""
    if expected == actual:
        return True
    if is_whole(expected) and is_whole(actual):
        return abs(int(expected) - int(actual)) <= tolerance.whole
    digit = min(last_digit(expected), last_digit(actual)) if expected[-1] not in "nf" else 0.0
    allowed = tolerance.rtol * abs(float(expected)) + tolerance.atol + digit
    return abs(float(expected) - float(actual)) <= allowed * (1 + 1e-9)  # False for nan and inf


def differences(expected, actual, tolerance):
    """What a reader would call different, one line of text each: expected and actual are lists of lines."""
    found = []
    for number, (theirs, ours) in enumerate(zip(expected, actual), 1):
        (text, values), (our_text, our_values) = split(theirs), split(ours)
        if text != our_text:
            found.append(f"line {number}: text\n  TF 1.15: {theirs}\n  here:    {ours}")
            continue
        far = [pair for pair in zip(values, our_values) if not close(*pair, tolerance)]
        if far:
            pairs = ", ".join(f"{ours} for {theirs}" for theirs, ours in far)
            found.append(f"line {number}: {pairs}\n  TF 1.15: {theirs}\n  here:    {ours}")
    if len(expected) != len(actual):
        found.append(f"{len(actual)} lines where TF 1.15 printed {len(expected)}")
    return found


def rename(text, names):
    """The text with the names TF 1.15 used: `names` maps what is written here to what was written there."""
    for here, there in names.items():
        text = text.replace(here, there)
    return text


def variables(graphs, ignore=None, names=None):
    """The sets of variables of a program's graphs as comparable text.

    Arguments:
        graphs: one {name: shape} for each set.
        ignore: pattern; variables it is found in are left out.
        names: see `rename`.
    """
    sets = {
        tuple(sorted(
            f"{rename(name, names or {})} {shape}" for name, shape in graph.items()
            if not (ignore and re.search(ignore, name))))
        for graph in graphs
    }
    return sorted(sets - {()})
