"""Checks for tests of estimators (source: contrib/learn/python/learn/estimators/estimator_test_utils.py)."""

__all__ = ["assert_estimator_contract", "assert_in_range"]


def assert_estimator_contract(tester, estimator_class):
    """Assert that a class has what an estimator must have."""
    for name in ("config", "evaluate", "export", "fit", "get_variable_names", "get_variable_value", "model_dir",
                 "predict"):
        tester.assertTrue(hasattr(estimator_class, name), name)


def assert_in_range(min_value, max_value, key, metrics):
    """Raise ValueError unless ``metrics[key]`` lies between two values."""
    value = metrics[key]
    if value < min_value:
        raise ValueError(f"{key}: {value} < {min_value}.")
    if value > max_value:
        raise ValueError(f"{key}: {value} > {max_value}.")
