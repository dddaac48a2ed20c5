"""Losses and training of a GAN (contrib/gan/python/train.py)."""

import tensorflow.compat.v1 as tf

from tf1shim.contrib import training
from tf1shim.contrib.gan import namedtuples, tuple_losses


def gan_loss(model, generator_loss_fn=tuple_losses.wasserstein_generator_loss,
             discriminator_loss_fn=tuple_losses.wasserstein_discriminator_loss, gradient_penalty_weight=None,
             gradient_penalty_epsilon=1e-10, gradient_penalty_target=1.0, gradient_penalty_one_sided=False,
             mutual_information_penalty_weight=None, aux_cond_generator_weight=None,
             aux_cond_discriminator_weight=None, tensor_pool_fn=None, add_summaries=True):
    """The losses of a model.

    Args:
        model: `GANModel`, `InfoGANModel` or `ACGANModel`.
        generator_loss_fn, discriminator_loss_fn: functions of ``(model, add_summaries=)``.
        gradient_penalty_weight: weight of `wasserstein_gradient_penalty`, or None; the other three go to it.
        mutual_information_penalty_weight: weight of `mutual_information_penalty`, for an `InfoGANModel`.
        aux_cond_generator_weight, aux_cond_discriminator_weight: weights of the classes' losses, for an `ACGANModel`.
        tensor_pool_fn: makes what the discriminator sees of ``(generated_data, generator_inputs)``.
        add_summaries: whether to summarize the losses.

    Returns:
        `GANLoss`, regularization included.

    Raises:
        ValueError: a weight is negative, or the model has not what it weighs.
    """
    gradient_penalty_weight = _weight(gradient_penalty_weight, "gradient_penalty_weight")
    mutual_information_penalty_weight = _weight(mutual_information_penalty_weight, "mutual_information_penalty_weight")
    aux_cond_generator_weight = _weight(aux_cond_generator_weight, "aux_cond_generator_weight")
    aux_cond_discriminator_weight = _weight(aux_cond_discriminator_weight, "aux_cond_discriminator_weight")
    if mutual_information_penalty_weight is not None and not isinstance(model, namedtuples.InfoGANModel):
        raise ValueError("When `mutual_information_penalty_weight` is provided, `model` must be an `InfoGANModel`. "
                         f"Instead, was {type(model)}.")
    if (aux_cond_generator_weight, aux_cond_discriminator_weight) != (None, None) and not isinstance(
            model, namedtuples.ACGANModel):
        raise ValueError("When `aux_cond_generator_weight` or `aux_cond_discriminator_weight` is provided, `model` "
                         f"must be an `ACGANModel`. Instead, was {type(model)}.")

    pooled = _pooled(model, tensor_pool_fn)
    generator_loss = generator_loss_fn(model, add_summaries=add_summaries)
    discriminator_loss = discriminator_loss_fn(pooled, add_summaries=add_summaries)
    if gradient_penalty_weight is not None:
        discriminator_loss += gradient_penalty_weight * tuple_losses.wasserstein_gradient_penalty(
            pooled, epsilon=gradient_penalty_epsilon, target=gradient_penalty_target,
            one_sided=gradient_penalty_one_sided, add_summaries=add_summaries)
    if mutual_information_penalty_weight is not None:
        generator_loss += mutual_information_penalty_weight * tuple_losses.mutual_information_penalty(
            model, add_summaries=add_summaries)
        discriminator_loss += mutual_information_penalty_weight * tuple_losses.mutual_information_penalty(
            pooled, add_summaries=add_summaries)
    if aux_cond_generator_weight is not None:
        generator_loss += aux_cond_generator_weight * tuple_losses.acgan_generator_loss(
            model, add_summaries=add_summaries)
    if aux_cond_discriminator_weight is not None:
        discriminator_loss += aux_cond_discriminator_weight * tuple_losses.acgan_discriminator_loss(
            pooled, add_summaries=add_summaries)
    return namedtuples.GANLoss(generator_loss + _regularization(model.generator_scope),
                               discriminator_loss + _regularization(model.discriminator_scope))


def _weight(weight, name):
    if isinstance(weight, (int, float)) and weight < 0:
        raise ValueError(f"`{name}` must be greater than or equal to 0. Instead, was {weight}")
    return weight


def _regularization(scope):
    losses = tf.losses.get_regularization_losses(scope.name)
    return tf.add_n(losses) if losses else 0


def _pooled(model, pool):
    """The model with what a pool makes of the generated data, judged again."""
    if pool is None:
        return model
    data, inputs = pool((model.generated_data, model.generator_inputs))
    changes = {}
    with tf.variable_scope(model.discriminator_scope, reuse=True):
        if isinstance(model, namedtuples.InfoGANModel):
            changes["discriminator_gen_outputs"], changes["predicted_distributions"] = (
                model.discriminator_and_aux_fn(data, inputs))
        elif isinstance(model, namedtuples.ACGANModel):
            changes["discriminator_gen_outputs"], changes["discriminator_gen_classification_logits"] = (
                model.discriminator_fn(data, inputs))
        else:
            changes["discriminator_gen_outputs"] = model.discriminator_fn(data, inputs)
    return model._replace(generated_data=data, generator_inputs=inputs, **changes)


def cyclegan_loss(model, generator_loss_fn=tuple_losses.least_squares_generator_loss,
                  discriminator_loss_fn=tuple_losses.least_squares_discriminator_loss,
                  cycle_consistency_loss_fn=tuple_losses.cycle_consistency_loss, cycle_consistency_loss_weight=10.0,
                  **kwargs):
    """The losses of a `CycleGANModel`.

    Args:
        cycle_consistency_loss_fn: function of the model; weighted, it is added to both generators' losses.
        kwargs: for `gan_loss`.

    Returns:
        `CycleGANLoss`.

    Raises:
        ValueError: another model, or a negative weight.
    """
    if not isinstance(model, namedtuples.CycleGANModel):
        raise ValueError(f"`model` must be a `CycleGANModel`. Instead, was {type(model)}.")
    add_summaries = kwargs.get("add_summaries", True)
    consistency = cycle_consistency_loss_fn(model, add_summaries=add_summaries)
    weight = _weight(cycle_consistency_loss_weight, "cycle_consistency_loss_weight")

    def one_way(part):
        loss = gan_loss(part, generator_loss_fn=generator_loss_fn, discriminator_loss_fn=discriminator_loss_fn,
                        **kwargs)
        return loss._replace(generator_loss=loss.generator_loss + weight * consistency)

    with tf.name_scope("cyclegan_loss_x2y"):
        there = one_way(model.model_x2y)
    with tf.name_scope("cyclegan_loss_y2x"):
        back = one_way(model.model_y2x)
    return namedtuples.CycleGANLoss(there, back)


def gan_train_ops(model, loss, generator_optimizer, discriminator_optimizer, check_for_unused_update_ops=True,
                  is_chief=True, **kwargs):
    """The ops that train generator and discriminator.

    Args:
        model, loss: a model and its losses.
        generator_optimizer, discriminator_optimizer: optimizers.
        check_for_unused_update_ops: whether update ops of neither scope are an error.
        is_chief: for optimizers that synchronize replicas.
        kwargs: for `tf.contrib.training.create_train_op`.

    Returns:
        `GANTrainOps`.

    Raises:
        ValueError: there are such update ops.
    """
    if isinstance(model, namedtuples.CycleGANModel):
        both = [gan_train_ops(part, its_loss, generator_optimizer, discriminator_optimizer,
                              check_for_unused_update_ops, is_chief, **kwargs)
                for part, its_loss in ((model.model_x2y, loss.loss_x2y), (model.model_y2x, loss.loss_y2x))]
        return namedtuples.GANTrainOps(*([getattr(ops, key) for ops in both] for key in (
            "generator_train_op", "discriminator_train_op")), tf.train.get_or_create_global_step().assign_add(1))
    step = tf.train.get_or_create_global_step().assign_add(1)
    generator_updates, discriminator_updates = _update_ops(
        kwargs, model.generator_scope.name, model.discriminator_scope.name, check_for_unused_update_ops)

    hooks = []
    trained = []
    for name, its_loss, optimizer, variables, updates in (
            ("generator", loss.generator_loss, generator_optimizer, model.generator_variables, generator_updates),
            ("discriminator", loss.discriminator_loss, discriminator_optimizer, model.discriminator_variables,
             discriminator_updates)):
        counter = None
        if isinstance(optimizer, tf.train.SyncReplicasOptimizer):
            # Each synchronizes on its own count.
            counter = tf.get_variable("dummy_global_step_" + name, shape=[], dtype=tf.int64,
                                      initializer=tf.zeros_initializer(), trainable=False,
                                      collections=[tf.GraphKeys.GLOBAL_VARIABLES])
            hooks.append(optimizer.make_session_run_hook(is_chief))
        with tf.name_scope(name + "_train"):
            trained.append(training.create_train_op(
                total_loss=its_loss, optimizer=optimizer, variables_to_train=variables, global_step=counter,
                update_ops=updates, **kwargs))
    return namedtuples.GANTrainOps(*trained, step, hooks)


def _update_ops(kwargs, generator_scope, discriminator_scope, check):
    if "update_ops" in kwargs:
        updates = set(kwargs.pop("update_ops"))
    else:
        updates = set(tf.get_collection(tf.GraphKeys.UPDATE_OPS))
    everything = set(tf.get_collection(tf.GraphKeys.UPDATE_OPS))
    generator = [op for op in tf.get_collection(tf.GraphKeys.UPDATE_OPS, generator_scope) if op in updates]
    discriminator = [op for op in tf.get_collection(tf.GraphKeys.UPDATE_OPS, discriminator_scope) if op in updates]
    if check:
        unused = (updates | everything) - set(generator) - set(discriminator)
        if unused:
            raise ValueError(f"There are unused update ops: {sorted(op.name for op in unused)}")
    return generator, discriminator


class RunTrainOpsHook(tf.train.SessionRunHook):
    """Runs training ops before each step."""

    def __init__(self, train_ops, train_steps):
        """``train_ops``: an op or list of ops; ``train_steps``: how often to run them."""
        self._train_ops = train_ops if isinstance(train_ops, (list, tuple)) else [train_ops]
        self._train_steps = train_steps

    def before_run(self, run_context):
        for _ in range(self._train_steps):
            for op in self._train_ops:
                run_context.session.run(op)


def get_sequential_train_hooks(train_steps=namedtuples.GANTrainSteps(1, 1)):  # noqa: B008
    """A function of `GANTrainOps` that gives hooks: one trains the generator, the next one the discriminator."""
    def get_hooks(train_ops):
        return [RunTrainOpsHook(train_ops.generator_train_op, train_steps.generator_train_steps),
                RunTrainOpsHook(train_ops.discriminator_train_op, train_steps.discriminator_train_steps),
                *train_ops.train_hooks]

    return get_hooks


def get_joint_train_hooks(train_steps=namedtuples.GANTrainSteps(1, 1)):  # noqa: B008
    """A function of `GANTrainOps` that gives hooks: both are trained in turn, then one more often than the other."""
    generator_steps, discriminator_steps = train_steps
    both = min(generator_steps, discriminator_steps)

    def get_hooks(train_ops):
        generator, discriminator = (
            list(op) if isinstance(op, (list, tuple)) else [op]
            for op in (train_ops.generator_train_op, train_ops.discriminator_train_op))
        hooks = [RunTrainOpsHook(generator + discriminator, both)]
        if generator_steps > both:
            hooks.append(RunTrainOpsHook(generator, generator_steps - both))
        if discriminator_steps > both:
            hooks.append(RunTrainOpsHook(discriminator, discriminator_steps - both))
        return hooks + list(train_ops.train_hooks)

    return get_hooks


def get_sequential_train_steps(train_steps=namedtuples.GANTrainSteps(1, 1)):  # noqa: B008
    """A ``train_step_fn`` for `tf.contrib.slim.learning.train`: generator steps, then discriminator steps."""
    def sequential_train_steps(sess, train_ops, global_step, train_step_kwargs):
        losses = []
        for op, count in ((train_ops.generator_train_op, train_steps.generator_train_steps),
                          (train_ops.discriminator_train_op, train_steps.discriminator_train_steps)):
            losses += [sess.run(op) for _ in range(count)]
        step = sess.run(train_ops.global_step_inc_op)
        loss = sum(losses) if losses else 0
        if sess.run(train_step_kwargs["should_log"]) if "should_log" in train_step_kwargs else False:
            tf.logging.info("global step %d: loss = %.4f", step, loss)
        stop = sess.run(train_step_kwargs["should_stop"]) if "should_stop" in train_step_kwargs else False
        return loss, stop

    return sequential_train_steps


def gan_train(train_ops, logdir, get_hooks_fn=get_sequential_train_hooks(), master="", is_chief=True,  # noqa: B008
              scaffold=None, hooks=None, chief_only_hooks=None, save_checkpoint_secs=600, save_summaries_steps=100,
              config=None):
    """Train until a hook stops.

    Args:
        train_ops: `GANTrainOps`.
        logdir: where checkpoints and summaries go.
        get_hooks_fn: function of ``train_ops`` that gives the hooks which train.
        hooks: further hooks.
        master, is_chief, scaffold, chief_only_hooks, save_checkpoint_secs, save_summaries_steps, config: see
            `tf.contrib.training.train`.

    Returns:
        The step reached.
    """
    return training.train(
        train_ops.global_step_inc_op, logdir, master=master, is_chief=is_chief, scaffold=scaffold,
        hooks=[*(hooks or ()), *get_hooks_fn(train_ops)], chief_only_hooks=chief_only_hooks,
        save_checkpoint_secs=save_checkpoint_secs, save_summaries_steps=save_summaries_steps, config=config)
