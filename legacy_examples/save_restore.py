import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

np.random.seed(100)
tf.set_random_seed(100)

model_dir = tempfile.mkdtemp()
model_path = os.path.join(model_dir, 'model.ckpt')

x_data = np.random.rand(200, 2).astype('float32')
y_data = (x_data[:, :1] * 3 - x_data[:, 1:] * 2 + 1)

x = tf.placeholder(tf.float32, [None, 2], name='x')
y = tf.placeholder(tf.float32, [None, 1], name='y')
with tf.variable_scope('net'):
    w1 = tf.Variable(tf.random_uniform([2, 8], -1, 1), name='w1')
    b1 = tf.Variable(tf.zeros([8]), name='b1')
    w2 = tf.Variable(tf.random_uniform([8, 1], -1, 1), name='w2')
    hidden = tf.nn.tanh(tf.matmul(x, w1) + b1)
    output = tf.matmul(hidden, w2, name='output')
loss = tf.reduce_mean(tf.squared_difference(output, y), name='loss')
global_step = tf.Variable(0, trainable=False, name='global_step')
train = tf.train.AdamOptimizer(0.03).minimize(loss, global_step=global_step, name='train')
tf.add_to_collection('predict', output)

saver = tf.train.Saver(max_to_keep=2)

print('Starting 1st session...')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(1, 61):
        sess.run(train, {x: x_data, y: y_data})
        if i % 20 == 0:
            save_path = saver.save(sess, model_path, global_step=global_step)
            print('saved', os.path.basename(save_path), 'loss %.5f' % sess.run(loss, {x: x_data, y: y_data}))
    at_60 = sess.run(output, {x: x_data[:3]})

print('kept:', [os.path.basename(p) for p in saver.last_checkpoints])
print(sorted(f for f in os.listdir(model_dir) if '00000-of' not in f))

print('Starting 2nd session...')
with tf.Session() as sess:
    ckpt = tf.train.get_checkpoint_state(model_dir)
    saver.restore(sess, ckpt.model_checkpoint_path)
    print('restored step', sess.run(global_step))
    print('same output:', np.array_equal(at_60, sess.run(output, {x: x_data[:3]})))
    for i in range(40):
        sess.run(train, {x: x_data, y: y_data})
    print('step', global_step.eval(), 'loss %.5f' % loss.eval({x: x_data, y: y_data}))

# what is in the file?
reader = tf.train.NewCheckpointReader(tf.train.latest_checkpoint(model_dir))
for name, shape in sorted(reader.get_variable_to_shape_map().items()):
    print(name, shape)

# only some of the variables, by other names, into a fresh graph
tf.reset_default_graph()
other = tf.get_variable('renamed', shape=[2, 8])
with tf.Session() as sess:
    tf.train.Saver({'net/w1': other}).restore(sess, tf.train.latest_checkpoint(model_dir))
    print('sum of the renamed variable: %.4f' % sess.run(tf.reduce_sum(other)))

# the graph itself from the .meta file
tf.reset_default_graph()
with tf.Session() as sess:
    new_saver = tf.train.import_meta_graph(tf.train.latest_checkpoint(model_dir) + '.meta')
    new_saver.restore(sess, tf.train.latest_checkpoint(model_dir))
    graph = tf.get_default_graph()
    pred = tf.get_collection('predict')[0]
    print('imported', pred.name, 'close:', np.allclose(at_60, sess.run(pred, {'x:0': x_data[:3]})))
    sess.run('train', {graph.get_tensor_by_name('x:0'): x_data, 'y:0': y_data})
    print('one more step, loss %.5f' % sess.run('loss:0', {'x:0': x_data, 'y:0': y_data}))

shutil.rmtree(model_dir)
