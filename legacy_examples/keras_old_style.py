# A program of 2016: argument names of Keras 1, which Keras 2 took with a warning.
from __future__ import print_function
import warnings
warnings.simplefilter('ignore')
import numpy as np
np.random.seed(1337)

from keras.layers import Input, Dense, Convolution2D, MaxPooling2D, Flatten, Embedding, LSTM, add
from keras.layers.core import Dropout, Activation
from keras.models import Model, Sequential
from keras.optimizers import SGD
from keras.regularizers import l2
from keras.engine.topology import Layer
from keras import backend as K



class Scale(Layer):
    def __init__(self, init='one', **kwargs):
        self.init = init
        super(Scale, self).__init__(**kwargs)

    def build(self, input_shape):
        self.gain = self.add_weight(shape=(input_shape[-1],), initializer=self.init, name='gain')
        super(Scale, self).build(input_shape)

    def call(self, x, mask=None):
        return x * self.gain

    def compute_output_shape(self, input_shape):
        return input_shape


model = Sequential()
model.add(Convolution2D(4, 3, 3, border_mode='same', input_shape=(8, 8, 1), W_regularizer=l2(0.01)))
model.add(Activation('relu'))
model.add(MaxPooling2D(pool_size=(2, 2), strides=(2, 2), border_mode='valid'))
model.add(Flatten())
model.add(Dense(output_dim=8, init='he_normal', activation='relu'))
model.add(Scale())
model.add(Dropout(p=0.2))
model.add(Dense(3, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer=SGD(lr=0.05, decay=1e-4, momentum=0.9, nesterov=True))
x = np.random.rand(60, 8, 8, 1)
y = np.eye(3)[np.random.randint(3, size=60)]
history = model.fit(x, y, batch_size=20, nb_epoch=3, verbose=0)
print(['%.4f' % v for v in history.history['loss']])
print([l.name for l in model.layers])
print(K.image_data_format(), model.layers[0].get_config()['padding'], model.layers[5].trainable_weights[0].name)
print(model.predict_classes(x[:5], verbose=0).shape, model.predict_proba(x[:5], verbose=0).shape)

words = Input(shape=(6,), dtype='int32')
embedded = Embedding(input_dim=30, output_dim=8, init='uniform', input_length=6)(words)
left = LSTM(output_dim=5, inner_activation='hard_sigmoid', init='glorot_uniform', inner_init='uniform')(embedded)
right = LSTM(5, go_backwards=True, consume_less='gpu', inner_init='uniform')(embedded)
both = add([left, right])
tagger = Model(input=words, output=Dense(1, activation='sigmoid', W_constraint=None)(both))
tagger.compile('rmsprop', 'binary_crossentropy')
w = np.random.randint(30, size=(40, 6))
t = (w.mean(axis=1) > 15).astype(int)


def batches():
    while True:
        yield w[:20], t[:20]
        yield w[20:], t[20:]


h = tagger.fit_generator(batches(), samples_per_epoch=2, nb_epoch=2, verbose=0)
print(['%.4f' % v for v in h.history['loss']])
print(tagger.name, ['%.3f' % v for v in tagger.predict(w[:3])[:, 0]])
