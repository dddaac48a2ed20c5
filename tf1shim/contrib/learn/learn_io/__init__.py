"""tf.contrib.learn.io (source: TF 1.15, contrib/learn/python/learn/learn_io)."""

from tf1shim.contrib.learn.learn_io.frames import (  # noqa: F401
    HAS_DASK,
    HAS_PANDAS,
    extract_dask_data,
    extract_dask_labels,
    extract_pandas_data,
    extract_pandas_labels,
    extract_pandas_matrix,
    numpy_input_fn,
    pandas_input_fn,
)
from tf1shim.contrib.learn.learn_io.generator_io import generator_input_fn  # noqa: F401
from tf1shim.contrib.learn.learn_io.graph_io import (  # noqa: F401
    queue_parsed_features,
    read_batch_examples,
    read_batch_features,
    read_batch_record_features,
    read_keyed_batch_examples,
    read_keyed_batch_examples_shared_queue,
    read_keyed_batch_features,
    read_keyed_batch_features_shared_queue,
)
