"""TF 1.x eager execution, the way it was introduced: tf.enable_eager_execution and tf.contrib.eager."""
from __future__ import absolute_import, division, print_function

import numpy as np
import tensorflow as tf

tf.enable_eager_execution()
tfe = tf.contrib.eager

print(tf.executing_eagerly())
m = tf.matmul([[2.]], [[3.]])
print("hello, {}".format(m), m.numpy())

rng = np.random.RandomState(3)
inputs = rng.normal(size=(200, 1)).astype(np.float32)
outputs = inputs * 3 + 2 + 0.1 * rng.normal(size=(200, 1)).astype(np.float32)

W = tfe.Variable(5., name='weight')
B = tfe.Variable(10., name='bias')


def prediction(x):
  return x * W + B


def loss_fn(x, y):
  return tf.reduce_mean(tf.square(prediction(x) - y))


def grad(x, y):
  with tf.GradientTape() as tape:
    loss_value = loss_fn(x, y)
  return tape.gradient(loss_value, [W, B])


optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.05)
global_step = tf.train.get_or_create_global_step()
print("Initial loss: {:.3f}".format(loss_fn(inputs, outputs)))
for batch_x, batch_y in tf.data.Dataset.from_tensor_slices((inputs, outputs)).repeat(12).batch(40):
  gradients = grad(batch_x, batch_y)
  optimizer.apply_gradients(zip(gradients, [W, B]), global_step=global_step)
  if int(global_step) % 20 == 0:
    print("Loss at step {:03d}: {:.4f}".format(int(global_step), loss_fn(inputs, outputs)))
print("W = {:.3f}, B = {:.3f}".format(W.numpy(), B.numpy()))

grad_fn = tfe.gradients_function(lambda x: x * x * x)
print('derivative of the cube at 2:', float(grad_fn(2.)[0]))
value_and_grads = tfe.implicit_value_and_gradients(loss_fn)
value, grads_and_vars = value_and_grads(inputs, outputs)
print('%.4f' % float(value), [v.name for _, v in grads_and_vars])

metric = tfe.metrics.Mean('loss')
for v in (1., 2., 6.):
  metric(v)
print('mean', float(metric.result()))
