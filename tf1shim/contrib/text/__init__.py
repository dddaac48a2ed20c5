"""``tf.contrib.text``: skip-grams (contrib/text)."""

from tf1shim.contrib.text.skip_gram_ops import skip_gram_sample, skip_gram_sample_with_text_vocab  # noqa: F401
