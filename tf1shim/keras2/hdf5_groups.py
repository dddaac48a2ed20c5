"""Weights of lists of layers in HDF5 groups, for both spellings of Keras (keras 2.3.1 `engine/saving.py`, TF 1.15
`python/keras/saving/hdf5_format.py`). The installed functions take models from TF 2.10 on.
"""

from tf1shim.keras2 import weight_files


def load_weights_from_hdf5_group(f, layers, reshape=False):
    """Set the weights of a list of layers, in order, from an HDF5 group."""
    weight_files.load(f, layers, reshape=reshape)


def load_weights_from_hdf5_group_by_name(f, layers, skip_mismatch=False, reshape=False):
    """Set the weights of those layers of a list whose names an HDF5 group has."""
    weight_files.load(f, layers, by_name=True, skip_mismatch=skip_mismatch, reshape=reshape)


def save_weights_to_hdf5_group(f, layers):
    """Write the weights of a list of layers to an HDF5 group."""
    weight_files.save(f, layers)
