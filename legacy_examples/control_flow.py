"""Loops, branches, scans, custom gradients and Python in the graph."""
import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops
from tensorflow.python.ops import array_ops, control_flow_ops, math_ops

sess = tf.InteractiveSession()

# while_loop: the Collatz steps of several numbers
def collatz(n):
    cond = lambda v, steps: v > 1
    body = lambda v, steps: (tf.cond(tf.equal(v % 2, 0), lambda: v // 2, lambda: 3 * v + 1), steps + 1)
    return tf.while_loop(cond, body, [n, tf.constant(0)])[1]

print('collatz', [int(collatz(tf.constant(n)).eval()) for n in (1, 6, 27)])

# a loop with a gradient: Newton's square root
a = tf.constant(7.0)
_, root = tf.while_loop(lambda i, r: i < 6, lambda i, r: (i + 1, 0.5 * (r + a / r)), [0, tf.constant(1.0)])
print('sqrt %.6f derivative %.6f' % tuple(sess.run([root, tf.gradients(root, a)[0]])))

# TensorArray, scan, map_fn, foldl
ta = tf.TensorArray(tf.float32, size=4)
for i in range(4):
    ta = ta.write(i, tf.constant([i * 1.0, i * i * 1.0]))
print(ta.stack().eval().tolist(), ta.concat().get_shape().ndims)
fib = tf.scan(lambda s, _: (s[1], s[0] + s[1]), tf.range(8), initializer=(0, 1))
print('fibonacci', sess.run(fib[0]))
print('map_fn', tf.map_fn(lambda x: x * x + 1, tf.constant([1., 2., 3.])).eval())
print('foldl', tf.foldl(lambda acc, x: acc * 10 + x, tf.constant([1, 2, 3])).eval())

# case, switch by value
v = tf.placeholder(tf.float32, [])
branch = tf.case([(v < 0, lambda: tf.constant('negative')), (v > 100, lambda: tf.constant('large'))],
                 default=lambda: tf.constant('usual'), exclusive=True)
print([sess.run(branch, {v: value}).decode() for value in (-1., 5., 1000.)])

# Python inside the graph
def clip_and_count(x):
    clipped = np.clip(x, -1, 1)
    return clipped, np.int64((clipped != x).sum())

values = tf.placeholder(tf.float32, [None])
clipped, count = tf.py_func(clip_and_count, [values], [tf.float32, tf.int64], stateful=False)
print(sess.run([clipped, count], {values: [0.5, -3., 2., 1.]}))

# py_func with a gradient of its own
def py_func(func, inp, Tout, name=None, grad=None):
    rnd_name = 'PyFuncGrad%d' % np.random.randint(0, 1E+8)
    tf.RegisterGradient(rnd_name)(grad)
    with tf.get_default_graph().gradient_override_map({"PyFunc": rnd_name}):
        return tf.py_func(func, inp, Tout, stateful=True, name=name)

x = tf.constant([1., 2., 3.], name='x')
cube = py_func(lambda t: t ** 3, [x], [tf.float32], grad=lambda op, g: g * 3 * op.inputs[0] ** 2)[0]
print('custom gradient', tf.gradients(cube, x)[0].eval())

# gradient reversal and guided relu by gradient_override_map
@ops.RegisterGradient("FlipGradient")
def _flip_gradients(op, grad):
    return [tf.negative(grad) * 0.5]

g = tf.get_default_graph()
with g.gradient_override_map({"Identity": "FlipGradient"}):
    y = tf.identity(x * 2)
print('flipped', tf.gradients(y, x)[0].eval())

# control dependencies and assignments
counter = tf.Variable(0, name='counter')
with tf.control_dependencies([tf.assign_add(counter, 1)]):
    doubled = tf.identity(counter.read_value() * 2)
sess.run(counter.initializer)
print('counter', [int(doubled.eval()) for _ in range(3)])

# stop_gradient, hessians, where, dynamic partition, sparse
w = tf.Variable([1.0, -2.0])
sess.run(w.initializer)
f = w[0] ** 2 * w[1] + tf.stop_gradient(w[0]) * w[1]
print('hessian', tf.hessians(f, w)[0].eval().tolist())
grad_where = tf.gradients(tf.where(w > 0, w * 3, w * 5), w)[0]
print('where', grad_where.eval())
print('partition', [p.tolist() for p in sess.run(
    tf.dynamic_partition([10, 20, 30, 40], [0, 1, 0, 1], 2))])
st = tf.SparseTensor(indices=[[0, 1], [2, 0]], values=[3., 4.], dense_shape=[3, 2])
print('sparse', tf.sparse_tensor_dense_matmul(st, tf.ones([2, 2])).eval().tolist(),
      tf.sparse_tensor_to_dense(st).eval().tolist())
print('from the modules', control_flow_ops.group(tf.no_op()).type,
      sess.run(math_ops.reduce_sum(array_ops.ones([2, 3]))))
print(x, w.dtype, tf.Dimension(3) + 1, tf.TensorShape([None, 2]))
sess.close()
