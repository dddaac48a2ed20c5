"""`keras.preprocessing` of standalone Keras, where the installed functions have other arguments.

Source: keras_preprocessing 1.1.2 `image/`, `text.py`, `sequence.py`.
"""

import json
import math
import os

import numpy as np

from tf1shim.keras2 import installed

_FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'
_PICTURES = ("jpg", "jpeg", "bmp", "png", "ppm", "tif", "tiff")


def text_to_word_sequence(text, filters=_FILTERS, lower=True, split=" "):
    """The words of a text."""
    return installed.api("preprocessing.text").text_to_word_sequence(text, filters, lower, split)


def one_hot(text, n, filters=_FILTERS, lower=True, split=" "):
    """The words of a text as numbers from 1 to ``n - 1``, by Python's `hash`."""
    return installed.api("preprocessing.text").one_hot(text, n, filters, lower, split)


def apply_affine_transform(x, theta=0, tx=0, ty=0, shear=0, zx=1, zy=1, row_axis=0, col_axis=1, channel_axis=2,
                           fill_mode="nearest", cval=0.0, order=1):
    """An image turned, moved, sheared and enlarged about its centre.

    Args:
        x: array of three axes.
        theta, shear: angles in degrees.
        tx, ty: pixels along rows and columns, in this order.
        zx, zy: zoom along rows and columns.
        row_axis, col_axis, channel_axis: the axes; channels are the last unless told otherwise.
        fill_mode, cval, order: as `scipy.ndimage.affine_transform` takes them.
    """
    from scipy import ndimage

    turn, slant = math.radians(theta), math.radians(shear)
    matrix = np.array([[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]])
    for change in ([[1, 0, tx], [0, 1, ty], [0, 0, 1]],
                   [[1, -math.sin(slant), 0], [0, math.cos(slant), 0], [0, 0, 1]],
                   [[zx, 0, 0], [0, zy, 0], [0, 0, 1]]):
        matrix = matrix @ np.array(change)
    if np.array_equal(matrix, np.eye(3)):
        return x
    centre = np.array([x.shape[row_axis], x.shape[col_axis]]) / 2 + 0.5
    linear = matrix[:2, :2]
    offset = matrix[:2, 2] + centre - linear @ centre
    made = [ndimage.affine_transform(channel, linear, offset, order=order, mode=fill_mode, cval=cval)
            for channel in np.moveaxis(x, channel_axis, 0)]
    return np.moveaxis(np.stack(made), 0, channel_axis)


def apply_brightness_shift(x, brightness, scale=True):
    """An image made brighter or darker; its values are first stretched to 0 to 255, whatever ``scale`` says."""
    from PIL import ImageEnhance

    image = installed.api("preprocessing.image")
    return image.img_to_array(ImageEnhance.Brightness(image.array_to_img(x)).enhance(brightness))


def install(journal):
    """Have the installed generators change images by the functions here, for both spellings; newer ones turn images
    about another centre and take columns for rows. ``journal`` takes it back."""
    module = installed.module("preprocessing.image")
    for function in (apply_affine_transform, apply_brightness_shift):
        if hasattr(module, function.__name__):
            journal.set_attr(module, function.__name__, function)


def list_pictures(directory, ext=_PICTURES):
    """Paths of the pictures in a folder and below, by their names' ends."""
    ends = tuple(f".{one}" for one in ((ext,) if isinstance(ext, str) else ext))
    return [os.path.join(folder, name) for folder, _, names in os.walk(directory) for name in names
            if name.lower().endswith(ends)]


def timeseries_generator_from_json(json_string):
    """The TimeseriesGenerator of `TimeseriesGenerator.to_json`'s text."""
    config = json.loads(json_string)["config"]
    for name in ("data", "targets"):
        config[name] = json.loads(config[name])
    return installed.api("preprocessing.sequence").TimeseriesGenerator(**config)
