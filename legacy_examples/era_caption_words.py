"""A bag-of-words captioner: configuration in YAML, vocabulary in a pickle, ragged captions in an object array."""
import collections
import io
try:
    import cPickle as pickle
except ImportError:
    import pickle

import numpy as np
import tensorflow as tf
import yaml

CONFIG = """
embedding: 6
steps: 90
rate: 0.5
unknown: <unk>
least: 2
"""
CAPTIONS = ['a dog runs on the grass', 'a cat sleeps', 'the dog sleeps on the grass', 'a cat runs',
            'the cat sleeps on a mat', 'a dog barks']
SUBJECT = ['dog', 'cat', 'dog', 'cat', 'cat', 'dog']

config = yaml.load(io.StringIO(CONFIG))
counts = collections.Counter(word for caption in CAPTIONS for word in caption.split() if word not in ('dog', 'cat'))
words = [config['unknown']] + sorted(word for word, n in counts.items() if n >= config['least'])
store = io.BytesIO()
pickle.dump(dict(zip(words, range(len(words)))), store, protocol=2)
vocabulary = pickle.loads(store.getvalue())
assert isinstance(vocabulary, collections.MutableMapping)
print('words %s' % words)

ids = np.array([[vocabulary.get(word, 0) for word in caption.split() if word not in ('dog', 'cat')]
                for caption in CAPTIONS])
print('captions %s of dtype %s, lengths %s' % (ids.shape, ids.dtype, [len(row) for row in ids]))
longest = max(len(row) for row in ids)
table = np.zeros((len(ids), longest), dtype=np.int)
mask = np.zeros((len(ids), longest), dtype=np.bool)
for number, row in enumerate(ids):
    table[number, :len(row)] = row
    mask[number, :len(row)] = True
labels = np.array([subject == 'dog' for subject in SUBJECT]).astype(np.float)

tf.set_random_seed(21)
x = tf.placeholder(tf.int32, [None, longest], name='words')
m = tf.placeholder(tf.bool, [None, longest], name='mask')
y = tf.placeholder(tf.float32, [None], name='dog')
embedding = tf.get_variable('embedding', [len(words), config['embedding']],
                            initializer=tf.random_uniform_initializer(-1., 1.))
weight = tf.expand_dims(tf.cast(m, tf.float32), 2)
bag = tf.reduce_sum(tf.nn.embedding_lookup(embedding, x) * weight, 1) / tf.reduce_sum(weight, 1)
logit = tf.squeeze(tf.layers.dense(bag, 1, name='out'), 1)
loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logit))
train = tf.train.AdagradOptimizer(config['rate']).minimize(loss)
feed = {x: table, m: mask, y: labels}

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(config['steps'] + 1):
        if step % 30 == 0:
            print('step %d loss %.5f' % (step, sess.run(loss, feed)))
        sess.run(train, feed)
    probability = sess.run(tf.sigmoid(logit), feed)
    for caption, p in zip(CAPTIONS, probability):
        print('%-30s dog %.3f' % (caption, p))
    print('right: %s' % np.alltrue((probability > 0.5) == labels.astype(np.bool)))
