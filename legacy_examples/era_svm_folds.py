"""A linear SVM by gradient descent, cross-validated with scikit-learn as it was before 0.20."""
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf
from sklearn.cross_validation import KFold, train_test_split
from sklearn.externals import joblib
from sklearn.grid_search import ParameterGrid

rng = np.random.RandomState(3)
x_all = np.row_stack([rng.randn(90, 4) + 0.8, rng.randn(90, 4) - 0.8]).astype(np.float32)
y_all = np.where(np.arange(180) < 90, 1., -1.).astype(np.float32)
order = rng.permutation(180)
x_all, y_all = x_all[order], y_all[order]
x_train, x_test, y_train, y_test = train_test_split(x_all, y_all, test_size=0.25, random_state=0)
print('train %d, test %d, positive %d' % (len(x_train), len(x_test), np.sum(y_test > 0)))


def build(penalty):
    tf.reset_default_graph()
    tf.set_random_seed(1)
    x = tf.placeholder(tf.float32, [None, 4])
    y = tf.placeholder(tf.float32, [None, 1])
    w = tf.Variable(tf.random_normal([4, 1]))
    b = tf.Variable(tf.random_normal([1, 1]))
    output = tf.subtract(tf.matmul(x, w), b)
    hinge = tf.reduce_mean(tf.maximum(0., 1. - output * y))
    loss = hinge + penalty * tf.reduce_sum(tf.square(w))
    accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.sign(output), y), tf.float32))
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    return x, y, loss, accuracy, train, (w, b)


def fit(penalty, train_x, train_y, test_x, test_y):
    x, y, loss, accuracy, train, weights = build(penalty)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(100):
            sess.run(train, {x: train_x, y: train_y[:, None]})
        final, right = sess.run([loss, accuracy], {x: test_x, y: test_y[:, None]})
        return final, right, sess.run(weights)


best = None
for row in ParameterGrid({'penalty': [0.001, 0.1]}):
    losses, rights = [], []
    for train_index, valid_index in KFold(len(x_train), n_folds=3):
        final, right, _ = fit(row['penalty'], x_train[train_index], y_train[train_index],
                              x_train[valid_index], y_train[valid_index])
        losses.append(final)
        rights.append(right)
    print('penalty %g: loss %.4f, accuracy %.3f' % (row['penalty'], np.mean(losses), np.mean(rights)))
    if best is None or np.mean(losses) < best[0]:
        best = np.mean(losses), row['penalty']

final, right, (w, b) = fit(best[1], x_train, y_train, x_test, y_test)
print('best penalty %g: test loss %.4f accuracy %.3f' % (best[1], final, right))
folder = tempfile.mkdtemp()
try:
    joblib.dump({'w': w, 'b': np.asscalar(b)}, os.path.join(folder, 'svm.pkl'))
    kept = joblib.load(os.path.join(folder, 'svm.pkl'))
finally:
    shutil.rmtree(folder)
decided = np.sign(x_test.dot(kept['w'])[:, 0] - kept['b'])
print('again from the file: %s' % np.alltrue((decided == y_test) == (decided * y_test > 0)))
print('right from the file: %.3f' % np.mean(decided == y_test))
