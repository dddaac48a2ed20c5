"""Pairs of words that stand near each other (contrib/text/python/ops/skip_gram_ops.py).

The kernel is gone: the pairs are found by a mask over words and distances.
"""

import csv

import tensorflow.compat.v1 as tf

from tf1shim.contrib.lookup import lookup_ops


def skip_gram_sample(input_tensor, min_skips=1, max_skips=5, start=0, limit=-1, emit_self_as_target=False,
                     vocab_freq_table=None, vocab_min_count=None, vocab_subsampling=None, corpus_size=None,
                     batch_size=None, batch_capacity=None, seed=None, name=None):
    """Every token with its neighbours, up to a distance that is drawn for each token.

    Args:
        input_tensor: vector of tokens.
        min_skips, max_skips: bounds of the distance, scalars.
        start, limit: where to begin, and how many tokens to take (-1: all).
        emit_self_as_target: whether a token is its own neighbour.
        vocab_freq_table: table of the tokens' frequencies; tokens it has not are left out.
        vocab_min_count: least frequency of a token that counts.
        vocab_subsampling: share of the corpus from which on tokens are left out at random.
        corpus_size: sum of all frequencies.
        batch_size, batch_capacity: pairs to give at a time, and pairs to hold in a queue.
        seed: seed of the draws.

    Returns:
        ``(tokens, labels)``, vectors.

    Raises:
        ValueError: arguments that are of no use without another one.
    """
    if vocab_freq_table is None and (vocab_min_count, vocab_subsampling, corpus_size) != (None, None, None):
        raise ValueError(
            f"vocab_freq_table is not provided, but vocab_min_count={vocab_min_count}, "
            f"vocab_subsampling={vocab_subsampling}, or corpus_size={corpus_size} is not None. These settings "
            "are useless without a vocab_freq_table.")
    if (vocab_subsampling is None) != (corpus_size is None):
        raise ValueError(f"vocab_subsampling is {vocab_subsampling} while corpus_size is {corpus_size} - both must be "
                         "provided in order for subsampling to work.")
    with tf.name_scope(name, "skip_gram_sample", values=[input_tensor, min_skips, max_skips, start, limit]):
        tokens = _filter_input(input_tensor, vocab_freq_table, vocab_min_count, vocab_subsampling, corpus_size, seed)
        pairs = _candidates(tokens, min_skips, max_skips, start, limit, emit_self_as_target, seed)
        if not batch_size or batch_size < 0:
            return pairs
        if not batch_capacity or batch_capacity < 0:
            batch_capacity = 100 * batch_size
        return tf.train.batch(list(pairs), batch_size, capacity=batch_capacity, enqueue_many=True)


def skip_gram_sample_with_text_vocab(input_tensor, vocab_freq_file, vocab_token_index=0, vocab_token_dtype=tf.string,
                                     vocab_freq_index=1, vocab_freq_dtype=tf.float64, vocab_delimiter=",",
                                     vocab_min_count=0, vocab_subsampling=None, corpus_size=None, min_skips=1,
                                     max_skips=5, start=0, limit=-1, emit_self_as_target=False, batch_size=None,
                                     batch_capacity=None, seed=None, name=None):
    """`skip_gram_sample` with the frequencies of a file.

    Args:
        vocab_freq_file: text file of columns.
        vocab_token_index, vocab_freq_index: the columns of tokens and frequencies.
        vocab_token_dtype, vocab_freq_dtype: their types.
        vocab_delimiter: what separates columns.
        corpus_size: sum of all frequencies; by default that of the file.

    Raises:
        ValueError: there are no such columns, a frequency is negative, or ``corpus_size`` too small.
    """
    if vocab_token_index < 0 or vocab_freq_index < 0:
        raise ValueError(f"vocab_token_index={vocab_token_index} and vocab_freq_index={vocab_freq_index} must both be "
                         ">= 0.")
    if vocab_token_index == vocab_freq_index:
        raise ValueError("vocab_token_index and vocab_freq_index should be different, but are both "
                         f"{vocab_token_index}.")
    count, total = _counted(vocab_freq_file, vocab_token_index, vocab_freq_index, vocab_freq_dtype, vocab_delimiter)
    if not corpus_size:
        corpus_size = total
    elif total - corpus_size > 1e-6:
        raise ValueError(f"`corpus_size`={corpus_size} must be greater than or equal to the sum of all the frequency "
                         f"counts ({total}) of `vocab_freq_file` ({vocab_freq_file}).")
    table = lookup_ops.HashTable(
        lookup_ops.TextFileInitializer(
            filename=vocab_freq_file, key_dtype=vocab_token_dtype, key_index=vocab_token_index,
            value_dtype=vocab_freq_dtype, value_index=vocab_freq_index, vocab_size=count, delimiter=vocab_delimiter),
        default_value=-1)
    return skip_gram_sample(
        input_tensor, min_skips, max_skips, start, limit, emit_self_as_target, table, vocab_min_count,
        vocab_subsampling, None if vocab_subsampling is None else corpus_size, batch_size, batch_capacity, seed, name)


def _counted(path, token_index, frequency_index, dtype, delimiter):
    count, total = 0, 0.0
    with tf.gfile.GFile(path, mode="r") as stream:
        for row in csv.reader(stream, delimiter=delimiter):
            if max(token_index, frequency_index) >= len(row):
                raise ValueError(f"Row in vocab file only has {len(row)} columns, so vocab_token_index={token_index} "
                                 f"or vocab_freq_index={frequency_index} is out of bounds. Row content: {row}")
            frequency = dtype.as_numpy_dtype(row[frequency_index])
            if frequency < 0:
                raise ValueError(f"Row in vocab file has negative frequency of {frequency}. Row content: {row}")
            count += 1
            total += frequency
    return count, total


def _candidates(tokens, min_skips, max_skips, start, limit, with_itself, seed):
    tokens = tf.convert_to_tensor(tokens)
    tokens.shape.assert_has_rank(1)
    min_skips, max_skips, start, limit = (tf.cast(x, tf.int32) for x in (min_skips, max_skips, start, limit))
    checks = [
        tf.Assert(tf.logical_and(min_skips >= 0, max_skips >= 0), ["Both min_skips and max_skips must be >= 0."]),
        tf.Assert(min_skips <= max_skips, ["min_skips must be <= max_skips."])]
    with tf.control_dependencies(checks):
        size = tf.size(tokens)
        end = tf.where(limit < 0, size, tf.minimum(start + limit, size))
        count = tf.maximum(end - start, 0)
    reach = tf.random_uniform([count], min_skips, max_skips + 1, dtype=tf.int32, seed=seed)
    farthest = tf.maximum(tf.minimum(max_skips, count), 0)
    distance = tf.range(-farthest, farthest + 1)[None]
    token = tf.range(count)[:, None]
    wanted = tf.logical_and(tf.abs(distance) <= reach[:, None],
                            tf.logical_and(token + distance >= 0, token + distance < count))
    wanted = tf.logical_and(wanted, tf.logical_or(tf.not_equal(distance, 0), with_itself))
    found = tf.cast(tf.where(wanted), tf.int32)
    first = found[:, 0] + start
    return tf.gather(tokens, first), tf.gather(tokens, first + found[:, 1] - farthest)


def _filter_input(input_tensor, vocab_freq_table, vocab_min_count, vocab_subsampling, corpus_size, seed):
    """Those tokens that the table has, often enough, and of the very frequent ones only some."""
    tokens, table, subsampling = input_tensor, vocab_freq_table, vocab_subsampling
    if table is None:
        return tokens
    if not hasattr(table, "default_value") or not hasattr(table, "lookup"):
        raise ValueError("vocab_freq_table must be a subclass of InitializableLookupTableBase (such as HashTable) "
                         f"instead of type {type(table)}.")
    with tf.name_scope("filter_vocab", values=[tokens, vocab_min_count]):
        frequency = table.lookup(tokens)
        kept = tf.not_equal(frequency, table.default_value)
        if vocab_min_count is not None:
            kept = tf.logical_and(kept, frequency >= tf.cast(vocab_min_count, frequency.dtype))
        tokens, frequency = tf.boolean_mask(tokens, kept), tf.boolean_mask(frequency, kept)
    if not subsampling:
        return tokens
    if subsampling < 0 or subsampling > 1:
        raise ValueError(f"Invalid vocab_subsampling={subsampling} - it should be within range [0, 1].")
    with tf.name_scope("subsample_vocab", values=[tokens, frequency, subsampling]):
        # Equation 5 of https://arxiv.org/abs/1310.4546, as word2vec's own program has it.
        frequency = tf.cast(frequency, tf.float64)
        threshold = tf.cast(subsampling, tf.float64) * tf.cast(corpus_size, tf.float64)
        chance = (tf.sqrt(frequency / threshold) + 1.0) * (threshold / frequency)
        drawn = tf.random_uniform(tf.shape(frequency), dtype=tf.float64, seed=seed)
        return tf.boolean_mask(tokens, drawn <= chance)
