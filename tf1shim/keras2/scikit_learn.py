"""`keras.wrappers.scikit_learn`: Keras models as scikit-learn estimators.

Source: keras 2.3.1 `wrappers/scikit_learn.py`; the estimator tags are what scikit-learn 1.6 and later ask for.
"""

import inspect
import types

import numpy as np


class BaseWrapper:
    """Common base of `KerasClassifier` and `KerasRegressor`.

    Args:
        build_fn: function, or object with ``__call__``, that returns a compiled model; or None where a subclass
            implements ``__call__``.
        **sk_params: arguments for ``build_fn`` and for fit, predict and evaluate of the model.

    Raises:
        ValueError: an argument that none of them takes.
    """

    def __init__(self, build_fn=None, **sk_params):
        self.build_fn, self.sk_params = build_fn, sk_params
        self.check_params(sk_params)

    def check_params(self, params):
        """Raise ValueError for a parameter that nothing takes."""
        functions = [self._builder(), *(_method(name) for name in (
            "fit", "predict", "predict_classes", "evaluate"))]
        for name in params:
            if name != "nb_epoch" and not any(_takes(function, name) for function in functions):
                raise ValueError(f"{name} is not a legal parameter")

    def get_params(self, deep=True):
        """Parameters by name, ``build_fn`` among them."""
        return {**self.sk_params, "build_fn": self.build_fn}

    def set_params(self, **params):
        """Set parameters by name."""
        if "build_fn" in params:
            self.build_fn = params.pop("build_fn")
        self.check_params(params)
        self.sk_params.update(params)
        return self

    def fit(self, x, y, **kwargs):
        """Build a new model and fit it.

        Args:
            x: (n_samples, n_features).
            y: (n_samples,) or (n_samples, n_outputs).

        Returns:
            The History.
        """
        from tf1shim.keras2 import installed

        builder = self._builder()
        self.model = builder(**self.filter_sk_params(builder))
        loss = self.model.loss
        loss = getattr(loss, "__name__", loss)
        if loss == "categorical_crossentropy" and np.ndim(y) != 2:
            y = installed.api("utils").to_categorical(y)
        arguments = {**self.filter_sk_params(_method("fit")), **kwargs}
        return self.model.fit(x, y, **arguments)

    def filter_sk_params(self, fn, override=None):
        """Those of the parameters that ``fn`` takes, ``override`` over them."""
        chosen = {name: value for name, value in self.sk_params.items()
                  if name != "build_fn" and _takes(fn, name)}
        return {**chosen, **(override or {})}

    def _builder(self):
        if self.build_fn is None:
            return self.__call__
        plain = isinstance(self.build_fn, (types.FunctionType, types.MethodType, type))
        return self.build_fn if plain or not callable(self.build_fn) else self.build_fn.__call__

    def __sklearn_is_fitted__(self):
        return hasattr(self, "model")

    def __sklearn_tags__(self):
        from sklearn import utils

        return utils.Tags(
            estimator_type=self._estimator_type,
            target_tags=utils.TargetTags(required=True),
            transformer_tags=None,
            classifier_tags=utils.ClassifierTags() if self._estimator_type == "classifier" else None,
            regressor_tags=utils.RegressorTags() if self._estimator_type == "regressor" else None,
            input_tags=utils.InputTags())


class KerasClassifier(BaseWrapper):
    """A Keras model as a scikit-learn classifier."""

    _estimator_type = "classifier"

    def fit(self, x, y, sample_weight=None, **kwargs):
        """Fit; ``y`` holds class labels, or one column for each class.

        Raises:
            ValueError: ``y`` of another shape.
        """
        y = np.array(y)
        if y.ndim == 2 and y.shape[1] > 1:
            self.classes_ = np.arange(y.shape[1])
        elif y.ndim == 1 or y.ndim == 2 and y.shape[1] == 1:
            self.classes_ = np.unique(y)
            y = np.searchsorted(self.classes_, y)
        else:
            raise ValueError(f"Invalid shape for y: {y.shape}")
        self.n_classes_ = len(self.classes_)
        if sample_weight is not None:
            kwargs["sample_weight"] = sample_weight
        return super().fit(x, y, **kwargs)

    def predict(self, x, **kwargs):
        """Class labels, (n_samples,) or (n_samples, 1)."""
        kwargs = self.filter_sk_params(_method("predict_classes"), kwargs)
        return self.classes_[self.model.predict_classes(x, **kwargs)]

    def predict_proba(self, x, **kwargs):
        """Class probabilities, (n_samples, n_classes)."""
        kwargs = self.filter_sk_params(_method("predict_proba"), kwargs)
        probabilities = self.model.predict(x, **kwargs)
        if probabilities.shape[1] == 1:  # scikit-learn wants a column for each of the two classes
            probabilities = np.hstack([1 - probabilities, probabilities])
        return probabilities

    def score(self, x, y, **kwargs):
        """Mean accuracy.

        Raises:
            ValueError: the model was compiled without accuracy.
        """
        from tf1shim.keras2 import installed

        y = np.searchsorted(self.classes_, y)
        kwargs = self.filter_sk_params(_method("evaluate"), kwargs)
        loss = self.model.loss
        if getattr(loss, "__name__", loss) == "categorical_crossentropy" and y.ndim != 2:
            y = installed.api("utils").to_categorical(y)
        outputs = self.model.evaluate(x, y, **kwargs)
        outputs = outputs if isinstance(outputs, list) else [outputs]
        for name, value in zip(self.model.metrics_names, outputs):
            if name in ("accuracy", "acc"):
                return value
        raise ValueError("The model is not configured to compute accuracy. "
                         'You should pass `metrics=["accuracy"]` to the `model.compile()` method.')


class KerasRegressor(BaseWrapper):
    """A Keras model as a scikit-learn regressor."""

    _estimator_type = "regressor"

    def predict(self, x, **kwargs):
        """Predictions, (n_samples,)."""
        kwargs = self.filter_sk_params(_method("predict"), kwargs)
        return np.squeeze(self.model.predict(x, **kwargs), axis=-1)

    def score(self, x, y, **kwargs):
        """Minus the loss: greater is better."""
        kwargs = self.filter_sk_params(_method("evaluate"), kwargs)
        loss = self.model.evaluate(x, y, **kwargs)
        return -loss[0] if isinstance(loss, list) else -loss


def _method(name):
    from tf1shim.keras2 import engine

    return getattr(engine.__getattr__("Sequential"), name)


def _takes(function, name):
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return False
    return name in parameters
