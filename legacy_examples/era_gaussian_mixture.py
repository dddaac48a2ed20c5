"""EM for a mixture of Gaussians: responsibilities in a graph, checked against scipy.misc.logsumexp."""
import numpy as np
import scipy.misc
import tensorflow as tf

K, D = 3, 2
rng = np.random.RandomState(8)
centres = np.array([[0., 0.], [4., 1.], [1., 5.]], dtype=np.float)
points = np.row_stack([centres[k] + rng.randn(60, D) * (0.5 + 0.2 * k) for k in range(K)]).astype(np.float64)
print('pairs of points: %d' % scipy.misc.comb(len(points), 2, exact=True))

x = tf.placeholder(tf.float64, [None, D], name='points')
mean = tf.get_variable('mean', [K, D], tf.float64, initializer=tf.zeros_initializer())
variance = tf.get_variable('variance', [K, D], tf.float64, initializer=tf.ones_initializer())
weight = tf.get_variable('weight', [K], tf.float64, initializer=tf.constant_initializer(1. / K))

distance = tf.square(tf.expand_dims(x, 1) - tf.expand_dims(mean, 0)) / variance
log_density = -0.5 * tf.reduce_sum(distance + tf.log(2 * np.pi * variance), axis=2) + tf.log(weight)
likelihood = tf.reduce_logsumexp(log_density, axis=1, keep_dims=True)
responsibility = tf.exp(log_density - likelihood)
mass = tf.reduce_sum(responsibility, 0)
new_mean = tf.matmul(responsibility, x, transpose_a=True) / tf.expand_dims(mass, 1)
new_variance = tf.matmul(responsibility, tf.square(x), transpose_a=True) / tf.expand_dims(mass, 1) - tf.square(new_mean)
with tf.control_dependencies([new_mean, new_variance, mass]):
    step = tf.group(mean.assign(new_mean), variance.assign(new_variance + 1e-6),
                    weight.assign(mass / tf.reduce_sum(mass)))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    mean.load(points[[0, 70, 140]], sess)
    for iteration in range(15):
        if iteration % 5 == 0:
            print('iteration %d log-likelihood %.5f' % (iteration, sess.run(likelihood, {x: points}).sum()))
        sess.run(step, {x: points})
    densities, total, parts = sess.run([log_density, likelihood, responsibility], {x: points})
    found = sess.run([mean, variance, weight])
assert np.allclose(scipy.misc.logsumexp(densities, axis=1, keepdims=True), total)
order = np.argsort(found[0][:, 0])
for k in order:
    print('centre %s spread %s weight %.3f' % (np.round(found[0][k], 2), np.round(np.sqrt(found[1][k]), 2), found[2][k]))
hard = parts.argmax(1)
print('points a cluster: %s' % [np.sum(hard == k) for k in order])
print('volume %.4f' % np.product(np.sqrt(found[1])))
print('sure of: %d' % np.sometrue(parts > 0.99, axis=1).sum())
