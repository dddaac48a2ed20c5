'''fit_generator with a Sequence and with a plain generator, callbacks, and weights of classes.
'''
from __future__ import print_function
import os
import tempfile
import numpy as np
from keras import callbacks
from keras.layers import GRU, Dense, Masking, TimeDistributed, Bidirectional
from keras.models import Sequential
from keras.optimizers import Nadam
from keras.utils import Sequence, to_categorical

np.random.seed(77)


class Batches(Sequence):
    def __init__(self, size, count):
        self.size = size
        self.x = np.random.normal(size=(count, 7, 3))
        lengths = np.random.randint(3, 8, size=count)
        for row, length in zip(self.x, lengths):
            row[length:] = 0.
        self.y = to_categorical((np.cumsum(self.x[:, :, 0], axis=1) > 0).astype(int), 2)

    def __len__(self):
        return int(np.ceil(len(self.x) / float(self.size)))

    def __getitem__(self, idx):
        rows = slice(idx * self.size, (idx + 1) * self.size)
        return self.x[rows], self.y[rows]


def endless(batches):
    while True:
        for i in range(len(batches)):
            yield batches[i]


train, validation = Batches(16, 96), Batches(16, 32)
model = Sequential()
model.add(Masking(mask_value=0., input_shape=(7, 3)))
model.add(Bidirectional(GRU(6, return_sequences=True, recurrent_initializer='glorot_uniform')))
model.add(TimeDistributed(Dense(2, activation='softmax')))
model.compile(loss='categorical_crossentropy', optimizer=Nadam(lr=0.01), metrics=['categorical_accuracy'])

folder = tempfile.mkdtemp()
checkpoint = callbacks.ModelCheckpoint(os.path.join(folder, 'w.{epoch:02d}.hdf5'), save_weights_only=True, period=2)
rates = []
schedule = callbacks.LearningRateScheduler(lambda epoch: 0.01 * 0.5 ** epoch)
log = callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: rates.append(round(float(logs['lr']), 5)))
csv = callbacks.CSVLogger(os.path.join(folder, 'log.csv'))

history = model.fit_generator(train, epochs=4, verbose=0, shuffle=False, workers=0, validation_data=validation,
                              callbacks=[checkpoint, schedule, log, csv])
print('losses', ['%.4f' % v for v in history.history['loss']])
print('val_losses', ['%.4f' % v for v in history.history['val_loss']])
print('rates', rates)
print('files', sorted(os.listdir(folder)))
print('columns', open(os.path.join(folder, 'log.csv')).readline().strip())

history = model.fit_generator(endless(train), steps_per_epoch=6, epochs=2, verbose=0, workers=0)
print('losses', ['%.4f' % v for v in history.history['loss']])
print('evaluate', ['%.4f' % v for v in model.evaluate_generator(endless(validation), steps=2, workers=0)])
print('predict', model.predict_generator(validation, workers=0).shape)
