"""`tf.compat.v2.summary.scalar`, `histogram`, `text` and `image`.

TF1: TensorBoard came with TensorFlow, and these functions with it.
TF2: the newest do not bring it, and the functions raise; newer ones of TensorBoard write histograms otherwise.
Here: the records that TensorBoard 1.15 wrote, by `tf.summary.write`.
"""

_CLASSES = {"scalars": 1, "histograms": 2, "text": 2, "images": 3}  # tensorflow.DataClass


def scalar(name, data, step=None, description=None):
    """Write a number; returns whether it was written, as a tensor."""
    import tensorflow.compat.v2 as tf

    with tf.summary.experimental.summary_scope(name, "scalar_summary", values=[data, step]) as (tag, _):
        tf.debugging.assert_scalar(data)
        return _write(tag, lambda: tf.cast(data, tf.float32), step, "scalars", description)


def histogram(name, data, step=None, buckets=None, description=None):
    """Write how values are distributed over ``buckets`` (30) intervals; returns whether it was written."""
    import tensorflow.compat.v2 as tf

    with tf.summary.experimental.summary_scope(name, "histogram_summary",
                                               values=[data, buckets, step]) as (tag, _):
        return _write(tag, lambda: _counts(data, 30 if buckets is None else buckets), step, "histograms", description)


def text(name, data, step=None, description=None):
    """Write text; returns whether it was written, as a tensor."""
    import tensorflow.compat.v2 as tf

    with tf.summary.experimental.summary_scope(name, "text_summary", values=[data, step]) as (tag, _):
        tf.debugging.assert_type(data, tf.string)
        return _write(tag, lambda: data, step, "text", description)


def image(name, data, step=None, max_outputs=3, description=None):
    """Write the first ``max_outputs`` of a batch of images; returns whether they were written, as a tensor."""
    import tensorflow.compat.v2 as tf

    def encoded():
        images = tf.image.convert_image_dtype(data, tf.uint8, saturate=True)[:max_outputs]
        size = [tf.as_string(tf.shape(data)[axis]) for axis in (2, 1)]
        return tf.concat([tf.stack(size), tf.map_fn(tf.image.encode_png, images, dtype=tf.string)], 0)

    with tf.summary.experimental.summary_scope(name, "image_summary", values=[data, max_outputs, step]) as (tag, _):
        tf.debugging.assert_rank(data, 4)
        return _write(tag, encoded, step, "images", description)


def _write(tag, tensor, step, plugin, description):
    import tensorflow.compat.v2 as tf
    from tensorflow.core.framework import summary_pb2

    about = summary_pb2.SummaryMetadata(
        summary_description=description, data_class=_CLASSES[plugin],
        plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name=plugin))
    return tf.summary.write(tag=tag, tensor=tensor, step=step, metadata=about)


def _counts(data, buckets):
    """Rows of (left edge, right edge, number of values), as float64."""
    import tensorflow.compat.v2 as tf

    values = tf.cast(tf.reshape(data, [-1]), tf.float64)

    def spread():
        low, high = tf.reduce_min(values), tf.reduce_max(values)
        number = tf.cast(tf.size(values), tf.float64)

        def several():
            width = (high - low) / buckets
            places = tf.minimum(tf.cast(tf.floor((values - low) / width), tf.int32), buckets - 1)
            counts = tf.math.unsorted_segment_sum(tf.ones_like(values), places, buckets)
            edges = tf.linspace(low, high, buckets + 1)
            return tf.stack([edges[:-1], edges[1:], counts], axis=1)

        return tf.cond(tf.equal(low, high),
                       lambda: tf.reshape(tf.stack([low - 0.5, high + 0.5, number]), [1, 3]), several)

    return tf.cond(tf.equal(tf.size(values), 0), lambda: tf.zeros([0, 3], tf.float64), spread)
