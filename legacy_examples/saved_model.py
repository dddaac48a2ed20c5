"""Export with SavedModelBuilder and simple_save, load by tag, look at the signatures."""
import os
import tempfile

import numpy as np
import tensorflow as tf

tf.app.flags.DEFINE_integer('training_iteration', 50, 'number of training iterations.')
tf.app.flags.DEFINE_integer('model_version', 1, 'version number of the model.')
tf.app.flags.DEFINE_string('work_dir', None, 'Working directory.')
FLAGS = tf.app.flags.FLAGS


def main(_):
  work_dir = FLAGS.work_dir or tempfile.mkdtemp()
  rng = np.random.RandomState(2)
  xs = rng.normal(size=(100, 6)).astype(np.float32)
  ys = np.eye(3)[np.argmax(xs[:, :3], 1)].astype(np.float32)

  sess = tf.InteractiveSession()
  tf.set_random_seed(2)
  serialized_tf_example = tf.placeholder(tf.string, name='tf_example')
  feature_configs = {'x': tf.FixedLenFeature(shape=[6], dtype=tf.float32)}
  tf_example = tf.parse_example(serialized_tf_example, feature_configs)
  x = tf.identity(tf_example['x'], name='x')
  y_ = tf.placeholder('float', shape=[None, 3])
  w = tf.Variable(tf.random_normal([6, 3], stddev=0.1), name='w')
  b = tf.Variable(tf.zeros([3]), name='b')
  sess.run(tf.global_variables_initializer())
  y = tf.nn.softmax(tf.matmul(x, w) + b, name='y')
  cross_entropy = -tf.reduce_sum(y_ * tf.log(y))
  train_step = tf.train.GradientDescentOptimizer(0.003).minimize(cross_entropy)
  values, indices = tf.nn.top_k(y, 3)
  table = tf.contrib.lookup.index_to_string_table_from_tensor(
      tf.constant(['red', 'green', 'blue']))
  prediction_classes = table.lookup(tf.to_int64(indices))
  sess.run(tf.tables_initializer())
  for _ in range(FLAGS.training_iteration):
    train_step.run(feed_dict={x: xs, y_: ys})
  print('cross entropy %.4f' % sess.run(cross_entropy, {x: xs, y_: ys}))

  export_path = os.path.join(work_dir, str(FLAGS.model_version))
  builder = tf.saved_model.builder.SavedModelBuilder(export_path)
  prediction_signature = tf.saved_model.signature_def_utils.build_signature_def(
      inputs={'images': tf.saved_model.utils.build_tensor_info(x)},
      outputs={'scores': tf.saved_model.utils.build_tensor_info(y)},
      method_name=tf.saved_model.signature_constants.PREDICT_METHOD_NAME)
  classification_signature = tf.saved_model.signature_def_utils.classification_signature_def(
      examples=serialized_tf_example, classes=prediction_classes, scores=values)
  legacy_init_op = tf.group(tf.tables_initializer(), name='legacy_init_op')
  builder.add_meta_graph_and_variables(
      sess, [tf.saved_model.tag_constants.SERVING],
      signature_def_map={
          'predict_images': prediction_signature,
          tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY: classification_signature,
      },
      legacy_init_op=legacy_init_op)
  builder.save()
  before = sess.run(y, {x: xs[:3]})

  simple_path = os.path.join(work_dir, 'simple')
  tf.saved_model.simple_save(sess, simple_path, inputs={'x': x}, outputs={'y': y})
  sess.close()

  with tf.Session(graph=tf.Graph()) as sess:
    meta_graph = tf.saved_model.loader.load(sess, [tf.saved_model.tag_constants.SERVING], export_path)
    print('signatures:', sorted(meta_graph.signature_def))
    signature = meta_graph.signature_def['predict_images']
    after = sess.run(signature.outputs['scores'].name, {signature.inputs['images'].name: xs[:3]})
    print('same scores:', np.allclose(before, after))
    example = tf.train.Example(features=tf.train.Features(feature={
        'x': tf.train.Feature(float_list=tf.train.FloatList(value=xs[0]))}))
    default = meta_graph.signature_def['serving_default']
    classes = sess.run(default.outputs['classes'].name,
                       {default.inputs['inputs'].name: [example.SerializeToString()]})
    print('classes', [c.decode() for c in classes[0]])

  print('maybe a saved model:', tf.saved_model.loader.maybe_saved_model_directory(simple_path))
  with tf.Session(graph=tf.Graph()) as sess:
    tf.saved_model.loader.load(sess, ['serve'], simple_path)
    print('scores', np.round(sess.run('y:0', {'x:0': xs[:2]}), 3))


if __name__ == '__main__':
  tf.app.run()
