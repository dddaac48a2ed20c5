"""Binary logistic regression with streaming metrics (tf.metrics) and an L2 penalty."""
import numpy as np
import tensorflow as tf

SEED = 7
np.random.seed(SEED)
tf.set_random_seed(SEED)

BATCH = 64
N_FEATURES = 6


def make_data(n):
    x = np.random.normal(size=(n, N_FEATURES)).astype(np.float32)
    true_w = np.linspace(-1.5, 2.0, N_FEATURES)
    p = 1. / (1. + np.exp(-(x.dot(true_w) + 0.3)))
    y = (np.random.uniform(size=n) < p).astype(np.float32)
    return x, y[:, None]


x_train, y_train = make_data(1024)
x_test, y_test = make_data(512)

x = tf.placeholder(tf.float32, [None, N_FEATURES], name='x')
y_ = tf.placeholder(tf.float32, [None, 1], name='y_')

with tf.name_scope('model'):
    w = tf.get_variable('w', [N_FEATURES, 1], initializer=tf.truncated_normal_initializer(stddev=0.1))
    b = tf.get_variable('b', [1], initializer=tf.zeros_initializer())
    logits = tf.matmul(x, w) + b
    prob = tf.sigmoid(logits)

with tf.name_scope('loss'):
    xent = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y_, logits=logits))
    loss = xent + 1e-3 * tf.nn.l2_loss(w)

global_step = tf.train.get_or_create_global_step()
train_op = tf.train.AdagradOptimizer(0.5).minimize(loss, global_step=global_step)

with tf.variable_scope('metrics'):
    acc, acc_op = tf.metrics.accuracy(labels=y_, predictions=tf.round(prob))
    auc, auc_op = tf.metrics.auc(labels=y_, predictions=prob)
    prec, prec_op = tf.metrics.precision(labels=y_, predictions=tf.round(prob))
metric_vars = tf.get_collection(tf.GraphKeys.LOCAL_VARIABLES, scope='metrics')
reset_metrics = tf.variables_initializer(metric_vars)

with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    print('initial weights:', np.round(sess.run(w).ravel(), 5))
    for epoch in range(5):
        order = np.random.permutation(len(x_train))
        for start in range(0, len(order), BATCH):
            idx = order[start:start + BATCH]
            sess.run(train_op, {x: x_train[idx], y_: y_train[idx]})
        sess.run(reset_metrics)
        for start in range(0, len(x_test), BATCH):
            sess.run([acc_op, auc_op, prec_op],
                     {x: x_test[start:start + BATCH], y_: y_test[start:start + BATCH]})
        print('epoch %d step %d loss %.5f acc %.4f auc %.4f precision %.4f' % (
            epoch, tf.train.global_step(sess, global_step),
            loss.eval({x: x_train, y_: y_train}), acc.eval(), auc.eval(), prec.eval()))
    print('final weights:', np.round(w.eval().ravel(), 4), 'bias: %.4f' % b.eval()[0])
