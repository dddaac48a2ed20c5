"""tf.contrib.learn.datasets (source: TF 1.15, contrib/learn/python/learn/datasets)."""

from tf1shim.contrib.learn.datasets import base, mnist, synthetic, text_datasets
from tf1shim.contrib.learn.datasets.base import load_boston, load_iris  # noqa: F401

DATASETS = {
    "iris": base.load_iris,
    "boston": base.load_boston,
    "mnist": mnist.load_mnist,
    "dbpedia": text_datasets.load_dbpedia,
}
SYNTHETIC = {"circles": synthetic.circles, "spirals": synthetic.spirals}


def load_dataset(name, size="small", test_with_fake_data=False):
    """Load one of `DATASETS`; ``size`` and ``test_with_fake_data`` are for "dbpedia". Raises ValueError."""
    if name not in DATASETS:
        raise ValueError("Name of dataset is not found: %s" % name)
    if name == "dbpedia":
        return DATASETS[name](size, test_with_fake_data)
    return DATASETS[name]()


def make_dataset(name, n_samples=100, noise=None, seed=42, *args, **kwargs):
    """Make one of `SYNTHETIC`. Raises ValueError."""
    if name not in SYNTHETIC:
        raise ValueError("Synthetic dataset not found or not implemeted: %s" % name)
    return SYNTHETIC[name](n_samples, noise, seed, *args, **kwargs)
