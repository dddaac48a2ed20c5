"""MonitoredTrainingSession with checkpoints, summaries and hooks; killed once and resumed."""
import glob
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf


class LossRecorder(tf.train.SessionRunHook):
    """Keeps the loss of every step."""

    def __init__(self, loss):
        self._loss = loss
        self.values = []

    def begin(self):
        self._global_step = tf.train.get_global_step()

    def after_create_session(self, session, coord):
        self.started_at = session.run(self._global_step)

    def before_run(self, run_context):
        return tf.train.SessionRunArgs([self._loss, self._global_step])

    def after_run(self, run_context, run_values):
        loss, step = run_values.results
        self.values.append(loss)
        if loss < 0.02:
            run_context.request_stop()

    def end(self, session):
        print('from step %d to %d' % (self.started_at, session.run(self._global_step)))


def build():
    tf.set_random_seed(4)
    rng = np.random.RandomState(4)
    xs = rng.uniform(-1, 1, size=(256, 4)).astype(np.float32)
    ys = np.sin(xs.sum(1, keepdims=True)).astype(np.float32)

    dataset = tf.data.Dataset.from_tensor_slices((xs, ys)).repeat().batch(32)
    iterator = dataset.make_one_shot_iterator()
    x, y = iterator.get_next()
    net = tf.layers.dense(x, 16, activation=tf.nn.tanh, kernel_initializer=tf.glorot_uniform_initializer())
    net = tf.layers.dropout(net, 0.1, training=True)
    out = tf.layers.dense(net, 1)
    loss = tf.losses.mean_squared_error(y, out)
    tf.summary.scalar('loss', loss)
    global_step = tf.train.get_or_create_global_step()
    train_op = tf.train.AdamOptimizer(0.01).minimize(loss, global_step=global_step)
    return train_op, loss


def run(checkpoint_dir, last_step):
    with tf.Graph().as_default():
        train_op, loss = build()
        recorder = LossRecorder(loss)
        hooks = [
            tf.train.StopAtStepHook(last_step=last_step),
            tf.train.NanTensorHook(loss),
            tf.train.LoggingTensorHook({'loss': loss}, every_n_iter=20),
            recorder,
        ]
        scaffold = tf.train.Scaffold(saver=tf.train.Saver(max_to_keep=3))
        with tf.train.MonitoredTrainingSession(checkpoint_dir=checkpoint_dir,
                                               scaffold=scaffold,
                                               hooks=hooks,
                                               save_checkpoint_secs=None,
                                               save_checkpoint_steps=20,
                                               save_summaries_steps=10,
                                               config=tf.ConfigProto(log_device_placement=False)) as sess:
            while not sess.should_stop():
                sess.run(train_op)
        print('first loss %.5f last loss %.5f' % (recorder.values[0], recorder.values[-1]))
        return recorder.values


if __name__ == '__main__':
    tf.logging.set_verbosity(tf.logging.ERROR)
    checkpoint_dir = tempfile.mkdtemp()
    first = run(checkpoint_dir, 40)
    second = run(checkpoint_dir, 100)
    print('steps run:', len(first), len(second))
    print('every 20th loss:', np.round(np.array(first + second)[::20], 4))
    print(os.path.basename(tf.train.latest_checkpoint(checkpoint_dir)))
    steps = []
    for path in sorted(glob.glob(os.path.join(checkpoint_dir, 'events*'))):
        for event in tf.train.summary_iterator(path):
            if event.HasField('summary') and event.summary.value[0].tag == 'loss':
                steps.append(int(event.step))
    print('summaries at', sorted(steps))
    shutil.rmtree(checkpoint_dir)
