"""Programs of tf.contrib that train and read through queues: what they learn and what they see."""

import tempfile

import numpy as np
import tensorflow as tf

ROWS = np.array([[0., 1.], [1., 0.], [2., 2.5], [3., 2.], [-1., 0.5], [0.5, -2.]], np.float32)
CLASSES = np.array([[0], [0], [1], [1], [0], [0]], np.int64)


def _examples():
    return {"id": tf.constant([str(i) for i in range(len(ROWS))]), "x": tf.constant(ROWS[:, :1]),
            "y": tf.constant(ROWS[:, 1:]),
            "word": tf.SparseTensor([[0, 0], [1, 0], [2, 0], [3, 0]], ["a", "b", "c", "c"], [6, 1])}


def case_sequences_with_states():
    training = tf.contrib.training
    saver = training.SequenceQueueingStateSaver(
        batch_size=1, num_unroll=2, input_length=tf.constant(3), input_key=tf.constant("key"),
        input_sequences={"words": tf.constant([[1, 2], [3, 4], [5, 6], [0, 0]])},
        input_context={"topic": tf.constant([7, 8])}, initial_states={"state": tf.constant([0.5])}, capacity=10)
    batch = saver.next_batch
    saved = batch.save_state("state", batch.state("state") * 2 + 1)
    fetches = [batch.key, batch.next_key, batch.length, batch.total_length, batch.sequence, batch.sequence_count,
               batch.insertion_index, batch.sequences["words"], batch.context["topic"], batch.state("state"),
               batch.batch_size]
    with tf.Session() as sess:
        sess.run(saver.prefetch_op)
        return [sess.run([fetches, saved])[0] for _ in range(2)] + [sess.run(saver.barrier.ready_size())]


def case_clusters():
    model = tf.contrib.learn.KMeansClustering(
        2, initial_clusters=np.array([[0., 0.], [3., 3.]], np.float32), use_mini_batch=False,
        model_dir=tempfile.mkdtemp())
    model.fit(input_fn=lambda: (tf.constant(ROWS), None), steps=5)
    return [model.clusters(), list(model.predict_cluster_idx(input_fn=lambda: (tf.constant(ROWS), None))),
            float(model.score(input_fn=lambda: (tf.constant(ROWS), None), steps=1)),
            model.transform(input_fn=lambda: (tf.constant(ROWS), None))]


def case_debug_estimators():
    from tensorflow.contrib.learn.python.learn.estimators import debug

    classifier = debug.DebugClassifier(n_classes=2, model_dir=tempfile.mkdtemp())
    classifier.fit(input_fn=lambda: (_examples(), tf.constant(CLASSES)), steps=30)
    regressor = debug.DebugRegressor(model_dir=tempfile.mkdtemp())
    regressor.fit(input_fn=lambda: (_examples(), tf.constant(ROWS[:, :1])), steps=30)
    return [next(classifier.predict_proba(input_fn=_examples)), next(regressor.predict_scores(input_fn=_examples))]
