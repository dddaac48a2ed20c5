"""Words and bytes of documents as numbers (source: contrib/learn/python/learn/preprocessing/text.py)."""

import re

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.preprocessing import saved_vocabulary
from tf1shim.contrib.learn.preprocessing.categorical_vocabulary import (  # noqa: F401
    CategoricalVocabulary,
)

TOKENIZER_RE = re.compile(
    r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+(?=[A-Z])|[\'\w\-]+", re.UNICODE)


def tokenizer(iterator):
    """Yield the list of words of each document."""
    for document in iterator:
        yield TOKENIZER_RE.findall(document)


class ByteProcessor:
    """Documents as arrays of their bytes, of one length."""

    def __init__(self, max_document_length):
        self.max_document_length = max_document_length

    def fit(self, x):
        """There is nothing to learn."""

    def fit_transform(self, x):
        """`transform`."""
        return self.transform(x)

    def reverse(self, x):
        """Yield the text of each array of bytes; what is no UTF-8 gives an empty text."""
        for data in x:
            document = np.trim_zeros(data.astype(np.int8), trim="b").tobytes()
            try:
                yield document.decode("utf-8")
            except UnicodeDecodeError:
                yield ""

    def transform(self, x):
        """Yield a uint8 array for each document, cut or filled up with 0."""
        for document in x:
            data = document.encode("utf-8") if isinstance(document, str) else document
            data = np.frombuffer(memoryview(data)[:self.max_document_length], dtype=np.uint8)
            yield np.pad(data, (0, self.max_document_length - len(data)), "constant")


class VocabularyProcessor:
    """Documents as arrays of the ids of their words, of one length."""

    def __init__(self, max_document_length, min_frequency=0, vocabulary=None, tokenizer_fn=None):
        """Make the processor.

        Args:
            max_document_length: words of a document to keep; shorter ones are filled up with 0.
            min_frequency: words found that often or less are unknown.
            vocabulary: `CategoricalVocabulary` to start from.
            tokenizer_fn: iterable of documents -> iterable of lists of words.
        """
        self.max_document_length = max_document_length
        self.min_frequency = min_frequency
        self.vocabulary_ = vocabulary if vocabulary else CategoricalVocabulary()
        self._tokenizer = tokenizer_fn if tokenizer_fn else tokenizer

    def fit(self, raw_documents, unused_y=None):
        """Learn the vocabulary of documents, and freeze it; returns self."""
        for words in self._tokenizer(raw_documents):
            for word in words:
                self.vocabulary_.add(word)
        if self.min_frequency > 0:
            self.vocabulary_.trim(self.min_frequency)
        self.vocabulary_.freeze()
        return self

    def fit_transform(self, raw_documents, unused_y=None):
        """`fit`, then `transform`."""
        self.fit(raw_documents)
        return self.transform(raw_documents)

    def transform(self, raw_documents):
        """Yield an int64 array of ids for each document."""
        for words in self._tokenizer(raw_documents):
            ids = np.zeros(self.max_document_length, np.int64)
            for index, word in enumerate(words[:self.max_document_length]):
                ids[index] = self.vocabulary_.get(word)
            yield ids

    def reverse(self, documents):
        """Yield the text of each array of ids."""
        for ids in documents:
            yield " ".join(self.vocabulary_.reverse(class_id) for class_id in ids)

    def save(self, filename):
        """Write the processor into a file that `restore`, here and in TF 1.15, reads."""
        with tf.gfile.Open(filename, "wb") as file:
            file.write(saved_vocabulary.dumps(self))

    @classmethod
    def restore(cls, filename):
        """Read a processor that `save` wrote, here or in TF 1.x.

        The file is a pickle. Only vocabularies are read from it: anything else in it, which might run
        code, is refused.

        Raises:
            pickle.UnpicklingError: the file holds something else.
        """
        with tf.gfile.Open(filename, "rb") as file:
            return saved_vocabulary.loads(file.read())
