"""scikit-learn's modules of before 0.20: splitters that take the labels first, the old imputer."""

import inspect

import numpy as np
from sklearn import decomposition, impute, manifold, model_selection, preprocessing


class _Splits:
    """An iterable of (train, test) index arrays, as the old splitters were."""

    def __init__(self, splitter, y, n):
        self._splitter, self._y, self.n = splitter, y, n

    def __iter__(self):
        return iter(self._splitter.split(np.zeros(self.n), self._y))

    def __len__(self):
        return self._splitter.get_n_splits(np.zeros(self.n), self._y)


class KFold(_Splits):
    """``KFold(n, n_folds)``: n examples in consecutive folds."""

    def __init__(self, n, n_folds=3, shuffle=False, random_state=None):
        super().__init__(model_selection.KFold(
            n_folds, shuffle=shuffle, random_state=random_state if shuffle else None), None, n)


class StratifiedKFold(_Splits):
    """``StratifiedKFold(y, n_folds)``: folds with each class in proportion."""

    def __init__(self, y, n_folds=3, shuffle=False, random_state=None):
        super().__init__(model_selection.StratifiedKFold(
            n_folds, shuffle=shuffle, random_state=random_state if shuffle else None), y, len(y))


class ShuffleSplit(_Splits):
    """``ShuffleSplit(n, n_iter)``: random splits of n examples."""

    def __init__(self, n, n_iter=10, test_size=0.1, train_size=None, random_state=None):
        super().__init__(model_selection.ShuffleSplit(
            n_iter, test_size=test_size, train_size=train_size, random_state=random_state), None, n)


class StratifiedShuffleSplit(_Splits):
    """``StratifiedShuffleSplit(y, n_iter)``: random splits with each class in proportion."""

    def __init__(self, y, n_iter=10, test_size=0.1, train_size=None, random_state=None):
        super().__init__(model_selection.StratifiedShuffleSplit(
            n_iter, test_size=test_size, train_size=train_size, random_state=random_state), y, len(y))


class LeaveOneOut(_Splits):
    """``LeaveOneOut(n)``: each example alone once."""

    def __init__(self, n):
        super().__init__(model_selection.LeaveOneOut(), None, n)


class Imputer(impute.SimpleImputer):
    """``Imputer(missing_values="NaN", strategy="mean", axis=0)`` for columns.

    Raises:
        ValueError: ``axis=1``; impute the transposed array.
    """

    def __init__(self, missing_values="NaN", strategy="mean", axis=0, verbose=0, copy=True):
        if axis != 0:
            raise ValueError("Imputer(axis=1) is gone: impute the transposed array")
        missing = np.nan if missing_values == "NaN" else missing_values
        super().__init__(missing_values=missing, strategy=strategy, copy=copy)


def RandomizedPCA(n_components=None, copy=True, iterated_power=2, whiten=False, random_state=None):
    """`sklearn.decomposition.PCA` with the randomized solver."""
    return decomposition.PCA(n_components, copy=copy, iterated_power=iterated_power, whiten=whiten,
                             random_state=random_state, svd_solver="randomized")


def linear_assignment(X):
    """Rows (row, column) of the assignment of least cost for a cost matrix."""
    from scipy.optimize import linear_sum_assignment

    return np.array(linear_sum_assignment(X)).T


class TSNE(manifold.TSNE):
    """`sklearn.manifold.TSNE`, with ``n_iter`` for ``max_iter`` and the defaults of before 1.2.

    They were a random start and a learning rate of 200.
    """

    def __init__(self, n_components=2, perplexity=30.0, early_exaggeration=12.0, learning_rate=200.0,
                 n_iter=1000, n_iter_without_progress=300, min_grad_norm=1e-7, metric="euclidean",
                 init="random", verbose=0, random_state=None, method="barnes_hut", angle=0.5, n_jobs=None):
        super().__init__(
            n_components, perplexity=perplexity, early_exaggeration=early_exaggeration,
            learning_rate=learning_rate, n_iter_without_progress=n_iter_without_progress,
            min_grad_norm=min_grad_norm, metric=metric, init=init, verbose=verbose,
            random_state=random_state, method=method, angle=angle, n_jobs=n_jobs, max_iter=n_iter)
        self.n_iter = n_iter


if "n_iter" in inspect.signature(manifold.TSNE).parameters:
    TSNE = manifold.TSNE


class OneHotEncoder(preprocessing.OneHotEncoder):
    """`sklearn.preprocessing.OneHotEncoder`, with ``sparse`` for ``sparse_output``."""

    def __init__(self, categories="auto", drop=None, sparse=True, dtype=np.float64, handle_unknown="error"):
        super().__init__(categories=categories, drop=drop, dtype=dtype, handle_unknown=handle_unknown,
                         **{_DENSE_WORD: sparse})
        self.sparse = sparse

    @property
    def get_feature_names(self):
        """The names of the columns made, as `get_feature_names_out`."""
        return self.get_feature_names_out


_DENSE_WORD = ("sparse_output" if "sparse_output" in inspect.signature(preprocessing.OneHotEncoder).parameters
               else "sparse")
