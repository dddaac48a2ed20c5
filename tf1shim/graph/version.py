"""What `tf.__version__` reads in graph mode: old programs branch on it, and mean the API, not the wheel."""

from tf1shim import settings

_TF115 = {"VERSION": "1.15.5", "GIT_VERSION": "v1.15.4-39-g3db52be"}


def __getattr__(name):
    if name not in _TF115:
        raise AttributeError(name)
    if settings.current().version != "native":
        return _TF115[name]
    import tensorflow

    return getattr(tensorflow.version, name)
