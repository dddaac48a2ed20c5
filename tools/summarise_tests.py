"""Add up the test results of several environments, in pytest's own words.

python tools/summarise_tests.py FOLDER      # of JUnit files, one ENVIRONMENT.xml each

The exit code is 1 where a test failed or there are no results.
"""

import collections
import pathlib
import sys
import xml.etree.ElementTree as tree

WORDS = {"failure": "failed", "error": "error", "skipped": "skipped"}


def main(folder):
    total, seconds, failed = collections.Counter(), 0.0, []
    for file in sorted(pathlib.Path(folder).glob("*.xml")):
        counts = collections.Counter()
        for suite in tree.parse(file).iter("testsuite"):
            seconds += float(suite.get("time", 0))
            for case in suite.iter("testcase"):
                kinds = [WORDS[child.tag] for child in case if child.tag in WORDS]
                outcome = kinds[0] if kinds else "passed"
                counts[outcome] += 1
                if outcome in ("failed", "error"):
                    name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
                    failed.append(f"{outcome.upper()} {name} [{file.stem}]")
        print(f"{file.stem}: {in_words(counts)}")
        total += counts
    print("\n".join(failed))
    print(f"===== {in_words(total) or 'no tests ran'} in {seconds:.2f}s =====")
    return 1 if failed or not total else 0


def in_words(counts):
    """``3 failed, 10 passed, 1 skipped``."""
    return ", ".join(
        f"{counts[word]} {word}"
        for word in ("failed", "passed", "skipped", "error")
        if counts[word]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
