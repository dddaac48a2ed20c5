"""Operations on tensors: what their arguments may be."""

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def case_axes_named_twice():
    x = tf.constant([[1.0, 2, 3], [4, 5, 6]])
    rows = tf.placeholder(tf.float32, [None, 3])
    unknown = tf.placeholder(tf.float32)
    results = []
    for reduce in (tf.reduce_sum, tf.reduce_mean, tf.reduce_max, tf.reduce_logsumexp, tf.count_nonzero):
        results += [reduce(x, [0, -2]), reduce(rows, axis=(1, 1)), reduce(x, np.array([-1, 1]), keepdims=True),
                    reduce(unknown, [0, 0])]
    results += [tf.reduce_sum(np.ones([2, 3], np.float32), (1, -1))]
    results += list(tf.nn.moments(x, [1, -1])) + tf.gradients(tf.reduce_mean(x, [0, -2]), x)
    with tf.Session() as sess:
        values = sess.run(results, {rows: [[1, 2, 3]], unknown: [[1, 2, 3]]})
    return [[str(tensor.shape), value] for tensor, value in zip(results, values)]


def case_arrays_of_another_type():
    image = tf.constant(np.arange(50).reshape(1, 5, 5, 2), tf.float32)
    kernel = np.arange(36).reshape(3, 3, 2, 2) / 36.0
    results = [tf.nn.convolution(image, kernel, "SAME"), tf.nn.convolution(image, filter=kernel, padding="VALID"),
               tf.nn.atrous_conv2d(image, kernel, 2, "SAME"), tf.nn.conv2d(image, kernel, [1, 1, 1, 1], "VALID"),
               tf.argmax(image[0, 0], np.int64(0)), tf.argmax(image[0, 0], axis=np.array(1)),
               tf.argmin(image[0, 0], np.int64(-1)), tf.argmax(image[0, 0], dimension=np.int64(1))]
    with tf.Session() as sess:
        return [[tensor.dtype.name, np.asarray(value).round(3)] for tensor, value in zip(results, sess.run(results))]


def case_variables_are_objects_to_numpy():
    weights = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape=(3,))]).weights
    resource = tf.get_variable("resource", [2], use_resource=True)
    results = []
    for variable in (resource, tf.get_variable("reference", [2]), weights[0]):
        whole = np.array(variable)
        results += [whole.dtype.name, whole.shape, whole.item() is variable, np.size(variable), np.ndim(variable),
                    np.concatenate([[variable], weights]).shape, np.array([variable, variable]).shape,
                    np.zeros_like(variable).dtype.name, tools.error(lambda: np.sqrt(resource))]
    return results


def case_functions_of_lists_of_tensors():
    a, b = tf.constant(2.0), tf.placeholder(tf.float32, [])
    computed = [np.prod([a, b]), np.prod([a, 3.0]), np.sum([a, b]), np.cumsum([a, b])[1],
                np.cumprod([b, a])[1]]
    joined = [np.append([], [a]), np.append([a], [b]), np.append([[a]], [[b]], axis=0),
              np.hstack([[a], [b]]), np.vstack([[a], [b]]), np.concatenate([[a], [b], np.ones(1)]),
              np.column_stack([[a, b], [b, a]])]
    with tf.Session() as sess:
        values = sess.run(computed, {b: 5.0})
    return [values] + [[array.dtype.name, array.shape, [x is a for x in array.ravel()]] for array in joined]


def case_scalars_with_numbers():
    small, byte, half = np.float32(0.1), np.uint8(200), np.float16(0.1)
    with tf.Session() as sess:
        fetched, count = sess.run([tf.constant(0.1), tf.constant(2 ** 30)])
    average = 0.0
    for _ in range(3):
        average += fetched / 3
    results = [small + 0.2, 0.2 + small, small / 3, 3 * small, 1 - small, small ** 2, 2 ** small, small // 0.03,
               small % 0.03, small + small, half + 0.2, byte + 100, byte * 2, byte - 201, 300 - byte, byte // 3,
               byte % 7, byte / 2, byte + byte // 2, np.int32(2 ** 30) * 4, count * 4, np.uint64(1) + 1,
               np.complex64(1) + 1j, average, sum([fetched, fetched]),
               np.mean([fetched, fetched]) * 2, small + True, np.int64(3) * 0.5]
    return [[type(value).__name__, value] for value in results]
