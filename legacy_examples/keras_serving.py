'''A model served from threads, the way Flask applications did it: graph and session kept from the main thread.
'''
from __future__ import print_function
import threading
import numpy as np
import tensorflow as tf
from keras import backend as K
from keras.layers import Dense, Dropout
from keras.models import Sequential, model_from_json

try:
    from queue import Queue
except ImportError:
    from Queue import Queue

np.random.seed(99)
model, graph, session = None, None, None
requests, answers = Queue(), {}


def load():
    global model, graph, session
    trained = Sequential()
    trained.add(Dense(12, input_dim=5, activation='tanh'))
    trained.add(Dropout(0.5))
    trained.add(Dense(1, activation='linear'))
    trained.compile(loss='mse', optimizer='adagrad', metrics=['mae'])
    x = np.random.normal(size=(200, 5))
    h = trained.fit(x, x.sum(axis=1), batch_size=25, epochs=3, verbose=0)
    print('trained, loss', ['%.4f' % v for v in h.history['loss']])
    architecture, weights = trained.to_json(), trained.get_weights()

    K.clear_session()
    model = model_from_json(architecture)
    model.set_weights(weights)
    model._make_predict_function()
    session = K.get_session()
    graph = tf.get_default_graph()
    print(model.layers[0].name, model.name)


def worker():
    while True:
        number, data = requests.get()
        if data is None:
            break
        with graph.as_default():
            with session.as_default():
                answers[number] = float(model.predict(np.array([data]))[0, 0])
        requests.task_done()


load()
threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.daemon = True
    t.start()
for number in range(12):
    requests.put((number, [0.1 * number, 1., -1., 0.5, 0.]))
requests.join()
for _ in threads:
    requests.put((None, None))
for t in threads:
    t.join()
print(['%.3f' % answers[n] for n in sorted(answers)])
direct = model.predict(np.array([[0.1 * n, 1., -1., 0.5, 0.] for n in range(12)]))[:, 0]
print('as in the main thread:', np.allclose(direct, [answers[n] for n in range(12)], atol=1e-6))
