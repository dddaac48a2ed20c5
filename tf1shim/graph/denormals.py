"""Denormal floats in the caller's thread: flushed to zero during a step, as in the threads of TensorFlow's pools.

TF1: the pools' threads flush denormals (core/platform/denormal.cc), so 1e-37 * 1e-2 fetched from a session is 0, and
    the logarithm of such a product is -inf. A step in the caller's thread would keep 1e-39.
Here: the thread's floating-point environment is changed for the step and given back after it, through the C library.
"""

import ctypes
import functools
import platform
import struct
import threading

_MXCSR = 28  # bytes before the control word of SSE in fenv_t of Linux on x86-64
_FLUSH = 0x8040  # its bits "flush to zero" and "denormals are zero"
_SIZE = 64  # bytes: more than any fenv_t takes


@functools.lru_cache(maxsize=None)
def flusher():
    """A function like ``call(function, *arguments)`` that flushes denormals meanwhile.

    Returns:
        The function, or None where this machine's floating-point environment is not one that is known.
    """
    if platform.system() != "Linux" or platform.machine() not in ("x86_64", "AMD64"):
        return None
    try:
        library = ctypes.PyDLL("libm.so.6")  # keeps the interpreter's lock: a call takes less than giving it away
        get, put = library.fegetenv, library.fesetenv
    except (OSError, AttributeError):
        return None
    get.restype = put.restype = None  # less to convert
    flush = _calls_flushed(get, put)
    return flush if _works(flush) else None


def _calls_flushed(get, put):
    flushing = ctypes.create_string_buffer(_SIZE)
    get(flushing)
    (control,) = struct.unpack_from("=I", flushing, _MXCSR)
    struct.pack_into("=I", flushing, _MXCSR, control | _FLUSH)
    local = threading.local()

    def call(function, *arguments):
        try:
            before = local.before
        except AttributeError:
            before = local.before = ctypes.create_string_buffer(_SIZE)
        get(before)
        try:  # from here on: an interrupt may come at any line
            put(flushing)
            return function(*arguments)
        finally:
            put(before)

    return call


def _works(call):
    small = struct.unpack("=d", struct.pack("=d", 1e-300))[0]  # nothing that is worked out beforehand

    def product():
        return small * small**0.05  # 1e-315

    return call(product) == 0.0 and product() > 0.0
