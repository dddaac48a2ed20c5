"""Metrics by the keys of their arguments (source: contrib/learn/python/learn/metric_spec.py)."""

import functools
import inspect

_LABELS = ("labels", "label", "targets", "target")
_PREDICTIONS = ("predictions", "prediction", "logits", "logit")
_WEIGHTS = ("weights", "weight")


class MetricSpec:
    """A metric function and which label, prediction and weight it is for."""

    def __init__(self, metric_fn, prediction_key=None, label_key=None, weight_key=None):
        """Describe a metric.

        Args:
            metric_fn: takes predictions, labels and weights, by whichever of their usual names.
            prediction_key, label_key: where predictions or labels are a dict.
            weight_key: name of a feature.

        Raises:
            ValueError: the function lacks an argument that a key is for.
        """
        self._metric_fn_name = _name(metric_fn)
        self._metric_fn = _adapted(metric_fn, label_key is not None, weight_key is not None)
        self._prediction_key = prediction_key
        self._label_key = label_key
        self._weight_key = weight_key

    prediction_key = property(lambda self: self._prediction_key)
    label_key = property(lambda self: self._label_key)
    weight_key = property(lambda self: self._weight_key)
    metric_fn = property(lambda self: self._metric_fn, doc="The function, with named arguments.")

    def __str__(self):
        return (f"MetricSpec(metric_fn={self._metric_fn_name}, "
                f"prediction_key={self.prediction_key}, label_key={self.label_key}, "
                f"weight_key={self.weight_key})")

    def create_metric_ops(self, inputs, labels, predictions):
        """The metric's ops; raises ValueError or KeyError where the keys do not fit."""
        return self.metric_fn(
            labels=_picked("label", labels, self.label_key),
            predictions=_picked("prediction", predictions, self.prediction_key),
            weights=inputs[self.weight_key] if self.weight_key else None)


def _name(function):
    if hasattr(function, "__name__"):
        return function.__name__
    return getattr(getattr(function, "func", None), "__name__", str(function))


def _arguments(function):
    if isinstance(function, functools.partial):
        return [a for a in _arguments(function.func) if a not in function.keywords]
    return [p.name for p in inspect.signature(function).parameters.values()
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def _matching(function, arguments, candidates, required):
    found = [name for name in candidates if name in arguments]
    if len(found) > 1:
        raise ValueError("Ambiguous arguments %s, must provide only one of %s."
                         % (set(found), set(candidates)))
    if required and not found:
        raise ValueError("%s missing from %s(%s)."
                         % (set(candidates), _name(function), arguments))
    return found[0] if found else None


def _adapted(function, labels_required, weights_required):
    arguments = _arguments(function)
    labels_name = _matching(function, arguments, _LABELS, labels_required)
    predictions_name = _matching(function, arguments, _PREDICTIONS, False)
    weights_name = _matching(function, arguments, _WEIGHTS, weights_required)

    def metric_fn(_sentinel=None, labels=None, predictions=None, weights=None):
        if _sentinel is not None:
            raise ValueError("`metric_fn` requires named args: `labels`, `predictions`, and "
                             "optionally `weights`.")
        named = {} if weights is None else {weights_name: weights}
        if predictions_name:
            named[predictions_name] = predictions
            if labels_name:
                named[labels_name] = labels
            return function(**named)
        if labels_name and labels_name == arguments[0]:
            return function(labels, predictions, **named)
        if labels_name:
            named[labels_name] = labels
        return function(predictions, **named)

    return metric_fn


def _picked(label, given, key):
    if key:
        if not isinstance(given, dict):
            raise ValueError(f"MetricSpec with {label}_key specified requires {label}s dict, got "
                             f"{given}.\nYou must not provide a {label}_key if you only have a "
                             f"single Tensor as {label}s.")
        if key not in given:
            raise KeyError("Key '%s' missing from %s." % (key, given.keys()))
        return given[key]
    if isinstance(given, dict):
        if len(given) != 1:
            raise ValueError(f"MetricSpec without specified {label}_key requires {label}s tensor "
                             f"or single element dict, got {given}")
        return next(iter(given.values()))
    return given
