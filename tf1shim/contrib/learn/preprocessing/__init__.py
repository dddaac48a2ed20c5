"""tf.contrib.learn.preprocessing (source: TF 1.15, contrib/learn/python/learn/preprocessing)."""

from tf1shim.contrib.learn.preprocessing.categorical import (  # noqa: F401
    CategoricalProcessor,
    setup_processor_data_feeder,
)
from tf1shim.contrib.learn.preprocessing.categorical_vocabulary import (  # noqa: F401
    CategoricalVocabulary,
)
from tf1shim.contrib.learn.preprocessing.text import (  # noqa: F401
    TOKENIZER_RE,
    ByteProcessor,
    VocabularyProcessor,
    tokenizer,
)
