"""House prices by linear regression on a pandas table, in the pandas of the time."""
import time

import numpy as np
import pandas as pd
import tensorflow as tf

rng = np.random.RandomState(11)
size = rng.uniform(40, 200, 160)
rooms = np.round(size / 30 + rng.uniform(0, 2, 160)).astype(np.int)
age = rng.randint(0, 60, 160)
price = 1.9 * size + 12 * rooms - 0.8 * age + rng.normal(0, 6, 160)
houses = pd.DataFrame({'size': size, 'rooms': rooms, 'age': age, 'price': price},
                      columns=['size', 'rooms', 'age', 'price'])
houses = houses.append(pd.DataFrame([[400., 3, 5, 20.]], columns=list(houses.columns)), ignore_index=True)
print('rows %d, columns %s' % (len(houses), list(houses.columns)))

strange = houses.ix[houses['size'] > 250, ['size', 'price']]
print('left out: %s' % strange.as_matrix().tolist())
houses = houses.drop(strange.index)
numbers = houses.as_matrix(columns=['size', 'rooms', 'age']).astype(np.float)
mean, std = numbers.mean(axis=0), numbers.std(axis=0)
features = ((numbers - mean) / std).astype(np.float32)
target = houses['price'].as_matrix()[:, None].astype(np.float32)
known = np.in1d(houses['rooms'].values, [2, 3, 4, 5])
print('houses of 2 to 5 rooms: %d' % known.sum())

x = tf.placeholder(tf.float32, [None, 3], name='features')
y = tf.placeholder(tf.float32, [None, 1], name='price')
w = tf.Variable(tf.zeros([3, 1]), name='w')
b = tf.Variable(tf.zeros([1]), name='b')
predicted = tf.matmul(x, w) + b
cost = tf.reduce_sum(tf.square(predicted - y)) / (2. * len(target))
train = tf.train.GradientDescentOptimizer(0.1).minimize(cost)

start = time.clock()
history = []
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    for epoch in range(150):
        sess.run(train, {x: features, y: target})
        history.append(np.asscalar(sess.run(cost, {x: features, y: target})))
    weights, bias = sess.run([w, b])
    guess = sess.run(predicted, {x: features[:3]})
assert time.clock() >= start
for epoch in (0, 49, 149):
    print('epoch %d cost %.4f' % (epoch + 1, history[epoch]))
print('weights %s bias %.3f' % (np.round(weights.ravel(), 3), bias[0]))
result = pd.DataFrame({'guess': guess.ravel(), 'price': target[:3].ravel()}, columns=['guess', 'price'])
for number in range(3):
    print('%.2f for %.2f' % (result.ix[number, 'guess'], result.ix[number, 'price']))
print('falls all the way: %s' % np.alltrue(np.diff(history) < 0))
