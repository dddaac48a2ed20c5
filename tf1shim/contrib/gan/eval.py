"""``tf.contrib.gan.eval``: how good generated images are, by a classifier (contrib/gan/python/eval)."""

import functools
import os
import tarfile
import tempfile
import urllib.request

import tensorflow.compat.v1 as tf

INCEPTION_INPUT = "Mul:0"
INCEPTION_OUTPUT = "logits:0"
INCEPTION_FINAL_POOL = "pool_3:0"
INCEPTION_DEFAULT_IMAGE_SIZE = 299
_URL = "http://download.tensorflow.org/models/frozen_inception_v1_2015_12_05.tar.gz"
_FILE = "inceptionv1_for_inception_score.pb"


def preprocess_image(images, height=INCEPTION_DEFAULT_IMAGE_SIZE, width=INCEPTION_DEFAULT_IMAGE_SIZE, scope=None):
    """Images as the classifier wants them.

    Args:
        images: b x h x w x 3, or h x w x 3, of 0 .. 255.
        height, width: the size wanted.

    Returns:
        float32, of -1 .. 1.
    """
    is_single = images.shape.ndims == 3
    with tf.name_scope(scope, "preprocess", [images, height, width]):
        if not images.dtype.is_floating:
            images = tf.cast(images, tf.float32)
        if is_single:
            images = tf.expand_dims(images, 0)
        images = tf.image.resize_bilinear((images - 128.0) / 128.0, [height, width])
        return tf.squeeze(images, axis=[0]) if is_single else images


def get_graph_def_from_disk(filename):
    """The `GraphDef` of a file."""
    with tf.gfile.FastGFile(filename, "rb") as stream:
        return tf.GraphDef.FromString(stream.read())


def get_graph_def_from_resource(filename):
    """The `GraphDef` of a file that a package brings."""
    from tensorflow.python.platform import resource_loader

    return tf.GraphDef.FromString(resource_loader.load_resource(filename))


def get_graph_def_from_url_tarball(url, filename, tar_filename=None):
    """The `GraphDef` of a file in a tarball; kept as ``tar_filename`` where that is given.

    Raises:
        urllib.error.URLError: it cannot be fetched.
    """
    path = tar_filename
    if path is None or not os.path.exists(path):
        if path is None:
            handle, path = tempfile.mkstemp(suffix=".tar.gz")
            os.close(handle)
        urllib.request.urlretrieve(url, path)
    with tarfile.open(path, "r:gz") as tar:
        return tf.GraphDef.FromString(tar.extractfile(filename).read())


def _default_graph_def_fn():
    return get_graph_def_from_url_tarball(_URL, _FILE, os.path.basename(_URL))


def run_image_classifier(tensor, graph_def, input_tensor, output_tensor, scope="RunClassifier"):
    """What a graph makes of images.

    Args:
        tensor: the images.
        graph_def: the graph.
        input_tensor: name of what they are fed to.
        output_tensor: name, or list of names, of what is wanted.

    Returns:
        Tensor or list of tensors; those of more than two dimensions are flattened.
    """
    names = [output_tensor] if isinstance(output_tensor, str) else output_tensor
    outputs = tf.import_graph_def(graph_def, {input_tensor: tensor}, names, name=scope)
    outputs = [output if output.shape.ndims is None or output.shape.ndims <= 2 else tf.layers.flatten(output)
               for output in outputs]
    return outputs[0] if isinstance(output_tensor, str) else outputs


def run_inception(images, graph_def=None, default_graph_def_fn=_default_graph_def_fn,
                  image_size=INCEPTION_DEFAULT_IMAGE_SIZE, input_tensor=INCEPTION_INPUT,
                  output_tensor=INCEPTION_OUTPUT):
    """What Inception makes of images.

    Args:
        images: float, b x 299 x 299 x 3, of -1 .. 1; see `preprocess_image`.
        graph_def: its graph; by default what ``default_graph_def_fn`` gives, which fetches it.
        input_tensor, output_tensor: see `run_image_classifier`.

    Returns:
        The logits, or what else is asked for.

    Raises:
        ValueError: images of another size.
    """
    images = tf.convert_to_tensor(images)
    images.shape.with_rank(4).assert_is_compatible_with([None, image_size, image_size, 3])
    if graph_def is None:
        if default_graph_def_fn is None:
            raise ValueError("If `graph_def` is `None`, must provide `default_graph_def_fn`.")
        graph_def = default_graph_def_fn()
    result = run_image_classifier(images, graph_def, input_tensor, output_tensor)
    if isinstance(output_tensor, str) and output_tensor == INCEPTION_OUTPUT:
        result.shape.assert_is_compatible_with([None, 1008])
    return result


def sample_and_run_inception(sample_fn, sample_inputs, graph_def=None, default_graph_def_fn=_default_graph_def_fn,
                             image_size=INCEPTION_DEFAULT_IMAGE_SIZE, input_tensor=INCEPTION_INPUT,
                             output_tensor=INCEPTION_OUTPUT):
    """`run_inception` of each of many samples: ``sample_fn`` makes images of an element of ``sample_inputs``."""
    def one(_, inputs):
        return run_inception(sample_fn(inputs), graph_def, default_graph_def_fn, image_size, input_tensor,
                             output_tensor)

    return tf.map_fn(lambda inputs: one(None, inputs), sample_inputs, dtype=tf.float32, parallel_iterations=1,
                     back_prop=False, swap_memory=True, name="RunClassifier")


def kl_divergence(p, p_logits, q):
    """Divergence of the rows of ``p`` (logits: ``p_logits``, b x classes) from ``q`` (classes)."""
    for tensor in (p, p_logits, q):
        if not tensor.dtype.is_floating:
            raise ValueError("Input %s must be floating type." % tensor.name)
    p.shape.assert_has_rank(2)
    p_logits.shape.assert_has_rank(2)
    q.shape.assert_has_rank(1)
    return tf.reduce_sum(p * (tf.nn.log_softmax(p_logits) - tf.log(q)), axis=1)


def _batches(images, classifier_fn, num_batches):
    parts = tf.stack(tf.split(images, num_or_size_splits=num_batches))
    results = tf.map_fn(classifier_fn, parts, parallel_iterations=1, back_prop=False, swap_memory=True,
                        name="RunClassifier")
    return tf.concat(tf.unstack(results), 0)


def classifier_score(images, classifier_fn, num_batches=1):
    """How sure a classifier is of each image, and how various they are (https://arxiv.org/abs/1606.03498).

    Args:
        images: b x ...
        classifier_fn: gives logits, b x classes.
        num_batches: parts to classify one by one.

    Returns:
        Scalar.
    """
    return classifier_score_from_logits(_batches(images, classifier_fn, num_batches))


def classifier_score_from_logits(logits):
    """`classifier_score` of logits, b x classes."""
    logits = tf.convert_to_tensor(logits)
    logits.shape.assert_has_rank(2)
    dtype = logits.dtype
    if dtype != tf.float64:
        logits = tf.cast(logits, tf.float64)
    p = tf.nn.softmax(logits)
    score = tf.exp(tf.reduce_mean(kl_divergence(p, logits, tf.reduce_mean(p, axis=0))))
    return score if dtype == tf.float64 else tf.cast(score, dtype)


inception_score = functools.partial(classifier_score, classifier_fn=functools.partial(
    run_inception, output_tensor=INCEPTION_OUTPUT))


def trace_sqrt_product(sigma, sigma_v):
    """Trace of the square root of the product of two covariances."""
    root = _symmetric_root(sigma)
    return tf.trace(_symmetric_root(tf.matmul(root, tf.matmul(sigma_v, root))))


def _symmetric_root(matrix, eps=1e-10):
    s, u, v = tf.svd(matrix)
    # Small singular values are noise, and the root would make them great.
    return tf.matmul(tf.matmul(u, tf.diag(tf.where(tf.less(s, eps), s, tf.sqrt(s)))), v, transpose_b=True)


def frechet_classifier_distance(real_images, generated_images, classifier_fn, num_batches=1):
    """Distance of two sets of images: that of Gaussians of a classifier's activations
    (https://arxiv.org/abs/1706.08500).

    Args:
        real_images, generated_images: b x ...
        classifier_fn: gives activations, b x d.
        num_batches: parts to classify one by one.

    Returns:
        Scalar.
    """
    return frechet_classifier_distance_from_activations(
        _batches(real_images, classifier_fn, num_batches), _batches(generated_images, classifier_fn, num_batches))


def _doubles(*activations):
    converted = []
    for values in activations:
        values = tf.convert_to_tensor(values)
        values.shape.assert_has_rank(2)
        converted.append(tf.cast(values, tf.float64))
    return converted


def _back(result, like):
    dtype = tf.convert_to_tensor(like).dtype
    return result if dtype == tf.float64 else tf.cast(result, dtype)


def mean_only_frechet_classifier_distance_from_activations(real_activations, generated_activations):
    """Squared distance of the means of activations, b x d."""
    real, generated = _doubles(real_activations, generated_activations)
    return _back(tf.reduce_sum(tf.squared_difference(tf.reduce_mean(real, 0), tf.reduce_mean(generated, 0))),
                 real_activations)


def diagonal_only_frechet_classifier_distance_from_activations(real_activations, generated_activations):
    """Distance of two Gaussians with diagonal covariances, of activations, b x d."""
    real, generated = _doubles(real_activations, generated_activations)
    (mean, variance), (mean_v, variance_v) = tf.nn.moments(real, axes=[0]), tf.nn.moments(generated, axes=[0])
    spread = variance + variance_v - 2.0 * tf.multiply(tf.sqrt(variance), tf.sqrt(variance_v))
    return _back(tf.reduce_sum(tf.squared_difference(mean, mean_v)) + tf.reduce_sum(spread), real_activations)


def frechet_classifier_distance_from_activations(real_activations, generated_activations):
    """Distance of two Gaussians, of activations, b x d."""
    real, generated = _doubles(real_activations, generated_activations)
    means, covariances = [], []
    for values in (real, generated):
        mean = tf.reduce_mean(values, 0)
        centered = values - mean
        means.append(mean)
        covariances.append(tf.matmul(centered, centered, transpose_a=True)
                           / (tf.cast(tf.shape(values)[0], tf.float64) - 1))
    trace = tf.trace(covariances[0] + covariances[1]) - 2.0 * trace_sqrt_product(*covariances)
    return _back(trace + tf.reduce_sum(tf.squared_difference(*means)), real_activations)


frechet_inception_distance = functools.partial(frechet_classifier_distance, classifier_fn=functools.partial(
    run_inception, output_tensor=INCEPTION_FINAL_POOL))


def add_gan_model_image_summaries(gan_model, grid_size=4, model_summaries=True):
    """Summaries of some real and generated images, ``grid_size`` squared; ``model_summaries``: of the model, too.

    Raises:
        ValueError: data that are no images, or too few of them.
    """
    for name, images in (("generated_data", gan_model.generated_data), ("real_data", gan_model.real_data)):
        if isinstance(images, (list, tuple)):
            raise ValueError(f"Was passed a list of {name}; summaries are of one tensor of images.")
        images.shape.assert_has_rank(4)
        height, width, channels = images.shape.as_list()[1:]
        grid = tf.reshape(images[:grid_size ** 2], [grid_size, grid_size, height, width, channels])
        grid = tf.reshape(tf.transpose(grid, [0, 2, 1, 3, 4]), [1, grid_size * height, grid_size * width, channels])
        tf.summary.image(name, grid, max_outputs=1)
    if model_summaries:
        add_gan_model_summaries(gan_model)


def add_gan_model_summaries(gan_model):
    """Histograms of the model's variables, and how many there are."""
    with tf.name_scope("gan_model"):
        for name, variables in (("generator", gan_model.generator_variables),
                                ("discriminator", gan_model.discriminator_variables)):
            for variable in variables:
                tf.summary.histogram(variable.op.name, variable)
            tf.summary.scalar(f"{name}_parameters", sum(v.shape.num_elements() for v in variables))
