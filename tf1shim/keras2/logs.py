"""What training tells callbacks and histories, under the names of each Keras' time."""

# Keras 2.2 said ``acc`` where 2.3 repeats what `compile` was given; Keras 3 says ``learning_rate`` where 2 said ``lr``.
_TWINS = {"acc": "accuracy", "accuracy": "acc", "lr": "learning_rate", "learning_rate": "lr"}


class Logs(dict):
    """Logs that answer to both names of accuracy and of the learning rate."""

    def __missing__(self, key):
        other = other_name(key)
        if other is not None and other in self.keys():
            return dict.__getitem__(self, other)
        raise KeyError(key)

    def get(self, key, default=None):
        """The value of ``key`` under either name."""
        try:
            return self[key]
        except KeyError:
            return default

    def under_all_names(self):
        """A dict with the other names besides, for what unpacks it."""
        others = {other_name(key): value for key, value in self.items()}
        return {**{key: value for key, value in others.items() if key}, **self}


def other_name(key):
    """The name a log has in another Keras, or None: ``val_accuracy`` for ``val_acc``."""
    if not isinstance(key, str):
        return None
    if key in _TWINS:
        return _TWINS[key]
    head, underscore, last = key.rpartition("_")
    return f"{head}_{_TWINS[last]}" if underscore and last in ("acc", "accuracy") else None
