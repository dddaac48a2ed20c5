'''Variational autoencoder: a Lambda layer that samples, and the loss added to the model by hand.
'''
from __future__ import print_function
import gzip
import numpy as np
np.random.seed(3)
import tensorflow as tf
tf.set_random_seed(3)

from keras.layers import Lambda, Input, Dense
from keras.models import Model
from keras.losses import binary_crossentropy
from keras import backend as K


def sampling(args):
    z_mean, z_log_var = args
    batch = K.shape(z_mean)[0]
    dim = K.int_shape(z_mean)[1]
    epsilon = K.random_normal(shape=(batch, dim), seed=11)
    return z_mean + K.exp(0.5 * z_log_var) * epsilon


with gzip.open('data/mnist/train-images-idx3-ubyte.gz') as f:
    x_train = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784)[:600].astype('float32') / 255

original_dim, intermediate_dim, latent_dim = 784, 48, 2

inputs = Input(shape=(original_dim,), name='encoder_input')
x = Dense(intermediate_dim, activation='relu')(inputs)
z_mean = Dense(latent_dim, name='z_mean')(x)
z_log_var = Dense(latent_dim, name='z_log_var')(x)
z = Lambda(sampling, output_shape=(latent_dim,), name='z')([z_mean, z_log_var])
encoder = Model(inputs, [z_mean, z_log_var, z], name='encoder')

latent_inputs = Input(shape=(latent_dim,), name='z_sampling')
x = Dense(intermediate_dim, activation='relu')(latent_inputs)
outputs = Dense(original_dim, activation='sigmoid')(x)
decoder = Model(latent_inputs, outputs, name='decoder')

outputs = decoder(encoder(inputs)[2])
vae = Model(inputs, outputs, name='vae_mlp')

reconstruction_loss = binary_crossentropy(inputs, outputs) * original_dim
kl_loss = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
vae.add_loss(K.mean(reconstruction_loss + kl_loss))
vae.compile(optimizer='adam')

history = vae.fit(x_train, epochs=4, batch_size=50, verbose=0)
print('losses', ['%.2f' % v for v in history.history['loss']])
mean, log_var, _ = encoder.predict(x_train[:50], batch_size=50)
print('latent means %.3f %.3f' % tuple(mean.mean(axis=0)))
print('decoded', decoder.predict(np.array([[0., 1.]])).shape)
print([layer.name for layer in vae.layers])
