"""Cases of tf.contrib.quantize: the rewritten graphs' variables and what they compute."""

import numpy as np
from numbers_harness import features

CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def network(tf, training, fused=None, scale=True):
    layers = tf.contrib.layers
    norm = {"is_training": training, "fused": fused, "scale": scale, "decay": 0.9}
    x = tf.constant(features(2, 8, 8, 3))
    with tf.contrib.framework.arg_scope([layers.conv2d, layers.separable_conv2d], normalizer_fn=layers.batch_norm,
                                        normalizer_params=norm):
        x = layers.conv2d(x, 4, 3, scope="first")
        x = layers.separable_conv2d(x, None, 3, 1, scope="depthwise", activation_fn=tf.nn.relu6)
        x = x + layers.conv2d(x, 4, 3, scope="inner")
        x = layers.conv2d(x, 4, 1, scope="last")
    x = tf.add(x, tf.nn.max_pool(x, [1, 2, 2, 1], [1, 1, 1, 1], "SAME"))
    return layers.fully_connected(layers.flatten(x), 3, activation_fn=None, scope="logits")


def trained(tf, rewrite, rate=0.01, **options):
    """The variables after a few steps of a rewritten network, and how it evaluates after."""
    with tf.Graph().as_default() as graph, tf.Session() as session:
        logits = network(tf, True, **options)
        rewrite()
        loss = tf.losses.mean_squared_error(tf.constant(features(2, 3)), logits)
        # The moving averages stay: reading and updating them in one step is a race, in TF 1.15 too.
        train = tf.train.GradientDescentOptimizer(rate).minimize(loss)
        variables = sorted(tf.global_variables(), key=lambda v: v.name)
        session.run(tf.global_variables_initializer())
        for variable in variables:
            if variable in tf.trainable_variables():
                variable.load(0.4 * features(*variable.shape.as_list()), session)
        losses = [session.run([train, loss])[1] for _ in range(4)]
        found = session.run([v for v in variables if "moving_" in v.name or "quant" in v.name or "logits" in v.name])
        names = sorted(v.name for v in graph.get_collection("variables"))
    return [tf.constant(v) for v in [np.array(losses), names, *found]]


@case
def training(tf):
    return {name: trained(tf, tf.contrib.quantize.create_training_graph, **options)
            for name, options in {"fused": {"fused": True},
                                  "unfused": {"fused": False, "scale": False, "rate": 1e-5}}.items()}


@case
def delayed(tf):
    return {"delayed": trained(tf, lambda: tf.contrib.quantize.experimental_create_training_graph(
        weight_bits=4, activation_bits=6, symmetric=True, quant_delay=2, freeze_bn_delay=3), fused=True)}


@case
def single_ops(tf):
    from tensorflow.contrib.quantize.python import quant_ops

    x = tf.constant(3 * features(4, 5))
    return {"fixed": quant_ops.FixedQuantize(x, -1.0, 2.0),
            "last": quant_ops.LastValueQuantize(x, num_bits=4, narrow_range=True, symmetric=True),
            "channels": quant_ops.LastValueQuantize(x, per_channel=True, is_training=True, name_prefix="c"),
            "average": quant_ops.MovingAvgQuantize(x, per_channel=True, ema_decay=0.5),
            "range": quant_ops.MovingAvgQuantize(x, is_training=False, init_max=1.0, name_prefix="r")}
