"""A linear support vector machine (source: contrib/learn/python/learn/estimators/svm.py)."""

from tf1shim.contrib.learn import head as head_lib
from tf1shim.contrib.learn import sdca
from tf1shim.contrib.learn.canned import one_output
from tf1shim.contrib.learn.estimator import Estimator
from tf1shim.contrib.learn.prediction_key import PredictionKey
from tf1shim.contrib.linear_optimizer.sdca_optimizer import SDCAOptimizer

__all__ = ["SVM"]


class SVM(Estimator):
    """Two classes by hinge loss, trained by SDCA.

    Args:
        example_id_column: name of the feature with the examples' ids, strings.
        feature_columns: columns of tf.contrib.layers.
        weight_column_name: name of the feature that weights examples, or None.
        model_dir, config, feature_engineering_fn: as for `Estimator`.
        l1_regularization, l2_regularization: strengths.
        num_loss_partitions: number of concurrent train ops.
        kernels: None.

    Raises:
        ValueError: ``kernels``, which TF 1.15 did not support either.
    """

    def __init__(self, example_id_column, feature_columns, weight_column_name=None, model_dir=None,
                 l1_regularization=0.0, l2_regularization=0.0, num_loss_partitions=1, kernels=None, config=None,
                 feature_engineering_fn=None):
        if kernels is not None:
            raise ValueError("Kernel SVMs are not currently supported.")
        self._feature_columns = feature_columns
        head = head_lib.binary_svm_head(weight_column_name=weight_column_name, enable_centered_bias=False)
        optimizer = SDCAOptimizer(example_id_column, num_loss_partitions=num_loss_partitions,
                                  symmetric_l1_regularization=l1_regularization,
                                  symmetric_l2_regularization=l2_regularization)
        super().__init__(model_fn=sdca.model_fn, model_dir=model_dir, config=config,
                         params={"head": head, "feature_columns": feature_columns, "optimizer": optimizer,
                                 "weight_column_name": weight_column_name, "update_weights_hook": sdca.UpdateHook()},
                         feature_engineering_fn=feature_engineering_fn)

    def predict_classes(self, x=None, input_fn=None, batch_size=None, as_iterable=True):
        """The class of each example; arguments as for `BaseEstimator.predict`."""
        return self._one(PredictionKey.CLASSES, x, input_fn, batch_size, as_iterable)

    def predict_proba(self, x=None, input_fn=None, batch_size=None, outputs=None, as_iterable=True):
        """The classes' probabilities of each example."""
        return self._one(PredictionKey.PROBABILITIES, x, input_fn, batch_size, as_iterable)

    def _one(self, key, x, input_fn, batch_size, as_iterable):
        return one_output(self.predict(x=x, input_fn=input_fn, batch_size=batch_size, outputs=[key],
                                       as_iterable=as_iterable), key, as_iterable)
