"""tf.contrib.training: training and evaluation from `tf_slim`, hyperparameters and input queues written here.

Source: TF 1.15, contrib/training/__init__.py.
"""

from tf1shim.contrib import slim_support

from tf_slim.training.evaluation import (  # noqa: F401
    StopAfterNEvalsHook, SummaryAtEndHook, checkpoints_iterator, evaluate_once,
    evaluate_repeatedly, get_or_create_eval_step, wait_for_new_checkpoint,
)
from tf_slim.training.training import (  # noqa: F401
    add_gradients_summaries, clip_gradient_norms, clip_gradient_norms_fn, create_train_op,
    multiply_gradients, train,
)

from tf1shim.contrib.training.bucket_ops import *  # noqa: F401,F403
from tf1shim.contrib.training.device_setter import *  # noqa: F401,F403
from tf1shim.contrib.training.hparam import *  # noqa: F401,F403
from tf1shim.contrib.training.resample import *  # noqa: F401,F403
from tf1shim.contrib.training.sampling_ops import *  # noqa: F401,F403
from tf1shim.contrib.training.sequence_queueing_state_saver import *  # noqa: F401,F403
from tf1shim.contrib.training.tuner import Tuner  # noqa: F401

slim_support.mirror(__name__, {
    "training": "tf_slim.training.training",
    "evaluation": "tf_slim.training.evaluation",
})


def __getattr__(name):
    if name == "FeedingQueueRunner":
        from tf1shim.estimator.api import feeding_queue_runner

        return feeding_queue_runner()
    raise AttributeError(name)
