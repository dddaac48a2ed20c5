"""The four kinds of tf.data iterators, and a small regression fed by them."""
import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
np.random.seed(42)

features = np.random.randn(120, 3).astype(np.float32)
labels = (features.dot(np.array([[1.], [-2.], [0.5]], dtype=np.float32)) + 0.1).astype(np.float32)

# --- one-shot -------------------------------------------------------------
dataset = tf.data.Dataset.range(10).map(lambda i: i * i).filter(lambda i: tf.equal(i % 2, 0)).batch(2)
print(dataset.output_types, dataset.output_shapes)
next_squares = dataset.make_one_shot_iterator().get_next()

with tf.Session() as sess:
    try:
        while True:
            print(sess.run(next_squares))
    except tf.errors.OutOfRangeError:
        print('end of sequence')

# --- initializable, fed with numpy arrays through placeholders ---------------
x_ph = tf.placeholder(features.dtype, features.shape)
y_ph = tf.placeholder(labels.dtype, labels.shape)
ds = tf.data.Dataset.from_tensor_slices((x_ph, y_ph))
ds = ds.repeat(5).shuffle(buffer_size=50, seed=13).batch(20).prefetch(1)
iterator = ds.make_initializable_iterator()
x, y = iterator.get_next()

w = tf.get_variable('w', [3, 1], initializer=tf.random_normal_initializer(seed=8))
pred = tf.matmul(x, w)
loss = tf.losses.mean_squared_error(labels=y, predictions=pred)
train_op = tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(iterator.initializer, feed_dict={x_ph: features, y_ph: labels})
    step = 0
    while True:
        try:
            _, l = sess.run([train_op, loss])
            step += 1
            if step % 10 == 0:
                print('step %d: mse %.6f' % (step, l))
        except tf.errors.OutOfRangeError:
            print('trained for %d steps' % step)
            break
    print('w =', np.round(sess.run(w).flatten(), 3))

# --- reinitializable: one structure, two sources --------------------------------
training_dataset = tf.data.Dataset.range(6).map(lambda v: v + tf.constant(100, tf.int64))
validation_dataset = tf.data.Dataset.range(3)
iterator = tf.data.Iterator.from_structure(training_dataset.output_types, training_dataset.output_shapes)
next_element = iterator.get_next()
training_init_op = iterator.make_initializer(training_dataset)
validation_init_op = iterator.make_initializer(validation_dataset)

with tf.Session() as sess:
    for _ in range(2):
        sess.run(training_init_op)
        train_part = [int(sess.run(next_element)) for _ in range(6)]
        sess.run(validation_init_op)
        print(train_part, [int(sess.run(next_element)) for _ in range(3)])

# --- feedable: switch by a string handle ------------------------------------------
handle = tf.placeholder(tf.string, shape=[])
iterator = tf.data.Iterator.from_string_handle(
    handle, training_dataset.output_types, training_dataset.output_shapes)
next_element = iterator.get_next()
training_iterator = training_dataset.repeat().make_one_shot_iterator()
validation_iterator = validation_dataset.make_initializable_iterator()

with tf.Session() as sess:
    training_handle = sess.run(training_iterator.string_handle())
    validation_handle = sess.run(validation_iterator.string_handle())
    for round_ in range(2):
        a = [int(sess.run(next_element, {handle: training_handle})) for _ in range(4)]
        sess.run(validation_iterator.initializer)
        b = [int(sess.run(next_element, {handle: validation_handle})) for _ in range(3)]
        print('round', round_, a, b)

# --- generators, zip and padded batches ------------------------------------------
def gen():
    for i in range(1, 6):
        yield list(range(i))

sequences = tf.data.Dataset.from_generator(gen, tf.int32, tf.TensorShape([None]))
both = tf.data.Dataset.zip((sequences, tf.data.Dataset.range(5))).padded_batch(
    3, padded_shapes=([None], []), padding_values=(-1, tf.constant(0, tf.int64)))
element = both.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    for _ in range(2):
        seq, number = sess.run(element)
        print(seq.tolist(), number)
