'''
A linear regression learning algorithm example using TensorFlow library.
'''

from __future__ import print_function

import tensorflow as tf
import numpy
rng = numpy.random
rng.seed(42)

# Parameters
learning_rate = 0.01
training_epochs = 200
display_step = 50

# Training Data
train_X = numpy.asarray([3.1, 4.2, 5.3, 6.5, 6.8, 4.0, 9.5, 6.0, 7.4, 2.0,
                         7.0, 10.5, 5.1, 7.8, 5.5, 9.1, 3.0])
train_Y = numpy.asarray([1.6, 2.7, 2.2, 3.1, 1.7, 1.5, 3.4, 2.6, 2.5, 1.3,
                         2.8, 3.5, 1.6, 2.9, 2.4, 2.9, 1.2])
n_samples = train_X.shape[0]

# tf Graph Input
X = tf.placeholder("float")
Y = tf.placeholder("float")

# Set model weights
W = tf.Variable(rng.randn(), name="weight")
b = tf.Variable(rng.randn(), name="bias")

# Construct a linear model
pred = tf.add(tf.multiply(X, W), b)

# Mean squared error
cost = tf.reduce_sum(tf.pow(pred-Y, 2))/(2*n_samples)
# Gradient descent
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)

# Initialize the variables (i.e. assign their default value)
init = tf.global_variables_initializer()

# Start training
with tf.Session() as sess:
    sess.run(init)

    # Fit all training data
    for epoch in range(training_epochs):
        for (x, y) in zip(train_X, train_Y):
            sess.run(optimizer, feed_dict={X: x, Y: y})

        # Display logs per epoch step
        if (epoch+1) % display_step == 0:
            c = sess.run(cost, feed_dict={X: train_X, Y:train_Y})
            print("Epoch:", '%04d' % (epoch+1), "cost=", "{:.9f}".format(c), \
                "W=", sess.run(W), "b=", sess.run(b))

    print("Optimization Finished!")
    training_cost = sess.run(cost, feed_dict={X: train_X, Y: train_Y})
    print("Training cost=", training_cost, "W=", sess.run(W), "b=", sess.run(b), '\n')

    # Testing example
    test_X = numpy.asarray([6.8, 4.6, 8.9, 7.9, 5.7, 8.7, 3.1, 2.1])
    test_Y = numpy.asarray([1.8, 2.3, 3.2, 2.8, 2.9, 3.2, 2.4, 1.0])

    print("Testing... (Mean square loss Comparison)")
    testing_cost = sess.run(
        tf.reduce_sum(tf.pow(pred - Y, 2)) / (2 * test_X.shape[0]),
        feed_dict={X: test_X, Y: test_Y})  # same function as cost above
    print("Testing cost=", testing_cost)
    print("Absolute mean square loss difference:", abs(
        training_cost - testing_cost))
