"""What TF 1.15's layers created, where the installed Keras creates something else; see `seed_rules`."""

import importlib

import numpy as np

from tf1shim import capabilities
from tf1shim.graph.seed_rules import corrects, is_tensor, static


def _keras(*paths):
    """The places of a name in the Keras 2 of the installed TensorFlow."""
    package = capabilities.keras2_package()
    if package is None:
        return []
    return [f"{root}.{path}" for path in paths for root in (package, package + ".src")]


@corrects(*_keras("layers.convolutional:Conv.build", "layers.convolutional.base_conv:Conv.build"))
def _conv_build(ids, call, given):
    result = call()
    if all(rate == 1 for rate in given["self"].dilation_rate):
        ids.extra += 1  # a constant for the dilation
    return result


@corrects(
    *_keras(
        "layers.convolutional:Conv2DTranspose.call",
        "layers.convolutional.conv2d_transpose:Conv2DTranspose.call",
    )
)
def _conv_transpose(ids, call, given):
    result = call()
    layer, inputs = given["self"], given["inputs"]
    channels_first = layer.data_format == "channels_first"
    sizes = list(inputs.shape[2:4] if channels_first else inputs.shape[1:3])
    if layer.output_padding is None and all(
        getattr(size, "value", size) is not None for size in sizes
    ):
        # 1.15 read height and width off the input's shape at run time.
        ids.extra += 6 + (8 if layer.padding == "valid" else 4)
    return result


@corrects(
    *_keras(
        "layers.core:Flatten.call",
        "layers.core.flatten:Flatten.call",
        "layers.reshaping.flatten:Flatten.call",
    )
)
def _flatten(ids, call, given):
    layer, inputs = given["self"], given["inputs"]
    start = ids.mark()
    result = call()
    if is_tensor(inputs) and inputs.shape.rank is not None:
        transposed = layer.data_format == "channels_first" and inputs.shape.rank > 1
        known = inputs.shape.rank > 0 and inputs.shape.as_list()[0] is not None
        ids.settle(start, (2 if known else 8) + 2 * transposed)
    return result


@corrects(
    *_keras(
        "layers.normalization:BatchNormalizationBase._fused_batch_norm",
        "layers.normalization.batch_normalization:BatchNormalizationBase._fused_batch_norm",
        "layers.normalization.batch_normalization:BatchNormalizationBase._fused_batch_norm",
    )
)
def _fused_batch_norm(ids, call, given):
    result = call()
    training = given["training"]
    resource = hasattr(given["self"].moving_mean, "handle")
    if is_tensor(training):
        ids.extra -= 2 if resource else 0
    else:
        ids.extra += 2 if training else 1
    return result


@corrects(*_keras("layers.rnn.time_distributed:TimeDistributed.compute_mask",
                  "layers.wrappers:TimeDistributed.compute_mask"))
def _mask_of_time_distributed(ids, call, given):
    start = ids.mark()
    result = call()
    # 1.15 kept the reshaped inputs of the call; a mask is reshaped twice.
    ids.extra -= 2 * (ids.created(start, "Reshape") % 2)
    return result


@corrects(*_keras("activations:selu"))
def _selu(ids, call, given):
    result = call()
    if is_tensor(given["x"]):
        ids.extra += 7  # made of Elu, comparison and selection
    return result


_BATCH_DOTS = {(2, 2): 5, (2, 3): 7, (3, 2): 7, (3, 3): 1}  # the operations of 1.15, by the ranks


@corrects(*_keras("backend:batch_dot"))
def _batch_dot(ids, call, given):
    start = ids.mark()
    result = call()
    created = _BATCH_DOTS.get(tuple(given[name].shape.rank for name in "xy" if is_tensor(given[name])))
    if created is not None:
        ids.settle(start, created)
    return result


@corrects(*_keras("backend:resize_images"))
def _resize_images(ids, call, given):
    start = ids.mark()
    result = call()
    if is_tensor(given["x"]) and given["data_format"] == "channels_last":
        ids.settle(start, 8)  # the size was read off the input's shape at run time
    return result


@corrects(*_keras("utils.losses_utils:compute_weighted_loss"))
def _weighted_loss(ids, call, given):
    result = call()
    if not is_tensor(given["losses"]):
        return result
    weights = given["sample_weight"]
    # The weights were checked and spread out, even a single one.
    if weights is None or isinstance(weights, float):
        ids.extra += 9
    elif is_tensor(weights) and not static(weights):
        ids.extra += 67
    return result


@corrects(*_keras("engine.training_utils_v1:verify_dataset_shuffled", "engine.training_utils:verify_dataset_shuffled"))
def _shuffled(ids, call, given):
    start = ids.mark()
    result = call()
    ids.extra -= ids.created(start, "DatasetToGraphV2")  # 1.15 looked at the dataset object, not at its graph
    return result


@corrects(*_keras("losses:mean_absolute_percentage_error"))
def _percentage_error(ids, call, given):
    result = call()
    ids.extra += 2  # the labels were clipped from above as well
    return result


@corrects("tensorflow.python.keras.optimizer_v2.learning_rate_schedule:PolynomialDecay.__call__")
def _polynomial_decay(ids, call, given):
    result = call()
    ids.extra += 5 if given["self"].cycle else 1
    return result


@corrects(*_keras("optimizers.utils:all_reduce_sum_gradients", "optimizers.optimizer_v2.utils:all_reduce_sum_gradients",
                  "optimizer_v2.utils:all_reduce_sum_gradients"))
def _summed_gradients(ids, call, given):
    start = ids.mark()
    result = call()
    if ids.created(start, "IdentityN"):  # newer versions give the sum over one replica a gradient of its own
        ids.settle(start, 0)
    return result


@corrects(*_keras("utils.metrics_utils:sparse_categorical_matches"))
def _matches(ids, call, given):
    start = ids.mark()
    result = call()
    # The matches are brought back to the labels' shape in newer versions.
    ids.extra -= ids.created(start, "Shape") + ids.created(start, "Reshape")
    return result


@corrects(*_keras("layers.normalization:LayerNormalization.call",
                  "layers.normalization.layer_normalization:LayerNormalization.call"))
def _layer_norm(ids, call, given):
    layer, inputs = given["self"], given["inputs"]
    start = ids.mark()
    result = call()
    if ids.created(start, "FusedBatchNormV3"):
        reshaped = list(layer.axis) != [inputs.shape.rank - 1]
        ids.settle(start, 13 + (2 + 2 * reshaped) * bool(layer.scale) + (1 + 2 * reshaped) * bool(layer.center))
    return result


@corrects(*_keras("layers.core:Dropout.call", "layers.core.dropout:Dropout.call",
                  "layers.regularization.dropout:Dropout.call"))
def _dropout(ids, call, given):
    start = ids.mark()
    result = call()
    layer, training = given["self"], given["training"]
    if layer.rate == 0 and not ids.created(start, "Switch"):
        # 1.15 chose between two ways all the same, by the learning phase unless it was told.
        ids.extra += 7 * is_tensor(_learning_phase() if training is None else training)
    return result


def _learning_phase():
    """Keras' learning phase; made into a placeholder by being asked for."""
    package = capabilities.keras2_package()
    try:
        backend = importlib.import_module(package + ".src.backend")
    except ImportError:
        backend = importlib.import_module(package + ".backend")
    return backend.learning_phase()


@corrects(*_keras("layers.local:LocallyConnected1D.call", "layers.local:LocallyConnected2D.call",
                  "layers.locally_connected.locally_connected1d:LocallyConnected1D.call",
                  "layers.locally_connected.locally_connected2d:LocallyConnected2D.call"))
def _locally_connected(ids, call, given):
    start = ids.mark()
    result = call()
    ids.extra -= ids.created(start, "Shape")
    return result


@corrects(*_keras("layers.convolutional_recurrent:ConvLSTM2D.call", "layers.convolutional_recurrent:ConvLSTM.call",
                  "layers.rnn.base_conv_lstm:ConvLSTM.call"))
def _convolutional_lstm(ids, call, given):
    result = call()
    ids.extra += 13  # its loop counted the steps once more
    return result


@corrects(*_keras("layers.recurrent:GRUCell.call", "layers.rnn.gru:GRUCell.call"))
def _gru_cell(ids, call, given):
    result = call()
    if given["self"].implementation != 1:  # products were cut by slices that are split now
        ids.extra += 18 if given["self"].reset_after else 14
    return result


# Layers whose seeds came from NumPy's generator (keras.backend.random_normal, dropout and their kin) in 1.15.


@corrects(
    *_keras(
        "layers.regularization.gaussian_noise:GaussianNoise.call",
        "layers.regularization.gaussian_dropout:GaussianDropout.call",
        "layers.regularization.alpha_dropout:AlphaDropout.call",
        "layers.noise:GaussianNoise.call",
        "layers.noise:GaussianDropout.call",
        "layers.noise:AlphaDropout.call",
        "layers.rnn.dropout_rnn_cell_mixin:_generate_dropout_mask",
        "layers.recurrent:_generate_dropout_mask",
    )
)
def _seeded_by_numpy(ids, call, given):
    outside, ids.memory["numpy seeds"] = ids.memory.get("numpy seeds", False), True
    if is_tensor(given.get("ones")) and given["ones"].op.type == "OnesLike":
        ids.extra += 2  # shape, one, fill
    try:
        return call()
    finally:
        ids.memory["numpy seeds"] = outside


@corrects(*_keras("backend:RandomGenerator.make_legacy_seed"))
def _legacy_seed(ids, call, given):
    seed = call()
    if seed is None and ids.memory.get("numpy seeds"):
        return np.random.randint(10e6)
    return seed
