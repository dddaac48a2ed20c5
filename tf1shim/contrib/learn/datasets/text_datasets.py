"""The DBpedia ontology dataset (source: contrib/learn/python/learn/datasets/text_datasets.py)."""

import os
import tarfile

import numpy as np
import tensorflow.compat.v1 as tf

from tf1shim.contrib.learn.datasets import base

DBPEDIA_URL = "https://googledrive.com/host/0Bz8a_Dbh9Qhbfll6bVpmNUtUcFdjYmF2SEpmZUZUcVNiMUw1TWN6" \
    "RDV3a0JHT3kxLVhVR2M/dbpedia_csv.tar.gz"


def maybe_download_dbpedia(data_dir):
    """Download DBpedia unless it is there."""
    if not tf.gfile.Exists(os.path.join(data_dir, "dbpedia_csv", "train.csv")):
        archive = base.maybe_download("dbpedia_csv.tar.gz", data_dir, DBPEDIA_URL)
        with tarfile.open(archive, "r:*") as file:
            wanted = [m for m in file.getmembers() if m.isfile() and ".." not in m.name
                      and not os.path.isabs(m.name)]
            file.extractall(data_dir, members=wanted)


def load_dbpedia(size="small", test_with_fake_data=False):
    """`Datasets` of DBpedia.

    Args:
        size: "small" keeps every 1000th example.
        test_with_fake_data: give three rows to train with and one to test with instead.

    Raises:
        IOError: the data are not there and cannot be fetched (the original address is gone).
    """
    if test_with_fake_data:
        files = [os.path.join(os.path.dirname(__file__), name) for name in ("text_train.csv", "text_test.csv")]
    else:
        files = _downloaded(size)
    train, test = (base.load_csv_without_header(
        filename=file, target_dtype=np.int32, features_dtype=str, target_column=0)
        for file in files)
    return base.Datasets(train=train, validation=None, test=test)


def _downloaded(size):
    folder = os.path.join(os.getenv("TF_EXP_BASE_DIR", ""), "dbpedia_data")
    maybe_download_dbpedia(folder)
    files = [os.path.join(folder, "dbpedia_csv", name) for name in ("train.csv", "test.csv")]
    if size == "small":
        for file in files:
            base.shrink_csv(file, 1000)
        files = [file.replace(".csv", "_small.csv") for file in files]
    return files
