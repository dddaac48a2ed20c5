"""tf.contrib.estimator: heads, hooks and extras of tf.estimator, most of them in tensorflow_estimator itself.

Source: TF 1.15, tensorflow_estimator/contrib/estimator; see `data/reexports.json`.
"""

from tf1shim.estimator import api as _api  # noqa: F401  (makes tensorflow_estimator importable)

from tf1shim.contrib import reexports
from tf1shim.contrib.estimator.export import (  # noqa: F401
    build_supervised_input_receiver_fn_from_input_fn, export_all_saved_models,
    export_saved_model_for_mode,
)
from tf1shim.contrib.estimator.extenders import (  # noqa: F401
    clip_gradients_by_norm, forward_features,
)
from tf1shim.contrib.estimator.heads import (  # noqa: F401
    binary_classification_head, logistic_regression_head, multi_class_head, multi_label_head,
    poisson_regression_head, regression_head,
)
from tf1shim.contrib.estimator.multi_head import multi_head  # noqa: F401
from tf1shim.contrib.estimator.replicate_model_fn import (  # noqa: F401
    TowerOptimizer, replicate_model_fn,
)
from tf1shim.contrib.estimator.rnn import RNNClassifier, RNNEstimator  # noqa: F401

reexports.serve(globals())
