import itertools

import numpy as np
import tensorflow as tf

# Try a grid of hyper parameters, each in a clean graph.

rng = np.random.RandomState(0)
X = rng.uniform(-1, 1, size=(300, 2)).astype(np.float32)
Y = ((X ** 2).sum(1) < 0.5).astype(np.int64)
X_train, Y_train, X_val, Y_val = X[:200], Y[:200], X[200:], Y[200:]


def run_model(n_hidden, lr, activation, seed=1):
    tf.reset_default_graph()
    tf.set_random_seed(seed)
    x = tf.placeholder(tf.float32, shape=(None, 2), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    with tf.name_scope("dnn"):
        hidden1 = tf.layers.dense(x, n_hidden, name="hidden1", activation=activation)
        hidden2 = tf.layers.dense(hidden1, n_hidden // 2, name="hidden2", activation=activation)
        logits = tf.layers.dense(hidden2, 2, name="outputs")
    with tf.name_scope("loss"):
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(xentropy, name="loss")
    with tf.name_scope("train"):
        training_op = tf.train.AdamOptimizer(lr).minimize(loss)
    with tf.name_scope("eval"):
        correct = tf.nn.in_top_k(logits, y, 1)
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    init = tf.global_variables_initializer()
    n_ops = len(tf.get_default_graph().get_operations())

    np.random.seed(seed)
    with tf.Session() as sess:
        init.run()
        for epoch in range(8):
            for idx in np.array_split(np.random.permutation(len(X_train)), 10):
                sess.run(training_op, feed_dict={x: X_train[idx], y: Y_train[idx]})
        return (sess.run(loss, {x: X_val, y: Y_val}), accuracy.eval({x: X_val, y: Y_val}),
                [v.name for v in tf.trainable_variables()], n_ops)


results = {}
sizes = []
for n_hidden, lr in itertools.product([8, 32], [0.001, 0.02]):
    for act in (tf.nn.elu, tf.nn.relu):
        val_loss, acc, names, n_ops = run_model(n_hidden, lr, act)
        print("hidden={:3d} lr={:.3f} {:>4}: val loss {:.4f}, accuracy {:.2f}".format(
            n_hidden, lr, act.__name__, val_loss, acc))
        results[(n_hidden, lr, act.__name__)] = val_loss
        sizes.append(n_ops)

print("variables of the last run:", names)
print("graphs did not grow:", len(set(sizes[::2])) == 1 and len(set(sizes[1::2])) == 1)
print("best:", min(results, key=results.get))
