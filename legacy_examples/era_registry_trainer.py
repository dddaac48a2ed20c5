"""A trainer of the time: settings in a Python file read with imp, a registry that looks at signatures, versions compared."""
import collections
import imp
import inspect
import os
import tempfile
import time
from distutils.version import LooseVersion
from fractions import gcd
from xml.etree import cElementTree as ElementTree

import numpy as np
import tensorflow as tf

assert LooseVersion(tf.__version__) >= LooseVersion('1.4'), 'TensorFlow 1.4 or newer is needed'

SETTINGS = """
learning_rate = 0.2
steps = 120
batch = 48
decay = {'rate': 0.9, 'every': 40}
layers = (12, [8, (4,)])
"""
LABELS = '<labels><label id="0">inner</label><label id="1">outer</label></labels>'

MODELS = {}


def register(function):
    arguments = inspect.getargspec(function)
    defaults = dict(zip(arguments.args[-len(arguments.defaults or ()):], arguments.defaults or ()))
    MODELS[function.__name__] = (function, defaults)
    return function


def flatten(nested):
    for item in nested:
        if isinstance(item, collections.Iterable):
            for inner in flatten(item):
                yield inner
        else:
            yield item


@register
def rings(features, sizes, activation=tf.nn.tanh, name='rings'):
    net = features
    with tf.variable_scope(name):
        for i, size in enumerate(sizes):
            net = tf.layers.dense(net, size, activation=activation, name='fc%d' % i)
        return tf.layers.dense(net, 2, name='logits')


def load_settings():
    handle, path = tempfile.mkstemp(suffix='.py')
    with os.fdopen(handle, 'w') as f:
        f.write(SETTINGS)
    try:
        return imp.load_source('ring_settings', path)
    finally:
        os.remove(path)


def make_rings(n, rng):
    labels = rng.randint(0, 2, size=n)
    radius = 0.5 + labels + 0.1 * rng.randn(n)
    angle = rng.uniform(0, 2 * np.pi, size=n)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).astype(np.float32), labels.astype(np.int)


settings = load_settings()
names = [label.text for label in ElementTree.fromstring(LABELS)]
tf.set_random_seed(4)
rng = np.random.RandomState(4)
x_train, y_train = make_rings(480, rng)
x_test, y_test = make_rings(200, rng)

model, defaults = MODELS['rings']
sizes = list(flatten(settings.layers))
print('model %s, defaults %s, layers %s' % (model.__name__, sorted(defaults), sizes))
print('examples a sweep repeats after: %d' % (len(x_train) * settings.batch // gcd(len(x_train), settings.batch)))
assert isinstance(settings.decay, collections.Mapping)

x = tf.placeholder(tf.float32, [None, 2])
y = tf.placeholder(tf.int64, [None])
logits = model(x, sizes)
loss = tf.losses.sparse_softmax_cross_entropy(y, logits)
accuracy = tf.reduce_mean(tf.to_float(tf.equal(tf.argmax(logits, 1), y)))
step = tf.train.get_or_create_global_step()
rate = tf.train.exponential_decay(settings.learning_rate, step, settings.decay['every'], settings.decay['rate'])
train = tf.train.MomentumOptimizer(rate, 0.9).minimize(loss, global_step=step)

start = time.clock()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(settings.steps):
        chosen = np.arange(i * settings.batch, (i + 1) * settings.batch) % len(x_train)
        sess.run(train, {x: x_train[chosen], y: y_train[chosen]})
        if (i + 1) % 40 == 0:
            cost = np.asscalar(np.asarray(sess.run(loss, {x: x_train, y: y_train})))
            print('step %d rate %.4f loss %.5f' % (i + 1, sess.run(rate), cost))
    right, predicted = sess.run([accuracy, tf.argmax(logits, 1)], {x: x_test, y: y_test})
    for number, name in enumerate(names):
        print('%s: %d of %d' % (name, np.sum(predicted == number), len(predicted)))
    print('test accuracy %.3f' % right)
assert time.clock() >= start
