"""tf.contrib.learn: estimators before tf.estimator (source: TF 1.15, contrib/learn/python/learn)."""

from tf1shim.contrib import slim_support as _slim_support  # noqa: F401
from tf1shim.contrib.learn import (  # noqa: F401
    datasets, graph_actions, learn_runner, monitors, preprocessing,
)
from tf1shim.contrib.learn import learn_io as io  # noqa: F401
from tf1shim.contrib.learn.estimator import (  # noqa: F401
    BaseEstimator, Estimator, NotFittedError, SKCompat,
)
from tf1shim.contrib.learn.experiment import Experiment  # noqa: F401
from tf1shim.contrib.learn.export_strategy import (  # noqa: F401
    ExportStrategy, make_export_strategy,
)
from tf1shim.contrib.learn.graph_actions import infer, run_feeds, run_n  # noqa: F401
from tf1shim.contrib.learn.learn_io import *  # noqa: F401,F403
from tf1shim.contrib.learn.metric_spec import MetricSpec  # noqa: F401
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps  # noqa: F401
from tf1shim.contrib.learn.monitors import NanLossDuringTrainingError  # noqa: F401
from tf1shim.contrib.learn.run_config import RunConfig, TaskType  # noqa: F401
from tf1shim.contrib.learn.tensor_signature import TensorSignature  # noqa: F401
