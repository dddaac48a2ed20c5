"""Names of predictions (source: contrib/learn/python/learn/estimators/prediction_key.py)."""

__all__ = ["PredictionKey"]


class PredictionKey:
    """Keys of the dict of predictions that a head gives."""

    CLASSES = "classes"
    PROBABILITIES = "probabilities"
    LOGITS = "logits"
    LOGISTIC = "logistic"
    SCORES = "scores"
    TOP_K = "top_k"
    GENERIC = "output"
