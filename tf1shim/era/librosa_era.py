"""librosa up to 0.9: arguments by position, edges of a spectrogram reflected, `librosa.output`."""

import functools
import importlib
import inspect

_POSITIONAL = inspect.Parameter.POSITIONAL_OR_KEYWORD
_KEYWORD = inspect.Parameter.KEYWORD_ONLY

# Where a short signal is padded: zeros since 0.10, its mirror image before.
_REFLECTING = frozenset({"stft", "melspectrogram", "mfcc", "spectral_centroid", "spectral_bandwidth",
                         "spectral_contrast", "spectral_rolloff", "chroma_stft", "rms"})
# Functions that hand unknown arguments on to melspectrogram: only where they compute the spectrogram themselves.
_HANDING_ON = frozenset({"mfcc"})
_NOT_SIGNAL = ("y", "S")


def __getattr__(name):
    """``module__function``: that function of librosa with the calling convention of the time (see the era's table)."""
    where, separator, function = name.rpartition("__")
    if not separator or not function:
        raise AttributeError(name)
    module = importlib.import_module("librosa" + (f".{where}" if where else ""))
    stand_in = globals()[name] = _as_before(function, getattr(module, function))
    return stand_in


def _as_before(name, function):
    """``function``, or where it takes arguments by keyword only, one that takes them by position in the same order."""
    parameters = inspect.signature(function).parameters
    order = [p.name for p in parameters.values() if p.kind in (_POSITIONAL, _KEYWORD)]
    if not any(p.kind is _KEYWORD for p in parameters.values()):
        return function
    reflects = name in _REFLECTING and ("pad_mode" in parameters or name in _HANDING_ON)

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        if len(args) > len(order):
            raise TypeError(f"{name}() takes at most {len(order)} positional arguments ({len(args)} given)")
        for key, value in zip(order, args):
            if key in kwargs:
                raise TypeError(f"{name}() got multiple values for argument {key!r}")
            kwargs[key] = value
        if reflects and (name == "stft" or kwargs.get("y") is not None and kwargs.get("S") is None):
            kwargs.setdefault("pad_mode", "reflect")
        if kwargs.get("norm") == 1 and name == "mel":
            kwargs["norm"] = "slaney"  # its name before 0.8
        return function(**kwargs)

    return stand_in


def rmse(y=None, S=None, frame_length=2048, hop_length=512, center=True, pad_mode="reflect"):
    """The root mean square of each frame: `librosa.feature.rms`."""
    import librosa

    return librosa.feature.rms(y=y, S=S, frame_length=frame_length, hop_length=hop_length, center=center,
                               pad_mode=pad_mode)


def logamplitude(S, ref=1.0, amin=1e-10, top_db=80.0, ref_power=None):
    """A power spectrogram in decibels: `librosa.power_to_db`."""
    import librosa

    return librosa.power_to_db(S, ref=ref if ref_power is None else ref_power, amin=amin, top_db=top_db)


def write_wav(path, y, sr, norm=False):
    """Write a floating-point signal to a WAV file, as librosa up to 0.7 did.

    Args:
        path: name of the file.
        y: the signal: (n,) or (2, n).
        sr: samples per second.
        norm: scale it to a largest absolute value of 1.
    """
    import librosa
    import numpy as np
    import scipy.io.wavfile

    librosa.util.valid_audio(np.asfortranarray(y))
    if norm and np.issubdtype(y.dtype, np.floating):
        y = librosa.util.normalize(y, norm=np.inf, axis=None)
    scipy.io.wavfile.write(path, sr, y.T)
