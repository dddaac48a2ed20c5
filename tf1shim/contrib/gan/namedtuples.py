"""What a GAN consists of (contrib/gan/python/namedtuples.py)."""

import collections

__all__ = ["GANModel", "InfoGANModel", "ACGANModel", "CycleGANModel", "StarGANModel", "GANLoss", "CycleGANLoss",
           "GANTrainOps", "GANTrainSteps"]

_GAN = ("generator_inputs", "generated_data", "generator_variables", "generator_scope", "generator_fn", "real_data",
        "discriminator_real_outputs", "discriminator_gen_outputs", "discriminator_variables", "discriminator_scope",
        "discriminator_fn")


class GANModel(collections.namedtuple("GANModel", _GAN)):
    """A generator and a discriminator: inputs, outputs, variables, scopes and functions."""


class InfoGANModel(collections.namedtuple("InfoGANModel", (
        *_GAN, "structured_generator_inputs", "predicted_distributions", "discriminator_and_aux_fn"))):
    """A GAN whose discriminator finds out some of the generator's inputs."""


class ACGANModel(collections.namedtuple("ACGANModel", (
        *_GAN, "one_hot_labels", "discriminator_real_classification_logits",
        "discriminator_gen_classification_logits"))):
    """A GAN whose discriminator finds out classes."""


class CycleGANModel(collections.namedtuple("CycleGANModel", (
        "model_x2y", "model_y2x", "reconstructed_x", "reconstructed_y"))):
    """Two GANs, there and back."""


class StarGANModel(collections.namedtuple("StarGANModel", (
        "input_data", "input_data_domain_label", "generated_data", "generated_data_domain_target",
        "reconstructed_data", "discriminator_input_data_source_predication",
        "discriminator_generated_data_source_predication", "discriminator_input_data_domain_predication",
        "discriminator_generated_data_domain_predication", "generator_variables", "generator_scope", "generator_fn",
        "discriminator_variables", "discriminator_scope", "discriminator_fn"))):
    """A GAN between many domains."""


class GANLoss(collections.namedtuple("GANLoss", ("generator_loss", "discriminator_loss"))):
    """The two losses."""


class CycleGANLoss(collections.namedtuple("CycleGANLoss", ("loss_x2y", "loss_y2x"))):
    """The `GANLoss` of each of two GANs."""


class GANTrainOps(collections.namedtuple("GANTrainOps", (
        "generator_train_op", "discriminator_train_op", "global_step_inc_op", "train_hooks"))):
    """The ops of a training step."""

    def __new__(cls, generator_train_op, discriminator_train_op, global_step_inc_op, train_hooks=()):
        return super().__new__(cls, generator_train_op, discriminator_train_op, global_step_inc_op, train_hooks)


class GANTrainSteps(collections.namedtuple("GANTrainSteps", (
        "generator_train_steps", "discriminator_train_steps"))):
    """How often each of the two is trained in a step."""
