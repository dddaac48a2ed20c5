"""Initialisers that read and remap a checkpoint (source: contrib/framework/python/ops/checkpoint_ops.py)."""

import tensorflow.compat.v1 as tf
from tensorflow.python.training import checkpoint_ops

__all__ = [
    "load_and_remap_matrix_initializer", "load_embedding_initializer",
    "load_linear_multiclass_bias_initializer", "load_variable_slot_initializer",
]

load_and_remap_matrix_initializer = checkpoint_ops._load_and_remap_matrix_initializer
load_embedding_initializer = checkpoint_ops._load_embedding_initializer


def load_linear_multiclass_bias_initializer(
        ckpt_path, bias_tensor_name, new_class_vocab_size, old_class_vocab_file,
        new_class_vocab_file, num_class_oov_buckets=0, initializer=None, max_rows_in_memory=-1):
    """`load_and_remap_matrix_initializer` for the ``[new_class_vocab_size, 1]`` biases of a linear model.

    Args:
        ckpt_path: checkpoint to read.
        bias_tensor_name: name of the biases in it.
        new_class_vocab_size: number of classes now.
        old_class_vocab_file, new_class_vocab_file: paths of the vocabularies then and now.
        num_class_oov_buckets: rows added for classes out of vocabulary.
        initializer: for rows the checkpoint lacks; zeros by default.
        max_rows_in_memory: rows read at once; all when not positive.
    """
    return load_and_remap_matrix_initializer(
        ckpt_path=ckpt_path, old_tensor_name=bias_tensor_name,
        new_row_vocab_size=new_class_vocab_size, new_col_vocab_size=1,
        old_row_vocab_file=old_class_vocab_file, new_row_vocab_file=new_class_vocab_file,
        num_row_oov_buckets=num_class_oov_buckets,
        initializer=tf.zeros_initializer() if initializer is None else initializer,
        max_rows_in_memory=max_rows_in_memory)


def load_variable_slot_initializer(
        ckpt_path, old_tensor_name, primary_partition_info, new_row_vocab_size, new_col_vocab_size,
        old_row_vocab_file=None, new_row_vocab_file=None, old_col_vocab_file=None,
        new_col_vocab_file=None, num_row_oov_buckets=0, num_col_oov_buckets=0, initializer=None,
        max_rows_in_memory=-1):
    """`load_and_remap_matrix_initializer` for an optimizer's slot.

    Slots are made without their variable's partitioning, so it is given as ``primary_partition_info``; the other
    arguments are `load_and_remap_matrix_initializer`'s.
    """
    initialize = load_and_remap_matrix_initializer(
        ckpt_path, old_tensor_name, new_row_vocab_size, new_col_vocab_size,
        old_row_vocab_file=old_row_vocab_file, new_row_vocab_file=new_row_vocab_file,
        old_col_vocab_file=old_col_vocab_file, new_col_vocab_file=new_col_vocab_file,
        num_row_oov_buckets=num_row_oov_buckets, num_col_oov_buckets=num_col_oov_buckets,
        initializer=initializer, max_rows_in_memory=max_rows_in_memory)

    def slot_initializer(shape, dtype=tf.float32, partition_info=None):
        del partition_info
        return initialize(shape, dtype, partition_info=primary_partition_info)

    return slot_initializer
