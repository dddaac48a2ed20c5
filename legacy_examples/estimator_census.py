"""Canned estimators (linear and deep) with feature columns on a census-like CSV file."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)

_CSV_COLUMNS = ['age', 'education', 'hours', 'occupation', 'label']
_CSV_COLUMN_DEFAULTS = [[0], [''], [0.0], [''], ['']]
EDUCATION = ['school', 'college', 'master', 'doctor']
OCCUPATION = ['clerk', 'teacher', 'farmer', 'pilot', 'baker']


def write_csv(path, n, seed):
  rng = np.random.RandomState(seed)
  with open(path, 'w') as f:
    for _ in range(n):
      age, edu = rng.randint(18, 80), rng.randint(4)
      hours, job = rng.randint(10, 60), rng.randint(5)
      score = 0.04 * (age - 45) + 0.8 * (edu - 1.5) + 0.03 * (hours - 35) + 0.7 * (job == 3)
      rich = score + 0.5 * rng.normal() > 0
      f.write('%d,%s,%.1f,%s,%s\n' % (age, EDUCATION[edu], hours, OCCUPATION[job], '>50K' if rich else '<=50K'))


def input_fn(data_file, num_epochs, batch_size):
  def parse_csv(value):
    columns = tf.decode_csv(value, record_defaults=_CSV_COLUMN_DEFAULTS)
    features = dict(zip(_CSV_COLUMNS, columns))
    labels = features.pop('label')
    return features, tf.equal(labels, '>50K')

  dataset = tf.data.TextLineDataset(data_file)
  dataset = dataset.map(parse_csv, num_parallel_calls=1)
  return dataset.repeat(num_epochs).batch(batch_size)


def build_model_columns():
  age = tf.feature_column.numeric_column('age', normalizer_fn=lambda v: (tf.to_float(v) - 45.) / 20.)
  hours = tf.feature_column.numeric_column('hours', normalizer_fn=lambda v: (v - 35.) / 15.)
  raw_age = tf.feature_column.numeric_column('age')
  education = tf.feature_column.categorical_column_with_vocabulary_list('education', EDUCATION)
  occupation = tf.feature_column.categorical_column_with_hash_bucket('occupation', hash_bucket_size=20)
  age_buckets = tf.feature_column.bucketized_column(raw_age, boundaries=[25, 35, 45, 55, 65])
  base_columns = [education, occupation, age_buckets]
  crossed_columns = [tf.feature_column.crossed_column([age_buckets, 'education'], hash_bucket_size=50)]
  wide_columns = base_columns + crossed_columns
  deep_columns = [
      age, hours,
      tf.feature_column.indicator_column(education),
      tf.feature_column.embedding_column(occupation, dimension=3,
                                         initializer=tf.truncated_normal_initializer(stddev=0.3, seed=2))]
  return wide_columns, deep_columns


def build_estimator(model_dir, model_type):
  wide_columns, deep_columns = build_model_columns()
  run_config = tf.estimator.RunConfig(tf_random_seed=6, save_checkpoints_steps=500).replace(
      session_config=tf.ConfigProto(device_count={'GPU': 0}))
  if model_type == 'wide':
    return tf.estimator.LinearClassifier(
        model_dir=model_dir, feature_columns=wide_columns, config=run_config,
        optimizer=tf.train.FtrlOptimizer(0.3, l1_regularization_strength=0.01))
  return tf.estimator.DNNClassifier(
      model_dir=model_dir, feature_columns=deep_columns, hidden_units=[16, 8],
      optimizer=tf.train.AdagradOptimizer(0.1), config=run_config)


def main(_):
  workdir = tempfile.mkdtemp()
  train_file = os.path.join(workdir, 'census.data')
  test_file = os.path.join(workdir, 'census.test')
  write_csv(train_file, 800, 1)
  write_csv(test_file, 400, 2)

  for model_type in ('wide', 'deep'):
    model = build_estimator(os.path.join(workdir, model_type), model_type)
    model.train(input_fn=lambda: input_fn(train_file, 2, 40))
    results = model.evaluate(input_fn=lambda: input_fn(test_file, 1, 100))
    print(model_type)
    for key in ('accuracy', 'auc', 'average_loss', 'global_step'):
      print('  %s: %.3f' % (key, results[key]))
    if model_type == 'deep':
      predictions = list(model.predict(input_fn=lambda: input_fn(test_file, 1, 100)))
      print('  positive predictions:', sum(int(p['class_ids'][0]) for p in predictions), 'of', len(predictions))
      for name in model.get_variable_names():
        if 'kernel' in name and 'Adagrad' not in name:
          print('  ', name, model.get_variable_value(name).shape)
  shutil.rmtree(workdir)


if __name__ == '__main__':
  tf.app.run(main=main)
