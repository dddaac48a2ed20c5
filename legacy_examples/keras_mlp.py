'''Trains a simple deep NN on the MNIST digits, with standalone Keras on the TensorFlow backend.
'''
from __future__ import print_function

import gzip

import numpy as np
import tensorflow as tf

np.random.seed(1337)
tf.set_random_seed(1337)

import keras
from keras import backend as K
from keras import initializers
from keras.callbacks import EarlyStopping
from keras.backend.tensorflow_backend import set_session
from keras.layers import Dense, Activation
from keras.models import Sequential
from keras.optimizers import RMSprop
from keras.utils import np_utils

config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
config.gpu_options.allow_growth = True
set_session(tf.Session(config=config))

batch_size = 100
num_classes = 10
epochs = 3


def load(kind, n):
    with gzip.open('data/mnist/%s-images-idx3-ubyte.gz' % kind) as f:
        images = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784)[:n]
    with gzip.open('data/mnist/%s-labels-idx1-ubyte.gz' % kind) as f:
        labels = np.frombuffer(f.read(), np.uint8, offset=8)[:n]
    return images.astype('float32') / 255, np_utils.to_categorical(labels, num_classes)


x_train, y_train = load('train', 2000)
x_test, y_test = load('t10k', 500)
print(x_train.shape[0], 'train samples')
print(x_test.shape[0], 'test samples')


def glorot(seed):
    return initializers.glorot_uniform(seed=seed)


model = Sequential()
model.add(Dense(64, input_shape=(784,), kernel_initializer=glorot(1)))
model.add(Activation('relu'))
model.add(Dense(32, activation='relu', kernel_initializer=glorot(2)))
model.add(Dense(num_classes, activation='softmax', kernel_initializer=glorot(3)))
model.compile(loss='categorical_crossentropy',
              optimizer=RMSprop(lr=0.002),
              metrics=['accuracy'])

print([layer.name for layer in model.layers])
print('parameters:', model.count_params())
history = model.fit(x_train, y_train,
                    batch_size=batch_size, epochs=epochs,
                    verbose=0,
                    callbacks=[EarlyStopping(monitor='val_loss', patience=2)],
                    validation_data=(x_test, y_test))
print('history:', sorted(history.history))
for i in range(epochs):
    print('epoch %d loss %.4f val_loss %.4f' % (
        i + 1, history.history['loss'][i], history.history['val_loss'][i]))
score = model.evaluate(x_test, y_test, verbose=0)
print('Test loss: %.4f' % score[0])
print('Test accuracy: %.3f' % score[1])

# the graph behind it
sess = K.get_session()
print('layer 1 in the session:', sess.run(model.layers[1].output, {model.input: x_test[:5]}).shape)
get_hidden = K.function([model.layers[0].input, K.learning_phase()], [model.layers[2].output])
print('hidden mean: %.4f' % get_hidden([x_test, 0])[0].mean())
grads = K.gradients(K.max(model.output, axis=1), model.input)[0]
saliency = K.function([model.input], [grads])([x_test[:10]])[0]
print('saliency', saliency.shape)

weights = model.get_weights()
K.clear_session()
print('after clear_session:', Dense(3, input_shape=(2,)).name)
model2 = Sequential([Dense(64, input_shape=(784,), activation='relu', weights=weights[:2]),
                     Dense(32, activation='relu', weights=weights[2:4]),
                     Dense(10, activation='softmax', weights=weights[4:])])
print('same prediction:', (model2.predict_classes(x_test[:8]) == y_test[:8].argmax(1)).tolist())
