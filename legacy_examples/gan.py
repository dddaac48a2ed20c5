import numpy as np
import tensorflow as tf

# Generative adversarial network that learns a shifted Gaussian (1-D toy)
np.random.seed(1)
tf.set_random_seed(1)

batch_size = 128
z_dim = 4


def generator(z, hidden=16):
    with tf.variable_scope('G'):
        h = tf.layers.dense(z, hidden, tf.nn.softplus, name='h0')
        return tf.layers.dense(h, 1, name='out')


def discriminator(x, hidden=16, reuse=False):
    with tf.variable_scope('D', reuse=reuse):
        h = tf.layers.dense(x, hidden, tf.nn.leaky_relu, name='h0')
        h = tf.layers.dense(h, hidden, tf.nn.leaky_relu, name='h1')
        logit = tf.layers.dense(h, 1, name='out')
        return tf.nn.sigmoid(logit), logit


real = tf.placeholder(tf.float32, [None, 1])
z = tf.placeholder(tf.float32, [None, z_dim])
fake = generator(z)
D_real, D_real_logits = discriminator(real)
D_fake, D_fake_logits = discriminator(fake, reuse=True)

d_loss_real = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(
    logits=D_real_logits, labels=tf.ones_like(D_real) * 0.9))
d_loss_fake = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(
    logits=D_fake_logits, labels=tf.zeros_like(D_fake)))
d_loss = d_loss_real + d_loss_fake
g_loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(
    logits=D_fake_logits, labels=tf.ones_like(D_fake)))

t_vars = tf.trainable_variables()
d_vars = [var for var in t_vars if var.name.startswith('D/')]
g_vars = [var for var in t_vars if var.name.startswith('G/')]
print(len(d_vars), 'discriminator variables,', len(g_vars), 'generator variables')

d_optim = tf.train.AdamOptimizer(0.002, beta1=0.5).minimize(d_loss, var_list=d_vars)
g_optim = tf.train.AdamOptimizer(0.002, beta1=0.5).minimize(g_loss, var_list=g_vars)

config = tf.ConfigProto(allow_soft_placement=True)
config.gpu_options.allow_growth = True
sess = tf.Session(config=config)
sess.run(tf.initialize_all_variables())

for it in range(401):
    batch = np.random.normal(2.0, 0.5, size=[batch_size, 1])
    batch_z = np.random.uniform(-1, 1, size=[batch_size, z_dim])
    _, d_curr = sess.run([d_optim, d_loss], feed_dict={real: batch, z: batch_z})
    _, g_curr = sess.run([g_optim, g_loss], feed_dict={z: batch_z})
    if it % 100 == 0:
        print('Iter: {}  D loss: {:.4}  G_loss: {:.4}'.format(it, d_curr, g_curr))

samples = sess.run(fake, {z: np.random.uniform(-1, 1, size=[1000, z_dim])})
print('samples', samples.shape, 'mean %.3f std %.3f' % (samples.mean(), samples.std()))
sess.close()
