"""tf.contrib.learn's kinds of problems (source: contrib/learn/python/learn/estimators/constants.py)."""

__all__ = ["ProblemType"]


class ProblemType:
    """What a model predicts."""

    UNSPECIFIED = 0
    CLASSIFICATION = 1
    LINEAR_REGRESSION = 2
    LOGISTIC_REGRESSION = 3
