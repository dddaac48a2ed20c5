"""Losses of discriminators' outputs (contrib/gan/python/losses/python/losses_impl.py).

All take ``scope``, ``loss_collection`` and ``reduction`` as the losses of tf.losses do, and ``add_summaries``.
"""

import functools

import tensorflow.compat.v1 as tf

_LOSSES = tf.GraphKeys.LOSSES
_MEAN = tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS


def wasserstein_generator_loss(discriminator_gen_outputs, weights=1.0, scope=None, loss_collection=_LOSSES,
                               reduction=_MEAN, add_summaries=False):
    """The negative outputs for generated data (https://arxiv.org/abs/1701.07875)."""
    with tf.name_scope(scope, "generator_wasserstein_loss", (discriminator_gen_outputs, weights)) as scope:
        outputs = tf.cast(discriminator_gen_outputs, tf.float32)
        loss = tf.losses.compute_weighted_loss(-outputs, weights, scope, loss_collection, reduction)
        _summarize(add_summaries, generator_wass_loss=loss)
    return loss


def wasserstein_discriminator_loss(discriminator_real_outputs, discriminator_gen_outputs, real_weights=1.0,
                                   generated_weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN,
                                   add_summaries=False):
    """The outputs for generated data less those for real data."""
    with tf.name_scope(scope, "discriminator_wasserstein_loss", (
            discriminator_real_outputs, discriminator_gen_outputs, real_weights, generated_weights)) as scope:
        real, generated = (
            tf.losses.compute_weighted_loss(tf.cast(outputs, tf.float32), weights, scope, loss_collection=None,
                                            reduction=reduction)
            for outputs, weights in ((discriminator_real_outputs, real_weights),
                                     (discriminator_gen_outputs, generated_weights)))
        loss = generated - real
        tf.losses.add_loss(loss, loss_collection)
        _summarize(add_summaries, discriminator_gen_wass_loss=generated, discriminator_real_wass_loss=real,
                   discriminator_wass_loss=loss)
    return loss


def wasserstein_gradient_penalty(real_data, generated_data, generator_inputs, discriminator_fn, discriminator_scope,
                                 epsilon=1e-10, target=1.0, one_sided=False, weights=1.0, scope=None,
                                 loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """How far the discriminator's slope is from ``target`` between real and generated data, squared
    (https://arxiv.org/abs/1704.00028).

    Args:
        real_data, generated_data: batches of the same shape.
        generator_inputs: what the discriminator is conditioned on.
        discriminator_fn: function of data and conditioning.
        discriminator_scope: its variable scope, to use again.
        epsilon: added within the square root.
        target: the slope wanted.
        one_sided: whether a lesser slope costs nothing.

    Raises:
        ValueError: data of unknown rank.
    """
    with tf.name_scope(scope, "wasserstein_gradient_penalty", (real_data, generated_data)) as scope:
        real_data, generated_data = tf.convert_to_tensor(real_data), tf.convert_to_tensor(generated_data)
        if real_data.shape.ndims is None:
            raise ValueError("`real_data` can't have unknown rank.")
        if generated_data.shape.ndims is None:
            raise ValueError("`generated_data` can't have unknown rank.")
        way = generated_data - real_data
        batch = tf.Dimension(way.shape[0]).value or tf.shape(way)[0]
        share = tf.random_uniform(shape=[batch] + [1] * (way.shape.ndims - 1))
        between = real_data + share * way
        with tf.name_scope(None), tf.variable_scope(discriminator_scope, reuse=True):
            outputs = discriminator_fn(between, generator_inputs)
        if isinstance(outputs, tuple):
            outputs = outputs[0]
        gradients = tf.gradients(outputs, between)[0]
        squares = tf.reduce_sum(tf.square(gradients), axis=list(range(1, gradients.shape.ndims)))
        away = tf.sqrt(squares + epsilon) / target - 1.0
        if one_sided:
            away = tf.maximum(0.0, away)
        penalty = tf.losses.compute_weighted_loss(tf.square(away), weights, scope=scope,
                                                  loss_collection=loss_collection, reduction=reduction)
        _summarize(add_summaries, gradient_penalty_loss=penalty)
    return penalty


def minimax_discriminator_loss(discriminator_real_outputs, discriminator_gen_outputs, label_smoothing=0.25,
                               real_weights=1.0, generated_weights=1.0, scope=None, loss_collection=_LOSSES,
                               reduction=_MEAN, add_summaries=False):
    """Cross entropy of telling real from generated data; ``label_smoothing``: of the real ones' label."""
    with tf.name_scope(scope, "discriminator_minimax_loss", (
            discriminator_real_outputs, discriminator_gen_outputs, real_weights, generated_weights,
            label_smoothing)) as scope:
        real = tf.losses.sigmoid_cross_entropy(
            tf.ones_like(discriminator_real_outputs), discriminator_real_outputs, real_weights, label_smoothing,
            scope, loss_collection=None, reduction=reduction)
        generated = tf.losses.sigmoid_cross_entropy(
            tf.zeros_like(discriminator_gen_outputs), discriminator_gen_outputs, generated_weights, scope=scope,
            loss_collection=None, reduction=reduction)
        loss = real + generated
        tf.losses.add_loss(loss, loss_collection)
        _summarize(add_summaries, discriminator_gen_minimax_loss=generated, discriminator_real_minimax_loss=real,
                   discriminator_minimax_loss=loss)
    return loss


def minimax_generator_loss(discriminator_gen_outputs, label_smoothing=0.0, weights=1.0, scope=None,
                           loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """The negative `minimax_discriminator_loss`, but for what does not depend on the generator."""
    with tf.name_scope(scope, "generator_minimax_loss") as scope:
        loss = -minimax_discriminator_loss(
            tf.ones_like(discriminator_gen_outputs), discriminator_gen_outputs, label_smoothing, weights, weights,
            scope, loss_collection, reduction, add_summaries=False)
    _summarize(add_summaries, generator_minimax_loss=loss)
    return loss


def modified_discriminator_loss(discriminator_real_outputs, discriminator_gen_outputs, label_smoothing=0.25,
                                real_weights=1.0, generated_weights=1.0, scope=None, loss_collection=_LOSSES,
                                reduction=_MEAN, add_summaries=False):
    """The same as `minimax_discriminator_loss`."""
    return minimax_discriminator_loss(
        discriminator_real_outputs, discriminator_gen_outputs, label_smoothing, real_weights, generated_weights,
        scope or "discriminator_modified_loss", loss_collection, reduction, add_summaries)


def modified_generator_loss(discriminator_gen_outputs, label_smoothing=0.0, weights=1.0, scope=None,
                            loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """Cross entropy of generated data being taken for real."""
    with tf.name_scope(scope, "generator_modified_loss", [discriminator_gen_outputs]) as scope:
        loss = tf.losses.sigmoid_cross_entropy(
            tf.ones_like(discriminator_gen_outputs), discriminator_gen_outputs, weights, label_smoothing, scope,
            loss_collection, reduction)
        _summarize(add_summaries, generator_modified_loss=loss)
    return loss


def least_squares_generator_loss(discriminator_gen_outputs, real_label=1, weights=1.0, scope=None,
                                 loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """Half the squared distance of the outputs from ``real_label`` (https://arxiv.org/abs/1611.04076)."""
    with tf.name_scope(scope, "lsq_generator_loss", (discriminator_gen_outputs, real_label)) as scope:
        outputs = tf.cast(discriminator_gen_outputs, tf.float32)
        loss = tf.losses.compute_weighted_loss(tf.squared_difference(outputs, real_label) / 2.0, weights, scope,
                                               loss_collection, reduction)
    _summarize(add_summaries, generator_lsq_loss=loss)
    return loss


def least_squares_discriminator_loss(discriminator_real_outputs, discriminator_gen_outputs, real_label=1,
                                     fake_label=0, real_weights=1.0, generated_weights=1.0, scope=None,
                                     loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """Half the squared distances of the outputs from ``real_label`` and ``fake_label``."""
    with tf.name_scope(scope, "lsq_discriminator_loss", (discriminator_gen_outputs, real_label)) as scope:
        real, generated = (
            tf.losses.compute_weighted_loss(
                tf.squared_difference(tf.cast(outputs, tf.float32), label) / 2.0, weights, scope,
                loss_collection=None, reduction=reduction)
            for outputs, label, weights in ((discriminator_real_outputs, real_label, real_weights),
                                            (discriminator_gen_outputs, fake_label, generated_weights)))
        loss = real + generated
        tf.losses.add_loss(loss, loss_collection)
    _summarize(add_summaries, discriminator_gen_lsq_loss=generated, discriminator_real_lsq_loss=real,
               discriminator_lsq_loss=loss)
    return loss


def acgan_discriminator_loss(discriminator_real_classification_logits, discriminator_gen_classification_logits,
                             one_hot_labels, label_smoothing=0.0, real_weights=1.0, generated_weights=1.0, scope=None,
                             loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """Cross entropies of the classes of real and of generated data (https://arxiv.org/abs/1610.09585)."""
    with tf.name_scope(scope, "acgan_discriminator_loss", (
            discriminator_real_classification_logits, discriminator_gen_classification_logits,
            one_hot_labels)) as scope:
        generated, real = (
            tf.losses.softmax_cross_entropy(one_hot_labels, logits, weights=weights, scope=scope,
                                            loss_collection=None, reduction=reduction,
                                            label_smoothing=label_smoothing)
            for logits, weights in ((discriminator_gen_classification_logits, generated_weights),
                                    (discriminator_real_classification_logits, real_weights)))
        loss = generated + real
        tf.losses.add_loss(loss, loss_collection)
        _summarize(add_summaries, discriminator_gen_ac_loss=generated, discriminator_real_ac_loss=real,
                   discriminator_ac_loss=loss)
    return loss


def acgan_generator_loss(discriminator_gen_classification_logits, one_hot_labels, weights=1.0, scope=None,
                         loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """Cross entropy of the classes of generated data."""
    with tf.name_scope(scope, "acgan_generator_loss", (
            discriminator_gen_classification_logits, one_hot_labels)) as scope:
        loss = tf.losses.softmax_cross_entropy(
            one_hot_labels, discriminator_gen_classification_logits, weights=weights, scope=scope,
            loss_collection=loss_collection, reduction=reduction)
        _summarize(add_summaries, generator_ac_loss=loss)
    return loss


def mutual_information_penalty(structured_generator_inputs, predicted_distributions, weights=1.0, scope=None,
                               loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False):
    """How unlikely the discriminator holds the generator's inputs (https://arxiv.org/abs/1606.03657).

    Args:
        structured_generator_inputs: list of tensors.
        predicted_distributions: a distribution for each.

    Raises:
        ValueError: no list of distributions.
    """
    if not isinstance(predicted_distributions, (list, tuple)):
        raise ValueError(f"`predicted_distributions` must be a list. Instead, found {type(predicted_distributions)}.")
    for distribution in predicted_distributions:
        if not hasattr(distribution, "log_prob"):
            raise ValueError("`predicted_distributions` must be a list of `Distribution`s. Instead, found "
                             f"{type(distribution)}.")
    with tf.name_scope(scope, "mutual_information_loss") as scope:
        logs = [tf.reduce_mean(distribution.log_prob(noise))
                for distribution, noise in zip(predicted_distributions, structured_generator_inputs)]
        loss = -1 * tf.losses.compute_weighted_loss(logs, weights, scope, loss_collection=loss_collection,
                                                    reduction=reduction)
        _summarize(add_summaries, mutual_information_penalty=loss)
    return loss


def cycle_consistency_loss(data_x, reconstructed_data_x, data_y, reconstructed_data_y, scope=None,
                           add_summaries=False):
    """Mean of the absolute differences of both data to their reconstructions (https://arxiv.org/abs/1703.10593)."""
    with tf.name_scope(scope, "cycle_consistency_loss", [
            data_x, reconstructed_data_x, data_y, reconstructed_data_y]):
        both = []
        for data, again in ((data_x, reconstructed_data_x), (data_y, reconstructed_data_y)):
            both.append(tf.losses.compute_weighted_loss(
                tf.losses.absolute_difference(data, again, loss_collection=None), loss_collection=None))
        loss = (both[0] + both[1]) / 2.0
        _summarize(add_summaries, cycle_consistency_loss_x=both[0], cycle_consistency_loss_y=both[1],
                   cycle_consistency_loss=loss)
    return loss


def combine_adversarial_loss(main_loss, adversarial_loss, weight_factor=None, gradient_ratio=None,
                             gradient_ratio_epsilon=1e-6, variables=None, scalar_summaries=True,
                             gradient_summaries=True, scope=None):
    """``main_loss`` plus ``adversarial_loss``, weighted.

    Args:
        weight_factor: the weight; or
        gradient_ratio: ratio of the gradients' norms that is wanted, from which a weight is made.
        gradient_ratio_epsilon: added to the divisor.
        variables: those that gradients are taken of; by default all.

    Raises:
        ValueError: not exactly one of the two is given.
    """
    if (weight_factor is None) == (gradient_ratio is None):
        raise ValueError("`weight_factor` and `gradient_ratio` must not be both `None` or both given.")
    if variables is None:
        variables = tf.trainable_variables()
    with tf.name_scope(scope, "adversarial_loss", values=[main_loss, adversarial_loss]):
        norms = None
        if gradient_summaries or gradient_ratio is not None:
            norms = [tf.global_norm(tf.gradients(loss, variables)) for loss in (main_loss, adversarial_loss)]
            _summarize(gradient_summaries, main_loss_gradient_norm=norms[0], adversarial_loss_gradient_norm=norms[1])
        if gradient_ratio is not None:
            weight_factor = norms[0] / (gradient_ratio * norms[1] + gradient_ratio_epsilon)
            _summarize(scalar_summaries, gradient_ratio_weight=weight_factor)
            weight_factor = tf.stop_gradient(weight_factor)
        weighted = weight_factor * adversarial_loss
        total = main_loss + weighted
        _summarize(scalar_summaries, main_loss=main_loss, adversarial_loss=adversarial_loss,
                   weighted_adversarial_loss=weighted, final_loss=total)
    return total


def of_model(function):
    """The same loss as a function of a model: arguments that have the names of its fields are taken from there."""
    import inspect

    names = list(inspect.signature(function).parameters)
    needed = [name for name, parameter in inspect.signature(function).parameters.items()
              if parameter.default is parameter.empty]

    @functools.wraps(function)
    def loss(gan_model, **kwargs):
        fields = gan_model._asdict()
        missing = [name for name in needed if name not in fields and name not in kwargs]
        if missing:
            raise ValueError(f"Missing arguments: {missing}")
        taken = {name: fields[name] for name in names if name in fields}
        taken.update(kwargs)
        return function(**taken)

    del loss.__wrapped__
    return loss


def _summarize(wanted, **values):
    for name, value in values.items() if wanted else ():
        tf.summary.scalar(name, value)
