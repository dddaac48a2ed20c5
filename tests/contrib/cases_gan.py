"""Cases of tf.contrib.gan; its golden numbers are TF 1.14's, the last to have it."""

from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def _parts(tf):
    layers = tf.contrib.layers
    decay = layers.l2_regularizer(0.1)

    def generator(inputs):
        inputs = inputs if not isinstance(inputs, (list, tuple)) else tf.concat(list(inputs), 1)
        return layers.fully_connected(inputs, 4, weights_regularizer=decay, scope="dense")

    def discriminator(data, _):
        return layers.fully_connected(data, 1, activation_fn=None, weights_regularizer=decay, scope="judge")

    def with_classes(data, conditioning):
        return discriminator(data, conditioning), layers.fully_connected(data, 3, None, scope="classes")

    return generator, discriminator, with_classes


@case
def plain(tf):
    gan = tf.contrib.gan
    generator, discriminator, _ = _parts(tf)
    model = gan.gan_model(generator, discriminator, tf.constant(features(3, 4)), tf.constant(features(3, 2)))
    outputs = {"data": model.generated_data, "judged": [model.discriminator_real_outputs,
                                                        model.discriminator_gen_outputs]}
    for name in ("wasserstein", "minimax", "modified", "least_squares"):
        outputs[name] = list(gan.gan_loss(
            model, getattr(gan.losses, name + "_generator_loss"), getattr(gan.losses, name + "_discriminator_loss"),
            add_summaries=False))
    loss = gan.gan_loss(model)
    outputs["gradients"] = tf.gradients(loss.generator_loss, model.generator_variables) + tf.gradients(
        loss.discriminator_loss, model.discriminator_variables)
    outputs["tags"] = tf.constant(sorted(t.op.name for t in tf.get_collection("summaries")))
    return outputs


@case
def with_penalty(tf):
    gan = tf.contrib.gan
    generator, discriminator, _ = _parts(tf)
    model = gan.gan_model(generator, discriminator, tf.constant(features(3, 4)), tf.constant(features(3, 2)))
    # The discriminator is linear: the penalty does not depend on what is drawn.
    return {"loss": list(gan.gan_loss(model, gradient_penalty_weight=2.0)),
            "one_sided": list(gan.gan_loss(model, gradient_penalty_weight=2.0, gradient_penalty_target=0.2,
                                           gradient_penalty_one_sided=True))}


@case
def acgan(tf):
    gan = tf.contrib.gan
    generator, _, with_classes = _parts(tf)
    model = gan.acgan_model(generator, with_classes, tf.constant(features(3, 4)), tf.constant(features(3, 2)),
                            tf.one_hot([0, 2, 1], 3))
    return {"loss": list(gan.gan_loss(model, aux_cond_generator_weight=0.5, aux_cond_discriminator_weight=2.0))}


@case
def infogan(tf):
    gan = tf.contrib.gan
    generator, _, with_classes = _parts(tf)

    def aux(data, conditioning):
        outputs, logits = with_classes(data, conditioning)
        return outputs, [tf.distributions.Normal(logits[:, :2], 1.0)]

    model = gan.infogan_model(generator, aux, tf.constant(features(3, 4)), [tf.constant(features(3, 3))],
                              [tf.constant(features(3, 2))])
    return {"loss": list(gan.gan_loss(model, mutual_information_penalty_weight=0.7))}


@case
def cyclegan(tf):
    gan = tf.contrib.gan
    layers = tf.contrib.layers

    def generator(data):
        return layers.fully_connected(data, 4, scope="dense")

    def discriminator(data, _):
        return layers.fully_connected(data, 1, None, scope="judge")

    model = gan.cyclegan_model(generator, discriminator, tf.constant(features(3, 4)), tf.constant(features(3, 4) + 1))
    loss = gan.cyclegan_loss(model)
    return {"again": [model.reconstructed_x, model.reconstructed_y], "x2y": list(loss.loss_x2y),
            "y2x": list(loss.loss_y2x)}


@case
def trained(tf):
    gan = tf.contrib.gan
    with tf.Graph().as_default() as graph, tf.Session() as session:
        with tf.variable_scope("all", initializer=tf.constant_initializer(0.3)):
            model = gan.gan_model(
                lambda x: tf.contrib.layers.fully_connected(x, 4, weights_initializer=tf.constant_initializer(0.3)),
                lambda x, _: tf.contrib.layers.fully_connected(
                    x, 1, None, weights_initializer=tf.constant_initializer(0.2)),
                tf.constant(features(3, 4)), tf.constant(features(3, 2)))
        loss = gan.gan_loss(model)
        ops = gan.gan_train_ops(model, loss, tf.train.GradientDescentOptimizer(0.1),
                                tf.train.GradientDescentOptimizer(0.2))
        session.run(tf.global_variables_initializer())
        for _ in range(3):
            session.run(ops.generator_train_op)
            session.run(ops.discriminator_train_op)
            step = session.run(ops.global_step_inc_op)
        found = session.run(model.generator_variables + model.discriminator_variables) + [step]
        names = [v.name for v in graph.get_collection("variables")]
    return {"found": [tf.constant(v) for v in found + [names]]}


@case
def evaluation(tf):
    gan = tf.contrib.gan
    real, generated = tf.constant(features(6, 3)), tf.constant(features(6, 3) * 0.5 + 0.1)
    metrics = gan.eval
    return {
        "score": metrics.classifier_score(real, lambda x: x * 2, 2),
        "frechet": metrics.frechet_classifier_distance(real, generated, lambda x: x),
        "mean": metrics.mean_only_frechet_classifier_distance_from_activations(real, generated),
        "diagonal": metrics.diagonal_only_frechet_classifier_distance_from_activations(real, generated),
        "image": metrics.preprocess_image(tf.constant(features(1, 4, 4, 3) * 100), 3, 2),
    }


@case
def conditioned(tf):
    feature = tf.contrib.gan.features
    data = tf.constant(features(3, 2, 2))
    return {"by_tensor": feature.condition_tensor(data, tf.constant(features(3, 5))),
            "by_label": feature.condition_tensor_from_onehot(data, tf.one_hot([1, 0, 2], 3), 4)}
