"""`copy.copy` of a model.

TF1: another object of the class, with the very attributes: layers and weights are shared. Agents make their target
    networks so. (Standalone Keras makes a new functional model of it, through its file format.)
TF2: a copy in depth; a built model is saved and loaded, which takes eager execution and a registered class.
Here: as in TF 1.15.
"""

import copyreg

from tf1shim.keras2 import installed


def install(journal):
    """Copy models as plain objects; undone with the journal."""
    journal.set_attr(installed.module("engine.training").Model, "__copy__", shallow)


def shallow(model):
    """Another object of the model's class, with the same attributes."""
    made = copyreg.__newobj__(type(model))
    vars(made).clear()
    vars(made).update(vars(model))
    return made
