"""Habits of the time: names of NumPy, SciPy, the standard library, ... that 2016-2019 programs use and that are gone.

`table.json` has a row for each: ``gone`` (what removed it), ``instead`` (what to write today), ``from`` (the provider
that stands in), ``override`` (the name is still there, with another meaning), ``reason`` (it cannot be given; using it
raises). Legacy importers alone see them: nothing is patched onto the shared modules.
"""
