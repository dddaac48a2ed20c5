"""A model_fn of one's own: modes, EstimatorSpec, tf.metrics, train_and_evaluate, export."""
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)


def iris_like(seed, n=150):
    rng = np.random.RandomState(seed)
    labels = np.arange(n) % 3
    means = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])
    x = means[labels] + 0.35 * rng.normal(size=(n, 4))
    return x.astype(np.float32), labels.astype(np.int32)


def my_model(features, labels, mode, params):
    net = features['x']
    for i, units in enumerate(params['hidden_units']):
        net = tf.layers.dense(net, units=units, activation=tf.nn.relu, name='hidden_%d' % i,
                              kernel_initializer=tf.glorot_normal_initializer(seed=i))
        net = tf.layers.dropout(net, rate=0.1, seed=20 + i, training=mode == tf.estimator.ModeKeys.TRAIN)
    logits = tf.layers.dense(net, params['n_classes'], activation=None, name='logits')

    predicted_classes = tf.argmax(logits, 1)
    if mode == tf.estimator.ModeKeys.PREDICT:
        predictions = {
            'class_ids': predicted_classes[:, tf.newaxis],
            'probabilities': tf.nn.softmax(logits),
        }
        return tf.estimator.EstimatorSpec(
            mode, predictions=predictions,
            export_outputs={'serving_default': tf.estimator.export.PredictOutput(predictions)})

    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    accuracy = tf.metrics.accuracy(labels=labels, predictions=predicted_classes, name='acc_op')
    metrics = {'accuracy': accuracy,
               'per_class': tf.metrics.mean_per_class_accuracy(labels, predicted_classes, 3)}
    tf.summary.scalar('accuracy', accuracy[1])
    if mode == tf.estimator.ModeKeys.EVAL:
        return tf.estimator.EstimatorSpec(mode, loss=loss, eval_metric_ops=metrics)

    assert mode == tf.estimator.ModeKeys.TRAIN
    optimizer = tf.train.AdagradOptimizer(learning_rate=0.1)
    train_op = optimizer.minimize(loss, global_step=tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train_op)


def serving_input_receiver_fn():
    x = tf.placeholder(tf.float32, [None, 4], name='x')
    return tf.estimator.export.ServingInputReceiver({'x': x}, {'x': x})


x_train, y_train = iris_like(0)
x_test, y_test = iris_like(1, 60)
train_input_fn = tf.estimator.inputs.numpy_input_fn(
    {'x': x_train}, y_train, batch_size=30, num_epochs=None, shuffle=False)
eval_input_fn = tf.estimator.inputs.numpy_input_fn(
    {'x': x_test}, y_test, batch_size=20, num_epochs=1, shuffle=False)

model_dir = tempfile.mkdtemp()
classifier = tf.estimator.Estimator(
    model_fn=my_model, model_dir=model_dir,
    params={'hidden_units': [10, 10], 'n_classes': 3},
    config=tf.estimator.RunConfig(tf_random_seed=33, save_summary_steps=50))

classifier.train(train_input_fn, steps=60)
print('Test set accuracy: {accuracy:0.3f} per class {per_class:0.3f} loss {loss:0.4f} at {global_step}'.format(
    **classifier.evaluate(eval_input_fn)))

tf.estimator.train_and_evaluate(
    classifier,
    tf.estimator.TrainSpec(train_input_fn, max_steps=120),
    tf.estimator.EvalSpec(eval_input_fn, steps=None, throttle_secs=0, start_delay_secs=0))
result = classifier.evaluate(eval_input_fn)
print('after train_and_evaluate: loss %.4f at step %d' % (result['loss'], result['global_step']))

for expected, p in zip(y_test[:4], classifier.predict(eval_input_fn)):
    print('predicted', int(p['class_ids'][0]), 'expected', expected, np.round(p['probabilities'], 2))

export_dir = classifier.export_savedmodel(os.path.join(model_dir, 'export'), serving_input_receiver_fn)
predict = tf.contrib.predictor.from_saved_model(export_dir)
print('exported model:', predict({'x': x_test[:5]})['class_ids'].ravel().tolist())
shutil.rmtree(model_dir)
