# GAN on a circle of points: two compiled models that share the generator, discriminator frozen in the second.
from __future__ import print_function, division

import numpy as np

from keras.layers import Input, Dense, Dropout, BatchNormalization
from keras.layers.advanced_activations import LeakyReLU
from keras.models import Sequential, Model
from keras.optimizers import Adam


class GAN():
    def __init__(self):
        self.latent_dim = 8
        optimizer = Adam(0.002, 0.5)

        self.discriminator = self.build_discriminator()
        self.discriminator.compile(loss='binary_crossentropy', optimizer=optimizer, metrics=['accuracy'])

        self.generator = self.build_generator()
        z = Input(shape=(self.latent_dim,))
        point = self.generator(z)
        # For the combined model we will only train the generator
        self.discriminator.trainable = False
        validity = self.discriminator(point)
        self.combined = Model(z, validity)
        self.combined.compile(loss='binary_crossentropy', optimizer=Adam(0.002, 0.5))

    def build_generator(self):
        model = Sequential()
        model.add(Dense(24, input_dim=self.latent_dim))
        model.add(LeakyReLU(alpha=0.2))
        model.add(BatchNormalization(momentum=0.8))
        model.add(Dense(2, activation='tanh'))
        noise = Input(shape=(self.latent_dim,))
        return Model(noise, model(noise))

    def build_discriminator(self):
        model = Sequential()
        model.add(Dense(24, input_shape=(2,)))
        model.add(LeakyReLU(alpha=0.2))
        model.add(Dropout(0.2))
        model.add(Dense(1, activation='sigmoid'))
        point = Input(shape=(2,))
        return Model(point, model(point))

    def train(self, epochs, batch_size=32):
        angles = np.random.uniform(0, 2 * np.pi, 1000)
        x_train = 0.8 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        valid, fake = np.ones((batch_size, 1)), np.zeros((batch_size, 1))
        for epoch in range(epochs):
            idx = np.random.randint(0, x_train.shape[0], batch_size)
            noise = np.random.normal(0, 1, (batch_size, self.latent_dim))
            gen = self.generator.predict(noise)
            d_loss_real = self.discriminator.train_on_batch(x_train[idx], valid)
            d_loss_fake = self.discriminator.train_on_batch(gen, fake)
            d_loss = 0.5 * np.add(d_loss_real, d_loss_fake)
            noise = np.random.normal(0, 1, (batch_size, self.latent_dim))
            g_loss = self.combined.train_on_batch(noise, valid)
            if epoch % 10 == 0:
                print("%d [D loss: %.4f] [G loss: %.4f]" % (epoch, d_loss[0], g_loss))


if __name__ == '__main__':
    np.random.seed(10)
    gan = GAN()
    print(len(gan.discriminator.trainable_weights), len(gan.combined.trainable_weights))
    print(gan.discriminator.metrics_names)
    gan.train(epochs=41)
    made = gan.generator.predict(np.random.normal(0, 1, (64, 8)))
    print('mean radius %.3f' % np.sqrt((made ** 2).sum(axis=1)).mean())
