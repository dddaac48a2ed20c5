"""What the cases share: errors as data, children, unit tests run inside a case."""

import os
import subprocess
import sys
import unittest


def error(call):
    """The name of the class of what ``call()`` raises, or None."""
    try:
        call()
    except Exception as raised:
        return type(raised).__name__
    return None


def child(code, *args):
    """(exit code, standard output, standard error) of a program, run as this one is run."""
    command = [sys.executable, "-c", code]
    if os.environ.get("TF1SHIM"):
        command = [sys.executable, "-m", "tf1shim", "run", "-c", code]
    done = subprocess.run(command + list(args), capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def run_unittest(case):
    """[tests run, failures and errors as texts] of a TestCase class."""
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    result = unittest.TestResult()
    suite.run(result)
    return [result.testsRun, [text for _, text in result.failures + result.errors]]
