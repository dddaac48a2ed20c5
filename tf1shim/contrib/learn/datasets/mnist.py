"""MNIST: the module that `tensorflow.examples.tutorials.mnist` shares."""

from tf1shim.examples.input_data import (  # noqa: F401
    DEFAULT_SOURCE_URL,
    DataSet,
    Datasets,
    dense_to_one_hot,
    extract_images,
    extract_labels,
    load_mnist,
    read_data_sets,
)
