"""Estimators of tf.contrib.learn trained by SDCA (source: contrib/linear_optimizer/python/sdca_estimator.py)."""

from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn import sdca
from tf1shim.contrib.learn.canned import one_output
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.prediction_key import PredictionKey
from tf1shim.contrib.linear_optimizer.sdca_optimizer import SDCAOptimizer


class _SDCAEstimator(Estimator):
    """A linear model trained by SDCA.

    Args:
        example_id_column: name of the feature with the examples' ids.
        feature_columns: columns of tf.contrib.layers.
        weight_column_name: name of the feature that weights examples, or None.
        model_dir, config, feature_engineering_fn: as for `Estimator`.
        head: a head for two classes, by logistic or hinge loss, or for regression.
        l1_regularization, l2_regularization: strengths.
        num_loss_partitions: number of concurrent train ops; default: the number of workers.
        partitioner: of the weights.

    Raises:
        ValueError: another head.
    """

    def __init__(self, example_id_column, feature_columns, weight_column_name=None, model_dir=None, head=None,
                 l1_regularization=0.0, l2_regularization=1.0, num_loss_partitions=None, config=None,
                 feature_engineering_fn=None, partitioner=None):
        self._feature_columns = tuple(feature_columns or [])
        assert self._feature_columns
        if getattr(head, "kind", None) not in sdca.LOSSES:
            raise ValueError(f"head type: {type(head)} is not supported. Supported head types: _BinaryLogisticHead, "
                             "_BinarySvmHead and _RegressionHead.")
        assert head.logits_dimension == 1

        def model_fn(features, labels, mode, params, config=None):
            workers = config.num_worker_replicas if config else 1
            optimizer = SDCAOptimizer(
                example_id_column, num_loss_partitions=num_loss_partitions or max(1, workers),
                symmetric_l1_regularization=l1_regularization, symmetric_l2_regularization=l2_regularization,
                partitioner=partitioner)
            return sdca.model_fn(features, labels, mode, {**params, "optimizer": optimizer})

        super().__init__(model_fn=model_fn, model_dir=model_dir, config=config,
                         params={"head": head, "feature_columns": feature_columns,
                                 "weight_column_name": weight_column_name, "update_weights_hook": sdca.UpdateHook()},
                         feature_engineering_fn=feature_engineering_fn)

    def _one(self, key, input_fn):
        return one_output(self.predict(input_fn=input_fn, outputs=[key]), key, True)


class SDCALogisticClassifier(_SDCAEstimator):
    """Logistic regression; arguments as for `_SDCAEstimator`, without the head."""

    def __init__(self, example_id_column, feature_columns, weight_column_name=None, model_dir=None,
                 l1_regularization=0.0, l2_regularization=1.0, num_loss_partitions=None, config=None,
                 feature_engineering_fn=None, partitioner=None):
        super().__init__(
            example_id_column, feature_columns, weight_column_name, model_dir,
            head_lib.multi_class_head(n_classes=2, weight_column_name=weight_column_name), l1_regularization,
            l2_regularization, num_loss_partitions, config, None, partitioner)

    def predict_classes(self, input_fn=None):
        """The class of each example."""
        return self._one(PredictionKey.CLASSES, input_fn)

    def predict_proba(self, input_fn=None):
        """The classes' probabilities of each example."""
        return self._one(PredictionKey.PROBABILITIES, input_fn)


class SDCALinearRegressor(_SDCAEstimator):
    """Linear regression; arguments as for `_SDCAEstimator`, without the head."""

    def __init__(self, example_id_column, feature_columns, weight_column_name=None, model_dir=None,
                 l1_regularization=0.0, l2_regularization=1.0, num_loss_partitions=None, config=None,
                 feature_engineering_fn=None, partitioner=None):
        super().__init__(
            example_id_column, feature_columns, weight_column_name, model_dir,
            head_lib.regression_head(weight_column_name=weight_column_name), l1_regularization, l2_regularization,
            num_loss_partitions, config, None, partitioner)

    def predict_scores(self, input_fn):
        """The number of each example."""
        return self._one(PredictionKey.SCORES, input_fn)
