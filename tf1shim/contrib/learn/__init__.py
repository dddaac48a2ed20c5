"""tf.contrib.learn: estimators before tf.estimator (source: TF 1.15, contrib/learn/python/learn)."""

from tf1shim.contrib import slim_support as _slim_support  # noqa: F401
from tf1shim.contrib.learn import (  # noqa: F401
    datasets,
    graph_actions,
    learn_runner,
    models,
    monitors,
    ops,
    preprocessing,
    utils,
)
from tf1shim.contrib.learn import learn_io as io  # noqa: F401
from tf1shim.contrib.learn.constants import ProblemType  # noqa: F401
from tf1shim.contrib.learn.dnn import DNNClassifier, DNNEstimator, DNNRegressor  # noqa: F401
from tf1shim.contrib.learn.dnn_linear_combined import (  # noqa: F401
    DNNLinearCombinedClassifier,
    DNNLinearCombinedEstimator,
    DNNLinearCombinedRegressor,
)
from tf1shim.contrib.learn.dynamic_rnn_estimator import DynamicRnnEstimator  # noqa: F401
from tf1shim.contrib.learn.estimator import (  # noqa: F401
    BaseEstimator,
    Estimator,
    NotFittedError,
    SKCompat,
    infer_real_valued_columns_from_input,
    infer_real_valued_columns_from_input_fn,
)
from tf1shim.contrib.learn.evaluable import Evaluable  # noqa: F401
from tf1shim.contrib.learn.experiment import Experiment  # noqa: F401
from tf1shim.contrib.learn.export_strategy import ExportStrategy  # noqa: F401
from tf1shim.contrib.learn.graph_actions import evaluate, infer, run_feeds, run_n, train  # noqa: F401
from tf1shim.contrib.learn.head import (  # noqa: F401
    Head,
    binary_svm_head,
    multi_class_head,
    multi_head,
    multi_label_head,
    no_op_train_fn,
    poisson_regression_head,
    regression_head,
)
from tf1shim.contrib.learn.input_fn_utils import InputFnOps, build_parsing_serving_input_fn  # noqa: F401
from tf1shim.contrib.learn.kmeans import KMeansClustering  # noqa: F401
from tf1shim.contrib.learn.learn_io import *  # noqa: F401,F403
from tf1shim.contrib.learn.linear import LinearClassifier, LinearEstimator, LinearRegressor  # noqa: F401
from tf1shim.contrib.learn.logistic_regressor import LogisticRegressor  # noqa: F401
from tf1shim.contrib.learn.metric_spec import MetricSpec  # noqa: F401
from tf1shim.contrib.learn.model_fn import ModeKeys, ModelFnOps  # noqa: F401
from tf1shim.contrib.learn.monitors import NanLossDuringTrainingError  # noqa: F401
from tf1shim.contrib.learn.prediction_key import PredictionKey  # noqa: F401
from tf1shim.contrib.learn.run_config import RunConfig, TaskType  # noqa: F401
from tf1shim.contrib.learn.saved_model_export_utils import make_export_strategy  # noqa: F401
from tf1shim.contrib.learn.svm import SVM  # noqa: F401
from tf1shim.contrib.learn.tensor_signature import TensorSignature  # noqa: F401
from tf1shim.contrib.learn.trainable import Trainable  # noqa: F401
