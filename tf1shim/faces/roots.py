"""The packages that have faces: top-level name -> who answers for it."""

from tf1shim.faces.estimator import EstimatorFaces
from tf1shim.faces.keras import KerasFaces
from tf1shim.faces.tensorflow import TensorFlowFaces

_KERAS = ("keras", "keras_applications", "keras_preprocessing")


def providers(native, start, before, state):
    """Make the providers that `importing.hook.Hook` watches for.

    Args:
        native: imports and returns a native module by dotted name.
        start: settles the mode, loads TensorFlow and patches it; returns the mode.
        before: called before anyone's import of a watched package.
        state: the activation's state; its journals take back what providers install.
    """
    from tf1shim.faces import contrib, examples, private

    for supplied in (contrib, examples, private):
        supplied.install(state.journal)
    tensorflow = TensorFlowFaces(native, start, before, state.runtime)
    keras = KerasFaces(native, start, before, state.runtime, lambda: tensorflow.module("tensorflow"))
    era = {}
    if state.settings.era:
        from tf1shim.era import faces as era_faces
        from tf1shim.era import last_words

        last_words.install(state.journal)
        era = {root: era_faces.EraFaces(root, native, state.journal) for root in era_faces.roots()}
    estimator = EstimatorFaces(native, start, state)
    return {**era, "tensorflow": tensorflow, "tensorflow_estimator": estimator, **dict.fromkeys(_KERAS, keras)}
