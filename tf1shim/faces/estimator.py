"""The package `tensorflow_estimator`, which TensorFlow 2.16 and later left behind: imported by name, or by Keras.

There is no face: everyone gets the package itself. What TensorFlow dropped of its internals is supplied first.
"""

from tf1shim.faces import providers


class EstimatorFaces:
    """Answers for `tensorflow_estimator`.

    Args:
        native: ``native(dotted)`` imports and returns a native module.
        start: settles the mode and loads TensorFlow; returns the mode.
        state: the activation's state: its mode, and the journal that takes back what is supplied.
    """

    direct = False  # who calls the standard library's importers counts

    def __init__(self, native, start, state):
        self._native = native
        self._start = start
        self._state = state

    def module(self, dotted):
        """The module itself.

        Raises:
            ModuleNotFoundError: it is not installed, or has no such module.
        """
        self._start()
        self._supply()
        try:
            return self._native(dotted)
        except ModuleNotFoundError as error:
            remedy = providers.remedy(error)
            if remedy is None:
                raise
            raise ModuleNotFoundError(f"{error}: {remedy}", name=error.name) from None

    def before(self):
        """Supply for whoever imports it where TensorFlow 1 programs run; `model_to_estimator` of tf_keras, say."""
        if self._state.mode == "graph":
            self._supply()

    def _supply(self):
        providers.resolve("tf1shim.estimator:supply")(self._state.journal)
