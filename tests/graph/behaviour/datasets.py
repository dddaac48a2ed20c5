"""tf.data with the iterators of TF1, as methods of every Dataset."""

import contextlib
import functools
import io
import os
import tempfile
import threading
import time

import numpy as np
import tensorflow as tf

from tests.graph.behaviour import tools


def _drain(dataset, limit=20):
    """What a one-shot iterator, taken by the method, gives."""
    following = dataset.make_one_shot_iterator().get_next()
    got = []
    with tf.Session() as sess:
        for _ in range(limit):
            try:
                got.append(sess.run(following))
            except tf.errors.OutOfRangeError:
                got.append("end")
                break
    return got


def _describe(dataset):
    return [str(dataset.output_types), str(dataset.output_shapes)]


def case_one_shot_of_every_kind():
    folder = tempfile.mkdtemp()
    text = os.path.join(folder, "a.txt")
    with open(text, "w") as file:
        file.write("1,2\n3,4\n")
    record = os.path.join(folder, "a.tfrecord")
    with tf.python_io.TFRecordWriter(record) as writer:
        writer.write(b"r")
    data = tf.data.Dataset
    numbers = data.range(4)
    pairs = data.from_tensor_slices(({"a": [1, 2, 3]}, ["x", "y", "z"]))
    kinds = {
        "range": numbers,
        "tensors": data.from_tensors([1, 2]),
        "slices": pairs,
        "generator": data.from_generator(lambda: iter([1, 2]), tf.int32, []),
        "map": numbers.map(lambda x: x * 2, num_parallel_calls=2),
        "batch": numbers.batch(3),
        "batch_drop": numbers.batch(3, drop_remainder=True),
        "padded": data.range(1, 4).map(lambda x: tf.fill([x], x)).padded_batch(3, [None]),
        "filter": numbers.filter(lambda x: x > 1),
        "flat_map": numbers.flat_map(lambda x: tf.data.Dataset.range(x)),
        "interleave": numbers.interleave(lambda x: tf.data.Dataset.from_tensors(x).repeat(2), 2, 1),
        "zip": data.zip((numbers, numbers.skip(1))),
        "concatenate": numbers.take(1).concatenate(numbers.take(1)),
        "repeat": numbers.take(2).repeat(2),
        "prefetch": numbers.prefetch(1),
        "cache": numbers.cache(),
        "shard": numbers.shard(2, 1),
        "enumerate": numbers.take(1).enumerate(),
        "window": numbers.window(2).flat_map(lambda w: w.batch(2)),
        "shuffle": numbers.shuffle(1, seed=1),
        "text": tf.data.TextLineDataset(text),
        "fixed": tf.data.FixedLengthRecordDataset([text], 4),
        "records": tf.data.TFRecordDataset([record]),
        "with_options": numbers.take(1).with_options(tf.data.Options()),
        "list_files": data.list_files(os.path.join(folder, "*.txt")).map(
            lambda name: tf.string_split([name], "/").values[-1]),
        "apply": numbers.apply(lambda d: d.take(1)),
    }
    return {name: [_drain(dataset), _describe(dataset)] for name, dataset in sorted(kinds.items())}


def case_one_shot_of_experimental():
    ex = tf.data.experimental
    numbers = tf.data.Dataset.range(4)
    text = os.path.join(tempfile.mkdtemp(), "t.csv")
    with open(text, "w") as file:
        file.write("a,b\n1,x\n2,y\n")
    rows = ex.make_csv_dataset(text, 2, label_name="b", num_epochs=1, shuffle=False)
    kinds = {
        "map_and_batch": numbers.apply(ex.map_and_batch(lambda x: x + 1, 2)),
        "shuffle_and_repeat": numbers.take(1).apply(ex.shuffle_and_repeat(1, 2)),
        "unbatch": numbers.batch(2).apply(ex.unbatch()),
        "group_by_window": numbers.apply(ex.group_by_window(
            lambda x: x % 2, lambda key, window: window.batch(2), 2)),
        "bucket": numbers.map(lambda x: tf.fill([x], x)).apply(ex.bucket_by_sequence_length(
            tf.size, [2], [2, 2])),
        "ignore_errors": numbers.map(lambda x: tf.check_numerics(
            1. / tf.cast(x, tf.float32), "zero")).apply(ex.ignore_errors()),
        "parallel_interleave": numbers.take(2).apply(ex.parallel_interleave(
            lambda x: tf.data.Dataset.from_tensors(x), 1)),
        "scan": numbers.apply(ex.scan(tf.constant(0, tf.int64), lambda s, x: (s + x, s))),
        "take_while": numbers.apply(ex.take_while(lambda x: x < 2)),
        "unique": numbers.map(lambda x: x // 2).apply(ex.unique()),
        "counter": ex.Counter(start=5, step=5).take(2),
        "csv": ex.CsvDataset(text, [tf.int32, tf.string], header=True),
        "make_csv": rows.map(lambda features, label: (features["a"], label)),
        "sample": ex.sample_from_datasets([numbers.take(1)], seed=1),
        "choose": ex.choose_from_datasets(
            [numbers, numbers.skip(2)], tf.data.Dataset.from_tensor_slices(tf.constant([1, 0], tf.int64))),
        "enumerate": numbers.take(1).apply(ex.enumerate_dataset(7)),
        "prefetch_to_device": numbers.take(1).apply(ex.prefetch_to_device("/cpu:0")),
        "random": tf.data.Dataset.from_tensors(0).concatenate(tf.data.Dataset.from_tensors(1)),
        "dense_to_sparse": numbers.take(1).map(lambda x: tf.fill([2], x)).apply(
            ex.dense_to_sparse_batch(1, [3])).map(lambda s: s.dense_shape),
    }
    got = {}
    for name, dataset in sorted(kinds.items()):
        if name == "prefetch_to_device":
            got[name] = hasattr(dataset, "make_initializable_iterator")
        else:
            got[name] = [_drain(dataset), _describe(dataset)]
    return got


def case_function_spellings():
    dataset = tf.data.Dataset.range(2)
    one = tf.data.make_one_shot_iterator(dataset)
    two = tf.data.make_initializable_iterator(dataset, shared_name=None)
    with tf.Session() as sess:
        sess.run(two.initializer)
        return sess.run([one.get_next(), two.get_next()]), str(one.output_types), type(one).__name__


def case_initializable():
    high = tf.placeholder(tf.int64, [])
    iterator = tf.data.Dataset.range(high).make_initializable_iterator()
    following = iterator.get_next(name="following")
    got = []
    with tf.Session() as sess:
        got.append(tools.error(lambda: sess.run(following)))
        for limit in (1, 2):
            sess.run(iterator.initializer, {high: limit})
            for _ in range(limit):
                got.append(sess.run(following))
            got.append(tools.error(lambda: sess.run(following)))
    return got, iterator.initializer.type, str(iterator.output_shapes), following.op.type


def case_reinitializable():
    train, test = tf.data.Dataset.range(3), tf.data.Dataset.range(10, 12)
    iterator = tf.data.Iterator.from_structure(train.output_types, train.output_shapes)
    following = iterator.get_next()
    got = []
    with tf.Session() as sess:
        for dataset in (train, test):
            sess.run(iterator.make_initializer(dataset))
            got.append([sess.run(following), sess.run(following)])
    return got


def case_feedable():
    handle = tf.placeholder(tf.string, [])
    one, two = tf.data.Dataset.range(5), tf.data.Dataset.range(100, 105)
    iterator = tf.data.Iterator.from_string_handle(handle, one.output_types, one.output_shapes)
    following = iterator.get_next()
    a, b = one.make_one_shot_iterator(), two.make_initializable_iterator()
    with tf.Session() as sess:
        handles = sess.run([a.string_handle(), b.string_handle()])
        sess.run(b.initializer)
        return [sess.run(following, {handle: handles[i]}) for i in (0, 1, 0, 1)]


def case_one_shot_refuses_captured_state():
    v = tf.get_variable("v", initializer=1)
    dataset = tf.data.Dataset.range(2).map(lambda x: tf.cast(x, tf.int32) + v)
    return tools.error(lambda: dataset.make_one_shot_iterator())


def case_iterator_save_and_restore():
    iterator = tf.data.Dataset.range(5).make_initializable_iterator()
    following = iterator.get_next()
    tf.add_to_collection(tf.GraphKeys.SAVEABLE_OBJECTS,
                         tf.data.experimental.make_saveable_from_iterator(iterator))
    with tf.Session() as sess:
        sess.run(iterator.initializer)
        sess.run(following)
        saver = tf.train.Saver()
        path = saver.save(sess, os.path.join(tempfile.mkdtemp(), "m"))
        got = [sess.run(following), sess.run(following)]
        saver.restore(sess, path)
        return got + [sess.run(following)]


def case_sparse_and_options():
    sparse = tf.SparseTensor([[0, 0], [1, 1]], [1, 2], [2, 2])
    following = tf.data.Dataset.from_tensor_slices(sparse).make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        rows = [sess.run(following) for _ in range(2)]
    return [[row.indices, row.values, row.dense_shape] for row in rows], type(following).__name__


def case_checkpoint_input_pipeline_hook():
    folder, seen = tempfile.mkdtemp(), []

    class Estimator:
        model_dir = folder
        _config = tf.estimator.RunConfig(folder, save_checkpoints_steps=2)

    for _ in range(2):
        with tf.Graph().as_default():
            step = tf.train.create_global_step()
            iterator = tf.data.Dataset.range(10).make_initializable_iterator()
            tf.add_to_collection(tf.GraphKeys.TABLE_INITIALIZERS, iterator.initializer)
            following = iterator.get_next()
            hooks = [tf.data.experimental.CheckpointInputPipelineHook(Estimator())]
            with tf.control_dependencies([following]):
                up = tf.assign_add(step, 1)
            with tf.train.MonitoredSession(hooks=hooks) as sess:
                for _ in range(3):
                    seen.append(sess.run([following, up]))
    kept = [name for name in os.listdir(folder) if name.startswith(("input", "checkpoint"))]
    return seen, sorted(name for name in kept if not name.endswith("meta"))


def case_seeded_shuffles():
    """The first epoch where `repeat` follows, all of them where it does not; draws that come after in the graph."""
    tf.set_random_seed(42)

    def numbers(size=10):
        return tf.data.Dataset.range(size)

    repeated = {
        "endless": numbers().shuffle(10, seed=3).repeat(),
        "twice": numbers().shuffle(4, seed=3).repeat(2),
        "once": numbers().shuffle(4, seed=3).repeat(1),
        "seed of the graph": numbers().shuffle(10).repeat(),
        "joined by hand": numbers().apply(tf.data.experimental.shuffle_and_repeat(10, 3, seed=5)),
        "of contrib": numbers().apply(tf.contrib.data.shuffle_and_repeat(10, seed=5)).batch(4),
        "in a function": numbers(1).flat_map(lambda x: numbers().shuffle(10, seed=1).repeat(2)),
        "same order": numbers().shuffle(10, seed=3, reshuffle_each_iteration=False).repeat()}
    others = {
        "apart": numbers().shuffle(10, seed=3).batch(5).repeat(),
        "of repeated": numbers().repeat().shuffle(10, seed=3)}
    draw = tf.random_uniform([2])
    results = {}
    with tf.Session() as sess:
        for kind, elements in ((repeated, 10), (others, 25)):
            for name, dataset in sorted(kind.items()):
                fetch, got = dataset.make_one_shot_iterator().get_next(), []
                while len(got) < elements:
                    got.extend(np.ravel(sess.run(fetch)).tolist())
                results[name] = got[:elements]
        results["draw"] = sess.run(draw)
    return results


def case_settings():
    """Settings of `tf.data.Options`, most of which change nothing but the speed."""
    options = tf.data.Options()
    rewrites, shared = options.experimental_optimization, options.experimental_distribute
    rewrites.map_vectorization.enabled = True
    rewrites.map_vectorization = tf.data.experimental.MapVectorizationOptions()
    rewrites.hoist_random_uniform = rewrites.map_fusion = rewrites.filter_fusion = True
    rewrites.autotune, rewrites.autotune_cpu_budget = False, 3
    options.experimental_stats.latency_all_edges = True
    before = shared.auto_shard
    shared.auto_shard = False
    options.experimental_deterministic = True
    refused = []
    for name, value in (("autotune", "x"), ("no_such_setting", 1)):
        try:
            setattr(rewrites, name, value)
        except (AttributeError, TypeError) as error:
            refused.append(type(error).__name__)
    data = tf.data.Dataset.range(5).map(lambda x: x * 2).batch(2).with_options(options)
    following = data.make_one_shot_iterator().get_next()
    with tf.Session() as session:
        first = session.run(following)
    return [before, shared.auto_shard, rewrites.map_vectorization.enabled, rewrites.autotune_cpu_budget, refused,
            options == tf.data.Options(), tf.data.Options().merge(options) == options, first]


def case_functions_run_in_order_and_when_asked():
    calls, running = [], []

    def call(x):
        running.append(x)
        time.sleep(0.01)
        calls.append((int(x), len(running)))
        running.remove(x)
        return x

    def numbers():
        for x in range(20):
            yield call(x)

    def once(**kwargs):
        return tf.data.Dataset.range(20).map(lambda x: tf.py_func(call, [x], tf.int64, **kwargs))

    parallel = tf.data.Options()
    parallel.experimental_optimization.map_parallelization = False
    results = []
    with tf.Session() as sess:
        for dataset in (once(), once(stateful=False), once(stateful=False).repeat(2), once().with_options(parallel),
                        tf.data.Dataset.from_generator(numbers, tf.int64).batch(2)):
            for make in (tf.data.make_one_shot_iterator, tf.data.make_initializable_iterator):
                iterator = make(dataset)
                if make is tf.data.make_initializable_iterator:
                    sess.run(iterator.initializer)
                following = iterator.get_next()
                for _ in range(3):
                    sess.run(following)
                    time.sleep(0.05)
                results.append(list(calls))
                del calls[:]
    return results


def case_iterators_in_another_graph():
    plain = tf.data.Dataset.from_tensor_slices(np.arange(6.0)).batch(2).repeat(2)
    mapped = tf.data.Dataset.range(3).map(lambda x: x + 1)
    results = []
    for dataset in (plain, mapped):
        with tf.Graph().as_default():
            results += [tools.error(functools.partial(_drain, dataset)),
                        tools.error(dataset.make_initializable_iterator)]
    with tf.Graph().as_default():
        return results + [_drain(plain)]


def case_how_many_elements_a_mapped_dataset_has():
    def stop(x):
        if x > 1:
            raise StopIteration
        return x

    tf.set_random_seed(3)
    count, mapped = tf.data.experimental.cardinality, tf.data.Dataset.range(5).map(lambda x: x + 1)
    ending = tf.data.Dataset.range(5).map(lambda x: tf.py_func(stop, [x], tf.int64))
    pairs = tf.data.Dataset.from_tensor_slices((np.ones([6, 2], np.float32), np.ones([6, 1], np.float32)))
    numbers = [count(dataset) for dataset in (
        mapped, mapped.batch(2), mapped.shuffle(3).repeat(2).batch(3).prefetch(1), mapped.repeat(), mapped.cache(),
        tf.data.Dataset.zip((mapped, tf.data.Dataset.range(7))), mapped.filter(lambda x: x > 2),
        mapped.concatenate(mapped),
        tf.data.Dataset.range(5).map(lambda x: x, num_parallel_calls=2), ending)]
    drawn = tf.random_uniform([])  # from a seed that counts the operations
    with tf.Session() as sess:
        numbers = sess.run(numbers + [drawn])
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(2,))])
    model.compile("sgd", "mse")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        model.fit(pairs.map(lambda x, y: (x * 2, y)).batch(2), verbose=1)
    text = printed.getvalue()
    return numbers, _drain(ending), "Train on 3 steps" in text, "1/3 [" in text, "Unknown" in text


def case_threads_of_a_dataset():
    from tensorflow.python.data.experimental.ops import threadpool

    threads = set()

    def call(x):
        threads.add(threading.get_ident())
        return x

    dataset = tf.data.Dataset.range(20).map(lambda x: tf.py_func(call, [x], tf.int64), num_parallel_calls=8)
    pool = threadpool.PrivateThreadPool(2, display_name="readers")
    iterator = tf.data.make_initializable_iterator(threadpool.override_threadpool(dataset, pool))
    following = iterator.get_next()
    with tf.Session() as sess:
        sess.run(iterator.initializer)
        return [sess.run(following) for _ in range(20)], len(threads) <= 2
