"""Queues, queue runners, readers, py_func."""

import os
import tempfile

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def _lines(*lines):
    path = os.path.join(tempfile.mkdtemp(), "lines.csv")
    with open(path, "w") as file:
        file.write("".join(line + "\n" for line in lines))
    return path


def _records(count):
    path = os.path.join(tempfile.mkdtemp(), "some.tfrecord")
    with tf.python_io.TFRecordWriter(path) as writer:
        for i in range(count):
            feature = {
                "x": tf.train.Feature(int64_list=tf.train.Int64List(value=[i])),
                "s": tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"%d" % i])),
                "v": tf.train.Feature(float_list=tf.train.FloatList(value=[i] * i)),
            }
            writer.write(tf.train.Example(features=tf.train.Features(feature=feature))
                         .SerializeToString())
    return path


def _run_queues(fetch, times):
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess=sess, coord=coord)
        got, end = [], None
        try:
            for _ in range(times):
                got.append(sess.run(fetch))
        except tf.errors.OutOfRangeError:
            end = "OutOfRange"
        finally:
            coord.request_stop()
            coord.join(threads)
    return got, end


def case_csv_queue():
    path = _lines("1,2,a", "3,4,b", "5,,c")
    names = tf.train.string_input_producer([path], num_epochs=2, shuffle=False)
    key, line = tf.TextLineReader().read(names)
    columns = tf.decode_csv(line, record_defaults=[[0.], [9], [""]])
    batch = tf.train.batch(columns, batch_size=2, allow_smaller_final_batch=True)
    got = _run_queues(batch, 5)
    return (got, [v.op.name for v in tf.local_variables()],
            [runner.name for runner in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)],
            [s.op.name for s in tf.get_collection(tf.GraphKeys.SUMMARIES)],
            [t.shape.as_list() for t in batch])


def case_tfrecord_queue():
    names = tf.train.string_input_producer([_records(4)], shuffle=False, num_epochs=1)
    _, record = tf.TFRecordReader().read(names)
    parsed = tf.parse_single_example(record, {
        "x": tf.FixedLenFeature([], tf.int64), "s": tf.FixedLenFeature([], tf.string),
        "v": tf.VarLenFeature(tf.float32)})
    return _run_queues([parsed["x"], parsed["s"], parsed["v"].dense_shape], 9)


def case_tf_record_iterator():
    path = _records(3)
    rows = [tf.train.Example.FromString(text) for text in tf.python_io.tf_record_iterator(path)]
    return [row.features.feature["x"].int64_list.value[0] for row in rows]


def case_producers():
    ranged = tf.train.range_input_producer(3, shuffle=False, num_epochs=1).dequeue()
    sliced = tf.train.slice_input_producer([[1, 2, 3], ["a", "b", "c"]], shuffle=False)
    limited = tf.train.limit_epochs(tf.constant(5), 2)
    return _run_queues([ranged, sliced, limited], 9)


def case_shuffle_batch_keeps_all():
    numbers = tf.train.slice_input_producer([list(range(12))], shuffle=False, num_epochs=1)[0]
    batch = tf.train.shuffle_batch([numbers], 4, capacity=20, min_after_dequeue=2)
    got, end = _run_queues(batch, 4)
    return sorted(n for part in got for n in part.tolist()), end, batch.shape.as_list()


def case_batch_joins():
    parts = [[tf.constant([1, 2])], [tf.constant([1, 2])]]
    batch = tf.train.batch_join(parts, 4, enqueue_many=True)
    padded = tf.train.batch([tf.range(3)], 2, dynamic_pad=True)
    got, _ = _run_queues([batch, padded], 2)
    return [(sorted(a.tolist()), b) for a, b in got]


def case_maybe_batch():
    keep = tf.train.maybe_batch([tf.constant(3)], tf.constant(True), 2)
    return _run_queues(keep, 1)


def case_queues():
    fifo = tf.FIFOQueue(3, [tf.int32, tf.string], shapes=[[], []], names=None)
    priority = tf.PriorityQueue(9, [tf.string], [[]])
    padding = tf.PaddingFIFOQueue(3, tf.int32, shapes=[[None]])
    enqueue = [fifo.enqueue([1, "a"]), fifo.enqueue_many([[2, 3], ["b", "c"]])]
    with tf.Session() as sess:
        for op in enqueue:
            sess.run(op)
        got = [sess.run(fifo.dequeue()), sess.run(fifo.size()), sess.run(fifo.dequeue_many(2))]
        for rank, text in ((5, "low"), (1, "high")):
            sess.run(priority.enqueue((np.int64(rank), text)))
        got.append(sess.run(priority.dequeue()))
        sess.run([padding.enqueue([[1]])])
        sess.run([padding.enqueue([[2, 3]])])
        got.append(sess.run(padding.dequeue_many(2)))
        sess.run(fifo.close())
        got.append(tools.error(lambda: sess.run(fifo.dequeue())))
        got.append(tools.error(lambda: sess.run(enqueue[0])))
    return got, fifo.dtypes, [s.as_list() for s in fifo.shapes], fifo.queue_ref.op.name


def case_queue_runner_threads():
    queue = tf.FIFOQueue(10, tf.float32)
    counter = tf.get_local_variable("counter", initializer=0.)
    runner = tf.train.QueueRunner(queue, [queue.enqueue(tf.assign_add(counter, 1.))] * 2)
    tf.train.add_queue_runner(runner)
    got, end = _run_queues(queue.dequeue(), 5)
    return len(got), end, runner.queue.name, len(runner.enqueue_ops), runner.to_proto().queue_name


def case_coordinator_reports():
    coord = tf.train.Coordinator()

    def fail():
        with coord.stop_on_exception():
            raise KeyError("inner")

    import threading
    thread = threading.Thread(target=fail)
    thread.start()
    return tools.error(lambda: coord.join([thread])), coord.should_stop()


def case_match_filenames_once():
    folder = os.path.dirname(_lines("x"))
    names = tf.train.match_filenames_once(os.path.join(folder, "*.csv"))
    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        return [os.path.basename(name) for name in sess.run(names)], names.dtype.name


def case_readers():
    path = _lines("ab", "cd")
    fixed = tf.FixedLengthRecordReader(record_bytes=3)
    whole = tf.WholeFileReader()
    got = []
    for reader in (fixed, whole):
        queue = tf.train.string_input_producer([path], shuffle=False)
        key, value = reader.read(queue)
        rows, _ = _run_queues([key, value], 1)
        got.append([os.path.basename(rows[0][0]), rows[0][1]])
    return got


def case_py_func():
    def swap(a, b):
        return b, np.float32(a * 2)

    seen = []
    one = tf.py_func(lambda x: x + 1, [tf.constant([1, 2])], tf.int32)
    two = tf.py_func(swap, [tf.constant(1.), tf.constant("s")], [tf.string, tf.float32])
    none = tf.py_func(lambda x: seen.append(x.tolist()), [tf.constant([7])], [])
    pure = tf.py_func(lambda: np.float32(4), [], tf.float32, stateful=False, name="pure")
    with tf.Session() as sess:
        values = sess.run([one, two, pure])
        sess.run(none)
        wrong = tools.error(lambda: sess.run(
            tf.py_func(lambda: np.int64(1), [], tf.float32)))
        raised = tools.error(lambda: sess.run(tf.py_func(lambda: {}["x"], [], tf.float32)))
    return (values, seen, wrong, raised, str(one.shape), pure.op.name, pure.op.type, one.op.type,
            tf.gradients(tf.py_func(lambda x: x, [tf.constant(1.)], tf.float32), tf.constant(1.)))


def case_placeholders_and_feeds():
    x = tf.placeholder(tf.float32, [None, 2], name="x")
    y = tf.placeholder_with_default([1., 2.], [2], name="y")
    z = tf.reduce_sum(x * y, name="z")
    with tf.Session() as sess:
        got = [sess.run("z:0", {"x:0": [[1, 2]]}), sess.run(z, {x: np.ones([3, 2]), y: [0, 1]}),
               sess.run({"a": [z, (x,)]}, {x: [[3, 4]]})]
        errors = [tools.error(lambda: sess.run(z, {x: [[1, 2, 3]]})), tools.error(lambda: sess.run(z)),
                  tools.error(lambda: sess.run(None)), tools.error(lambda: sess.run("nope:0")),
                  tools.error(lambda: sess.run(z, {x: "text"})), tools.error(lambda: sess.run(z, {"q:0": 1}))]
    errors.append(tools.error(lambda: sess.run(z)))
    return got, errors, str(x.shape), str(x), x.op.type


def case_sparse_placeholders():
    x = tf.sparse_placeholder(tf.float32, [7, 9], name="x")
    y = tf.sparse_placeholder(tf.float32, tf.constant([7, 9], tf.int64), name="y")
    z = tf.sparse_placeholder(tf.float32, [None, 9], name="z")
    got = [f"{op.name} {op.type}" for op in tf.get_default_graph().get_operations()]
    got += [str(tf.sparse_tensor_to_dense(tensor).shape) for tensor in (x, y, z)]
    got += [str(tf.sparse_tensor_dense_matmul(x, tf.ones([9, 3])).shape), str(x.indices.shape),
            str(z.dense_shape.shape),
            tf.layers.dense(tf.sparse_tensor_to_dense(x), 2).shape.as_list()]
    indices, values = [[0, 1]], [2.]
    fresh = tf.sparse_placeholder(tf.float32, tf.constant([7, 9], tf.int64))
    with tf.Session() as sess:
        for tensor, fed in ((x, (indices, values)), (fresh, (indices, values, [7, 9])), (z, (indices, values, [1, 9])),
                            (fresh, tf.SparseTensorValue(indices, values, [7, 9]))):
            got.append(sess.run(tf.sparse_reduce_sum(tensor), {tensor: fed}))
    return got


def case_dense_shapes_are_fed_after_use():
    shape = tf.constant([3, 4], tf.int64)
    x = tf.sparse_placeholder(tf.float32, shape)
    half = tf.sparse_retain(x, x.values > 1) * tf.constant(0.5)
    made = tf.SparseTensor(half.indices, half.values, tf.identity(shape))
    dense = tf.sparse_tensor_dense_matmul(made, tf.ones([4, 2]))
    with tf.Session() as sess:
        return sess.run(dense, {x: ([[0, 1], [2, 0]], [2., 1.], [3, 4])})


def case_generator_input_fn():
    def rows():
        for i in range(5):
            yield {"a": np.ones(2) * i, "b": np.array(i, np.int32), "label": np.ones(1) * -i}

    def told(*args, **kwargs):
        try:
            tf.contrib.learn.io.generator_input_fn(*args, **kwargs)
        except (TypeError, KeyError) as error:
            return [type(error).__name__, str(error)]

    make = tf.contrib.learn.io.generator_input_fn
    found = []
    for keys in (None, "label", ["label", "b"]):
        batch = make(rows, target_key=keys, batch_size=3, shuffle=False, num_epochs=2)()
        found.append(_run_queues(batch, 9))
    shuffled = make(rows, batch_size=5, num_epochs=None, num_threads=2)()
    (got,), _ = _run_queues(shuffled, 1)
    return found, got["a"].shape, [
        told([1]), told(lambda: [1]), told(lambda: (i for i in [1])), told(rows, target_key=1),
        told(rows, target_key=[1]), told(rows, target_key=["c"]), told(rows, target_key="c")]


def case_truth_values_in_examples():
    flags = [True, False, np.bool_(True)]
    held = tf.train.Int64List(value=flags)
    held.value.append(np.bool_(False))
    held.value.append(True)
    held.value.extend(np.array([True, False]))
    held.value.extend(flag for flag in flags)
    feature = tf.train.Feature(int64_list=tf.train.Int64List(value=(flag for flag in flags)))
    return list(held.value), list(feature.int64_list.value), list(tf.train.Int64List(value=np.array([True])).value)
