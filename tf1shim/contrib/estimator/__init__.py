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
    logistic_regression_head, poisson_regression_head,
)
from tf1shim.contrib.estimator.replicate_model_fn import (  # noqa: F401
    TowerOptimizer, replicate_model_fn,
)

reexports.serve(globals())
