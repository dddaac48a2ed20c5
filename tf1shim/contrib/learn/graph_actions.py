"""Training loops on plain graphs (source: contrib/learn/python/learn/graph_actions.py)."""

import itertools

import tensorflow.compat.v1 as tf


def get_summary_writer(logdir):
    """The one `tf.summary.FileWriter` of a directory."""
    return tf.summary.FileWriterCache.get(logdir)


def clear_summary_writers():
    """Forget the writers of `get_summary_writer`."""
    tf.summary.FileWriterCache.clear()


def run_n(output_dict, feed_dict=None, restore_checkpoint_path=None, n=1):
    """Values of a dict of tensors in ``n`` runs, as a list of dicts; see `run_feeds`."""
    return run_feeds(output_dict, itertools.repeat(feed_dict, n), restore_checkpoint_path)


def run_feeds(*args, **kwargs):
    """The list of what `run_feeds_iter` yields."""
    return list(run_feeds_iter(*args, **kwargs))


def run_feeds_iter(output_dict, feed_dicts, restore_checkpoint_path=None):
    """Yield the values of tensors for each feed_dict.

    Args:
        output_dict: {name: tensor}, of the default graph.
        feed_dicts: iterable of feed_dicts.
        restore_checkpoint_path: checkpoint to read; else the variables are initialised.

    Raises:
        ValueError: no tensors, or no feeds.
    """
    if not output_dict:
        raise ValueError("output_dict is invalid: %s." % output_dict)
    if not feed_dicts:
        raise ValueError("feed_dicts is invalid: %s." % feed_dicts)
    with tf.get_default_graph().as_default(), tf.Session("") as session:
        session.run([tf.local_variables_initializer(), tf.tables_initializer()])
        if restore_checkpoint_path:
            tf.train.Saver().restore(session, restore_checkpoint_path)
        else:
            session.run(tf.global_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        for feed_dict in feed_dicts:
            yield session.run(output_dict, feed_dict)
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=120)


def infer(restore_checkpoint_path, output_dict, feed_dict=None):
    """Values of a dict of tensors with a checkpoint's variables."""
    return run_n(output_dict=output_dict, feed_dict=feed_dict, n=1,
                 restore_checkpoint_path=restore_checkpoint_path)[0]
