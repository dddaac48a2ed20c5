"""SciPy functions that live on but have lost an argument."""

import functools
import inspect

import scipy.sparse.linalg as native


def _with_tol(function):
    """``function`` that also takes its relative tolerance as ``tol``, as before SciPy 1.14."""
    if "tol" in inspect.signature(function).parameters:
        return function

    @functools.wraps(function)
    def stand_in(A, b, x0=None, tol=None, maxiter=None, M=None, callback=None, **kwargs):
        if tol is not None:
            kwargs["rtol"] = tol
        return function(A, b, x0, maxiter=maxiter, M=M, callback=callback, **kwargs)

    return stand_in


cg, cgs, gmres = _with_tol(native.cg), _with_tol(native.cgs), _with_tol(native.gmres)
bicg, bicgstab = _with_tol(native.bicg), _with_tol(native.bicgstab)
