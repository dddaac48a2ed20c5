"""Basic word2vec example: skip-gram trained with noise-contrastive estimation."""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import collections
import math
import random

import numpy as np
import tensorflow as tf

np.random.seed(10)
random.seed(10)

# Step 1: make a corpus in which words of one topic stand together.
topics = [
    'king queen prince crown throne castle'.split(),
    'river lake ocean water fish boat'.split(),
    'train car road wheel engine bus'.split(),
    'bread butter cheese milk egg honey'.split(),
]
words = []
for _ in range(600):
  words += list(np.random.choice(topics[np.random.randint(len(topics))], 6))
print('Data size', len(words))

vocabulary_size = 25


def build_dataset(words, n_words):
  """Process raw inputs into a dataset."""
  count = [['UNK', -1]]
  count.extend(collections.Counter(words).most_common(n_words - 1))
  dictionary = dict()
  for word, _ in count:
    dictionary[word] = len(dictionary)
  data = [dictionary.get(word, 0) for word in words]
  count[0][1] = data.count(0)
  return data, count, dictionary, dict(zip(dictionary.values(), dictionary.keys()))

data, count, dictionary, reverse_dictionary = build_dataset(words, vocabulary_size)
print('Most common words (+UNK)', [(str(w), c) for w, c in count[:5]])

data_index = 0


def generate_batch(batch_size, num_skips, skip_window):
  global data_index
  batch = np.ndarray(shape=(batch_size), dtype=np.int32)
  labels = np.ndarray(shape=(batch_size, 1), dtype=np.int32)
  span = 2 * skip_window + 1  # [ skip_window target skip_window ]
  buffer = collections.deque(maxlen=span)
  if data_index + span > len(data):
    data_index = 0
  buffer.extend(data[data_index:data_index + span])
  data_index += span
  for i in range(batch_size // num_skips):
    context_words = [w for w in range(span) if w != skip_window]
    words_to_use = random.sample(context_words, num_skips)
    for j, context_word in enumerate(words_to_use):
      batch[i * num_skips + j] = buffer[skip_window]
      labels[i * num_skips + j, 0] = buffer[context_word]
    if data_index == len(data):
      buffer.extend(data[0:span])
      data_index = span
    else:
      buffer.append(data[data_index])
      data_index += 1
  data_index = (data_index + len(data) - span) % len(data)
  return batch, labels

batch, labels = generate_batch(batch_size=8, num_skips=2, skip_window=1)
for i in range(8):
  print(batch[i], reverse_dictionary[batch[i]], '->', labels[i, 0], reverse_dictionary[labels[i, 0]])

batch_size = 64
embedding_size = 16
skip_window = 2
num_skips = 2
num_sampled = 8
valid_examples = np.array([dictionary[w] for w in ('king', 'river', 'train', 'bread')])

graph = tf.Graph()

with graph.as_default():
  tf.set_random_seed(2017)

  train_inputs = tf.placeholder(tf.int32, shape=[batch_size])
  train_labels = tf.placeholder(tf.int32, shape=[batch_size, 1])
  valid_dataset = tf.constant(valid_examples, dtype=tf.int32)

  with tf.device('/cpu:0'):
    embeddings = tf.Variable(
        tf.random_uniform([vocabulary_size, embedding_size], -1.0, 1.0), name='embeddings')
    embed = tf.nn.embedding_lookup(embeddings, train_inputs)
    nce_weights = tf.Variable(
        tf.truncated_normal([vocabulary_size, embedding_size],
                            stddev=1.0 / math.sqrt(embedding_size)), name='nce_weights')
    nce_biases = tf.Variable(tf.zeros([vocabulary_size]), name='nce_biases')

  loss = tf.reduce_mean(
      tf.nn.nce_loss(weights=nce_weights,
                     biases=nce_biases,
                     labels=train_labels,
                     inputs=embed,
                     num_sampled=num_sampled,
                     num_classes=vocabulary_size))

  optimizer = tf.train.GradientDescentOptimizer(1.0).minimize(loss)

  # Compute the cosine similarity between minibatch examples and all embeddings.
  norm = tf.sqrt(tf.reduce_sum(tf.square(embeddings), 1, keep_dims=True))
  normalized_embeddings = embeddings / norm
  valid_embeddings = tf.nn.embedding_lookup(normalized_embeddings, valid_dataset)
  similarity = tf.matmul(valid_embeddings, normalized_embeddings, transpose_b=True)

  # the sampled softmax flavour of the same loss, to look at
  sampled = tf.reduce_mean(tf.nn.sampled_softmax_loss(
      nce_weights, nce_biases, train_labels, embed, num_sampled, vocabulary_size, seed=5))

  init = tf.global_variables_initializer()

num_steps = 601

with tf.Session(graph=graph) as session:
  init.run()
  print('Initialized')

  average_loss = 0
  for step in range(num_steps):
    batch_inputs, batch_labels = generate_batch(batch_size, num_skips, skip_window)
    feed_dict = {train_inputs: batch_inputs, train_labels: batch_labels}
    _, loss_val = session.run([optimizer, loss], feed_dict=feed_dict)
    average_loss += loss_val

    if step % 200 == 0:
      if step > 0:
        average_loss /= 200
      print('Average loss at step ', step, ': %.4f' % average_loss)
      average_loss = 0
  print('Sampled softmax loss: %.4f' % session.run(sampled, feed_dict))

  sim = similarity.eval()
  for i, valid_word in enumerate(valid_examples):
    nearest = (-sim[i, :]).argsort()[1:4]
    topic = [t for t in topics if reverse_dictionary[valid_word] in t][0]
    hits = sum(reverse_dictionary[k] in topic for k in nearest)
    print('Nearest to %s: %d of 3 of the same topic' % (reverse_dictionary[valid_word], hits))
  final_embeddings = normalized_embeddings.eval()
print(final_embeddings.shape)
