"""The models (contrib/gan/python/train.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib.gan import namedtuples


def gan_model(generator_fn, discriminator_fn, real_data, generator_inputs, generator_scope="Generator",
              discriminator_scope="Discriminator", check_shapes=True):
    """A GAN.

    Args:
        generator_fn: function of the inputs, gives data.
        discriminator_fn: function of data and of the generator's inputs.
        real_data: tensor.
        generator_inputs: tensor, or list or dict of them.
        generator_scope, discriminator_scope: names of the variable scopes.
        check_shapes: whether generated data must have the real ones' shape.

    Returns:
        `GANModel`.

    Raises:
        ValueError: they have not.
    """
    return _adversaries(generator_fn, discriminator_fn, real_data, generator_inputs, generator_scope,
                        discriminator_scope, check_shapes)[0]


def infogan_model(generator_fn, discriminator_fn, real_data, unstructured_generator_inputs,
                  structured_generator_inputs, generator_scope="Generator", discriminator_scope="Discriminator"):
    """A GAN whose discriminator gives distributions of the generator's structured inputs, too.

    Args:
        discriminator_fn: gives ``(outputs, list of distributions)``.
        unstructured_generator_inputs, structured_generator_inputs: lists of tensors.

    Returns:
        `InfoGANModel`.
    """
    inputs = [*unstructured_generator_inputs, *structured_generator_inputs]
    model, generated, _ = _adversaries(
        generator_fn, discriminator_fn, real_data, inputs, generator_scope, discriminator_scope, True,
        lambda outputs: outputs[0])
    return namedtuples.InfoGANModel(
        *model._replace(discriminator_fn=lambda data, inputs: discriminator_fn(data, inputs)[0]),
        structured_generator_inputs, generated[1], discriminator_fn)


def acgan_model(generator_fn, discriminator_fn, real_data, generator_inputs, one_hot_labels,
                generator_scope="Generator", discriminator_scope="Discriminator", check_shapes=True):
    """A GAN whose discriminator gives logits of classes, too.

    Args:
        discriminator_fn: gives ``(outputs, logits)``.
        one_hot_labels: the classes of the data.

    Returns:
        `ACGANModel`.
    """
    model, generated, real = _adversaries(
        generator_fn, discriminator_fn, real_data, generator_inputs, generator_scope, discriminator_scope,
        check_shapes, lambda outputs: outputs[0])
    return namedtuples.ACGANModel(*model, one_hot_labels, real[1], generated[1])


def cyclegan_model(generator_fn, discriminator_fn, data_x, data_y, generator_scope="Generator",
                   discriminator_scope="Discriminator", model_x2y_scope="ModelX2Y", model_y2x_scope="ModelY2X",
                   check_shapes=True):
    """Two GANs that map ``data_x`` to ``data_y`` and back.

    Returns:
        `CycleGANModel`.
    """
    def one_way(inputs, data):
        return gan_model(generator_fn, discriminator_fn, data, inputs, generator_scope, discriminator_scope,
                         check_shapes)

    with tf.variable_scope(model_x2y_scope):
        there = one_way(data_x, data_y)
    with tf.variable_scope(model_y2x_scope):
        back = one_way(data_y, data_x)
    with tf.variable_scope(back.generator_scope, reuse=True):
        again_x = back.generator_fn(there.generated_data)
    with tf.variable_scope(there.generator_scope, reuse=True):
        again_y = there.generator_fn(back.generated_data)
    return namedtuples.CycleGANModel(there, back, again_x, again_y)


def _adversaries(generator_fn, discriminator_fn, real_data, inputs, generator_scope, discriminator_scope,
                 check_shapes, judgement=lambda outputs: outputs):
    with tf.variable_scope(generator_scope) as generator_scope:
        inputs = _tensors(inputs)
        data = generator_fn(inputs)
    with tf.variable_scope(discriminator_scope) as discriminator_scope:
        generated = discriminator_fn(data, inputs)
    with tf.variable_scope(discriminator_scope, reuse=True):
        real_data = _tensors(real_data)
        real = discriminator_fn(real_data, inputs)
    if check_shapes and not data.shape.is_compatible_with(real_data.shape):
        raise ValueError(f"Generator output shape ({data.shape}) must be the same shape as real data "
                         f"({real_data.shape}).")
    model = namedtuples.GANModel(
        inputs, data, _variables(generator_scope), generator_scope, generator_fn, real_data, judgement(real),
        judgement(generated), _variables(discriminator_scope), discriminator_scope, discriminator_fn)
    return model, generated, real


def _variables(scope):
    return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope.name)


def _tensors(values):
    if isinstance(values, (list, tuple)):
        return [tf.convert_to_tensor(value) for value in values]
    if isinstance(values, dict):
        return {key: tf.convert_to_tensor(value) for key, value in values.items()}
    return tf.convert_to_tensor(values)
