"""Cases of `keras_cases`: what programs built on private classes, old orders of arguments and odd data."""

import h5py
import numpy as np
from keras import backend as K
from keras import layers, metrics, models, optimizers
from keras.layers.convolutional import _Conv
from keras.layers.merge import _Merge
from keras.layers.pooling import _GlobalPooling1D, _Pooling1D, _Pooling2D
from keras.layers.recurrent import _generate_dropout_mask, _standardize_args
from scipy import sparse


class Mixed(_Merge):
    def _merge_function(self, inputs):
        return 0.25 * inputs[0] + 0.75 * inputs[1]


class Own(_Conv):
    def __init__(self, filters, **kwargs):
        super().__init__(rank=2, filters=filters, kernel_size=3, **kwargs)


class Least2D(_Pooling2D):
    def __init__(self, pool_size=(2, 2), **kwargs):
        super().__init__(pool_size, **kwargs)

    def _pooling_function(self, inputs, pool_size, strides, padding, data_format):
        return -K.pool2d(-inputs, pool_size, strides, padding, data_format, pool_mode="max")


class Least1D(_Pooling1D):
    _pooling_function = Least2D._pooling_function


class Total(_GlobalPooling1D):
    def call(self, inputs):
        return K.sum(inputs, axis=1)


def private_bases_case(_):
    """Layers of a program, on private classes of Keras."""
    np.random.seed(0)
    one, two = layers.Input((8, 8, 2)), layers.Input((8, 8, 2))
    outputs = Own(4, padding="same")(Mixed()([one, two]))
    outputs = Total()(Least1D(padding="same")(layers.Reshape((16, 4))(Least2D()(outputs))))
    model = models.Model([one, two], outputs)
    mask = _generate_dropout_mask(K.ones((2, 2)), 0.5, training=True, count=3)
    return [[layer.output_shape for layer in model.layers], model.predict([np.random.rand(2, 8, 8, 2)] * 2),
            isinstance(layers.Conv2D(1, 1), _Conv), isinstance(layers.Add(), _Merge), len(mask),
            [len(part) if isinstance(part, list) else None
             for part in _standardize_args([one, two, one], None, None, 1)]]


def binary_accuracy_case(_):
    """Of a linear output: predictions are rounded."""
    true, predicted = K.constant([[1.0, 1.0, 0.0]]), K.constant([[1.7, 0.6, -0.6]])
    np.random.seed(0)
    model = models.Sequential([layers.Dense(1, input_shape=(3,))])
    model.compile("sgd", "mse", metrics=["acc", metrics.BinaryAccuracy(), "binary_accuracy"])
    return [K.eval(metrics.binary_accuracy(true, predicted)), K.eval(metrics.binary_accuracy(true, predicted, 0.7)),
            K.eval(metrics.get("binary_accuracy")(true, predicted)),
            model.evaluate(np.random.randn(20, 3) * 3, np.ones((20, 1)), verbose=0)]


def get_updates_case(_):
    """Keras 1's order of arguments, which agents of reinforcement learning kept."""
    found = []
    for call in (lambda optimizer, loss, weights: optimizer.get_updates(weights, [], loss),
                 lambda optimizer, loss, weights: optimizer.get_updates(loss, weights),
                 lambda optimizer, loss, weights: optimizer.get_updates(params=weights, loss=loss)):
        np.random.seed(0)
        model = models.Sequential([layers.Dense(2, input_shape=(3,))])
        loss = K.mean(K.square(model.output))
        train = K.function([model.input], [loss], updates=call(optimizers.RMSprop(0.1), loss, model.trainable_weights))
        found.append([train([np.ones((4, 3))])[0] for _ in range(3)])
    return found


def direct_call_case(_):
    """A recurrent layer's `call`, of a tensor that is no layer's output."""
    np.random.seed(0)
    layer = layers.LSTM(3, recurrent_initializer="glorot_uniform")
    layer(layers.Input((4, 5)))
    return K.eval(layer.call(K.constant(np.ones((2, 4, 5)))))


def sparse_case(_):
    """Sparse matrices of SciPy for dense inputs, the last part set aside."""
    np.random.seed(0)
    x, y = sparse.random(9, 3, 0.5, "csr", random_state=0), sparse.random(9, 2, 0.5, "csr", random_state=1)
    model = models.Sequential([layers.Dense(2, input_shape=(3,))])
    model.compile("sgd", "mse")
    history = model.fit(x, y, epochs=2, batch_size=3, shuffle=False, verbose=0, validation_split=0.34).history
    return [history, model.evaluate(x, y, verbose=0), model.predict(x)]


def group_case(_):
    """A model in a group of a file that holds other things."""
    np.random.seed(0)
    model = models.Sequential([layers.Dense(2, input_shape=(3,)), layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["acc"])
    x = np.random.rand(4, 3)
    with h5py.File("unused.h5", "w", driver="core", backing_store=False) as file:
        group = file.create_group("deep/model")
        models.save_model(model, group)
        loaded = models.load_model(group)
    return [np.abs(model.predict(x) - loaded.predict(x)).max(), loaded.metrics_names]


def numbers_case(_):
    """Numbers of NumPy where a layer is told a number; `K.switch` by rows."""
    rows, columns, threes = (K.constant(np.arange(24.0).reshape(shape)) for shape in ((4, 6), (4, 6), (4, 3, 2)))
    model = models.Sequential([layers.Embedding(np.int64(9), np.prod((2, 3)), input_length=np.int32(4)),
                               layers.Reshape((np.prod((2, 2)) * 6,)), layers.Dense(np.prod((2, 2)))])
    chosen = K.constant(np.array([1, 0, 0, 1], bool))
    return [[layer.output_shape for layer in model.layers], model.predict(np.ones((2, 4))).shape,
            K.eval(K.switch(chosen, threes, -threes)), K.eval(K.switch(chosen, lambda: rows, lambda: -columns)),
            K.eval(K.switch(K.constant(np.ones((4, 1)), "bool"), rows, -rows)),
            K.eval(K.switch(K.constant(0), rows, -rows))]


class Named(layers.Layer):
    def __init__(self, name="own", **kwargs):
        super().__init__(**kwargs)
        self.name = name

    def call(self, inputs):
        return inputs


def renamed_case(_):
    """Names that are set: of a layer in its making, of layers of two models that then join, of a model."""
    parts = []
    for side in ("left", "right"):
        inputs = layers.Input((3,))
        part = models.Model(inputs, layers.Dense(2, name="same")(layers.Dense(4, name="first")(inputs)))
        for layer in part.layers[1:]:
            layer.name = f"{layer.name}_{side}"
        parts.append(part)
    joined = models.Model([part.input for part in parts], Named()(layers.add([part.output for part in parts])))
    joined.name = "joined"
    joined.layers[-1].name = "end"
    twin = models.Model.from_config(joined.get_config(), {"Named": Named})
    twin.set_weights(joined.get_weights())
    x = [np.ones((2, 3))] * 2
    return [joined.get_layer("same_left").units, joined.name, [layer.name for layer in joined.layers[2:]],
            [layer["name"] for layer in joined.get_config()["layers"][2:]], Named().name,
            np.abs(joined.predict(x) - parts[0].predict(x[0]) - parts[1].predict(x[1])).max() < 1e-5]


def own_loss_case(_):
    """A model that gives its loss, one number for the batch, as its output."""
    np.random.seed(0)
    x, y = layers.Input((3,)), layers.Input((2,))
    outputs = layers.Lambda(lambda tensors: K.sum(K.square(tensors[0] - tensors[1])) / 4.0, output_shape=(1,),
                            name="own")([layers.Dense(2)(x), y])
    model = models.Model([x, y], outputs)
    model.compile("sgd", {"own": lambda y_true, y_pred: y_pred})
    data = [np.random.rand(6, 3), np.random.rand(6, 2)]
    history = model.fit(data, np.zeros(6), batch_size=3, epochs=2, shuffle=False, verbose=0).history
    return [model.train_on_batch(data, np.zeros(6)), history]


def tools_case(_):
    """Modules of TensorFlow by way of the backend."""
    if not hasattr(K, "control_flow_ops"):  # keras 2.2's
        return 5
    return int(K.eval(K.control_flow_ops.while_loop(lambda i: i < 5, lambda i: i + 1, [K.constant(0, "int32")])))


def two_ways_case(_):
    """What a Bidirectional says of the updates and losses of its layers."""
    x = layers.Input((3, 2))
    layer = layers.Bidirectional(layers.SimpleRNN(3, kernel_regularizer="l1", bias_regularizer="l1"))
    layer(x)
    told = lambda: [len(layer.updates), len(layer.get_updates_for(None)), len(layer.get_updates_for(x)),  # noqa: E731
                    len(layer.losses), len(layer.get_losses_for(None)), len(layer.get_losses_for(x))]
    found = [told()]
    for one in (layer.forward_layer, layer.backward_layer):
        for inputs, value in ((x, 0), (None, 1)):
            one.add_update(value, inputs=inputs)
            one.add_loss(value, inputs=inputs)
    return found + [told()]


def collections_case(_):
    """Layers and variables in lists and dictionaries of a layer: neither counted nor trained."""
    np.random.seed(0)

    class Several(layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner, self.named = [layers.Dense(2) for _ in range(2)], {"sizes": [1, 2], "dense": layers.Dense(3)}

        def build(self, input_shape):
            self.kernels = [self.add_weight("kernel", (3, 2), initializer="ones")]
            self.free = (K.variable([1.0, 2.0]),)
            super().build(input_shape)

        def call(self, x):
            return sum(dense(x) for dense in self.inner) + K.dot(x, self.kernels[0]) + self.free[0]

        def compute_output_shape(self, input_shape):
            return input_shape[:1] + (2,)

    layer = Several()
    model = models.Sequential([layers.Dense(3, input_shape=(4,)), layer])
    model.compile("sgd", "mse")
    trained = [model.train_on_batch(np.ones((2, 4)), np.ones((2, 2))) for _ in range(2)]
    kept = (layer.inner, layer.named, layer.named["sizes"], layer.kernels, layer.free)
    shapes = [weight.shape.as_list() for weight in model.weights]
    return [[type(value).__name__ for value in kept], shapes, len(model.trainable_weights), trained]


def nodes_by_hand_case(_):
    """Calls of layers that a program writes down itself."""
    from keras.engine import base_layer

    inputs, dense, second, third = layers.Input((3,)), layers.Dense(2), layers.Layer(), layers.Layer()
    made = dense(inputs)
    doubled, tripled = made * 2.0, made * 3.0
    base_layer.Node(second, [dense], [0], [0], [made], [doubled], [None], [None], [(None, 2)], [(None, 2)])
    doubled._keras_history = (second, 0, 0)
    third._add_inbound_node(made, tripled, None, None, (None, 2), (None, 2))
    found = []
    for layer, tensor in ((second, doubled), (third, tripled)):
        node = layer._inbound_nodes[0]
        found.append([node.outbound_layer is layer, node.inbound_layers == [dense], node.node_indices,
                      node.tensor_indices, node.input_tensors[0] is made, node.output_tensors[0] is tensor,
                      node.input_shapes, node.output_shapes, layer.get_output_at(0) is tensor, layer.output_shape])
    masked = layers.Embedding(4, 2, mask_zero=True)(inputs)
    return found + [len(dense._outbound_nodes), tripled._keras_shape, base_layer._to_snake_case("_OneTwo"),
                    base_layer._collect_input_shape([made, masked]), base_layer._collect_input_shape(made),
                    base_layer._collect_previous_mask(made),
                    [mask is None for mask in base_layer._collect_previous_mask([made, masked])]]


def architectures_case(_):
    """MobileNets: their layers, and initial weights by NumPy's seed."""
    from keras import applications

    found = []
    for build, settings in ((applications.MobileNet, {"input_shape": (64, 64, 3), "alpha": 0.25, "classes": 5}),
                            (applications.MobileNetV2, {"input_shape": (96, 64, 3), "alpha": 0.35, "classes": 5})):
        K.clear_session()
        np.random.seed(0)
        model = build(weights=None, **settings)
        found.append([[(layer.name, type(layer).__name__) for layer in model.layers], model.count_params(),
                      float(sum(np.abs(weight).sum() for weight in model.get_weights())),
                      model.layers[-6].output_shape, model.predict(np.ones((1,) + settings["input_shape"]))])
    return found


CASES = {
    "programs architectures": (architectures_case, None),
    "programs binary accuracy": (binary_accuracy_case, None),
    "programs collections": (collections_case, None),
    "programs direct call": (direct_call_case, None),
    "programs get_updates": (get_updates_case, None),
    "programs group": (group_case, None),
    "programs nodes by hand": (nodes_by_hand_case, None),
    "programs numbers": (numbers_case, None),
    "programs own loss": (own_loss_case, None),
    "programs private bases": (private_bases_case, None),
    "programs renamed": (renamed_case, None),
    "programs sparse": (sparse_case, None),
    "programs tools": (tools_case, None),
    "programs two ways": (two_ways_case, None),
}
