"""`keras.utils.losses_utils` of keras 2.3.1, where the installed module differs."""

from tf1shim.keras2 import installed

# In between, `Reduction` became an enumeration of Keras 3 in some versions; the class of the installed losses is meant.
Reduction = installed.module("utils.losses_utils").ReductionV2
