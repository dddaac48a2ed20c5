"""Cases: Neural networks' ops, losses, metrics, images."""

import numpy as np

from op_census_cases import shared


def nn_ops(tf):
    def image(n=2, size=8, channels=3):
        return tf.placeholder(tf.float32, [n, size, size, channels])

    def x(shape=shared.SHAPE):
        return tf.placeholder(tf.float32, shape)

    def kernel(*shape):
        return tf.ones(shape)

    yield "dropout", lambda: tf.nn.dropout(x(), 0.5)
    yield "dropout_rate", lambda: tf.nn.dropout(x(), rate=0.3)
    yield "dropout_seed", lambda: tf.nn.dropout(x(), 0.5, seed=3)
    yield "dropout_placeholder", lambda: tf.nn.dropout(x(), tf.placeholder(tf.float32))
    yield "dropout_placeholder_shape", lambda: tf.nn.dropout(x(), tf.placeholder(tf.float32, []))
    yield (
        "dropout_placeholder_rate",
        lambda: tf.nn.dropout(x(), rate=tf.placeholder(tf.float32, [])),
    )
    yield "dropout_default", lambda: tf.nn.dropout(x(), tf.placeholder_with_default(1.0, []))
    yield "dropout_none", lambda: tf.nn.dropout(x(), 1.0)
    yield "dropout_rate_zero", lambda: tf.nn.dropout(x(), rate=0.0)
    yield "dropout_noise", lambda: tf.nn.dropout(x(), 0.5, noise_shape=[4, 1])
    yield "dropout_noise_none", lambda: tf.nn.dropout(x(), 0.5, noise_shape=[None, 1])
    yield "dropout_unknown", lambda: tf.nn.dropout(x([None, 4]), 0.5)
    yield "dropout_var", lambda: tf.nn.dropout(x(), tf.Variable(0.5, trainable=False))
    yield "dropout_const", lambda: tf.nn.dropout(x(), tf.constant(0.5))
    yield "dropout_f64", lambda: tf.nn.dropout(tf.placeholder(tf.float64, [2, 2]), 0.5)
    yield "dropout_f16", lambda: tf.nn.dropout(tf.placeholder(tf.float16, [2, 2]), 0.5)
    yield "dropout_numpy", lambda: tf.nn.dropout(np.ones([3, 3], np.float32), np.float32(0.5))
    yield (
        "dropout_grad",
        lambda: tf.gradients(tf.nn.dropout(shared.leaf(tf, x), 0.5), tf.get_collection("leaf")),
    )
    yield (
        "dropout_grad_placeholder",
        lambda: tf.gradients(
            tf.nn.dropout(shared.leaf(tf, x), tf.placeholder(tf.float32)), tf.get_collection("leaf")
        ),
    )
    yield (
        "dropout_grad_unknown",
        lambda: tf.gradients(
            tf.nn.dropout(shared.leaf(tf, lambda: x([None, 4])), 0.5), tf.get_collection("leaf")
        ),
    )
    yield "dropout_two", lambda: (tf.nn.dropout(x(), 0.5), tf.nn.dropout(x(), 0.5))
    yield (
        "activations",
        lambda: [
            f(x())
            for f in (
                tf.nn.relu,
                tf.nn.relu6,
                tf.nn.elu,
                tf.nn.selu,
                tf.nn.softplus,
                tf.nn.softsign,
                tf.nn.sigmoid,
                tf.nn.tanh,
                tf.nn.log_softmax,
                tf.nn.softmax,
            )
        ],
    )
    yield "leaky_relu", lambda: (tf.nn.leaky_relu(x()), tf.nn.leaky_relu(x(), 0.1))
    yield "crelu", lambda: tf.nn.crelu(x())
    yield "swish", lambda: tf.nn.swish(x())
    yield (
        "softmax_axis",
        lambda: (
            tf.nn.softmax(x([2, 3, 4])),
            tf.nn.softmax(x([2, 3, 4]), 1),
            tf.nn.softmax(x(), 0),
        ),
    )
    yield "softmax_unknown", lambda: tf.nn.softmax(tf.placeholder(tf.float32))
    yield "softmax_partly", lambda: tf.nn.softmax(x([None, None, 4]))
    yield "log_softmax_axis", lambda: (tf.nn.log_softmax(x([2, 3, 4])), tf.nn.log_softmax(x(), 0))
    yield (
        "bias_add",
        lambda: (tf.nn.bias_add(image(), kernel(3)), tf.nn.xw_plus_b(x(), kernel(6, 2), kernel(2))),
    )
    yield "relu_layer", lambda: tf.nn.relu_layer(x(), kernel(6, 2), kernel(2))
    yield "conv2d", lambda: tf.nn.conv2d(image(), kernel(3, 3, 3, 4), [1, 1, 1, 1], "SAME")
    yield "conv1d", lambda: tf.nn.conv1d(tf.ones([2, 8, 3]), kernel(3, 3, 4), 1, "SAME")
    yield (
        "conv3d",
        lambda: tf.nn.conv3d(tf.ones([1, 4, 4, 4, 1]), kernel(2, 2, 2, 1, 2), [1] * 5, "SAME"),
    )
    yield (
        "conv2d_transpose",
        lambda: tf.nn.conv2d_transpose(image(), kernel(3, 3, 4, 3), [2, 16, 16, 4], [1, 2, 2, 1]),
    )
    yield (
        "conv2d_transpose_dynamic",
        lambda: tf.nn.conv2d_transpose(
            x([None, 4, 4, 3]),
            kernel(3, 3, 4, 3),
            tf.stack([tf.shape(image())[0], 8, 8, 4]),
            [1, 2, 2, 1],
        ),
    )
    yield "atrous", lambda: tf.nn.atrous_conv2d(image(), kernel(3, 3, 3, 4), 2, "SAME")
    yield (
        "depthwise",
        lambda: tf.nn.depthwise_conv2d(image(), kernel(3, 3, 3, 1), [1, 1, 1, 1], "SAME"),
    )
    yield (
        "depthwise_rate",
        lambda: tf.nn.depthwise_conv2d(
            image(), kernel(3, 3, 3, 1), [1, 1, 1, 1], "SAME", rate=[2, 2]
        ),
    )
    yield (
        "separable",
        lambda: tf.nn.separable_conv2d(
            image(), kernel(3, 3, 3, 1), kernel(1, 1, 3, 4), [1, 1, 1, 1], "SAME"
        ),
    )
    yield "convolution", lambda: tf.nn.convolution(image(), kernel(3, 3, 3, 4), "SAME")
    yield (
        "convolution_dilated",
        lambda: tf.nn.convolution(image(), kernel(3, 3, 3, 4), "SAME", dilation_rate=[2, 2]),
    )
    yield (
        "pools",
        lambda: (
            tf.nn.max_pool(image(), [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
            tf.nn.avg_pool(image(), [1, 2, 2, 1], [1, 2, 2, 1], "SAME"),
            tf.nn.pool(image(), [2, 2], "MAX", "SAME"),
        ),
    )
    yield (
        "pool1d",
        lambda: (
            tf.nn.max_pool1d(tf.ones([2, 8, 3]), 2, 2, "SAME"),
            tf.nn.avg_pool1d(tf.ones([2, 8, 3]), 2, 2, "SAME"),
        ),
    )
    yield "lrn", lambda: tf.nn.lrn(image(), 4)
    yield "l2_normalize", lambda: (tf.nn.l2_normalize(x(), 1), tf.nn.l2_normalize(x()))
    yield (
        "moments",
        lambda: (tf.nn.moments(image(), [0, 1, 2]), tf.nn.moments(x(), [0], keep_dims=True)),
    )
    yield "moments_unknown", lambda: tf.nn.moments(x([None, 4]), [0])
    yield (
        "sufficient_statistics",
        lambda: (tf.nn.sufficient_statistics(x(), [0]), tf.nn.weighted_moments(x(), [0], 1.0)),
    )
    yield (
        "batch_normalization",
        lambda: tf.nn.batch_normalization(x(), kernel(6), kernel(6), kernel(6), kernel(6), 1e-3),
    )
    yield (
        "batch_normalization_bare",
        lambda: tf.nn.batch_normalization(x(), kernel(6), kernel(6), None, None, 1e-3),
    )
    yield "fused_batch_norm", lambda: tf.nn.fused_batch_norm(image(), kernel(3), kernel(3))
    yield (
        "fused_batch_norm_infer",
        lambda: tf.nn.fused_batch_norm(
            image(), kernel(3), kernel(3), kernel(3), kernel(3), is_training=False
        ),
    )
    yield "embedding", lambda: tf.nn.embedding_lookup(shared.variable(tf, [9, 3]), [1, 2])
    yield (
        "embedding_many",
        lambda: tf.nn.embedding_lookup([tf.ones([4, 3]), tf.ones([4, 3])], tf.constant([1, 2])),
    )
    yield (
        "embedding_norm",
        lambda: tf.nn.embedding_lookup(shared.variable(tf, [9, 3]), [1, 2], max_norm=1.0),
    )
    yield (
        "embedding_sparse",
        lambda: tf.nn.embedding_lookup_sparse(
            shared.variable(tf, [9, 3]),
            tf.SparseTensor([[0, 0]], [1], [1, 1]),
            None,
            combiner="mean",
        ),
    )
    yield (
        "safe_embedding",
        lambda: tf.nn.safe_embedding_lookup_sparse(
            [shared.variable(tf, [9, 3])],
            tf.SparseTensor([[0, 0]], tf.constant([1], tf.int64), [1, 1]),
        ),
    )
    for name in ("nce_loss", "sampled_softmax_loss"):
        yield (
            name,
            lambda name=name: getattr(tf.nn, name)(
                tf.ones([20, 4]), tf.ones([20]), tf.ones([3, 1], tf.int64), tf.ones([3, 4]), 5, 20
            ),
        )
        yield (
            name + "_variables",
            lambda name=name: getattr(tf.nn, name)(
                shared.variable(tf, [20, 4]),
                shared.variable(tf, [20]),
                tf.placeholder(tf.int32, [3, 1]),
                tf.ones([3, 4]),
                5,
                20,
            ),
        )
        yield (
            name + "_grad",
            lambda name=name: tf.gradients(
                tf.reduce_mean(
                    getattr(tf.nn, name)(
                        shared.variable(tf, [20, 4]),
                        shared.variable(tf, [20]),
                        tf.placeholder(tf.int32, [None, 1]),
                        tf.ones([3, 4]),
                        5,
                        20,
                    )
                ),
                tf.trainable_variables(),
            ),
        )
    yield "softmax_xent", lambda: tf.nn.softmax_cross_entropy_with_logits(labels=x(), logits=x())
    yield (
        "softmax_xent_v2",
        lambda: tf.nn.softmax_cross_entropy_with_logits_v2(labels=x(), logits=x()),
    )
    yield (
        "softmax_xent_partly",
        lambda: tf.nn.softmax_cross_entropy_with_logits_v2(
            labels=x([None, 3]), logits=x([None, 3])
        ),
    )
    yield (
        "softmax_xent_3d",
        lambda: tf.nn.softmax_cross_entropy_with_logits_v2(
            labels=x([2, 3, 4]), logits=x([2, 3, 4])
        ),
    )
    yield (
        "sparse_xent",
        lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.placeholder(tf.int32, [4]), logits=x()
        ),
    )
    yield (
        "sparse_xent_partly",
        lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.placeholder(tf.int32, [None]), logits=x([None, 3])
        ),
    )
    yield (
        "sparse_xent_3d",
        lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.placeholder(tf.int32, [None, 4]), logits=x([None, 4, 3])
        ),
    )
    yield (
        "sparse_xent_static3d",
        lambda: tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=tf.placeholder(tf.int32, [2, 4]), logits=x([2, 4, 3])
        ),
    )
    yield (
        "sigmoid_xent",
        lambda: (
            tf.nn.sigmoid_cross_entropy_with_logits(labels=x(), logits=x()),
            tf.nn.weighted_cross_entropy_with_logits(x(), x(), 2.0),
        ),
    )
    yield "log_poisson", lambda: tf.nn.log_poisson_loss(x(), x())
    yield "zero_fraction", lambda: tf.nn.zero_fraction(x())
    yield (
        "ctc",
        lambda: (
            tf.nn.ctc_loss(
                tf.SparseTensor([[0, 0]], tf.constant([1], tf.int32), [1, 1]),
                tf.ones([3, 1, 4]),
                [3],
            ),
            tf.nn.ctc_greedy_decoder(tf.ones([3, 1, 4]), [3]),
            tf.nn.ctc_beam_search_decoder(tf.ones([3, 1, 4]), [3]),
        ),
    )
    yield "fractional_pool", lambda: tf.nn.fractional_max_pool(image(), [1.0, 1.4, 1.4, 1.0], True)
    yield "dilation", lambda: tf.nn.dilation2d(image(), kernel(2, 2, 3), [1] * 4, [1] * 4, "SAME")
    for name, function in sorted(shared.differentiable_nn(tf).items()):
        yield (
            "grad_" + name,
            lambda function=function: shared.gradient(tf, function, lambda: x([2, 8, 8, 3])),
        )
        yield (
            "gradu_" + name,
            lambda function=function: shared.gradient(tf, function, lambda: x([None, 8, 8, 3])),
        )


def losses(tf):
    def x():
        return tf.placeholder(tf.float32, shared.SHAPE)

    def labels():
        return tf.placeholder(tf.int32, [4])

    for name in (
        "absolute_difference",
        "log_loss",
        "mean_squared_error",
        "huber_loss",
        "hinge_loss",
    ):
        yield "loss_" + name, lambda name=name: getattr(tf.losses, name)(x(), x())
        yield (
            "loss_weighted_" + name,
            lambda name=name: getattr(tf.losses, name)(x(), x(), weights=tf.ones([4, 1])),
        )
    yield (
        "loss_mse_unknown",
        lambda: tf.losses.mean_squared_error(
            tf.placeholder(tf.float32, [None, 1]), tf.placeholder(tf.float32, [None, 1])
        ),
    )
    yield (
        "loss_mse_unknown_weights",
        lambda: tf.losses.mean_squared_error(
            tf.placeholder(tf.float32, [None, 1]),
            tf.placeholder(tf.float32, [None, 1]),
            tf.placeholder(tf.float32, [None, 1]),
        ),
    )
    yield "loss_softmax", lambda: tf.losses.softmax_cross_entropy(x(), x())
    yield (
        "loss_softmax_smooth",
        lambda: tf.losses.softmax_cross_entropy(x(), x(), label_smoothing=0.1),
    )
    yield "loss_sparse", lambda: tf.losses.sparse_softmax_cross_entropy(labels(), x())
    yield (
        "loss_sparse_unknown",
        lambda: tf.losses.sparse_softmax_cross_entropy(
            tf.placeholder(tf.int64, [None]), tf.placeholder(tf.float32, [None, 5])
        ),
    )
    yield "loss_sigmoid", lambda: tf.losses.sigmoid_cross_entropy(x(), x())
    yield "loss_cosine", lambda: tf.losses.cosine_distance(x(), x(), axis=1)
    yield "loss_pairwise", lambda: tf.losses.mean_pairwise_squared_error(x(), x())
    yield (
        "loss_none",
        lambda: tf.losses.mean_squared_error(x(), x(), reduction=tf.losses.Reduction.NONE),
    )
    yield (
        "loss_total",
        lambda: (
            tf.losses.add_loss(tf.ones([])),
            tf.losses.mean_squared_error(x(), x()),
            tf.losses.get_total_loss(),
        ),
    )
    yield (
        "loss_compute",
        lambda: tf.losses.compute_weighted_loss(x(), 2.0, reduction=tf.losses.Reduction.MEAN),
    )


def metrics(tf):
    def x():
        return tf.placeholder(tf.float32, [4])

    for name in (
        "accuracy",
        "auc",
        "mean_absolute_error",
        "mean_squared_error",
        "precision",
        "recall",
        "root_mean_squared_error",
        "false_positives",
        "true_positives",
    ):
        yield "metric_" + name, lambda name=name: getattr(tf.metrics, name)(x(), x())
    yield "metric_mean", lambda: tf.metrics.mean(x())
    yield "metric_mean_tensor", lambda: tf.metrics.mean_tensor(x())
    yield (
        "metric_mean_iou",
        lambda: tf.metrics.mean_iou(tf.ones([4], tf.int32), tf.ones([4], tf.int32), 2),
    )
    yield (
        "metric_per_class",
        lambda: tf.metrics.mean_per_class_accuracy(
            tf.ones([4], tf.int32), tf.ones([4], tf.int32), 2
        ),
    )
    yield (
        "metric_at_k",
        lambda: tf.metrics.recall_at_k(tf.ones([4, 1], tf.int64), tf.ones([4, 5]), 2),
    )
    yield "metric_weighted", lambda: tf.metrics.accuracy(x(), x(), weights=x())


def images(tf):
    def image(*shape):
        return tf.placeholder(tf.float32, list(shape) or [8, 8, 3])

    made = {
        "flip_lr": lambda v: tf.image.random_flip_left_right(v),
        "flip_ud": lambda v: tf.image.random_flip_up_down(v),
        "brightness": lambda v: tf.image.random_brightness(v, 0.2),
        "contrast": lambda v: tf.image.random_contrast(v, 0.2, 1.8),
        "hue": lambda v: tf.image.random_hue(v, 0.1),
        "saturation": lambda v: tf.image.random_saturation(v, 0.5, 1.5),
        "crop": lambda v: tf.random_crop(v, [4, 4, 3]),
        "standardize": tf.image.per_image_standardization,
        "pad_crop": lambda v: tf.image.resize_image_with_crop_or_pad(v, 10, 6),
        "resize": lambda v: tf.image.resize_images(v, [4, 4]),
        "central": lambda v: tf.image.central_crop(v, 0.5),
        "fixed_flip": lambda v: (
            tf.image.flip_left_right(v),
            tf.image.flip_up_down(v),
            tf.image.rot90(v),
        ),
        "gray": lambda v: tf.image.rgb_to_grayscale(v),
        "convert": lambda v: tf.image.convert_image_dtype(v, tf.uint8),
        "hsv": lambda v: (
            tf.image.rgb_to_hsv(v),
            tf.image.adjust_brightness(v, 0.1),
            tf.image.adjust_contrast(v, 2.0),
        ),
        "adjust": lambda v: (
            tf.image.adjust_hue(v, 0.1),
            tf.image.adjust_saturation(v, 0.5),
            tf.image.adjust_gamma(v),
        ),
        "total_variation": lambda v: tf.image.total_variation(v),
        "pad_box": lambda v: tf.image.pad_to_bounding_box(v, 1, 1, 10, 10),
        "crop_box": lambda v: tf.image.crop_to_bounding_box(v, 1, 1, 4, 4),
    }
    for name, function in sorted(made.items()):
        yield "image_" + name, lambda function=function: function(image())
        yield "image_unknown_" + name, lambda function=function: function(image(None, None, 3))
    for name in ("flip_lr", "flip_ud", "resize", "standardize", "brightness"):
        yield "images_" + name, lambda name=name: made[name](image(2, 8, 8, 3))
    yield (
        "image_bilinear",
        lambda: (
            tf.image.resize_bilinear(image(1, 4, 4, 3), [8, 8]),
            tf.image.resize_nearest_neighbor(image(1, 4, 4, 3), [8, 8]),
            tf.image.resize_images(image(1, 4, 4, 3), [8, 8], 1),
        ),
    )
    yield (
        "image_boxes",
        lambda: (
            tf.image.non_max_suppression(tf.ones([3, 4]), tf.ones([3]), 2),
            tf.image.crop_and_resize(image(1, 4, 4, 3), tf.ones([1, 4]), [0], [2, 2]),
            tf.image.draw_bounding_boxes(image(1, 4, 4, 3), tf.ones([1, 1, 4])),
        ),
    )
    yield (
        "image_distorted_box",
        lambda: tf.image.sample_distorted_bounding_box([8, 8, 3], tf.ones([1, 1, 4])),
    )
    yield (
        "image_decode",
        lambda: (
            tf.image.decode_jpeg(""),
            tf.image.decode_png(""),
            tf.image.encode_png(tf.ones([2, 2, 3], tf.uint8)),
            tf.image.decode_image(""),
        ),
    )
    yield (
        "image_metrics",
        lambda: (
            tf.image.psnr(image(), image(), 1.0),
            tf.image.ssim(tf.ones([1, 16, 16, 1]), tf.ones([1, 16, 16, 1]), 1.0),
        ),
    )
