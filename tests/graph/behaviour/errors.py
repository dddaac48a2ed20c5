"""What errors say: of steps that fail, of ops and layers that cannot be built."""

import re

import numpy as np
import tensorflow as tf


def _said(call):
    """The class and message of what a call raises, without the places where nodes were made."""
    try:
        call()
    except Exception as error:
        text = getattr(error, "message", None) or str(error)
        return [type(error).__name__, re.sub(r" \(defined at [^)]*\)", " (defined here)", text)]
    return None


def case_messages_of_steps():
    left, right = tf.placeholder(tf.float32, [None, None]), tf.placeholder(tf.float32, [None, None])
    joined = tf.concat([left, right], 1, name="joined")
    product = tf.matmul(left, right, name="product")
    checked = tf.check_numerics(left, "not a number", name="checked")
    picked = tf.gather(tf.range(3), tf.placeholder_with_default([5], [1]), name="picked")
    variable = tf.get_variable("variable", [2], use_resource=False)
    resource = tf.get_variable("resource", [2], use_resource=True)
    feed = {left: np.ones([3, 1]), right: np.ones([2, 1])}
    with tf.Session() as session:
        return [_said(lambda: session.run(joined, feed)), _said(lambda: session.run(product, feed)),
                _said(lambda: session.run(checked, {left: [[np.nan]]})), _said(lambda: session.run(picked)),
                _said(lambda: session.run(tf.identity(variable, name="read"))),
                _said(lambda: session.run(resource * 2))]


def case_message_names_the_line():
    value = tf.placeholder(tf.float32, [None, None])
    doubled = tf.matmul(value, value, name="doubled")
    with tf.Session() as session:
        try:
            session.run(doubled, {value: np.ones([3, 1])})
        except tf.errors.InvalidArgumentError as error:
            return [error.op.name, bool(re.search(r"\[\[node doubled \(defined at .*:\d+\) \]\]$", error.message))]


def case_shapes_that_do_not_fit():
    zeros = tf.zeros
    return [_said(lambda: zeros([2]) + zeros([3])), _said(lambda: tf.matmul(zeros([2, 3]), zeros([2, 3]))),
            _said(lambda: tf.reshape(zeros([2, 3]), [4])), _said(lambda: zeros([3])[4]),
            _said(lambda: tf.concat([zeros([2, 3]), zeros([3, 3])], 1)),
            _said(lambda: tf.assign(tf.Variable([1.0], use_resource=False), [1.0, 2.0])),
            _said(lambda: tf.Variable([1.0], use_resource=True).assign([1.0, 2.0])),
            _said(lambda: tf.while_loop(lambda i: i < 3, lambda i: tf.concat([i, i], 0), [zeros([1])]))]


def case_ops_that_cannot_be_built():
    vector = tf.constant([1.0, 2.0])
    cross = tf.nn.sparse_softmax_cross_entropy_with_logits
    return [_said(lambda: tf.stack([vector, vector], axis=2)), _said(lambda: tf.stack([vector, vector], axis=-3)),
            _said(lambda: tf.unstack(vector, axis=1)), _said(lambda: tf.unstack(tf.placeholder(tf.float32, [None]))),
            _said(lambda: cross(labels=tf.constant(1), logits=tf.constant(1.0))),
            _said(lambda: cross(labels=[[0, 1]], logits=[[1.0, 2.0], [3.0, 4.0]])),
            _said(lambda: tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros([2]), logits=tf.zeros([3]))),
            _said(lambda: tf.nn.dropout(vector, keep_prob=2.0)), _said(lambda: tf.nn.dropout(vector)),
            _said(lambda: tf.strings.format("{} and {}", [vector])),
            _said(lambda: tf.losses.mean_squared_error(None, vector)),
            _said(lambda: tf.losses.mean_squared_error(tf.zeros([3, 2]), tf.zeros([3, 2]), tf.zeros([2, 2, 2]))),
            _said(lambda: tf.assert_type(vector, tf.int32)), _said(lambda: tf.clip_by_global_norm(3, 1.0)),
            _said(lambda: tf.image.random_flip_left_right(vector)),
            _said(lambda: tf.name_scope("a b").__enter__()), _said(lambda: tf.variable_scope("_").__enter__()),
            _said(lambda: tf.truncated_normal_initializer(dtype=tf.int32)), _said(lambda: tf.import_graph_def(3))]


def _with_a_variable(i):
    return i + tf.Variable(tf.zeros([], tf.int32))


def case_labels_and_logits_have_to_be_named():
    given, classes = tf.ones([2, 3]), tf.zeros([2], tf.int32)
    nn = tf.nn
    refused = [_said(lambda: nn.softmax_cross_entropy_with_logits(given, given)),
               _said(lambda: nn.sparse_softmax_cross_entropy_with_logits(given, classes)),
               _said(lambda: nn.sigmoid_cross_entropy_with_logits(given, given))]
    taken = [nn.softmax_cross_entropy_with_logits(None, given, given),
             nn.softmax_cross_entropy_with_logits_v2(given, given),
             nn.sparse_softmax_cross_entropy_with_logits(_sentinel=None, labels=classes, logits=given),
             nn.sigmoid_cross_entropy_with_logits(logits=given, labels=given)]
    with tf.Session() as session:
        return refused + session.run(taken)


def case_control_flow_that_cannot_be_built():
    one, cell = tf.constant(1), tf.nn.rnn_cell.BasicLSTMCell(3)
    return [_said(lambda: tf.cond(tf.constant(True), lambda: one, lambda: tf.constant(1.0))),
            _said(lambda: tf.cond(tf.constant(True), 1, 2)), _said(lambda: tf.cond(True, lambda: one, lambda: one)),
            _said(lambda: tf.while_loop(lambda i: i < 1, _with_a_variable, [one])),
            _said(lambda: tf.nn.dynamic_rnn(cell, tf.zeros([2, 3, 4]))),
            _said(lambda: tf.nn.static_rnn(cell, tf.zeros([2, 3, 4]), dtype=tf.float32)),
            _said(lambda: tf.nn.static_rnn(cell, [], dtype=tf.float32))]


def case_values_that_are_no_tensors():
    return [_said(lambda: tf.constant("a", tf.float32)), _said(lambda: tf.constant(1.5, tf.int32)),
            _said(lambda: tf.constant([1, "a"])), _said(lambda: tf.constant([1, 2, 3], shape=[2])),
            _said(lambda: tf.constant_initializer([1, 2], verify_shape=True)([3]))]


def case_structures_that_do_not_fit():
    nest = tf.contrib.framework.nest
    return [_said(lambda: nest.pack_sequence_as(["a", "b"], [1, 2, 3])), _said(lambda: nest.pack_sequence_as("a", "b")),
            _said(lambda: nest.pack_sequence_as("a", [1, 2])), _said(lambda: nest.flatten_dict_items(3)),
            _said(lambda: nest.flatten_dict_items({(1, 2): (3, 4), (1,): (2,)}))]


def case_tensors_as_values():
    tensor = tf.constant([1.0], name="tensor")
    return [_said(lambda: bool(tensor)), _said(lambda: list(tensor)), _said(lambda: len(tensor)),
            _said(lambda: np.array(tensor)), _said(lambda: list(tf.Variable([1.0])))[1],
            _said(lambda: list(tf.data.Dataset.range(3)))]


def case_feeds():
    value = tf.placeholder(tf.float32, [None, 2], name="value")
    with tf.Session() as session, tf.Session(graph=tf.Graph()) as empty:
        return [_said(lambda: session.run(value, {value: np.zeros([2, 3])})),
                _said(lambda: session.run(value, {value: tf.zeros([2, 2], name="zeros")})),
                _said(lambda: session.run(value, {"nobody:0": 1})), _said(lambda: session.run(None)),
                _said(lambda: session.run(3)), _said(lambda: session.run("nobody:0")), _said(lambda: session.run("x")),
                _said(lambda: empty.run("x:0")), _of_another_graph(value),
                _of_another_graph(value.op)[1][:74]]


def _of_another_graph(fetch):
    with tf.Graph().as_default(), tf.Session() as other:
        tf.constant(1)
        return _said(lambda: other.run(fetch))


def case_layers_refuse_inputs():
    layers = tf.layers
    unknown = tf.placeholder(tf.float32)
    dense = layers.Dense(3, name="dense_of_two")
    dense(tf.placeholder(tf.float32, [None, 4]))
    images = tf.placeholder(tf.float32, [None, 8, 8, None])
    return [_said(lambda: layers.dense(unknown, 3, name="a")), _said(lambda: layers.conv2d(unknown, 3, 3, name="b")),
            _said(lambda: layers.conv2d(images, 3, 3, name="c")),
            _said(lambda: layers.conv2d_transpose(images, 3, 3, name="d")),
            _said(lambda: layers.separable_conv2d(images, 3, 3, name="e")),
            _said(lambda: layers.max_pooling2d(tf.zeros([2, 3]), 3, 3, name="f")),
            _said(lambda: layers.dense(tf.placeholder(tf.float32, [3, None]), 3, name="g")),
            _said(lambda: layers.dense(tf.zeros([3]), 3, name="h")), _said(lambda: dense(tf.zeros([2, 5])))]


def case_lookup_tables_that_cannot_be_built():
    from tensorflow.python.ops import lookup_ops

    lookup = tf.contrib.lookup
    return [_said(lambda: lookup_ops.IdTableWithHashBuckets(None, 3, key_dtype=tf.bool)),
            _said(lambda: lookup_ops.index_table_from_tensor(None)), _said(lambda: lookup.index_table_from_file("")),
            _said(lambda: lookup.index_table_from_file("vocabulary.txt", vocab_size=0))]
