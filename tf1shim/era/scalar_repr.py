"""How NumPy's scalars look inside lists and dicts.

TF1: ``print(sess.run([loss, step]))`` shows ``[0.5, 3]``.
TF2: NumPy 2 shows ``[np.float32(0.5), np.int32(3)]``.
Here: NumPy's own setting for the old look, ``legacy="1.25"``, unless the program or the user has chosen one.
"""

import numpy as np

from tf1shim import settings


def install(journal):
    """Choose the old look; undone with the journal."""
    chosen = settings.current()
    if not chosen.era or np.lib.NumpyVersion(np.__version__) < "2.0.0" or np.get_printoptions()["legacy"]:
        return
    np.set_printoptions(legacy="1.25")

    def restore():
        if np.get_printoptions()["legacy"] == "1.25":
            np.set_printoptions(legacy=False)

    journal.on_undo(restore, "numpy.set_printoptions(legacy=)")
