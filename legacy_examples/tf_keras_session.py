"""tf.keras layers and models mixed with a session, an optimiser and summaries of one's own."""
import os
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.python.keras import backend as K
from tensorflow.keras.layers import Conv1D, Dense, GlobalMaxPooling1D, Input, LSTM, Embedding, concatenate
from tensorflow.keras.models import Model, load_model

np.random.seed(8)

# every 1 in the sequence counts, unless there is a 2 after it
x = np.random.randint(0, 6, size=(400, 10))
y = ((x == 1).sum(1) > (x == 2).sum(1)).astype('float32')


def build_model():
    init = tf.keras.initializers.RandomUniform(-0.15, 0.15, seed=3)
    ortho = tf.keras.initializers.Orthogonal(seed=4)
    words = Input(shape=(10,), dtype='int32', name='words')
    e = Embedding(6, 8, embeddings_initializer=init)(words)
    a = LSTM(8, kernel_initializer=init, recurrent_initializer=ortho)(e)
    b = Conv1D(8, 3, activation='relu', kernel_initializer=init)(e)
    b = GlobalMaxPooling1D()(b)
    out = Dense(1, activation='sigmoid', kernel_initializer=init)(concatenate([a, b]))
    return Model(inputs=words, outputs=out)


# 1. a loop of models, each with a clean session
for run, lr in enumerate([0.005, 0.02]):
    K.clear_session()
    tf.set_random_seed(8)
    np.random.seed(run)
    model = build_model()
    model.compile(optimizer=tf.keras.optimizers.Adam(lr=lr), loss='binary_crossentropy', metrics=['acc'])
    hist = model.fit(x, y, batch_size=40, epochs=4, verbose=0, validation_split=0.2)
    print('run %d' % run, [l.name for l in model.layers][1:4])
    print('  loss', np.round(hist.history['loss'], 4), 'val_acc %.3f' % hist.history['val_acc'][-1])

# 2. weights to disk and back
path = os.path.join(tempfile.mkdtemp(), 'model.h5')
model.save(path)
before = model.predict(x[:6])
K.clear_session()
model = load_model(path)
print('saved and loaded:', np.allclose(before, model.predict(x[:6]), atol=1e-6))
print('still compiled:', np.round(model.evaluate(x, y, verbose=0)[1], 3) > 0.5)

# 3. the model as a part of one's own graph
sess = K.get_session()
print(type(sess).__name__, sess.graph is tf.get_default_graph())
target = tf.placeholder(tf.float32, [None, 1], name='target')
loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(target, model.output))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=model.trainable_weights)
feed = {model.input: x, target: y[:, None]}
losses = [sess.run([loss, train_op], feed)[0] for _ in range(10)]
print('own loop: %.4f -> %.4f' % (losses[0], losses[-1]))

# 4. a callable model on a new tensor, and variables by name
probe = tf.placeholder(tf.int32, [None, 10])
print('probe', sess.run(model(probe), {probe: x[:3]}).shape, model(probe).shape.as_list())
for w in model.weights[:4]:
    print(w.name, w.shape.as_list())
with sess.as_default():
    print('embedding norm %.3f' % np.linalg.norm(model.layers[1].get_weights()[0]))
