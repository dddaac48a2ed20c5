"""Cases: Random numbers, arithmetic, arrays."""

import numpy as np

from op_census_cases import shared


def random_ops(tf):
    def x():
        return tf.ones(shared.SHAPE)

    yield "random_uniform", lambda: tf.random_uniform([3])
    yield "random_uniform_range", lambda: tf.random_uniform([3], -1.0, 1.0)
    yield "random_uniform_0_2", lambda: tf.random_uniform([3], 0, 2.0)
    yield "random_uniform_1_only", lambda: tf.random_uniform([3], -1.0)
    yield "random_uniform_int", lambda: tf.random_uniform([3], 0, 5, tf.int32)
    yield "random_uniform_int64", lambda: tf.random_uniform([3], maxval=5, dtype=tf.int64)
    yield "random_uniform_f64", lambda: tf.random_uniform([3], dtype=tf.float64)
    yield "random_uniform_tensor", lambda: tf.random_uniform(tf.shape(x()), 0, tf.constant(1.0))
    yield "random_uniform_seed", lambda: tf.random_uniform([3], seed=3)
    yield "random_normal", lambda: tf.random_normal([3])
    yield "random_normal_args", lambda: tf.random_normal([3], 1.0, 2.0)
    yield "random_normal_tensor_shape", lambda: tf.random_normal(tf.shape(x()))
    yield "random_normal_mixed_shape", lambda: tf.random_normal([tf.shape(x())[0], 4])
    yield "truncated_normal", lambda: tf.truncated_normal([3], stddev=0.1)
    yield "random_shuffle", lambda: tf.random_shuffle(x())
    yield "random_crop", lambda: tf.random_crop(x(), [2, 2])
    yield "multinomial", lambda: tf.multinomial(tf.log(x()), 2)
    yield "random_categorical", lambda: tf.random.categorical(tf.log(x()), 2)
    yield "random_gamma", lambda: tf.random_gamma([3], 1.0, 2.0)
    yield "random_gamma_plain", lambda: tf.random_gamma([3], 1.0)
    yield "random_poisson", lambda: tf.random_poisson(2.0, [3])
    yield "stateless", lambda: tf.random.stateless_uniform([3], seed=[1, 2])
    yield "stateless_normal", lambda: tf.random.stateless_normal([3], seed=[1, 2])
    yield "gumbel", lambda: -tf.log(-tf.log(tf.random_uniform([3], 0, 1)))
    yield (
        "random_twice",
        lambda: (tf.random_uniform([3]), tf.random_uniform([3]), tf.random_normal([2])),
    )
    yield (
        "uniform_candidates",
        lambda: tf.nn.uniform_candidate_sampler(tf.ones([2, 1], tf.int64), 1, 3, True, 9),
    )
    yield (
        "log_uniform_candidates",
        lambda: tf.nn.log_uniform_candidate_sampler(tf.ones([2, 1], tf.int64), 1, 3, True, 9),
    )
    yield (
        "learned_unigram",
        lambda: tf.nn.learned_unigram_candidate_sampler(tf.ones([2, 1], tf.int64), 1, 3, True, 9),
    )
    yield (
        "fixed_unigram",
        lambda: tf.nn.fixed_unigram_candidate_sampler(
            tf.ones([2, 1], tf.int64), 1, 3, True, 4, unigrams=[1, 2, 3, 4]
        ),
    )


def basic_ops(tf):
    def x(shape=shared.SHAPE, dtype=tf.float32):
        return tf.placeholder(dtype, shape)

    def unknown(*shape):
        return tf.placeholder(tf.float32, shape)

    def sparse():
        return tf.SparseTensor([[0, 0], [1, 2]], [1.0, 2.0], [3, 4])

    one_input = [
        "abs",
        "square",
        "sqrt",
        "rsqrt",
        "exp",
        "log",
        "log1p",
        "sin",
        "cos",
        "tanh",
        "sigmoid",
        "negative",
        "sign",
        "floor",
        "ceil",
        "round",
        "reciprocal",
        "erf",
        "lgamma",
        "digamma",
        "is_nan",
        "is_inf",
        "is_finite",
        "identity",
        "stop_gradient",
        "zeros_like",
        "ones_like",
        "shape",
        "size",
        "rank",
        "reduce_sum",
        "reduce_mean",
        "reduce_max",
        "reduce_min",
        "reduce_prod",
        "reduce_logsumexp",
        "transpose",
        "tanh",
        "softplus",
        "expm1",
        "asin",
        "atan",
        "cumsum",
        "cumprod",
        "global_norm_of",
        "matrix_transpose",
        "squeeze_none",
        "to_float",
        "to_int32",
        "to_double",
        "count_nonzero",
        "l2",
        "moments_of",
        "reduce_std",
        "reduce_var",
        "reduce_euclid",
    ]
    special = {
        "global_norm_of": lambda v: tf.global_norm([v, v]),
        "squeeze_none": lambda v: tf.squeeze(v),
        "l2": lambda v: tf.nn.l2_loss(v),
        "moments_of": lambda v: tf.nn.moments(v, [0]),
        "reduce_std": lambda *more: tf.math.reduce_std(*more),
        "reduce_var": lambda v, axis=0, *more: tf.math.reduce_variance(v, axis, *more),
        "reduce_euclid": lambda v: tf.math.reduce_euclidean_norm(v),
        "matrix_transpose": lambda v: tf.matrix_transpose(v),
    }
    for name in sorted(set(one_input)):
        function = special.get(name) or shared.named(tf, name)
        yield name, lambda function=function: function(x())
    for name in (
        "reduce_sum",
        "reduce_mean",
        "reduce_max",
        "reduce_logsumexp",
        "reduce_std",
        "reduce_var",
    ):
        function = special.get(name) or shared.named(tf, name)
        yield name + "_unknown", lambda function=function: function(tf.placeholder(tf.float32))
        yield name + "_axis", lambda function=function: function(unknown(None, 4), 1, True)
    for name in (
        "zeros_like",
        "ones_like",
        "size",
        "rank",
        "shape",
        "transpose",
        "global_norm_of",
        "round",
    ):
        function = special.get(name) or shared.named(tf, name)
        yield name + "_partly", lambda function=function: function(unknown(None, 4))
    yield (
        "zeros_ones",
        lambda: (tf.zeros([3]), tf.ones([3]), tf.zeros([40, 40]), tf.ones([40, 40], tf.int32)),
    )
    yield "zeros_big", lambda: (tf.zeros([2000]), tf.ones([2000]))
    yield "zeros_dynamic", lambda: tf.zeros([tf.shape(x())[0], 3])
    yield (
        "zeros_types",
        lambda: (tf.zeros([2], tf.string), tf.zeros([2], tf.bool), tf.zeros(tf.TensorShape([3]))),
    )
    yield "fill", lambda: tf.fill([3, 2], 1.0)
    yield "constants", lambda: [tf.constant(v) for v in (1.0, [1, 2], "a", np.ones([2, 2]))]
    yield "constant_same", lambda: [tf.constant(1.0) for _ in range(3)]
    yield "placeholder_default", lambda: tf.placeholder_with_default(0.5, [])
    yield (
        "range",
        lambda: (tf.range(5), tf.range(1, 5), tf.range(0, 5, 2), tf.range(tf.shape(x())[0])),
    )
    yield "linspace", lambda: tf.linspace(0.0, 1.0, 5)
    yield (
        "arith",
        lambda: [
            f(x(), 2.0)
            for f in (
                lambda a, b: a + b,
                lambda a, b: a - b,
                lambda a, b: a * b,
                lambda a, b: a / b,
                lambda a, b: a**b,
                lambda a, b: b - a,
                lambda a, b: b * a,
                lambda a, b: b / a,
                lambda a, b: a // b,
                lambda a, b: a % b,
            )
        ],
    )
    yield (
        "arith_int",
        lambda: [
            f(x(dtype=tf.int32), 2)
            for f in (
                lambda a, b: a + b,
                lambda a, b: a / b,
                lambda a, b: a // b,
                lambda a, b: a % b,
                lambda a, b: a * b,
            )
        ],
    )
    yield (
        "neg_abs_inv",
        lambda: (-x(), abs(x()), ~tf.constant(True), x() > 1.0, x() <= 2.0, x() >= 1, x() < 3),
    )
    yield "matmul_op", lambda: x() @ tf.ones([6, 2])
    yield "equality", lambda: (tf.equal(x(), 1.0), tf.not_equal(x(), 1.0))
    yield (
        "logical",
        lambda: (tf.logical_and(x() > 1, x() > 2), (x() > 1) | (x() > 2), (x() > 1) ^ (x() > 2)),
    )
    yield (
        "index",
        lambda: (x()[0], x()[:, 1], x()[..., 0], x()[1:3, ::2], x()[:, tf.newaxis], x()[0, 0]),
    )
    yield "index_tensor", lambda: x()[tf.constant(1)]
    yield "index_dyn", lambda: x()[: tf.shape(x())[0] - 1]
    yield "index_mask", lambda: tf.boolean_mask(x(), [True, False, True, True])
    yield (
        "boolean_mask_dyn",
        lambda: tf.boolean_mask(unknown(None, 3), tf.placeholder(tf.bool, [None])),
    )
    yield "matmul", lambda: tf.matmul(x(), x(), transpose_b=True)
    yield "batch_matmul", lambda: tf.matmul(tf.ones([2, 3, 4]), tf.ones([2, 4, 5]))
    yield "tensordot", lambda: tf.tensordot(tf.ones([2, 3, 4]), tf.ones([4, 5]), 1)
    yield (
        "tensordot_unknown",
        lambda: tf.tensordot(unknown(None, 3, 4), tf.ones([4, 5]), [[2], [0]]),
    )
    yield "einsum", lambda: tf.einsum("ij,jk->ik", x(), tf.ones([6, 2]))
    yield "einsum_batch", lambda: tf.einsum("bij,bjk->bik", tf.ones([2, 3, 4]), tf.ones([2, 4, 5]))
    yield (
        "einsum_bert",
        lambda: tf.einsum("BFNH,BTNH->BNFT", tf.ones([2, 3, 4, 5]), tf.ones([2, 3, 4, 5])),
    )
    yield "einsum_unknown", lambda: tf.einsum("abc,cd->abd", unknown(None, 3, 4), tf.ones([4, 5]))
    yield "reshape", lambda: (tf.reshape(x(), [-1]), tf.reshape(x(), [tf.shape(x())[0], -1]))
    yield (
        "concat",
        lambda: (tf.concat([x(), x()], 0), tf.concat([x()], 0), tf.concat([x(), x()], -1)),
    )
    yield (
        "stack",
        lambda: (tf.stack([x(), x()]), tf.stack([1, 2]), tf.stack([x(), x()], 1), tf.unstack(x())),
    )
    yield "stack_mixed", lambda: tf.convert_to_tensor([tf.shape(x())[0], 3, 4])
    yield "split", lambda: (tf.split(x(), 2), tf.split(x(), [1, 3]), tf.split(x(), 2, 1))
    yield "tile", lambda: (tf.tile(x(), [1, 2]), tf.tile(x(), tf.stack([tf.shape(x())[0], 1])))
    yield "pad", lambda: (tf.pad(x(), [[1, 1], [0, 0]]), tf.pad(x(), [[1, 1], [0, 0]], "REFLECT"))
    yield (
        "expand",
        lambda: (
            tf.expand_dims(x(), 0),
            tf.expand_dims(x(), -1),
            tf.squeeze(tf.ones([1, 2, 1]), [0]),
        ),
    )
    yield (
        "gather",
        lambda: (
            tf.gather(x(), [0, 1]),
            tf.gather(x(), [0, 1], axis=1),
            tf.gather_nd(x(), [[0, 1]]),
        ),
    )
    yield (
        "gather_batch",
        lambda: tf.gather(tf.ones([2, 3, 4]), tf.zeros([2, 2], tf.int32), batch_dims=1),
    )
    yield (
        "one_hot",
        lambda: (
            tf.one_hot([1, 2], 3),
            tf.one_hot([1, 2], 3, dtype=tf.int32),
            tf.one_hot([1], 3, 5.0, 0.0),
        ),
    )
    yield "where", lambda: (tf.where(x() > 1), tf.where(x() > 1, x(), x()))
    yield (
        "cast",
        lambda: (
            tf.cast(x(), tf.int32),
            tf.cast(x(), tf.float32),
            tf.cast(1.5, tf.int32),
            tf.to_float(x()),
        ),
    )
    yield (
        "argmax",
        lambda: (
            tf.argmax(x(), 1),
            tf.argmin(x(), 0),
            tf.argmax(x()),
            tf.argmax(x(), -1, output_type=tf.int32),
        ),
    )
    yield "top_k", lambda: (tf.nn.top_k(x(), 2), tf.nn.in_top_k(x(), [1, 2, 3, 4], 2))
    yield "sort", lambda: (tf.sort(x()), tf.argsort(x()))
    yield (
        "clip",
        lambda: (
            tf.clip_by_value(x(), 0.0, 1.0),
            tf.clip_by_norm(x(), 1.0),
            tf.clip_by_average_norm(x(), 1.0),
        ),
    )
    yield "clip_norm_axes", lambda: tf.clip_by_norm(x(), 1.0, axes=[1])
    yield "clip_global", lambda: tf.clip_by_global_norm([x(), x()], 5.0)
    yield (
        "maximum",
        lambda: (
            tf.maximum(x(), 0.0),
            tf.minimum(x(), 1.0),
            tf.add_n([x(), x()]),
            tf.accumulate_n([x(), x()]),
        ),
    )
    yield (
        "add_n_one",
        lambda: (tf.add_n([x()]), tf.add(x(), x()), tf.subtract(x(), x()), tf.multiply(x(), 3.0)),
    )
    yield (
        "scalar_mul",
        lambda: (
            tf.scalar_mul(2.0, x()),
            tf.pow(x(), 2),
            tf.divide(x(), 2.0),
            tf.div(x(), 2.0),
            tf.truediv(x(), 2.0),
            tf.mod(x(), 2.0),
            tf.floordiv(x(), 2.0),
            tf.div_no_nan(x(), 2.0),
        ),
    )
    yield "squared_difference", lambda: (tf.squared_difference(x(), x()), tf.realdiv(x(), 2.0))
    yield (
        "segment",
        lambda: (
            tf.segment_sum(x(), [0, 0, 1, 1]),
            tf.unsorted_segment_sum(x(), [0, 0, 1, 1], 2),
            tf.unsorted_segment_mean(x(), [0, 0, 1, 1], 2),
        ),
    )
    yield "scatter_nd", lambda: tf.scatter_nd([[0], [1]], [1.0, 2.0], [4])
    yield "sequence_mask", lambda: (tf.sequence_mask([1, 2], 4), tf.sequence_mask([1, 2]))
    yield (
        "sequence_mask_float",
        lambda: tf.sequence_mask(tf.constant([1, 2]), tf.constant(4), tf.float32),
    )
    yield "reverse", lambda: (tf.reverse(x(), [0]), tf.reverse_sequence(x(), [1, 2, 3, 4], 1))
    yield "meshgrid", lambda: tf.meshgrid(tf.range(3), tf.range(4))
    yield (
        "eye",
        lambda: (
            tf.eye(3),
            tf.eye(3, batch_shape=[2]),
            tf.diag([1.0, 2.0]),
            tf.matrix_band_part(x(), -1, 0),
        ),
    )
    yield (
        "diag",
        lambda: (
            tf.linalg.diag([[1.0, 2.0]]),
            tf.diag_part(tf.eye(3)),
            tf.matrix_diag_part(tf.eye(3)),
            tf.trace(tf.eye(3)),
            tf.matrix_set_diag(tf.eye(3), [1.0, 2.0, 3.0]),
        ),
    )
    yield (
        "norm",
        lambda: (
            tf.norm(x()),
            tf.norm(x(), axis=1),
            tf.norm(x(), 1),
            tf.linalg.norm(x(), axis=[0, 1]),
        ),
    )
    yield (
        "linalg",
        lambda: (
            tf.matrix_inverse(tf.eye(3)),
            tf.cholesky(tf.eye(3)),
            tf.matrix_determinant(tf.eye(3)),
            tf.svd(tf.eye(3)),
            tf.qr(tf.eye(3)),
            tf.self_adjoint_eig(tf.eye(3)),
        ),
    )
    yield (
        "matrix_solve",
        lambda: (
            tf.matrix_solve(tf.eye(3), tf.eye(3)),
            tf.linalg.logdet(tf.eye(3)),
            tf.matrix_triangular_solve(tf.eye(3), tf.eye(3)),
        ),
    )
    yield (
        "unique",
        lambda: (tf.unique([1, 2, 2]), tf.unique_with_counts([1, 2]), tf.bincount([1, 2, 2])),
    )
    yield "confusion", lambda: tf.confusion_matrix([1, 0], [1, 1], 2)
    yield "histogram", lambda: tf.histogram_fixed_width(x(), [0.0, 1.0])
    yield (
        "strings",
        lambda: (
            tf.string_join(["a", "b"]),
            tf.as_string(x()),
            tf.string_to_number("1"),
            tf.string_split(["a b"]),
            tf.strings.length("abc"),
            tf.substr("abc", 0, 1),
            tf.string_to_hash_bucket_fast("a", 5),
            tf.regex_replace("a", "b", "c"),
        ),
    )
    yield (
        "sparse_basic",
        lambda: (
            sparse(),
            tf.sparse_tensor_to_dense(sparse()),
            tf.sparse_tensor_dense_matmul(sparse(), tf.ones([4, 2])),
        ),
    )
    yield "sparse_placeholder", lambda: tf.sparse_placeholder(tf.float32, [3, 4])
    yield (
        "sparse_placeholder_unknown",
        lambda: (tf.sparse_placeholder(tf.float32), tf.sparse_placeholder(tf.float32, [None, 4])),
    )
    yield (
        "sparse_more",
        lambda: (
            tf.sparse_reduce_sum(sparse()),
            tf.sparse_reorder(sparse()),
            tf.sparse_reshape(sparse(), [4, 3]),
            tf.sparse_add(sparse(), sparse()),
            tf.sparse_concat(0, [sparse(), sparse()]),
        ),
    )
    yield (
        "sparse_even_more",
        lambda: (
            tf.sparse_to_dense([[0, 1]], [2, 2], 1.0),
            sparse() * 2.0,
            tf.sparse.transpose(sparse()),
            tf.sparse_retain(sparse(), [True, False]),
            tf.sparse_fill_empty_rows(sparse(), 0.0),
        ),
    )
    yield (
        "asserts",
        lambda: (
            tf.assert_equal(x(), x()),
            tf.assert_rank(x(), 2),
            tf.assert_positive(x()),
            tf.assert_less(x(), 2.0),
        ),
    )
    yield (
        "asserts_static",
        lambda: (
            tf.assert_equal(1, 1),
            tf.assert_greater(2, 1),
            tf.assert_non_negative(tf.constant(2)),
        ),
    )
    yield "assert_op", lambda: tf.Assert(tf.reduce_all(x() > 0), [x()])
    yield "print", lambda: tf.Print(x(), [x()], "v")
    yield "print_v2", lambda: tf.print("v", x())
    yield (
        "check_numerics",
        lambda: (
            tf.check_numerics(x(), "m"),
            tf.verify_tensor_all_finite(x(), "m"),
            tf.add_check_numerics_ops(),
        ),
    )
    yield "py_func", lambda: tf.py_func(lambda v: v, [x()], tf.float32)
    yield "py_function", lambda: tf.py_function(lambda v: v, [x()], tf.float32)
    yield "group", lambda: (tf.group(x(), x()), tf.no_op(), tf.tuple([x(), x()]), tf.group())
    yield "group_devices", lambda: shared.on_devices(tf, x)
    yield "with_dependencies", lambda: shared.with_control(tf, x)
    yield "name_scopes", lambda: shared.name_scopes(tf, x)
    yield (
        "summaries",
        lambda: (
            tf.summary.scalar("a", x([])),
            tf.summary.histogram("h", x()),
            tf.summary.image("i", tf.ones([1, 4, 4, 1])),
            tf.summary.text("t", tf.constant("v")),
            tf.summary.merge_all(),
        ),
    )
    yield (
        "summary_audio",
        lambda: (tf.summary.audio("a", tf.ones([1, 4]), 10.0), tf.summary.tensor_summary("v", x())),
    )
    yield (
        "gradients",
        lambda: tf.gradients(
            tf.reduce_sum(tf.square(shared.leaf(tf, x))), tf.get_collection("leaf")
        ),
    )
    yield (
        "gradients_mean",
        lambda: tf.gradients(tf.reduce_mean(shared.leaf(tf, x) ** 2), tf.get_collection("leaf")),
    )
    yield (
        "gradients_ys",
        lambda: tf.gradients(
            [shared.leaf(tf, x) * 2.0], tf.get_collection("leaf"), grad_ys=[tf.ones(shared.SHAPE)]
        ),
    )
    yield (
        "hessians",
        lambda: tf.hessians(
            tf.reduce_sum(shared.leaf(tf, lambda: x([3])) ** 3), tf.get_collection("leaf")
        ),
    )
    for name, function in sorted(shared.differentiable(tf).items()):
        yield "grad_" + name, lambda function=function: shared.gradient(tf, function, x)
        yield (
            "gradu_" + name,
            lambda function=function: shared.gradient(tf, function, lambda: unknown(None, 6)),
        )
    yield "dynamic_partition", lambda: tf.dynamic_partition(x(), [0, 1, 0, 1], 2)
    yield "dynamic_stitch", lambda: tf.dynamic_stitch([[0], [1]], [[1.0], [2.0]])
    yield "tensor_array", lambda: shared.tensor_array(tf)
    yield (
        "extract_patches",
        lambda: tf.extract_image_patches(
            tf.ones([1, 6, 6, 1]), [1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1], "VALID"
        ),
    )
    yield (
        "space_to_depth",
        lambda: (
            tf.space_to_depth(tf.ones([1, 4, 4, 1]), 2),
            tf.space_to_batch_nd(tf.ones([1, 4, 4, 1]), [2, 2], [[0, 0], [0, 0]]),
            tf.depth_to_space(tf.ones([1, 2, 2, 4]), 2),
        ),
    )
    yield (
        "spectral",
        lambda: (
            tf.fft(tf.cast(x(), tf.complex64)),
            tf.signal.stft(tf.ones([20]), 4, 2),
            tf.signal.rfft(x()),
            tf.real(tf.complex(x(), x())),
        ),
    )
    yield "map_fn", lambda: tf.map_fn(lambda v: v * 2.0, x())
    yield "scan", lambda: tf.scan(lambda a, v: a + v, x())
    yield "foldl", lambda: (tf.foldl(lambda a, v: a + v, x()), tf.foldr(lambda a, v: a + v, x()))
    yield "import_graph_def", lambda: shared.imported(tf)
    yield "custom_gradient", lambda: shared.custom_gradient(tf, x)
    yield "edit_distance", lambda: tf.edit_distance(sparse(), sparse())
    yield "lookup", lambda: shared.lookup(tf)
    yield (
        "broadcast",
        lambda: (
            tf.broadcast_to(x(), [2, 4, 6]),
            tf.broadcast_dynamic_shape([2], [1]),
            tf.broadcast_static_shape(tf.TensorShape([2]), tf.TensorShape([1])),
        ),
    )
    yield "nested_graph", lambda: shared.nested_graph(tf)
    yield "cumulative", lambda: tf.cumsum(x(), 1, exclusive=True)
    yield "roll", lambda: (tf.roll(x(), 1, 0), tf.invert_permutation([1, 0]), tf.repeat(x(), 2, 0))
    yield "ragged", lambda: tf.ragged.constant([[1, 2], [3]])
    yield (
        "polyval",
        lambda: (tf.math.polyval([1.0, 2.0], x()), tf.lbeta(x()), tf.betainc(x(), x(), x())),
    )
    yield "set_shape_known", lambda: (tf.ensure_shape(x(), [None, 6]), tf.shape_n([x(), x()]))
