"""Pillow as before 10.0: text is measured by ``font.getsize`` and ``draw.textsize``."""

import functools
import math

from PIL import ImageDraw as _draw
from PIL import ImageFont as _font


def _size(font, text, *args, **kwargs):
    """From the origin, as of old: what stands left of or above the ink belongs to it."""
    if not hasattr(font, "getbbox"):  # Pillow up to 9.1, or a font of the program's own
        return font.getsize(text, *args, **kwargs)
    return tuple(math.ceil(edge) for edge in font.getbbox(text, *args, **kwargs)[2:])


def _lines(font, text, spacing, **kwargs):
    kwargs = {name: value for name, value in kwargs.items() if value}  # bitmap fonts know none of them
    lines = text.split(b"\n" if isinstance(text, bytes) else "\n")
    if len(lines) == 1:
        return _size(font, text, **kwargs)
    step = _size(font, "A", **kwargs)[1] + spacing
    return max(_size(font, line, **kwargs)[0] for line in lines), len(lines) * step - spacing


def _measured(function):
    """``function``, which makes a font, makes one with the old measures."""

    @functools.wraps(function)
    def stand_in(*args, **kwargs):
        font = function(*args, **kwargs)
        kind = _KINDS.get(type(font))
        if kind is not None:
            font.__class__ = kind
        return font

    return stand_in


def _getsize(font, text, *args, **kwargs):
    """(width, height) of one line."""
    return _size(font, text, *args, **kwargs)


def _getsize_multiline(font, text, direction=None, spacing=4, features=None, language=None, stroke_width=0):
    """(width, height) of several lines."""
    return _lines(font, text, spacing, direction=direction, features=features, language=language,
                  stroke_width=stroke_width)


# Nothing but methods may be added, or a font that is made could not become one. Those of an older Pillow need no help.
_KINDS = {
    native: type(native.__name__, (native,), {"getsize": _getsize, "getsize_multiline": _getsize_multiline})
    for native in (_font.FreeTypeFont, _font.ImageFont)
    if not hasattr(native, "getsize")
}

truetype = _measured(_font.truetype)
load = _measured(_font.load)
load_path = _measured(_font.load_path)
_bitmap = _measured(getattr(_font, "load_default_imagefont", _font.load_default))


@functools.wraps(_font.load_default)
def load_default(*args, **kwargs):
    """The bitmap font, which was the only default; with a size, the scalable one."""
    return _measured(_font.load_default)(*args, **kwargs) if args or kwargs else _bitmap()


class _Anyone(type):
    """isinstance as with Pillow's own class."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, _draw.ImageDraw)


class ImageDraw(_draw.ImageDraw, metaclass=_Anyone):
    """`PIL.ImageDraw.ImageDraw` with ``textsize``."""

    def textsize(self, text, font=None, spacing=4, direction=None, features=None, language=None, stroke_width=0):
        """(width, height) of a text of one or more lines."""
        return _lines(font or self.getfont(), text, spacing, direction=direction, features=features,
                      language=language, stroke_width=stroke_width)

    multiline_textsize = textsize


@functools.wraps(_draw.Draw)
def Draw(im, mode=None):
    """An object to draw on the image with."""
    made = _draw.Draw(im, mode)
    if type(made) is _draw.ImageDraw:
        made.__class__ = ImageDraw
    return made
