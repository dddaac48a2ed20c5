"""The functions of `scipy.misc` and `scipy.stats` that went, with their exact rescaling.

Source of the behaviour: scipy/misc/pilutil.py and scipy/misc/common.py of SciPy 1.1. Pillow draws.
"""

import math

import numpy as np

_RESAMPLING = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}


def bytescale(data, cmin=None, cmax=None, high=255, low=0):
    """Scale an array from [cmin, cmax] (its range) to uint8 in [low, high]; uint8 comes back as it is.

    Raises:
        ValueError: high or low out of [0, 255] or in the wrong order, or cmax below cmin.
    """
    data = np.asarray(data)
    if data.dtype == np.uint8:
        return data
    if not 0 <= low <= high <= 255:
        raise ValueError("`high` and `low` should be in [0, 255], `high` not less than `low`.")
    cmin = data.min() if cmin is None else cmin
    cmax = data.max() if cmax is None else cmax
    span = cmax - cmin
    if span < 0:
        raise ValueError("`cmax` should be larger than `cmin`.")
    scaled = (data - cmin) * (float(high - low) / (span or 1)) + low
    return (scaled.clip(low, high) + 0.5).astype(np.uint8)


def toimage(arr, high=255, low=0, cmin=None, cmax=None, pal=None, mode=None, channel_axis=None):
    """A PIL image of an array [rows, columns] or with a channel axis of 3 or 4; values are `bytescale`d.

    Raises:
        ValueError: complex values or another shape.
    """
    from PIL import Image

    data = np.asarray(arr)
    if np.iscomplexobj(data):
        raise ValueError("Cannot convert a complex-valued array.")
    if data.ndim == 2:
        return _flat_image(Image, data, high, low, cmin, cmax, pal, mode)
    if data.ndim != 3 or not (3 in data.shape or 4 in data.shape):
        raise ValueError("'arr' does not have a suitable array shape for any mode.")
    if channel_axis is None:
        count = 3 if 3 in data.shape else 4
        channel_axis = data.shape.index(count)
    channels = data.shape[channel_axis]
    if channels not in (3, 4):
        raise ValueError("Channel axis dimension is not valid.")
    pixels = np.moveaxis(bytescale(data, high=high, low=low, cmin=cmin, cmax=cmax), channel_axis, 2)
    mode = mode or ("RGB" if channels == 3 else "RGBA")
    if mode not in ("RGB", "RGBA", "YCbCr", "CMYK"):
        raise ValueError(f"Mode not in {['RGB', 'RGBA', 'YCbCr', 'CMYK']}.")
    if (channels == 3) != (mode in ("RGB", "YCbCr")):
        raise ValueError("Invalid array shape for mode.")
    return Image.frombytes(mode, pixels.shape[1::-1], pixels.tobytes())


def _flat_image(Image, data, high, low, cmin, cmax, pal, mode):
    size = data.shape[::-1]
    if mode == "F":
        return Image.frombytes(mode, size, data.astype(np.float32).tobytes())
    if mode in (None, "L", "P"):
        image = Image.frombytes("L", size, bytescale(
            data, high=high, low=low, cmin=cmin, cmax=cmax).tobytes())
        if pal is not None:
            image.putpalette(np.asarray(pal, dtype=np.uint8).tobytes())
        elif mode == "P":
            image.putpalette(np.repeat(np.arange(256, dtype=np.uint8), 3).tobytes())
        return image
    if mode == "1":
        return Image.frombytes("L", size, (bytescale(data) > 128).astype(np.uint8).tobytes()
                               ).point(lambda value: value * 255).convert("1")
    if mode == "I":
        cmin = data.min() if cmin is None else cmin
        cmax = data.max() if cmax is None else cmax
        scaled = (data * 1.0 - cmin) * (high - low) / (cmax - cmin) + low
        return Image.frombytes(mode, size, scaled.astype(np.uint32).tobytes())
    raise ValueError("Mode is unknown or incompatible with input array shape.")


def fromimage(im, flatten=False, mode=None):
    """The array of a PIL image; ``flatten`` gives grey float32 values, ``mode`` converts first."""
    if mode is not None:
        if mode != im.mode:
            im = im.convert(mode)
    elif im.mode == "P":
        im = im.convert("RGBA" if "transparency" in im.info else "RGB")
    if flatten:
        im = im.convert("F")
    elif im.mode == "1":
        im = im.convert("L")
    return np.array(im)


def imread(name, flatten=False, mode=None):
    """Read an image file into an array [rows, columns(, channels)]."""
    from PIL import Image

    with Image.open(name) as image:
        return fromimage(image, flatten=flatten, mode=mode)


def imsave(name, arr, format=None):
    """Write an array as an image file; values are `bytescale`d."""
    toimage(arr, channel_axis=2 if np.ndim(arr) == 3 else None).save(name, format)


def imresize(arr, size, interp="bilinear", mode=None):
    """Resize an image array; it is `bytescale`d first, as SciPy did.

    Args:
        arr: array as for `toimage`.
        size: percentage (int), fraction (float), or (rows, columns).
        interp: "nearest", "lanczos", "bilinear", "bicubic" or "cubic".
        mode: PIL mode to resize in.

    Returns:
        uint8 array (float32 in mode "F").
    """
    image = toimage(arr, mode=mode)
    if isinstance(size, (int, np.integer)):
        size = size / 100.0
    if isinstance(size, (float, np.floating)):
        columns_rows = tuple((np.array(image.size) * size).astype(int).tolist())
    else:
        columns_rows = (int(size[1]), int(size[0]))
    return fromimage(image.resize(columns_rows, resample=_RESAMPLING[interp]))


def imrotate(arr, angle, interp="bilinear"):
    """Rotate an image array counter-clockwise by ``angle`` degrees."""
    return fromimage(toimage(arr).rotate(angle, resample=_RESAMPLING[interp]))


def imfilter(arr, ftype):
    """Apply a named PIL filter ("blur", "edge_enhance", "sharpen", ...) to an image array.

    Raises:
        ValueError: an unknown name.
    """
    from PIL import ImageFilter

    names = ("blur", "contour", "detail", "edge_enhance", "edge_enhance_more", "emboss",
             "find_edges", "smooth", "smooth_more", "sharpen")
    if ftype not in names:
        raise ValueError("Unknown filter type.")
    return fromimage(toimage(arr).filter(getattr(ImageFilter, ftype.upper())))


def imshow(arr):
    """Show an image array in an external viewer."""
    toimage(arr).show()


def central_diff_weights(Np, ndiv=1):
    """Weights of an ``Np``-point central difference for the derivative of order ``ndiv``, unit spacing.

    Raises:
        ValueError: too few points, or an even number.
    """
    if Np < ndiv + 1:
        raise ValueError("Number of points must be at least the derivative order + 1.")
    if Np % 2 == 0:
        raise ValueError("The number of points must be odd.")
    half = Np >> 1
    powers = np.arange(-half, half + 1.0)[:, np.newaxis] ** np.arange(Np)
    return math.factorial(ndiv) * np.linalg.inv(powers)[ndiv]


def derivative(func, x0, dx=1.0, n=1, args=(), order=3):
    """The ``n``-th derivative of ``func`` at ``x0`` by central differences over ``order`` points ``dx`` apart.

    Raises:
        ValueError: too few points, or an even number.
    """
    if order < n + 1:
        raise ValueError("'order' (the number of points used to compute the derivative), must be at "
                         "least the derivative order 'n' + 1.")
    if order % 2 == 0:
        raise ValueError("'order' (the number of points used to compute the derivative) must be odd.")
    half = order >> 1
    weights = central_diff_weights(order, n)
    total = sum(w * func(x0 + (k - half) * dx, *args) for k, w in enumerate(weights))
    return total / np.prod((dx,) * n, axis=0)


def itemfreq(a):
    """Rows of (value, count) of an array's values, sorted."""
    values, counts = np.unique(a, return_counts=True)
    return np.array([values, counts]).T


def binom_test(x, n=None, p=0.5, alternative="two-sided"):
    """The p-value of a binomial test."""
    from scipy.stats import binomtest

    if np.size(x) == 2:
        x, n = x[0], x[0] + x[1]
    return binomtest(int(x), int(n), p, alternative).pvalue
