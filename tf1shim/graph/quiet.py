"""TensorFlow's own deprecation chatter about calls the user did not make.

TF1: said little of its own API.
TF2: every v1 symbol logs "... is deprecated and will be removed" or "The name ... is deprecated", and `tf.layers`
    warns (util/deprecation.py, util/module_wrapper.py, legacy_tf_layers).
Here: both are kept quiet with the setting ``quiet``; the program's own warnings and TensorFlow's other logs stay.
"""

import warnings

from tf1shim import settings


def install(journal):
    """Silence deprecation logs and the layers' warnings; undone with the journal."""
    if not settings.current().quiet:
        return
    from tensorflow.python.util import deprecation, module_wrapper

    journal.set_attr(deprecation, "_PRINT_DEPRECATION_WARNINGS", False)
    journal.set_attr(module_wrapper, "_PER_MODULE_WARNING_LIMIT", 0)
    from tensorflow.python.framework import ops

    for name in ("_PRINT_NON_RESOURCE_WARNING",):
        if hasattr(ops, name):
            journal.set_attr(ops, name, False)
    ours = len(_FILTERS)
    for message, module in _FILTERS:
        warnings.filterwarnings("ignore", message=message, module=module)
    added = warnings.filters[:ours]

    def restore():
        for entry in added:
            if entry in warnings.filters:
                warnings.filters.remove(entry)

    journal.on_undo(restore, "warnings.filters")


_FILTERS = (
    (r"`?tf\.layers\.|`tf\.nn\.rnn_cell\.|`layer\.(add_variable|apply|updates)`|.*is deprecated and will be removed",
     r"(tensorflow|keras|tf_keras|tf_slim|tf1shim|absl)"),
    (r"`(tf\.)?(layers|nn)\..*` is deprecated", ""),
    (r"`?Model\.(state_updates|updates)|`?layer\.updates|`Model\.(fit|evaluate|predict)_generator`", ""),
    # Keras' functions do not know the classes that stand for those of keras 2.3.1.
    (r"The `keras\.\w+\.serialize\(\)` API should only be used for (.|\n)*<class 'tf1shim\.", ""),
)
