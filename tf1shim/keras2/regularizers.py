"""`keras.regularizers`: the functions of keras 2.3.1 over the installed `L1L2`."""

from tf1shim.keras2 import installed


def l1(l=0.01):  # noqa: E741
    """L1 regularisation with factor ``l``."""
    return installed.api("regularizers").L1L2(l1=l)


def l2(l=0.01):  # noqa: E741
    """L2 regularisation with factor ``l``."""
    return installed.api("regularizers").L1L2(l2=l)


def l1_l2(l1=0.01, l2=0.01):
    """Both."""
    return installed.api("regularizers").L1L2(l1=l1, l2=l2)


l1l2 = l1_l2
activity_l1, activity_l2, activity_l1l2 = l1, l2, l1_l2
