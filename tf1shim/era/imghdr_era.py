"""The module imghdr, which Python 3.13 dropped: what kind of image a file is, by its first bytes."""

_MARKS = (
    ("jpeg", lambda h: h[6:10] in (b"JFIF", b"Exif") or h[:4] == b"\xff\xd8\xff\xdb"),
    ("png", lambda h: h.startswith(b"\x89PNG\r\n\x1a\n")),
    ("gif", lambda h: h[:6] in (b"GIF87a", b"GIF89a")),
    ("tiff", lambda h: h[:2] in (b"MM", b"II")),
    ("rgb", lambda h: h.startswith(b"\x01\xda")),
    ("pbm", lambda h: h[:1] == b"P" and h[1:2] in b"14" and h[2:3] in b" \t\n\r"),
    ("pgm", lambda h: h[:1] == b"P" and h[1:2] in b"25" and h[2:3] in b" \t\n\r"),
    ("ppm", lambda h: h[:1] == b"P" and h[1:2] in b"36" and h[2:3] in b" \t\n\r"),
    ("rast", lambda h: h.startswith(b"\x59\xa6\x6a\x95")),
    ("xbm", lambda h: h.startswith(b"#define ")),
    ("bmp", lambda h: h.startswith(b"BM")),
    ("webp", lambda h: h.startswith(b"RIFF") and h[8:12] == b"WEBP"),
    ("exr", lambda h: h.startswith(b"\x76\x2f\x31\x01")),
)


def what(file, h=None):
    """The kind of an image ("png", "jpeg", ...), or None.

    Args:
        file: a path, or an open binary file, whose position is kept; not read where ``h`` is given.
        h: the first bytes themselves.
    """
    if h is None:
        if hasattr(file, "read"):
            place = file.tell()
            h = file.read(32)
            file.seek(place)
        else:
            with open(file, "rb") as opened:
                h = opened.read(32)
    return next((kind for kind, fits in _MARKS if len(h) > 2 and fits(h)), None)
