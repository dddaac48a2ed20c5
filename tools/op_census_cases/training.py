"""Cases: Variables, initializers, optimizers, control flow, input."""

import numpy as np

from op_census_cases import shared


def variables(tf):
    yield "variable", lambda: tf.Variable(1.0)
    yield "variable_numpy", lambda: tf.Variable(np.ones([3, 3]), dtype=tf.float32)
    yield "variable_zeros", lambda: tf.Variable(tf.zeros([3]))
    yield "variable_normal", lambda: tf.Variable(tf.random_normal([3, 3]))
    yield (
        "variable_uniform",
        lambda: tf.Variable(tf.random_uniform([3, 3], -1.0, 1.0), name="embeddings"),
    )
    yield "variable_truncated", lambda: tf.Variable(tf.truncated_normal([3, 3], stddev=0.1))
    yield "variable_callable", lambda: tf.Variable(lambda: tf.random_normal([3]))
    yield "variable_resource", lambda: tf.Variable(tf.random_normal([3]), use_resource=True)
    yield "variable_not_trainable", lambda: tf.Variable(0, trainable=False, name="global_step")
    yield "variable_of_variable", lambda: tf.Variable(tf.Variable(tf.ones([2])).initialized_value())
    yield "get_variable", lambda: tf.get_variable("v", [3, 3])
    yield "get_variable_int", lambda: tf.get_variable("v", [3], tf.int32)
    yield "get_variable_constant", lambda: tf.get_variable("v", initializer=tf.constant([1.0, 2.0]))
    yield "get_variable_numpy", lambda: tf.get_variable("v", initializer=np.ones([2], np.float32))
    yield "get_variable_float", lambda: tf.get_variable("v", initializer=1.0)
    yield "get_variable_resource", lambda: tf.get_variable("v", [3, 3], use_resource=True)
    yield (
        "get_variable_regularized",
        lambda: tf.get_variable("v", [3, 3], regularizer=tf.nn.l2_loss),
    )
    yield (
        "get_variable_partitioned",
        lambda: tf.get_variable("v", [4, 3], partitioner=tf.fixed_size_partitioner(2)),
    )
    yield (
        "get_variable_partitioned_use",
        lambda: tf.convert_to_tensor(
            tf.get_variable("v", [4, 3], partitioner=tf.fixed_size_partitioner(2))
        ),
    )
    yield "get_variable_reuse", lambda: (shared.variable(tf, [3]), shared.reused(tf))
    yield "get_variable_constraint", lambda: tf.get_variable("v", [3], constraint=lambda v: v)
    yield "get_variable_f16", lambda: tf.get_variable("v", [3], tf.float16)
    yield "resource_reads", lambda: shared.resource_reads(tf)
    yield "ref_reads", lambda: shared.ref_reads(tf)
    yield (
        "assigns",
        lambda: [
            f(shared.variable(tf, [3]), tf.ones([3]))
            for f in (tf.assign, tf.assign_add, tf.assign_sub)
        ][:1],
    )
    yield "assign_methods", lambda: shared.assigns(tf)
    yield "scatters", lambda: shared.scatters(tf)
    yield (
        "global_step",
        tf.train.get_or_create_global_step,
    )
    yield (
        "init_ops",
        lambda: (
            shared.variable(tf, [3]),
            tf.global_variables_initializer(),
            tf.local_variables_initializer(),
            tf.tables_initializer(),
            tf.report_uninitialized_variables(),
        ),
    )
    yield (
        "init_resource",
        lambda: (tf.get_variable("v", [3], use_resource=True), tf.global_variables_initializer()),
    )
    yield "is_initialized", lambda: tf.is_variable_initialized(shared.variable(tf, [3]))
    yield "saver", lambda: (shared.variable(tf, [3]), tf.train.Saver())
    yield (
        "saver_many",
        lambda: (
            [tf.get_variable("v%d" % i, [2]) for i in range(5)],
            tf.train.Saver(max_to_keep=2),
        ),
    )
    yield "saver_resource", lambda: (tf.get_variable("v", [3], use_resource=True), tf.train.Saver())
    yield "saver_sharded", lambda: (shared.variable(tf, [3]), tf.train.Saver(sharded=True))
    yield (
        "saver_partitioned",
        lambda: (
            tf.get_variable("v", [4, 3], partitioner=tf.fixed_size_partitioner(2)),
            tf.train.Saver(),
        ),
    )
    yield (
        "scaffold",
        lambda: (
            shared.variable(tf, [3]),
            tf.train.get_or_create_global_step(),
            tf.train.Scaffold().finalize(),
        ),
    )
    yield (
        "moving_average",
        lambda: tf.train.ExponentialMovingAverage(0.99).apply([shared.variable(tf, [3])]),
    )
    yield (
        "moving_average_steps",
        lambda: tf.train.ExponentialMovingAverage(0.99, tf.train.get_or_create_global_step()).apply(
            [shared.variable(tf, [3])]
        ),
    )
    yield (
        "moving_average_tensor",
        lambda: tf.train.ExponentialMovingAverage(0.9).apply([tf.placeholder(tf.float32, [3])]),
    )
    yield (
        "moving_average_resource",
        lambda: tf.train.ExponentialMovingAverage(0.9).apply(
            [tf.get_variable("v", [3], use_resource=True)]
        ),
    )
    for name in ("exponential_decay", "natural_exp_decay", "inverse_time_decay"):
        yield (
            name,
            lambda name=name: getattr(tf.train, name)(
                0.1, tf.train.get_or_create_global_step(), 10, 0.9
            ),
        )
    yield (
        "decay_staircase",
        lambda: tf.train.exponential_decay(
            0.1, tf.train.get_or_create_global_step(), 10, 0.9, True
        ),
    )
    yield (
        "polynomial_decay",
        lambda: tf.train.polynomial_decay(0.1, tf.train.get_or_create_global_step(), 10),
    )
    yield (
        "polynomial_cycle",
        lambda: tf.train.polynomial_decay(
            0.1, tf.train.get_or_create_global_step(), 10, cycle=True
        ),
    )
    yield (
        "piecewise",
        lambda: tf.train.piecewise_constant(
            tf.train.get_or_create_global_step(), [10, 20], [1.0, 0.1, 0.01]
        ),
    )
    yield (
        "cosine_decay",
        lambda: (
            tf.train.cosine_decay(0.1, tf.train.get_or_create_global_step(), 10),
            tf.train.linear_cosine_decay(0.1, tf.train.get_global_step(), 10),
        ),
    )
    yield (
        "cosine_restarts",
        lambda: tf.train.cosine_decay_restarts(0.1, tf.train.get_or_create_global_step(), 10),
    )
    yield (
        "noisy_cosine",
        lambda: tf.train.noisy_linear_cosine_decay(0.1, tf.train.get_or_create_global_step(), 10),
    )


def initializers(tf):
    made = {
        "glorot_uniform": tf.glorot_uniform_initializer,
        "glorot_normal": tf.glorot_normal_initializer,
        "he_normal": tf.initializers.he_normal,
        "he_uniform": tf.initializers.he_uniform,
        "lecun_normal": tf.initializers.lecun_normal,
        "lecun_uniform": tf.initializers.lecun_uniform,
        "random_normal": lambda: tf.random_normal_initializer(stddev=0.1),
        "random_uniform": lambda: tf.random_uniform_initializer(-0.1, 0.1),
        "random_uniform_default": tf.random_uniform_initializer,
        "truncated_normal": lambda: tf.truncated_normal_initializer(stddev=0.02),
        "orthogonal": tf.orthogonal_initializer,
        "variance_scaling": tf.variance_scaling_initializer,
        "zeros": tf.zeros_initializer,
        "ones": tf.ones_initializer,
        "variance_uniform": lambda: tf.variance_scaling_initializer(distribution="uniform"),
        "variance_untruncated": lambda: tf.variance_scaling_initializer(
            distribution="untruncated_normal"
        ),
        "constant": lambda: tf.constant_initializer(0.1),
        "identity": tf.initializers.identity,
        "uniform_unit_scaling": tf.uniform_unit_scaling_initializer,
        "constant_list": lambda: tf.constant_initializer([0.1] * 16),
        "seeded": lambda: tf.glorot_uniform_initializer(seed=3),
        "keras_glorot": tf.keras.initializers.glorot_uniform,
        "keras_he": tf.keras.initializers.he_normal,
        "keras_normal": tf.keras.initializers.RandomNormal,
        "keras_uniform": tf.keras.initializers.RandomUniform,
        "keras_orthogonal": tf.keras.initializers.Orthogonal,
        "keras_truncated": tf.keras.initializers.TruncatedNormal,
    }
    for name, make in sorted(made.items()):
        yield "init_" + name, lambda make=make: tf.get_variable("v", [4, 4], initializer=make())
        yield (
            "init_resource_" + name,
            lambda make=make: tf.get_variable("v", [4, 4], initializer=make(), use_resource=True),
        )
    yield "init_default_in_scope", lambda: shared.scoped_default(tf)
    yield "init_direct", lambda: tf.glorot_uniform_initializer()([3, 3])
    yield "init_direct_zeros", lambda: tf.zeros_initializer()([3, 3])
    yield "init_direct_tensor_shape", lambda: tf.random_normal_initializer()(tf.constant([3, 3]))
    yield "init_convolution_orthogonal", lambda: tf.initializers.orthogonal()([3, 3, 2, 2])


def optimizers(tf):
    train = tf.train
    made = {
        "sgd": lambda: train.GradientDescentOptimizer(0.1),
        "adam": lambda: train.AdamOptimizer(0.1),
        "adam_tensor": lambda: train.AdamOptimizer(tf.placeholder(tf.float32, [])),
        "momentum": lambda: train.MomentumOptimizer(0.1, 0.9),
        "adagrad": lambda: train.AdagradOptimizer(0.1),
        "nesterov": lambda: train.MomentumOptimizer(0.1, 0.9, use_nesterov=True),
        "rmsprop": lambda: train.RMSPropOptimizer(0.1),
        "rmsprop_centered": lambda: train.RMSPropOptimizer(0.1, centered=True),
        "adadelta": lambda: train.AdadeltaOptimizer(0.1),
        "ftrl": lambda: train.FtrlOptimizer(0.1),
        "proximal": lambda: train.ProximalGradientDescentOptimizer(0.1),
        "proximal_adagrad": lambda: train.ProximalAdagradOptimizer(0.1),
        "adagrad_da": lambda: train.AdagradDAOptimizer(0.1, train.get_or_create_global_step()),
    }
    for name, make in sorted(made.items()):
        yield "opt_" + name, lambda make=make: make().minimize(shared.small_loss(tf))
        yield (
            "opt_resource_" + name,
            lambda make=make: make().minimize(shared.small_loss(tf, use_resource=True)),
        )
        yield "opt_sparse_" + name, lambda make=make: make().minimize(shared.sparse_loss(tf))
    yield (
        "opt_step",
        lambda: train.AdamOptimizer(0.1).minimize(
            shared.small_loss(tf), train.get_or_create_global_step()
        ),
    )
    yield (
        "opt_sparse_resource",
        lambda: train.AdamOptimizer(0.1).minimize(shared.sparse_loss(tf, use_resource=True)),
    )
    yield "opt_clip", lambda: shared.clipped(tf)
    yield "opt_clip_each", lambda: shared.clipped(tf, each=True)
    yield (
        "opt_two",
        lambda: (
            train.AdamOptimizer(0.1).minimize(shared.small_loss(tf)),
            train.AdamOptimizer(0.1).minimize(tf.reduce_sum(tf.trainable_variables()[0])),
        ),
    )
    yield (
        "opt_decay",
        lambda: train.GradientDescentOptimizer(
            train.exponential_decay(0.1, train.get_or_create_global_step(), 10, 0.9)
        ).minimize(shared.small_loss(tf)),
    )
    yield (
        "opt_sync",
        lambda: train.SyncReplicasOptimizer(train.GradientDescentOptimizer(0.1), 1).minimize(
            shared.small_loss(tf), train.get_or_create_global_step()
        ),
    )
    yield "opt_mlp", lambda: shared.mlp(tf)
    yield "opt_mlp_plain", lambda: shared.mlp_plain(tf)
    yield (
        "opt_aggregate",
        lambda: train.AdamOptimizer(0.1).minimize(
            shared.small_loss(tf) + tf.reduce_mean(tf.trainable_variables()[0]),
            colocate_gradients_with_ops=True,
        ),
    )


def control_flow(tf):
    def flag():
        return tf.placeholder(tf.bool, [])

    def x():
        return tf.placeholder(tf.float32, [3])

    yield "cond", lambda: tf.cond(flag(), lambda: tf.constant(1.0), lambda: tf.constant(2.0))
    yield "cond_capture", lambda: (lambda v: tf.cond(flag(), lambda: v + 1.0, lambda: v * 2.0))(x())
    yield (
        "cond_random",
        lambda: (lambda v: tf.cond(flag(), lambda: tf.nn.dropout(v, 0.5), lambda: v))(x()),
    )
    yield (
        "cond_grad",
        lambda: tf.gradients(
            (lambda v: tf.cond(flag(), lambda: v + 1.0, lambda: v * 2.0))(shared.leaf(tf, x)),
            tf.get_collection("leaf"),
        ),
    )
    yield (
        "cond_strict",
        lambda: tf.cond(
            flag(), lambda: [tf.constant(1.0)], lambda: [tf.constant(2.0)], strict=True
        ),
    )
    yield (
        "case",
        lambda: tf.case(
            [(flag(), lambda: tf.constant(1)), (flag(), lambda: tf.constant(2))],
            default=lambda: tf.constant(3),
        ),
    )
    yield (
        "case_exclusive",
        lambda: tf.case(
            {flag(): lambda: tf.constant(1), flag(): lambda: tf.constant(2)},
            default=lambda: tf.constant(3),
            exclusive=True,
        ),
    )
    yield "while", lambda: tf.while_loop(lambda i: i < 5, lambda i: i + 1, [tf.constant(0)])
    yield (
        "while_capture",
        lambda: (
            lambda v: tf.while_loop(
                lambda i, a: i < 5, lambda i, a: (i + 1, a + v), [0, tf.zeros([3])]
            )
        )(x()),
    )
    yield (
        "while_random",
        lambda: tf.while_loop(
            lambda i, a: i < 5, lambda i, a: (i + 1, a + tf.random_normal([3])), [0, tf.zeros([3])]
        ),
    )
    yield (
        "while_max",
        lambda: tf.while_loop(lambda i: i < 5, lambda i: i + 1, [0], maximum_iterations=4),
    )
    yield (
        "while_grad",
        lambda: tf.gradients(
            tf.while_loop(lambda i, a: i < 5, lambda i, a: (i + 1, a * a), [0, shared.leaf(tf, x)])[
                1
            ],
            tf.get_collection("leaf"),
        ),
    )
    yield (
        "while_grad_capture",
        lambda: (
            lambda v: tf.gradients(
                tf.while_loop(
                    lambda i, a: i < 5, lambda i, a: (i + 1, tf.tanh(a * v)), [0, tf.ones([3])]
                )[1],
                [v],
            )
        )(x()),
    )
    yield "while_array", lambda: shared.while_array(tf)
    yield (
        "while_nested",
        lambda: tf.while_loop(
            lambda i: i < 5, lambda i: i + tf.while_loop(lambda j: j < 2, lambda j: j + 1, [0]), [0]
        ),
    )


def input_pipelines(tf):
    def data():
        return tf.data.Dataset.from_tensor_slices((np.ones([8, 2], np.float32), np.arange(8)))

    yield "dataset", lambda: tf.data.make_one_shot_iterator(data().batch(2)).get_next()
    yield (
        "dataset_shuffle",
        lambda: tf.data.make_one_shot_iterator(data().shuffle(8).repeat().batch(2)).get_next(),
    )
    yield (
        "dataset_shuffle_initializable",
        lambda: tf.data.make_initializable_iterator(data().shuffle(8).batch(2)).get_next(),
    )
    yield "dataset_shuffle_only", lambda: data().shuffle(8)
    yield "dataset_shuffle_seed", lambda: data().shuffle(8, seed=3)
    yield (
        "dataset_repeat_shuffle",
        lambda: data().repeat(2).shuffle(8).batch(2, drop_remainder=True).prefetch(1),
    )
    yield "dataset_map", lambda: data().map(lambda a, b: (a * 2.0, b))
    yield (
        "dataset_map_parallel",
        lambda: data().map(lambda a, b: (a * 2.0, b), num_parallel_calls=2),
    )
    yield "dataset_map_random", lambda: data().map(lambda a, b: (a + tf.random_uniform([2]), b))
    yield (
        "dataset_map_random_later",
        lambda: data().map(lambda a, b: (a * 3.0 + tf.random_normal([2]), b)),
    )
    yield "dataset_filter", lambda: data().filter(lambda a, b: b > 2)
    yield "dataset_range", lambda: tf.data.Dataset.range(5).take(3).skip(1).shard(2, 0)
    yield (
        "dataset_zip",
        lambda: tf.data.Dataset.zip((data(), data())).concatenate(
            tf.data.Dataset.zip((data(), data()))
        ),
    )
    yield "dataset_flat_map", lambda: data().flat_map(lambda a, b: tf.data.Dataset.from_tensors(a))
    yield (
        "dataset_interleave",
        lambda: data().interleave(lambda a, b: tf.data.Dataset.from_tensors(a), 2, 1),
    )
    yield "dataset_padded", lambda: data().padded_batch(2, ([None], []))
    yield "dataset_generator", lambda: tf.data.Dataset.from_generator(lambda: iter([1]), tf.int32)
    yield "dataset_tensors", lambda: tf.data.Dataset.from_tensors(tf.ones([2]))
    yield "dataset_text", lambda: tf.data.TextLineDataset(["a"])
    yield "dataset_records", lambda: tf.data.TFRecordDataset(["a"])
    yield "dataset_random", lambda: tf.data.experimental.RandomDataset()
    yield "dataset_iterators", lambda: shared.iterators(tf, data)
    yield (
        "dataset_shuffle_and_repeat",
        lambda: data().apply(tf.data.experimental.shuffle_and_repeat(8)),
    )
    yield (
        "dataset_map_and_batch",
        lambda: data().apply(tf.data.experimental.map_and_batch(lambda a, b: a, 2)),
    )
    yield "dataset_sample", lambda: tf.data.experimental.sample_from_datasets([data(), data()])
    yield (
        "dataset_placeholders",
        lambda: tf.data.make_initializable_iterator(
            tf.data.Dataset.from_tensor_slices(
                (tf.placeholder(tf.float32, [None, 2]), tf.placeholder(tf.int32, [None]))
            )
            .shuffle(10)
            .batch(2)
        ).get_next(),
    )
    yield "batch", lambda: tf.train.batch([tf.ones([2])], 2)
    yield "shuffle_batch", lambda: tf.train.shuffle_batch([tf.ones([2]), tf.ones([])], 2, 10, 4)
    yield (
        "shuffle_batch_threads",
        lambda: tf.train.shuffle_batch(
            [tf.ones([2])], 2, 10, 4, num_threads=3, allow_smaller_final_batch=True
        ),
    )
    yield (
        "batch_join",
        lambda: (
            tf.train.batch_join([[tf.ones([2])]] * 2, 2),
            tf.train.shuffle_batch_join([[tf.ones([2])]] * 2, 2, 10, 4),
        ),
    )
    yield "string_producer", lambda: tf.train.string_input_producer(["a", "b"])
    yield (
        "string_producer_plain",
        lambda: tf.train.string_input_producer(["a", "b"], shuffle=False, num_epochs=1),
    )
    yield (
        "slice_producer",
        lambda: (
            tf.train.slice_input_producer([tf.ones([4, 2])]),
            tf.train.range_input_producer(5),
        ),
    )
    yield "reader", lambda: tf.TFRecordReader().read(tf.train.string_input_producer(["a"]))
    yield (
        "parse",
        lambda: tf.parse_single_example(
            "", {"a": tf.FixedLenFeature([], tf.string), "b": tf.VarLenFeature(tf.int64)}
        ),
    )
    yield (
        "parse_many",
        lambda: tf.parse_example(
            [""], {"a": tf.FixedLenFeature([2], tf.float32), "b": tf.VarLenFeature(tf.int64)}
        ),
    )
    yield "queues", lambda: shared.queues(tf)
    yield "random_queue", lambda: tf.RandomShuffleQueue(10, 2, tf.float32).dequeue()
    yield (
        "decode",
        lambda: (tf.decode_raw("a", tf.uint8), tf.decode_csv("1,2", [[1], [2]]), tf.read_file("a")),
    )
