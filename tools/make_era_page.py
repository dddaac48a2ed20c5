"""Print docs/era.md: the era's table, as a page.

    python tools/make_era_page.py > docs/era.md
"""

import json
import pathlib

TABLE = pathlib.Path(__file__).resolve().parent.parent / "tf1shim" / "era" / "table.json"


def main():
    print("""# Names of the era

Programs of 2016-2019 use names of other libraries that are gone as well. Legacy modules, and only they, find them
again; nothing is patched onto the libraries themselves, arrays (below) aside.
Each use warns once per call site and stands in the report.

`era = false` (or `TF1SHIM_ERA=0`) turns all of it off, `era_off = ["numpy.*"]` single entries.
What would run code from a file (pickled arrays, YAML with Python objects, `Lambda` layers in HDF5) stays refused; the
error names the line to change, and `TF1SHIM_ALLOW_PICKLE=1` allows it for one run.

Methods of `numpy.ndarray` and of scalars (`ptp`, `itemset`, `newbyteorder`, `tostring`) and arrays of size 1 as Python
numbers (`float(a)`, `"%f" % a`, `x[i] = a`) come back in graph mode on CPython: they stand in the types themselves and
answer legacy callers only. NumPy's scalars print as they did (`[0.5, 3]`, not `[np.float32(0.5), np.int32(3)]`), for
the whole process. A scalar with a number of Python takes the number's type again (`np.float32(0.1) + 0.2` is a float64,
`np.uint8(200) + 100` is 300). Arrays follow NumPy 2: `float32_array * np.sqrt(2.)` is float64 there.
Elsewhere `numpy<2` has the methods, and `numpy<2.4` takes arrays of size 1 for numbers: an uncaught error that comes
of these, or of Python 2, is followed by a line that says so, and `python -m tf1shim info` tells what the installed
NumPy lacks.
""")
    print("| name | removed or changed by | instead |\n|---|---|---|")
    for name, row in json.loads(TABLE.read_text(encoding="utf-8")).items():
        cannot = f" (cannot be given: {row['reason']})" if "reason" in row else ""
        print(f"| `{name}` | {row['gone']} | {row['instead']}{cannot} |")


if __name__ == "__main__":
    main()
