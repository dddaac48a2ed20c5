"""The same losses, as functions of a model (contrib/gan/python/losses/python/tuple_losses.py)."""

from tf1shim.contrib.gan import losses_impl
from tf1shim.contrib.gan.losses_impl import combine_adversarial_loss, of_model  # noqa: F401

acgan_discriminator_loss = of_model(losses_impl.acgan_discriminator_loss)
acgan_generator_loss = of_model(losses_impl.acgan_generator_loss)
least_squares_discriminator_loss = of_model(losses_impl.least_squares_discriminator_loss)
least_squares_generator_loss = of_model(losses_impl.least_squares_generator_loss)
minimax_discriminator_loss = of_model(losses_impl.minimax_discriminator_loss)
minimax_generator_loss = of_model(losses_impl.minimax_generator_loss)
modified_discriminator_loss = of_model(losses_impl.modified_discriminator_loss)
modified_generator_loss = of_model(losses_impl.modified_generator_loss)
mutual_information_penalty = of_model(losses_impl.mutual_information_penalty)
wasserstein_discriminator_loss = of_model(losses_impl.wasserstein_discriminator_loss)
wasserstein_generator_loss = of_model(losses_impl.wasserstein_generator_loss)
wasserstein_gradient_penalty = of_model(losses_impl.wasserstein_gradient_penalty)


def cycle_consistency_loss(cyclegan_model, scope=None, add_summaries=False):
    """`losses_impl.cycle_consistency_loss` of a `CycleGANModel`."""
    return losses_impl.cycle_consistency_loss(
        cyclegan_model.model_x2y.generator_inputs, cyclegan_model.reconstructed_x,
        cyclegan_model.model_y2x.generator_inputs, cyclegan_model.reconstructed_y, scope, add_summaries)
