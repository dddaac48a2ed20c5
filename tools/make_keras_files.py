"""Makes the old Keras files that the tests load: models, weights, configs and what they predict.

Run with the Python of TF 1.15.5 (h5py<3), once for each Keras:

    python tools/make_keras_files.py tests/keras2/files keras       the installed keras (2.3.1; others by PYTHONPATH)
    python tools/make_keras_files.py tests/keras2/files tf.keras    TensorFlow's own

writes into a folder named for the version: ``conv.h5`` and ``text.h5`` (models with optimizer state), ``conv.json``,
``conv.yaml``, ``weights.h5``, ``code.h5`` (a Lambda) and ``predictions.npz``.
"""

import os
import sys

import numpy as np


def main(folder, which):
    np.random.seed(1)
    if which == "keras":
        import keras
        label = "keras-" + keras.__version__
    else:
        import tensorflow
        keras = tensorflow.keras
        label = "tf-" + tensorflow.__version__
    folder = os.path.join(folder, label)
    if not os.path.isdir(folder):
        os.makedirs(folder)
    path = lambda name: os.path.join(folder, name)  # noqa: E731

    model = conv(keras)
    images, labels = np.random.rand(12, 8, 8, 1), np.eye(3)[np.random.randint(3, size=12)]
    for _ in range(3):
        model.train_on_batch(images, labels)
    model.save(path("conv.h5"))
    model.save_weights(path("weights.h5"))
    with open(path("conv.json"), "w") as file:
        file.write(model.to_json())
    with open(path("conv.yaml"), "w") as file:
        file.write(model.to_yaml())
    before = model.predict(images)
    next_loss = model.train_on_batch(images, labels)
    after = model.predict(images)

    text = sequence(keras)
    words, tags = np.random.randint(20, size=(10, 6)), np.random.rand(10, 4)
    text.train_on_batch(words, tags)
    text.save(path("text.h5"))

    code = keras.models.Sequential([keras.layers.Lambda(lambda x: x * 2, input_shape=(3,))])
    code.save(path("code.h5"))
    np.savez(path("predictions.npz"), images=images, labels=labels, conv=before, conv_after=after,
             next_loss=np.ravel(next_loss), words=words, text=text.predict(words))
    print(label)


def conv(keras):
    layers = keras.layers
    image = layers.Input(shape=(8, 8, 1), name="image")
    x = layers.Conv2D(3, (3, 3), activation="relu", padding="same")(image)
    x = layers.BatchNormalization()(x)
    x = layers.MaxPooling2D((2, 2))(x)
    x = layers.Flatten()(layers.Dropout(0.1)(x))
    left = layers.Dense(4, activation="tanh", kernel_regularizer=keras.regularizers.l2(0.01))(x)
    right = layers.Dense(4, kernel_constraint=keras.constraints.max_norm(2.0))(x)
    x = layers.concatenate([layers.add([left, right]), left])
    model = keras.models.Model(image, layers.Dense(3, activation="softmax")(x))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model


def sequence(keras):
    layers = keras.layers
    model = keras.models.Sequential()
    model.add(layers.Embedding(20, 5, input_length=6))
    model.add(layers.Bidirectional(layers.LSTM(3, return_sequences=True)))
    model.add(layers.TimeDistributed(layers.Dense(4)))
    model.add(layers.GRU(4, recurrent_activation="hard_sigmoid"))
    model.compile(keras.optimizers.RMSprop(lr=0.01), "mse")
    return model


if __name__ == "__main__":
    main(*sys.argv[1:])
