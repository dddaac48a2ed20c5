"""What `tf.__version__` and `tf.keras.__version__` read in graph mode: old programs branch on them, and mean the API,
not the wheel.
"""

from tf1shim import capabilities, settings

_TF115 = {"VERSION": "1.15.5", "GIT_VERSION": "v1.15.4-39-g3db52be", "KERAS_VERSION": "2.2.4-tf"}


def __getattr__(name):
    if name not in _TF115:
        raise AttributeError(name)
    if settings.current().version != "native":
        return _TF115[name]
    import tensorflow

    if name == "KERAS_VERSION":
        return capabilities.keras2_version()
    return getattr(tensorflow.version, name)
