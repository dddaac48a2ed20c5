"""Training with pruning (contrib/model_pruning/python/learning.py)."""

from tf_slim import learning


def train(train_op, logdir, mask_update_op, train_step_fn=learning.train_step, *args, **kwargs):
    """`tf.contrib.slim.learning.train`, with ``mask_update_op`` run after each step; the other arguments go there."""
    def step_and_prune(session, train_op, global_step, train_step_kwargs):
        loss, stop = train_step_fn(session, train_op, global_step, train_step_kwargs)
        session.run(mask_update_op)
        return loss, stop

    return learning.train(train_op, logdir, step_and_prune, *args, **kwargs)
