'''Denoising autoencoder with the functional API; encoder and decoder are cut out of it afterwards.
'''
from __future__ import print_function
import gzip
import numpy as np
np.random.seed(42)

from keras.layers import Input, Dense
from keras.models import Model
from keras import regularizers

with gzip.open('data/mnist/train-images-idx3-ubyte.gz') as f:
    images = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784) / 255.
x_train, x_test = images[:512].astype('float32'), images[600:700].astype('float32')
noisy = np.clip(x_train + 0.3 * np.random.normal(size=x_train.shape), 0., 1.)

encoding_dim = 16
input_img = Input(shape=(784,))
encoded = Dense(64, activation='relu')(input_img)
encoded = Dense(encoding_dim, activation='relu',
                activity_regularizer=regularizers.l1(1e-5))(encoded)
decoded = Dense(64, activation='relu')(encoded)
decoded = Dense(784, activation='sigmoid')(decoded)
autoencoder = Model(input_img, decoded)
encoder = Model(input_img, encoded)

encoded_input = Input(shape=(encoding_dim,))
decoder = Model(encoded_input, autoencoder.layers[-1](autoencoder.layers[-2](encoded_input)))

autoencoder.compile(optimizer='adadelta', loss='binary_crossentropy')
history = autoencoder.fit(noisy, x_train, epochs=5, batch_size=64, shuffle=True, verbose=0,
                          validation_data=(x_test, x_test))
print('losses', ['%.4f' % v for v in history.history['loss']])
print('validation', ['%.4f' % v for v in history.history['val_loss']])

codes = encoder.predict(x_test)
print('codes', codes.shape, '%.3f' % codes.mean())
pictures = decoder.predict(codes)
print('the parts give what the whole gives:', np.allclose(pictures, autoencoder.predict(x_test), atol=1e-5))
print('error %.4f' % np.mean((pictures - x_test) ** 2))
