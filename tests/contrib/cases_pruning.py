"""Cases of tf.contrib.model_pruning and optimizer_v2."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def masked_layers(tf):
    pruning = tf.contrib.model_pruning
    images = tf.constant(features(2, 5, 5, 2))
    outputs = {
        "conv": pruning.masked_convolution(images, 3, 3, stride=2, normalizer_fn=tf.contrib.layers.batch_norm),
        "dilated": pruning.masked_conv2d(images, 2, [2, 3], rate=2, padding="VALID", activation_fn=None, scope="c"),
        "dense": pruning.masked_fully_connected(images, 4),
        "flat": pruning.masked_fully_connected(tf.constant(features(2, 3)), 4, biases_initializer=None, scope="f"),
    }
    names = [v.op.name for key in ("masks", "thresholds", "masked_weights", "kernel")
             for v in tf.get_collection(key)]
    outputs["names"] = tf.constant(names)
    return outputs


@case
def masked_cells(tf):
    pruning = tf.contrib.model_pruning
    outputs = {}
    for name, cell in (("basic", pruning.MaskedBasicLSTMCell(3)),
                       ("lstm", pruning.MaskedLSTMCell(3, use_peepholes=True))):
        with tf.variable_scope(name):
            outputs[name] = list(tf.nn.dynamic_rnn(cell, tf.constant(features(2, 4, 3)), dtype=tf.float32))
    outputs["names"] = tf.constant([v.op.name for v in tf.get_collection("masks")])
    return outputs


@case
def pruned(tf):
    pruning = tf.contrib.model_pruning
    outputs = {}
    for name, options in {"plain": "target_sparsity=0.6,pruning_frequency=1",
                          "decayed": "threshold_decay=0.5,pruning_frequency=2",
                          "blocks": "block_height=2,block_width=2,block_pooling_function=MAX,pruning_frequency=1",
                          "late": "begin_pruning_step=3,pruning_frequency=1"}.items():
        with tf.Graph().as_default() as graph, tf.Session() as session:
            step = tf.train.get_or_create_global_step()
            weights = tf.get_variable("one/weights", initializer=features(6, 4))
            masked = pruning.apply_mask(weights, "one")
            spec = pruning.get_pruning_hparams().parse(
                "sparsity_function_end_step=8," + options)
            tool = pruning.Pruning(spec, global_step=step)
            update, following = tool.conditional_mask_update_op(), tf.assign_add(step, 1)
            session.run(tf.global_variables_initializer())
            found = []
            for _ in range(6):
                session.run(following)
                session.run(update)
                found += session.run([masked, pruning.get_weight_sparsity(), pruning.get_thresholds()])
            names = [v.name for v in graph.get_collection("variables")]
        outputs[name] = [tf.constant(v) for v in tf.nest.flatten(found) + [names]]
    return outputs


@case
def optimizers(tf):
    import tensorflow.contrib.optimizer_v2 as optimizers

    outputs = {}
    for label, name, options in (
            ("adadelta", "Adadelta", {}), ("adagrad", "Adagrad", {"learning_rate": 0.1}), ("adam", "Adam", {}),
            ("sgd", "GradientDescent", {"learning_rate": 0.1}),
            ("momentum", "Momentum", {"learning_rate": 0.1, "momentum": 0.9, "use_nesterov": True}),
            ("rmsprop", "RMSProp", {"learning_rate": 0.1, "centered": True, "momentum": 0.5}),
            ("rmsprop_of_a_large_epsilon", "RMSProp", {"learning_rate": 0.1, "epsilon": 1.0})):
        with tf.Graph().as_default() as graph, tf.Session() as session:
            x = tf.get_variable("x", initializer=[1.0, 2.0])
            table = tf.get_variable("table", initializer=np.ones([3, 2], np.float32))
            loss = tf.reduce_sum(x * x) + tf.reduce_sum(tf.square(tf.nn.embedding_lookup(table, [1])))
            optimizer = getattr(optimizers, name + "Optimizer")(**options)
            train = optimizer.minimize(loss, global_step=tf.train.get_or_create_global_step())
            session.run(tf.global_variables_initializer())
            for _ in range(3):
                session.run(train)
            variables = graph.get_collection("variables")
            found = session.run(variables) + [[v.name for v in variables], ["", *optimizer.get_slot_names()]]
        outputs[label] = [tf.constant(v) for v in found]
    return outputs
