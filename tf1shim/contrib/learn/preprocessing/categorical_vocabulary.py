"""Numbers for categories (source: contrib/learn/python/learn/preprocessing/categorical_vocabulary.py)."""

import collections


class CategoricalVocabulary:
    """Categories and their ids; 0 is the unknown category."""

    def __init__(self, unknown_token="<UNK>", support_reverse=True):
        """``unknown_token`` stands for what is unknown; ``support_reverse`` keeps what `reverse` needs."""
        self._unknown_token = unknown_token
        self._support_reverse = support_reverse
        self._freq = collections.defaultdict(int)
        self._freeze = False
        self._clear()

    def _clear(self):
        self._mapping = {self._unknown_token: 0}
        if self._support_reverse:
            self._reverse_mapping = [self._unknown_token]

    def _append(self, category):
        self._mapping[category] = len(self._mapping)
        if self._support_reverse:
            self._reverse_mapping.append(category)

    def __len__(self):
        return len(self._mapping)

    def freeze(self, freeze=True):
        """New categories are unknown from now on; or, with False, get an id again."""
        self._freeze = freeze

    def get(self, category):
        """The id of a category; a new one gets one unless the vocabulary is frozen."""
        if category not in self._mapping:
            if self._freeze:
                return 0
            self._append(category)
        return self._mapping[category]

    def add(self, category, count=1):
        """Count a category."""
        if self.get(category) > 0:
            self._freq[category] += count

    def trim(self, min_frequency, max_frequency=-1):
        """Forget categories counted ``min_frequency`` times or less, or ``max_frequency`` times or more."""
        ordered = sorted(self._freq.items(), key=lambda item: (isinstance(item[0], str), item[0]))
        ordered.sort(key=lambda item: item[1], reverse=True)
        self._clear()
        for category, count in ordered:
            if max_frequency > 0 and count >= max_frequency:
                continue
            if count <= min_frequency:
                break
            self._append(category)
        # The counts of as many categories as were kept, the most frequent ones: as TF 1.15 has it.
        self._freq = dict(ordered[:len(self._mapping) - 1])

    def reverse(self, class_id):
        """The category of an id; raises ValueError where that is not kept."""
        if not self._support_reverse:
            raise ValueError("This vocabulary wasn't initialized with support_reverse to support "
                             "reverse() function.")
        return self._reverse_mapping[class_id]
