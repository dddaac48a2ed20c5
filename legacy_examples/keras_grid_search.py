'''Hyper-parameters by scikit-learn's way of calling models; the folds are cut by hand so that no scikit-learn is needed.
'''
from __future__ import print_function
import itertools
import numpy as np
from keras import backend as K
from keras.layers import Dense, Activation
from keras.models import Sequential
from keras.wrappers.scikit_learn import KerasClassifier, KerasRegressor

np.random.seed(13)
x = np.random.normal(size=(120, 6))
labels = np.array(['cold', 'warm'])[(x[:, 0] + x[:, 1] > 0).astype(int)]


def make_model(units=4, optimizer='rmsprop'):
    model = Sequential()
    model.add(Dense(units, input_shape=(6,)))
    model.add(Activation('relu'))
    model.add(Dense(1, activation='sigmoid'))
    model.compile(loss='binary_crossentropy', optimizer=optimizer, metrics=['accuracy'])
    return model


def cross_validate(**parameters):
    scores = []
    for fold in range(3):
        test = np.arange(len(x)) % 3 == fold
        K.clear_session()
        estimator = KerasClassifier(make_model, epochs=5, batch_size=16, verbose=0)
        estimator.set_params(**parameters)
        estimator.fit(x[~test], labels[~test])
        scores.append(estimator.score(x[test], labels[test], verbose=0))
    return np.mean(scores), estimator


results = {}
for units, optimizer in itertools.product([2, 8], ['sgd', 'adam']):
    score, estimator = cross_validate(units=units, optimizer=optimizer)
    results[units, optimizer] = score
    print(units, optimizer, '%.2f' % score, sorted(estimator.get_params()))
print('classes', estimator.classes_.tolist(), estimator.predict(x[:3]).shape, estimator.predict_proba(x[:3]).shape)


def regression():
    model = Sequential([Dense(4, input_dim=6, activation='relu'), Dense(1)])
    model.compile('adam', 'mean_squared_error')
    return model


regressor = KerasRegressor(build_fn=regression, epochs=4, batch_size=20, verbose=0)
history = regressor.fit(x, x[:, 2])
print(['%.4f' % v for v in history.history['loss']])
print('score %.4f' % regressor.score(x, x[:, 2], verbose=0), regressor.predict(x[:4]).shape)
