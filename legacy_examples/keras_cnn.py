'''A small convnet on MNIST digits with Keras, as in the Keras examples folder.
'''
from __future__ import print_function
import gzip
import numpy as np
np.random.seed(1337)  # for reproducibility

import keras
from keras.models import Sequential
from keras.layers import Dense, Dropout, Flatten
from keras.layers import Conv2D, MaxPooling2D
from keras.layers.normalization import BatchNormalization
from keras import backend as K

batch_size = 64
num_classes = 10
epochs = 2
img_rows, img_cols = 28, 28


def read(kind, count):
    with gzip.open('data/mnist/%s-images-idx3-ubyte.gz' % kind) as f:
        x = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, img_rows, img_cols)
    with gzip.open('data/mnist/%s-labels-idx1-ubyte.gz' % kind) as f:
        y = np.frombuffer(f.read(), np.uint8, offset=8)
    return x[:count], y[:count]


(x_train, y_train), (x_test, y_test) = read('train', 640), read('t10k', 200)

if K.image_data_format() == 'channels_first':
    x_train = x_train.reshape(x_train.shape[0], 1, img_rows, img_cols)
    x_test = x_test.reshape(x_test.shape[0], 1, img_rows, img_cols)
    input_shape = (1, img_rows, img_cols)
else:
    x_train = x_train.reshape(x_train.shape[0], img_rows, img_cols, 1)
    x_test = x_test.reshape(x_test.shape[0], img_rows, img_cols, 1)
    input_shape = (img_rows, img_cols, 1)

x_train = x_train.astype('float32') / 255
x_test = x_test.astype('float32') / 255
y_train = keras.utils.to_categorical(y_train, num_classes)
y_test = keras.utils.to_categorical(y_test, num_classes)

model = Sequential()
model.add(Conv2D(8, kernel_size=(3, 3), activation='relu', input_shape=input_shape))
model.add(BatchNormalization())
model.add(Conv2D(16, (3, 3), activation='relu'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Dropout(0.25))
model.add(Flatten())
model.add(Dense(32, activation='relu'))
model.add(Dropout(0.5))
model.add(Dense(num_classes, activation='softmax'))

model.compile(loss=keras.losses.categorical_crossentropy,
              optimizer=keras.optimizers.Adadelta(),
              metrics=['accuracy'])
print('layers', [layer.name for layer in model.layers])
print('learning rate', K.get_value(model.optimizer.lr))

history = model.fit(x_train, y_train,
                    batch_size=batch_size,
                    epochs=epochs,
                    verbose=0,
                    validation_data=(x_test, y_test))
for epoch in range(epochs):
    print('epoch %d: loss %.3f val_loss %.3f' % (
        epoch + 1, history.history['loss'][epoch], history.history['val_loss'][epoch]))
score = model.evaluate(x_test, y_test, verbose=0)
print('Test loss: %.3f' % score[0])
print('prediction of the first:', np.round(model.predict(x_test[:1])[0], 2).tolist())
