"""Cases of `keras_cases` about what is around the layers: images, files of weights, callbacks, old base classes."""

import os
import tempfile
import warnings

import numpy as np
import tensorflow as tf
from keras import activations, callbacks, layers, losses, metrics, models, optimizers
from keras import backend as K
from keras.preprocessing import image, sequence, text
from keras.utils.generic_utils import deserialize_keras_object
from keras.utils.io_utils import H5Dict

IMAGES = {
    "rotation": {"rotation_range": 40}, "width": {"width_shift_range": 0.3}, "height": {"height_shift_range": 0.3},
    "shear": {"shear_range": 20}, "zoom": {"zoom_range": [0.5, 1.5], "fill_mode": "constant", "cval": 7.0},
    "brightness": {"brightness_range": (0.3, 1.5)}, "channels": {"channel_shift_range": 40.0},
    "several": {"rotation_range": 30, "width_shift_range": 0.2, "height_shift_range": 0.2, "shear_range": 10,
                "zoom_range": 0.3, "horizontal_flip": True, "rescale": 1 / 255.0},
    "channels first": {"rotation_range": 40, "height_shift_range": 0.3, "data_format": "channels_first"},
}


def image_case(options):
    pictures = np.random.RandomState(0).rand(3, 6, 5, 2 if "brightness_range" not in options else 3) * 255
    if "data_format" in options:
        pictures = pictures.transpose(0, 3, 1, 2)
    np.random.seed(3)
    generator = image.ImageDataGenerator(**options)
    flow = generator.flow(pictures, [0, 1, 1], batch_size=2, seed=5)
    return {"first": next(flow)[0], "second": next(flow)[0]}


def image_functions_case():
    grid = np.arange(27.0).reshape(3, 3, 3)
    return {"affine": image.apply_affine_transform(grid, tx=1), "turned": image.apply_affine_transform(
        grid, theta=30, row_axis=1, col_axis=2, channel_axis=0)}


def text_case():
    words = text.text_to_word_sequence(text="A b, c", lower=False)
    return {"words": words, "ones": len(text.one_hot(text="a b c", n=5)),
            "hashed": text.hashing_trick("a b c", 7, "md5"),
            "padded": sequence.pad_sequences([[1, 2], [3]], 3, truncating="post", value=9.0)}


def masks_case():
    """A mask of the program's own, a length that an Embedding states, a list of one."""
    class Where(layers.Masking):
        def compute_mask(self, inputs, mask=None):
            return K.not_equal(inputs[:, :, 0], 2.0)

    inputs = layers.Input((3, 2))
    masked = layers.LSTM(2, kernel_initializer="ones", recurrent_initializer="ones")(Where()(inputs))
    numbers = layers.Input((None,))
    embedded = layers.Embedding(5, 2, input_length=7)(numbers)
    raised = []
    for build in (lambda: layers.Embedding(5, 2, input_length=2)(layers.Input((5,))),
                  lambda: layers.Concatenate()([inputs])):
        try:
            build()
        except ValueError:
            raised.append(True)
    x = np.array([[[1.0, 1], [2, 1], [1, 2]], [[2, 0], [0.5, 1], [2, 2]]])
    return {"masked": models.Model(inputs, masked).predict(x), "shape": K.int_shape(embedded), "raised": raised}


def weight_files_case():
    """Weights by name and by order, reshaped and skipped; files written by a callback."""
    np.random.seed(5)
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "w.h5")

    def build(last):
        return models.Sequential([layers.Dense(3, input_shape=(4,), name="one"), layers.Dense(last, name="two")])

    first, narrow, same = build(2), build(5), build(2)
    first.save_weights(path)
    narrow.load_weights(path, by_name=True, skip_mismatch=True)
    same.load_weights(path)
    kernel = models.Sequential([layers.Conv2D(3, 1, input_shape=(1, 1, 4), name="one")])
    kernel.load_weights(path, by_name=True, reshape=True)
    x, y = np.random.rand(16, 4), np.random.rand(16, 2)
    same.compile("sgd", losses.MeanSquaredError(), metrics=["accuracy"])
    saver = callbacks.ModelCheckpoint(os.path.join(folder, "m{epoch:02d}-{loss:.3f}-{accuracy:.2f}.h5"), "loss", 0,
                                      True, False, "auto", 2)
    same.fit(x, y, epochs=4, verbose=0, callbacks=[saver])
    saved = sorted(name for name in os.listdir(folder) if name.startswith("m"))
    loaded = models.load_model(os.path.join(folder, saved[-1]))
    return {"narrow": narrow.layers[0].get_weights()[0], "kernel": kernel.get_weights()[0], "saved": saved,
            "loaded": loaded.evaluate(x, y, verbose=0), "reduction": loaded.loss.reduction}


def recurrent_case():
    """A layer derived from Keras 1's base class of recurrent layers."""
    class Sums(layers.Recurrent):
        def __init__(self, units, **kwargs):
            self.units = units
            super().__init__(**kwargs)

        def build(self, input_shape):
            self.W = self.add_weight(shape=(input_shape[-1], self.units), name="W", initializer="glorot_uniform")
            self.states, self.input_spec = [None], [layers.InputSpec(shape=(input_shape[0], None, input_shape[2]))]
            if self.stateful:
                self.reset_states()

        def preprocess_input(self, inputs, training=None):
            return inputs * 2

        def get_constants(self, inputs, training=None):
            return [K.mean(inputs)]

        def step(self, inputs, states):
            state = K.tanh(K.dot(inputs, self.W) + states[0] * states[1])
            return state, [state]

    np.random.seed(6)
    x = np.random.rand(2, 4, 3)
    x[1, 2:] = 0
    inputs = layers.Input((4, 3))
    whole = models.Model(inputs, Sums(2, return_sequences=True)(layers.Masking()(inputs)))
    kept = models.Sequential([Sums(2, stateful=True, batch_input_shape=(2, 4, 3))])
    found = [whole.predict(x), kept.predict(x), kept.predict(x)]
    kept.reset_states()
    return {"predicted": found + [kept.predict(x)], "shapes": [whole.output_shape, kept.output_shape]}


def older_case():
    """Keras 1's transposed and separable convolutions, numbers as losses, what H5Dict gives back."""
    np.random.seed(7)
    inputs = layers.Input((4, 4, 2))
    made = [layers.Deconvolution2D(2, 3, 3, (None, 6, 6, 2)),
            layers.SeparableConv2D(2, 3, 3, b_regularizer="l2", b_constraint="nonneg")]
    shapes = [K.int_shape(layer(inputs)) for layer in made]
    settings = [layers.LSTM(2, forget_bias_init="zero").get_config()["unit_forget_bias"]]
    settings += [layers.SeparableConv2D(2, 3, 3, init="zeros").get_config()[part + "_initializer"]["class_name"]
                 for part in ("depthwise", "pointwise")]
    model = models.Sequential([layers.Dense(1, input_shape=(2,))])
    model.add_loss(1)
    model.add_loss(0.5)
    model.compile("sgd", "mse")
    path = os.path.join(tempfile.mkdtemp(), "d.h5")
    with H5Dict(path, mode="w") as file:
        file["text"], file["bytes"], file["list"] = "abcd", b"abcd", [b"efg", b"hij"]
    with H5Dict(path, mode="r") as file:
        kinds = [[type(file[name]).__name__.rstrip("_"), len(file[name])] for name in ("text", "bytes")]
        kinds.append([one.decode() for one in file["list"]])
    return {"shapes": shapes, "settings": settings, "kinds": kinds,
            "loss": model.train_on_batch(np.ones((2, 2)), np.ones((2, 1)))}


def objects_case():
    """Objects by name and config; which thresholds metrics look at; names of losses."""
    class Scale:
        def __init__(self, by=1):
            self.by = by

        @classmethod
        def from_config(cls, config):
            return cls(**config)

    def double(x):
        return 2 * x

    known = {"Scale": Scale, "double": double}
    truth, guess = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], [0.0, 0.1, 0.2, 0.3, 0.4, 0.01, 0.02, 0.25, 0.26, 0.26]
    points = []
    for metric in (metrics.SpecificityAtSensitivity(0.8), metrics.SensitivityAtSpecificity(0.5)):
        tensors = K.variable(truth, dtype="float32"), K.variable(guess, dtype="float32")
        points.append(K.eval(metric(*tensors)))
    return {"found": [deserialize_keras_object("double", module_objects=known)(2),
                      deserialize_keras_object({"class_name": "Scale", "config": {"by": 3}}, known,
                                               printable_module_name="scale").by],
            "points": points, "losses": [losses.KLDivergence().name, losses.LogCosh().name, losses.Huber().reduction]}


def program_layer_case():
    """A layer of the program's own: its rule of shapes, asked for by the program; bounds of `K.relu` from weights."""
    class Bounded(layers.Layer):
        def build(self, input_shape):
            self.bound = self.add_weight("bound", input_shape[1:], initializer="ones")
            super().build(input_shape)

        def call(self, x):
            return K.relu(x, self.bound / 4, self.bound / 2) + K.relu(x, max_value=self.bound)

        def compute_output_shape(self, input_shape):
            return (None, *input_shape[1:])

    inputs = layers.Input((4,))
    outputs = Bounded()(inputs)
    shapes = [Bounded().compute_output_shape((5, 4)), layers.TimeDistributed(Bounded()).compute_output_shape((5, 3, 4)),
              models.Model(inputs, outputs).compute_output_shape((5, 4))]
    model = models.Sequential([layers.Dense(3, kernel_initializer="ones", input_shape=(4,)), layers.Reshape((3,))])
    longer = layers.Input((1, 4))

    class Kept(layers.Layer):
        """Its rule is wrong, and the graph does not know the width."""

        def call(self, x):
            return tf.boolean_mask(x, [True, False, True, True], axis=1)

        def compute_output_shape(self, input_shape):
            return (None, 1)

    kept = layers.Lambda(lambda x: K.dot(x, K.ones((3, 2))), output_shape=(2,))(Kept()(inputs))
    return {"kept": models.Model(inputs, kept).predict(np.ones((2, 4))),
            "longer": models.Model(longer, model(longer)).predict(np.ones((2, 1, 4))),
            "shapes": [[type(shape).__name__, *shape] for shape in shapes],
            "outputs": models.Model(inputs, outputs).predict(np.array([[-2, 0.3, 0.7, 3.0]]))}


def program_subclasses_case():
    """An embedding that gives its table too; an optimizer whose `lr` is a property."""
    class Both(layers.Embedding):
        def compute_output_shape(self, input_shape):
            return [super().compute_output_shape(input_shape), (self.input_dim, self.output_dim)]

        def compute_mask(self, inputs, mask=None):
            return [super().compute_mask(inputs, mask), None]

        def call(self, inputs):
            return [super().call(inputs), K.identity(self.embeddings)]

    class Descent(optimizers.Optimizer):
        def __init__(self, learning_rate=0.5, **kwargs):
            super().__init__(**kwargs)
            self.learning_rate = K.variable(learning_rate)

        @property
        def lr(self):
            return self.learning_rate

        @lr.setter
        def lr(self, value):
            self.learning_rate = value

        def get_updates(self, loss, params):
            self.updates = [K.update(p, p - self.lr * g) for p, g in zip(params, self.get_gradients(loss, params))]
            return self.updates

    inputs = layers.Input((3,))
    rows, table = Both(5, 2, embeddings_initializer="ones", mask_zero=True)(inputs)
    model = models.Model(inputs, layers.Lambda(lambda x: K.dot(x[0], K.transpose(x[1])), output_shape=(3, 5))(
        [rows, table]))
    optimizer = Descent()
    model.compile(optimizer, "mse")
    batch = np.array([[1, 2, 0]]), np.zeros((1, 3, 5))
    found = [model.train_on_batch(*batch)]
    K.set_value(model.optimizer.lr, 0.1)
    return {"losses": found + [model.train_on_batch(*batch) for _ in range(2)], "weights": model.get_weights(),
            "shapes": [K.int_shape(rows), K.int_shape(table)]}


def backend_functions_case():
    """Functions of the backend over axes, formats and tensors; a layer in an activation's place."""
    x = np.arange(24, dtype="float32").reshape((1, 2, 3, 4))
    tensor = K.variable(x)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        activations.get(layers.LeakyReLU())
    moments = [K.variable(np.reshape([1.0, 2.0], (1, 2, 1, 1))) for _ in range(4)]
    return {"tile": [K.eval(K.tile(K.variable([[1.0, 2.0]]), n)) for n in (2, [2], (2, 1))],
            "arange": [K.eval(K.arange(K.constant(n, "int32"))) for n in (3, -1)] + [K.eval(K.arange(2, 5))],
            "bias": K.eval(K.bias_add(K.variable([[1.0, 2.0]]), K.variable([3.0, 4.0]), "channels_first")),
            "normalized": K.eval(K.batch_normalization(tensor, *moments, axis=1)),
            "warned": [one.category.__name__ for one in warned if "layer instance" in str(one.message)]}


CASES = {"image " + key: (image_case, value) for key, value in IMAGES.items()}
for name, case in (("image functions", image_functions_case), ("tools text", text_case), ("tools masks", masks_case),
                   ("tools weight files", weight_files_case), ("tools recurrent", recurrent_case),
                   ("tools objects", objects_case), ("tools older", older_case),
                   ("tools program layer", program_layer_case), ("tools backend", backend_functions_case),
                   ("tools program subclasses", program_subclasses_case)):
    CASES[name] = (lambda function: function(), case)
