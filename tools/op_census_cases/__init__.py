"""The cases of tools/op_census.py: one graph-building call (or a few that belong together) each.

A case is a function without arguments that builds in the default graph, written for TF 1.15 and for compat.v1 alike.
"""

from op_census_cases import keras, layers, nn, ops, training

GROUPS = (
    ops.random_ops,
    ops.basic_ops,
    nn.nn_ops,
    nn.losses,
    nn.metrics,
    nn.images,
    training.variables,
    training.initializers,
    training.optimizers,
    training.control_flow,
    training.input_pipelines,
    layers.layers,
    layers.rnn,
    keras.keras_layers,
    keras.keras_models,
)


def cases(tf):
    """Name -> function, for the TensorFlow module given."""
    found = {}
    for group in GROUPS:
        for name, case in group(tf):
            if name in found:
                raise ValueError("two cases are called " + name)
            found[name] = case
    return found
