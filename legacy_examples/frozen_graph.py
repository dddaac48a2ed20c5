"""Train, freeze into one .pb, optimise for inference, load and use it without the Python that built it."""
from __future__ import print_function
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import graph_util
from tensorflow.python.platform import gfile

np.random.seed(31)
out_dir = tempfile.mkdtemp()
pb_file = os.path.join(out_dir, 'frozen_inference_graph.pb')


def train_and_freeze():
    x_train = np.random.randn(256, 5).astype(np.float32)
    y_train = (x_train[:, 0] * x_train[:, 1] > 0).astype(np.int32)

    g = tf.Graph()
    with g.as_default():
        tf.set_random_seed(31)
        x = tf.placeholder(tf.float32, [None, 5], name='input')
        y = tf.placeholder(tf.int32, [None])
        is_training = tf.placeholder_with_default(False, [], name='is_training')
        h = tf.layers.dense(x, 16, use_bias=False, name='fc1')
        h = tf.layers.batch_normalization(h, momentum=0.9, training=is_training, name='bn1')
        h = tf.nn.relu(h)
        logits = tf.layers.dense(h, 2, name='fc2')
        tf.nn.softmax(logits, name='output')
        loss = tf.losses.sparse_softmax_cross_entropy(y, logits)
        update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        with tf.control_dependencies(update_ops):
            train_op = tf.train.AdamOptimizer(0.01).minimize(loss)

        with tf.Session(graph=g) as sess:
            sess.run(tf.global_variables_initializer())
            for i in range(80):
                _, l = sess.run([train_op, loss], {x: x_train, y: y_train, is_training: True})
                if i % 20 == 19:
                    print('iter', i, 'loss', '%.5f' % l)

            tf.train.write_graph(sess.graph_def, out_dir, 'model.pbtxt')
            output_graph_def = graph_util.convert_variables_to_constants(
                sess, g.as_graph_def(), ['output'])
            with tf.gfile.GFile(pb_file, 'wb') as f:
                f.write(output_graph_def.SerializeToString())
            return x_train[:4], sess.run('output:0', {x: x_train[:4]})


def load_graph(frozen_graph_filename):
    with gfile.FastGFile(frozen_graph_filename, 'rb') as f:
        graph_def = tf.GraphDef()
        graph_def.ParseFromString(f.read())
    with tf.Graph().as_default() as graph:
        tf.import_graph_def(graph_def, name='prefix')
    return graph


samples, expected = train_and_freeze()
print('probabilities', np.round(expected[:, 1], 4))

graph = load_graph(pb_file)
print('placeholders:', [op.name for op in graph.get_operations() if op.type.startswith('Placeholder')])
print('variables left:', [op.name for op in graph.get_operations() if 'Variable' in op.type])
x = graph.get_tensor_by_name('prefix/input:0')
y = graph.get_tensor_by_name('prefix/output:0')
print(x.op.name, x.shape, '->', y.op.name, y.shape)
with tf.Session(graph=graph) as sess:
    y_out = sess.run(y, feed_dict={x: samples})
    print('as before:', np.allclose(y_out, expected, atol=1e-6))

# replace the input by a constant while importing
with tf.Graph().as_default():
    graph_def = tf.GraphDef()
    graph_def.ParseFromString(open(pb_file, 'rb').read())
    scores, = tf.import_graph_def(graph_def, input_map={'input:0': tf.constant(samples[:1])},
                                  return_elements=['output:0'], name='')
    stripped = graph_util.extract_sub_graph(graph_def, ['fc1/MatMul'])
    print('nodes up to fc1/MatMul:', sorted(n.name for n in stripped.node))
    with tf.Session() as sess:
        print(np.round(sess.run(scores), 4))
print('text graph written:', os.path.exists(os.path.join(out_dir, 'model.pbtxt')))
shutil.rmtree(out_dir)
