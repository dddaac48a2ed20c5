"""Types and shapes of tensors (source: contrib/learn/python/learn/estimators/tensor_signature.py)."""

import collections

import tensorflow.compat.v1 as tf


class TensorSignature(collections.namedtuple("TensorSignature", ["dtype", "shape", "is_sparse"])):
    """Type and shape of a tensor; the first dimension, the batch's, does not count."""

    def __new__(cls, tensor):
        if isinstance(tensor, tf.SparseTensor):
            return super().__new__(cls, tensor.values.dtype, None, True)
        return super().__new__(cls, tensor.dtype, tensor.get_shape(), False)

    def is_compatible_with(self, other):
        """Whether a tensor of the ``other`` signature may take this one's place."""
        if other.is_sparse or self.is_sparse:
            return self.is_sparse == other.is_sparse and self.dtype.is_compatible_with(other.dtype)
        mine, theirs = self.shape, tf.TensorShape(other.shape)
        same = mine.ndims is None or theirs.ndims is None or (
            mine.ndims == theirs.ndims and mine[1:].is_compatible_with(theirs[1:]))
        return self.dtype.is_compatible_with(other.dtype) and same

    def get_placeholder(self):
        """A placeholder of this signature, for batches of any size."""
        if self.is_sparse:
            return tf.sparse_placeholder(dtype=self.dtype)
        shape = None if self.shape.ndims is None else [None] + self.shape.as_list()[1:]
        return tf.placeholder(dtype=self.dtype, shape=shape)

    def get_feature_spec(self):
        """The feature to parse from a `tf.train.Example`."""
        dtype = {tf.int32: tf.int64, tf.float64: tf.float32}.get(self.dtype, self.dtype)
        if self.is_sparse:
            return tf.VarLenFeature(dtype=dtype)
        return tf.FixedLenFeature(shape=self.shape[1:], dtype=dtype)


def create_signatures(tensors):
    """The signature of a tensor, or {name: signature} of a dict of tensors, or None of None."""
    if isinstance(tensors, dict):
        return {key: TensorSignature(tensor) for key, tensor in tensors.items()}
    return None if tensors is None else TensorSignature(tensors)


def tensors_compatible(tensors, signatures):
    """Whether tensors (one, a dict, or None) have these signatures."""
    if tensors is None or signatures is None:
        return tensors is None and signatures is None
    if isinstance(tensors, dict) != isinstance(signatures, dict):
        return False
    if isinstance(tensors, dict):
        return all(key in tensors and TensorSignature(tensors[key]).is_compatible_with(signature)
                   for key, signature in signatures.items())
    return TensorSignature(tensors).is_compatible_with(signatures)


def checked(what, tensors, signatures):
    """The signatures of tensors, which must be those given, if there are.

    Args:
        what: "Features" or "Labels", for the error.
        tensors: tensor or dict of tensors; of lists and tuples nothing is known.
        signatures: of earlier tensors, or None.

    Raises:
        ValueError: the tensors have others.
    """
    if isinstance(tensors, (list, tuple)):
        return signatures
    if signatures is None:
        return create_signatures(tensors)
    if not tensors_compatible(tensors, signatures):
        raise ValueError(f"{what} are incompatible with given information. Given {what.lower()}: {tensors}, "
                         f"required signatures: {signatures}.")
    return signatures


def create_placeholders_from_signatures(signatures):
    """Placeholders of signatures."""
    if signatures is None:
        return None
    if not isinstance(signatures, dict):
        return signatures.get_placeholder()
    return {key: signature.get_placeholder() for key, signature in signatures.items()}


def create_example_parser_from_signatures(signatures, examples_batch, single_feature_name="feature"):
    """The tensors of these signatures, parsed from a batch of `tf.train.Example`.

    Args:
        signatures: a signature, or {name: signature}.
        examples_batch: vector of strings.
        single_feature_name: the feature's name, for a signature without one.
    """
    named = signatures if isinstance(signatures, dict) else {single_feature_name: signatures}
    parsed = tf.parse_example(examples_batch, {name: one.get_feature_spec() for name, one in named.items()})
    # An Example holds int64 and float32 only.
    parsed = {name: value if value.dtype == named[name].dtype else tf.cast(value, named[name].dtype)
              for name, value in parsed.items()}
    return parsed if isinstance(signatures, dict) else parsed[single_feature_name]
