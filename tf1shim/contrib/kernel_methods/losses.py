"""The hinge loss of many classes (contrib/kernel_methods/python/losses.py)."""

import tensorflow.compat.v1 as tf


def sparse_multiclass_hinge_loss(labels, logits, weights=1.0, scope=None, loss_collection=tf.GraphKeys.LOSSES,
                                 reduction=tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS):
    """By how much a wrong class' logit, plus 1, exceeds the right one's, at most (Crammer and Singer, 2001).

    Args:
        labels: int32 or int64, b or b x 1.
        logits: float, b x classes.
        weights: number, or b, or b x 1.
        scope: name of the scope.
        loss_collection: where the loss goes.
        reduction: how losses are added up.

    Returns:
        Scalar float; b where ``reduction`` is NONE.

    Raises:
        ValueError: tensors of other ranks or types, or of shapes that do not fit.
    """
    with tf.name_scope(scope, "sparse_multiclass_hinge_loss", (logits, labels)) as scope:
        _require_rank(logits, (2,), "logits should have rank 2 ([batch_size, num_classes]).")
        classes = tf.shape(logits)[1]
        logits = tf.cast(logits, tf.float32)
        if labels.dtype not in (tf.int32, tf.int64):
            raise ValueError(f"Invalid dtype for labels: {labels.dtype}. Acceptable dtypes: int32 and int64")
        _require_rank(labels, (1, 2), "labels should have rank 1 ([batch_size]) or 2 ([batch_size, 1]).")
        with tf.control_dependencies([tf.assert_less(labels, tf.cast(classes, labels.dtype))]):
            labels = tf.reshape(labels, [-1])
        weights = tf.convert_to_tensor(weights)
        _require_rank(weights, (0, 1, 2),
                      "non-scalar weights should have rank 1 ([batch_size]) or 2 ([batch_size, 1]).")
        if weights.get_shape().ndims:
            weights = tf.reshape(weights, [-1])
            weights.get_shape().assert_is_compatible_with(labels.get_shape())
        rows = tf.range(tf.shape(logits)[0])
        right = tf.gather_nd(logits, tf.stack([rows, tf.cast(labels, rows.dtype)], 1))
        margins = logits - right[:, None] + tf.one_hot(labels, classes, on_value=0.0, off_value=1.0)
        return tf.losses.compute_weighted_loss(
            tf.reduce_max(tf.nn.relu(margins), axis=1), weights, scope, loss_collection, reduction=reduction)


def _require_rank(tensor, ranks, message):
    rank = tensor.get_shape().ndims
    if rank not in ranks:
        raise ValueError(f"{message} Given rank is {rank}")
