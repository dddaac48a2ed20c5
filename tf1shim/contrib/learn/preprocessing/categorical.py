"""Ids for tables of categories (source: contrib/learn/python/learn/preprocessing/categorical.py)."""

import numpy as np

from tf1shim.contrib.learn.preprocessing.categorical_vocabulary import CategoricalVocabulary


def setup_processor_data_feeder(x):
    """An iterable of rows; pandas tables become arrays."""
    return getattr(x, "values", x) if hasattr(x, "iloc") else x


class CategoricalProcessor:
    """Map the columns of a table to ids."""

    def __init__(self, min_frequency=0, share=False, vocabularies=None):
        """``min_frequency``: see `CategoricalVocabulary.trim`; ``share``: one vocabulary for all columns."""
        self.min_frequency = min_frequency
        self.share = share
        self.vocabularies_ = vocabularies

    def freeze(self, freeze=True):
        """Freeze all vocabularies."""
        for vocabulary in self.vocabularies_:
            vocabulary.freeze(freeze)

    def fit(self, x, unused_y=None):
        """Learn the categories of rows ``x``; returns self."""
        for row in setup_processor_data_feeder(x):
            if self.vocabularies_ is None:
                shared = CategoricalVocabulary()
                self.vocabularies_ = [shared if self.share else CategoricalVocabulary()
                                      for _ in row]
            for vocabulary, value in zip(self.vocabularies_, row):
                if not _missing(value):
                    vocabulary.add(value)
        if self.min_frequency > 0:
            for vocabulary in self.vocabularies_:
                vocabulary.trim(self.min_frequency)
        self.freeze()
        return self

    def fit_transform(self, x, unused_y=None):
        """`fit`, then `transform`."""
        self.fit(x)
        return self.transform(x)

    def transform(self, x):
        """Yield an int64 array of ids for each row."""
        self.freeze()
        for row in setup_processor_data_feeder(x):
            yield np.array([0 if _missing(value) else vocabulary.get(value)
                            for vocabulary, value in zip(self.vocabularies_, row)], np.int64)


def _missing(value):
    return isinstance(value, float) and np.isnan(value)
