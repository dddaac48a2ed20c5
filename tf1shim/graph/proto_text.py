"""`google.protobuf.text_format.MessageToString` with a format of floats.

TF1: programs print messages with ``float_format`` and ``double_format``, as `tf.train.write_graph` does.
TF2: the same up to 2.20, but protobuf 7 has dropped these arguments, and so `tf.train.write_graph` fails there.
Here: both arguments, where protobuf has them no more, for everybody: TensorFlow itself gives them.
"""

import threading

from tf1shim import capabilities

_local = threading.local()


def install(journal):
    """Give the arguments back; undone with the journal."""
    if capabilities.text_formats_floats():
        return
    from google.protobuf import text_format

    journal.wrap(text_format, "MessageToString", _message)
    journal.wrap(text_format._Printer, "PrintFieldValue", _value)


def _message(wrapped, instance, args, kwargs):
    floats = kwargs.pop("float_format", None)
    doubles = kwargs.pop("double_format", None)
    before, _local.formats = getattr(_local, "formats", None), (floats, floats if doubles is None else doubles)
    try:
        return wrapped(*args, **kwargs)
    finally:
        _local.formats = before


def _value(wrapped, instance, args, kwargs):
    field, value = args
    floats, doubles = getattr(_local, "formats", None) or (None, None)
    chosen = {field.CPPTYPE_FLOAT: floats, field.CPPTYPE_DOUBLE: doubles}.get(field.cpp_type)
    if chosen is None:
        return wrapped(*args)
    instance.out.write(format(value, chosen))
