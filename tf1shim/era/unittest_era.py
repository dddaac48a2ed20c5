"""The old names of unittest's assertions, for test classes of legacy code alone.

Also `assertEqual` and `assertNotEqual` of arrays whose shapes do not fit: before NumPy 1.25 they were not equal, since
then comparing them is an error.
"""

import types
import unittest

__unittest = True  # its tracebacks leave out our frames, as its own

# old name -> today's
ALIASES = {
    "assertEquals": "assertEqual",
    "assertNotEquals": "assertNotEqual",
    "assert_": "assertTrue",
    "assertAlmostEquals": "assertAlmostEqual",
    "assertNotAlmostEquals": "assertNotAlmostEqual",
    "assertRegexpMatches": "assertRegex",
    "assertNotRegexpMatches": "assertNotRegex",
    "assertRaisesRegexp": "assertRaisesRegex",
    "assertItemsEqual": "assertCountEqual",
    "failUnless": "assertTrue",
    "failIf": "assertFalse",
    "failUnlessEqual": "assertEqual",
    "failUnlessRaises": "assertRaises",
    "assertDictContainsSubset": "_contains_subset",
}


class OldAssertions:
    """Mixin: assertion names that Python 3.12 dropped."""

    def _contains_subset(self, subset, dictionary, msg=None):
        self.assertEqual(dictionary, {**dictionary, **subset}, msg)


def _alias(old, new):
    def method(self, *args, **kwargs):
        return getattr(self, new)(*args, **kwargs)

    method.__name__, method.__doc__ = old, f"``{new}``, by its old name."
    return method


for _old, _new in ALIASES.items():
    setattr(OldAssertions, _old, _alias(_old, _new))


class OldComparisons:
    """Mixin: arrays whose shapes do not fit are not equal."""

    def assertEqual(self, first, second, msg=None):
        try:
            super().assertEqual(first, second, msg)
        except ValueError as error:
            if not _of_shapes(error):
                raise
            self.fail(self._formatMessage(msg, f"{first!r} != {second!r}"))

    def assertNotEqual(self, first, second, msg=None):
        try:
            super().assertNotEqual(first, second, msg)
        except ValueError as error:
            if not _of_shapes(error):
                raise


def _of_shapes(error):
    return "could not be broadcast together" in str(error)


class SessionsOnCpu:
    """Mixin: the sessions of TensorFlow's test cases are on the CPU unless asked otherwise, as in TF 1."""

    def session(self, graph=None, config=None, use_gpu=False, force_gpu=False):
        return super().session(graph, config, use_gpu, force_gpu)

    def cached_session(self, graph=None, config=None, use_gpu=False, force_gpu=False):
        return super().cached_session(graph, config, use_gpu, force_gpu)

    def test_session(self, graph=None, config=None, use_gpu=False, force_gpu=False):
        return super().test_session(graph, config, use_gpu, force_gpu)


def with_old_names(test_case, *before):
    """A subclass of a test-case class with the old assertions: names behind its own, comparisons and mixins before."""

    def body(namespace):
        namespace.update(__module__=test_case.__module__, __doc__=test_case.__doc__,
                         __wrapped__=test_case)

    return types.new_class(
        test_case.__name__, (*before, OldComparisons, test_case, OldAssertions), exec_body=body)


TestCase = with_old_names(unittest.TestCase)


def __getattr__(name):
    """The same for the test cases of absl and TensorFlow, made when they are asked for."""
    before = ()
    if name == "AbslTestCase":
        from absl.testing import absltest as library
    elif name == "ParameterizedTestCase":
        from absl.testing import parameterized as library
    elif name == "TensorFlowTestCase":
        from tensorflow.compat.v1 import test as library
        before = (SessionsOnCpu,)
    else:
        raise AttributeError(name)
    made = globals()[name] = with_old_names(library.TestCase, *before)
    return made
