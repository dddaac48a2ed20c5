"""Masks that grow while a model is trained (contrib/model_pruning/python/pruning.py)."""

import re

import tensorflow.compat.v1 as tf
from tensorflow.python.ops.variables import PartitionedVariable

from tf1shim.contrib import training
from tf1shim.contrib.model_pruning import core_layers as core
from tf1shim.contrib.model_pruning import pruning_utils


def apply_mask(x, scope=""):
    """A weight times its mask; mask and threshold are variables of ``scope``."""
    mask = pruning_utils.weight_mask_variable(x, scope)
    return core.masked(x, mask, pruning_utils.weight_threshold_variable(x, scope))


def get_masked_weights():
    """The masked weights of the graph."""
    return tf.get_collection(core.MASKED_WEIGHT_COLLECTION)


def get_masks():
    """The masks of the graph."""
    return tf.get_collection(core.MASK_COLLECTION)


def get_thresholds():
    """The thresholds of the graph."""
    return tf.get_collection(core.THRESHOLD_COLLECTION)


def get_weights():
    """The weights of the graph that are masked."""
    return tf.get_collection(core.WEIGHT_COLLECTION)


def get_weight_sparsity():
    """For each mask, its share of zeros."""
    return [tf.nn.zero_fraction(mask) for mask in get_masks()]


def get_pruning_hparams():
    """The `HParams` of a pruning, with their defaults.

    ``name``; ``begin_pruning_step``, ``end_pruning_step`` (-1: never ends), ``pruning_frequency``: when masks change;
    ``threshold_decay``: of the thresholds' moving average; ``initial_sparsity``, ``target_sparsity``, and between
    ``sparsity_function_begin_step`` and ``sparsity_function_end_step`` a polynomial of ``sparsity_function_exponent``;
    ``weight_sparsity_map``: "name:sparsity" of single weights; ``block_height``, ``block_width``, ``block_dims_map``
    ("name:heightxwidth") and ``block_pooling_function`` (AVG or MAX): blocks to mask at once; ``nbins``, ``use_tpu``.
    """
    return training.HParams(
        name="model_pruning", begin_pruning_step=0, end_pruning_step=-1, weight_sparsity_map=[""],
        block_dims_map=[""], threshold_decay=0.0, pruning_frequency=10, nbins=256, block_height=1, block_width=1,
        block_pooling_function="AVG", initial_sparsity=0.0, target_sparsity=0.5, sparsity_function_begin_step=0,
        sparsity_function_end_step=100, sparsity_function_exponent=3.0, use_tpu=False)


class Pruning:
    """Builds the ops that change the masks of a graph."""

    def __init__(self, spec=None, global_step=None, sparsity=None):
        """Build what depends on the step.

        Args:
            spec: `HParams`, see `get_pruning_hparams`.
            global_step: the step; by default the graph's.
            sparsity: share of zeros wanted, a scalar; by default that of the step.

        Raises:
            ValueError: values that make no sense.
        """
        self._spec = spec if spec else get_pruning_hparams()
        _validate(self._spec)
        step = tf.train.get_global_step() if global_step is None else global_step
        self._global_step = tf.cast(step, tf.int32)
        self._sparsity = self._sparsity_of_step() if sparsity is None else sparsity
        self._assign_ops = []
        self._last_update_step = self._step_variable()
        self._block_dims = [self._spec.block_height, self._spec.block_width]
        self._block_pooling_function = self._spec.block_pooling_function
        self._block_dims_map = self._get_block_dims_map()
        self._weight_sparsity_map = self._get_weight_sparsity_map()

    def _sparsity_of_step(self):
        spec = self._spec
        begin, end = spec.sparsity_function_begin_step, spec.sparsity_function_end_step
        with tf.name_scope(spec.name):
            done = tf.div(tf.cast(self._global_step - begin, tf.float32), end - begin)
            done = tf.minimum(1.0, tf.maximum(0.0, done))
            rest = tf.pow(1 - done, spec.sparsity_function_exponent)
            return tf.add((spec.initial_sparsity - spec.target_sparsity) * rest, spec.target_sparsity, name="sparsity")

    def _step_variable(self):
        with tf.variable_scope(self._spec.name, use_resource=self._spec.use_tpu) as scope:
            try:
                return tf.get_variable("last_mask_update_step", [], initializer=tf.zeros_initializer(),
                                       trainable=False, dtype=tf.int32)
            except ValueError:  # it is there already
                scope.reuse_variables()
                return tf.get_variable("last_mask_update_step", dtype=tf.int32)

    def _get_block_dims_map(self):
        dims = {}
        for row in filter(None, self._spec.block_dims_map):
            name, text = row.split(":")
            parts = text.split("x")
            if len(parts) != 2:
                raise ValueError(f"Expected 2 values for block dim for {name}, got {parts}")
            dims[re.compile(name)] = [int(part) for part in parts]
        return dims

    def _get_weight_sparsity_map(self):
        sparsities = {}
        for row in filter(None, self._spec.weight_sparsity_map):
            name, sparsity = row.split(":")
            if float(sparsity) >= 1.0:
                raise ValueError("Weight sparsity can not exceed 1.0")
            sparsities[re.compile(name)] = float(sparsity)
        return sparsities

    def _get_block_dims(self, weight_name):
        return _only(self._block_dims_map, weight_name, "block_dims_map", self._block_dims)

    def _get_sparsity(self, weight_name):
        own = _only(self._weight_sparsity_map, weight_name, "weight_sparsity_map", None)
        if own is None:
            return self._sparsity
        return tf.multiply(self._sparsity, tf.div(own, self._spec.target_sparsity))

    def _update_mask(self, weights, threshold):
        """``(new threshold, new mask)``: the weights of the least magnitudes are masked."""
        if self._sparsity is None:
            raise ValueError("Sparsity variable undefined")
        sparsity = self._get_sparsity(weights.op.name)
        decay = self._spec.threshold_decay
        with tf.name_scope(weights.op.name + "_pruning_ops"):
            magnitudes = tf.abs(weights)
            size = tf.size(magnitudes)
            kept = tf.cast(tf.round(tf.cast(size, tf.float32) * (1 - sparsity)), tf.int32)
            ordered, _ = tf.nn.top_k(tf.reshape(magnitudes, [-1]), k=size)
            smoothed = tf.add_n([tf.gather(ordered, kept - 1) * (1 - decay), tf.multiply(threshold, decay)])
            return smoothed, tf.cast(magnitudes >= smoothed, tf.float32)

    def _maybe_update_block_mask(self, weights, threshold):
        """The same for whole blocks, where a weight is a matrix but for dimensions of 1."""
        squeezed = tf.squeeze(weights)
        dims = list(self._get_block_dims(weights.op.name))
        if squeezed.get_shape().ndims != 2 or dims == [1, 1]:
            return self._update_mask(weights, threshold)
        shape = squeezed.get_shape().as_list()
        dims = [size if dim == -1 else dim for dim, size in zip(dims, shape)]
        if self._block_pooling_function not in ("AVG", "MAX"):
            raise ValueError(f"Unknown pooling function for block sparsity: {self._block_pooling_function}")
        with tf.name_scope(weights.op.name + "_pruning_ops"):
            magnitudes = tf.abs(squeezed)
            options = {"window_shape": dims, "pooling_type": self._block_pooling_function, "strides": dims,
                       "padding": "SAME", "name": weights.op.name + "_pooled"}
            if self._spec.use_tpu:
                pooled = pruning_utils.factorized_pool(magnitudes, **options)
            else:
                pooled = tf.squeeze(tf.nn.pool(magnitudes[None, :, :, None], **options), axis=[0, 3])
            smoothed, mask = self._update_mask(pooled, threshold)
            mask = pruning_utils.expand_tensor(mask, dims)[:shape[0], :shape[1]]
        return smoothed, tf.reshape(mask, tf.shape(weights))

    def _get_mask_assign_ops(self):
        if self._assign_ops:
            raise ValueError("Assign op list not empty. _get_mask_assign_ops() called twice?")
        masks, thresholds = get_masks(), get_thresholds()
        if len(masks) != len(thresholds):
            raise ValueError(f"Number of masks {len(masks)} and number of thresholds {len(thresholds)} mismatch")
        for mask, threshold, weight in zip(masks, thresholds, get_weights()):
            in_parts = isinstance(weight, PartitionedVariable)
            new_threshold, new_mask = self._maybe_update_block_mask(
                weight.as_tensor() if in_parts else weight, threshold)
            assign = pruning_utils.partitioned_variable_assign if in_parts else pruning_utils.variable_assign
            self._assign_ops += [pruning_utils.variable_assign(threshold, new_threshold), assign(mask, new_mask)]

    def mask_update_op(self):
        """The op that changes all masks."""
        with tf.name_scope(self._spec.name):
            if not self._assign_ops:
                self._get_mask_assign_ops()
            noted = tf.assign(self._last_update_step, self._global_step, name="last_mask_update_step_assign")
            with tf.control_dependencies([noted]), tf.control_dependencies(self._assign_ops):
                tf.logging.info("Updating masks.")
                return tf.no_op("mask_update")

    def conditional_mask_update_op(self):
        """The same, at those steps at which it is due."""
        with tf.name_scope(self._spec.name):
            within = tf.logical_and(
                self._global_step >= self._spec.begin_pruning_step,
                tf.logical_or(self._global_step <= self._spec.end_pruning_step,
                              tf.less(self._spec.end_pruning_step, 0)))
            due = self._last_update_step + self._spec.pruning_frequency <= self._global_step
        return tf.cond(tf.logical_and(within, due), self.mask_update_op, tf.no_op)

    def add_pruning_summaries(self):
        """Summaries of sparsities and thresholds."""
        with tf.name_scope(self._spec.name + "_summaries"):
            tf.summary.scalar("sparsity", self._sparsity)
            tf.summary.scalar("last_mask_update_step", self._last_update_step)
            for mask, threshold in zip(get_masks(), get_thresholds()):
                tf.summary.scalar(mask.op.name + "/sparsity", tf.nn.zero_fraction(mask))
                tf.summary.scalar(threshold.op.name + "/threshold", threshold)

    def print_hparams(self):
        """Log the hyperparameters."""
        tf.logging.info(self._spec.to_json())


def _validate(spec):
    if spec.begin_pruning_step < 0:
        raise ValueError("Illegal value for begin_pruning_step")
    if spec.begin_pruning_step >= spec.end_pruning_step and spec.end_pruning_step != -1:
        raise ValueError(
            "Pruning must begin before it can end. begin_step=%d, end_step=%d.Set end_pruning_step to -1 if pruning is "
            "required till trainingstops" % (spec.begin_pruning_step, spec.end_pruning_step))
    if spec.sparsity_function_begin_step < 0:
        raise ValueError("Illegal value for sparsity_function_begin_step")
    if spec.sparsity_function_begin_step >= spec.sparsity_function_end_step:
        raise ValueError("Sparsity function requires begin_step < end_step")
    for name in ("threshold_decay", "initial_sparsity", "target_sparsity"):
        if not 0.0 <= getattr(spec, name) < 1.0:
            raise ValueError(f"{name} must be in range [0,1)")


def _only(table, name, title, default):
    """The value of the one pattern that is found in ``name``."""
    found = [value for pattern, value in table.items() if pattern.search(name)]
    if len(found) > 1:
        raise ValueError(f"Multiple matches in {title} for weight {name}")
    return found[0] if found else default
