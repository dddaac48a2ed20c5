'''Sentiment of word sequences with an LSTM; the reviews are made up, as the real ones have to be downloaded.
'''
from __future__ import print_function
import numpy as np

from keras.preprocessing import sequence
from keras.models import Sequential
from keras.layers import Dense, Embedding
from keras.layers import LSTM

np.random.seed(7)
max_features = 200
maxlen = 20
batch_size = 32


def reviews(count):
    texts, labels = [], []
    for _ in range(count):
        label = np.random.randint(2)
        length = np.random.randint(5, 30)
        # good words have even numbers
        words = np.random.randint(1, max_features // 2, size=length) * 2 - (
            np.random.rand(length) < (0.15 if label else 0.85)).astype(int)
        texts.append(words.tolist())
        labels.append(label)
    return np.array(texts, dtype=object), np.array(labels)


(x_train, y_train), (x_test, y_test) = reviews(320), reviews(96)
print(len(x_train), 'train sequences')
print('Pad sequences (samples x time)')
x_train = sequence.pad_sequences(x_train, maxlen=maxlen)
x_test = sequence.pad_sequences(x_test, maxlen=maxlen)
print('x_train shape:', x_train.shape)

print('Build model...')
model = Sequential()
model.add(Embedding(max_features, 16))
model.add(LSTM(16, dropout=0.2, recurrent_dropout=0.2, recurrent_initializer='glorot_uniform'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])

print('Train...')
history = model.fit(x_train, y_train, batch_size=batch_size, epochs=4, verbose=0,
                    validation_data=(x_test, y_test))
print(['%.4f' % v for v in history.history['loss']])
print(['%.4f' % v for v in history.history['val_loss']])
score, acc = model.evaluate(x_test, y_test, batch_size=batch_size, verbose=0)
print('Test score: %.4f' % score)
print('Test accuracy: %.3f' % acc)
print('activation of the gates:', model.layers[1].get_config()['recurrent_activation'])
