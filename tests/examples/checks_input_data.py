"""`tensorflow.examples.tutorials.mnist` on the small MNIST of legacy_examples."""

import os
import tempfile

import tf1shim
from tests import checks

tf1shim.activate(mode="graph")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from tensorflow.examples.tutorials.mnist import input_data, mnist  # noqa: E402

DATA = str(checks.ROOT / "legacy_examples" / "data" / "mnist")


def read(**options):
    return input_data.read_data_sets(DATA, **options)


def check_shapes_and_ranges():
    sets = read(one_hot=True, validation_size=100)
    assert sets._fields == ("train", "validation", "test")
    assert sets.validation.num_examples == 100
    assert sets.train.images.shape == (sets.train.num_examples, 784)
    assert sets.train.labels.shape[1] == 10 and sets.train.labels.sum() == sets.train.num_examples
    assert sets.train.images.dtype == np.float32 and 0 <= sets.train.images.min() < sets.train.images.max() <= 1
    plain = read(reshape=False, dtype=tf.uint8)
    assert plain.test.images.shape[1:] == (28, 28, 1) and plain.test.images.dtype == np.uint8
    assert plain.test.labels.ndim == 1


def check_batches_go_through_every_epoch_whole():
    train = read(validation_size=0, seed=1).train
    size, seen = train.num_examples, []
    for _ in range(2):
        images, labels = train.next_batch(size)
        seen.append(np.sort(labels))
        assert images.shape == (size, 784)
    assert (seen[0] == seen[1]).all() and train.epochs_completed == 1
    images, labels = train.next_batch(7)
    assert len(images) == len(labels) == 7 and train.epochs_completed == 2
    ordered = read(validation_size=0).train
    first = ordered.images[:3].copy()
    assert (ordered.next_batch(3, shuffle=False)[0] == first).all()


def check_the_seed_decides_the_order():
    orders = [read(validation_size=0, seed=s).train.next_batch(20)[1].tolist() for s in (5, 5, 6)]
    assert orders[0] == orders[1] != orders[2]


def check_bad_arguments():
    for options, text in (({"validation_size": 10**6}, "Validation size should be between 0 and"),
                          ({"dtype": tf.int64}, "expected uint8 or float32")):
        try:
            read(**options)
        except (ValueError, TypeError) as error:
            assert text in str(error), error
        else:
            raise AssertionError(options)


def check_missing_files_say_where_to_put_them():
    folder = tempfile.mkdtemp()
    try:
        input_data.read_data_sets(folder, source_url="http://127.0.0.1:9/")
    except FileNotFoundError as error:
        assert folder in str(error) and "train-images-idx3-ubyte.gz" in str(error), error
    else:
        raise AssertionError("no error")
    assert os.listdir(folder) == []


def check_the_tutorials_network_trains():
    train = read(seed=0).train
    with tf.Graph().as_default(), tf.Session() as sess:
        images = tf.placeholder(tf.float32, [50, mnist.IMAGE_PIXELS])
        labels = tf.placeholder(tf.int32, [50])
        logits = mnist.inference(images, 32, 16)
        loss = mnist.loss(logits, labels)
        train_op = mnist.training(loss, 0.1)
        correct = mnist.evaluation(logits, labels)
        names = [v.op.name for v in tf.global_variables()]
        assert names == ["hidden1/weights", "hidden1/biases", "hidden2/weights", "hidden2/biases",
                         "softmax_linear/weights", "softmax_linear/biases", "global_step"], names
        sess.run(tf.global_variables_initializer())
        feed = dict(zip((images, labels), train.next_batch(50)))
        first = sess.run(loss, feed)
        for _ in range(30):
            sess.run(train_op, feed)
        assert sess.run(loss, feed) < first
        assert 0 <= sess.run(correct, feed) <= 50
