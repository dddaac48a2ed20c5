"""What every kernel mapper has (contrib/kernel_methods/python/mappers/dense_kernel_mapper.py)."""

import abc


class InvalidShapeError(Exception):
    """A tensor has not the shape that the mapper was made for."""


class DenseKernelMapper(abc.ABC):
    """Maps the rows of a dense matrix to a space where their products approximate a kernel."""

    @abc.abstractmethod
    def map(self, input_tensor):
        """The mapped rows of ``input_tensor``, b x n: b x `output_dim`."""

    @property
    @abc.abstractmethod
    def name(self):
        """Name of the mapper."""

    @property
    @abc.abstractmethod
    def output_dim(self):
        """Width of what `map` returns."""
