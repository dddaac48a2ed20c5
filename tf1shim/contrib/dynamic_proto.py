"""Protocol buffers that TensorFlow 1 brought along and no library brings today, made from their description."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
_TYPES = {"int64": FIELD.TYPE_INT64, "float": FIELD.TYPE_FLOAT, "bytes": FIELD.TYPE_BYTES,
          "bool": FIELD.TYPE_BOOL, "string": FIELD.TYPE_STRING, "uint32": FIELD.TYPE_UINT32,
          "double": FIELD.TYPE_DOUBLE, "int32": FIELD.TYPE_INT32}


def add_field(message, name, number, kind, repeated=False, oneof=None):
    """Add a field to a `DescriptorProto`.

    Args:
        message: the description of the message.
        name: the field's name.
        number: its number.
        kind: a scalar's name ("int64", "string", ...) or the full name of a message, with a dot in front.
        repeated: whether it is a list.
        oneof: index of the oneof it belongs to, or None.
    """
    field = message.field.add(name=name, number=number)
    field.label = FIELD.LABEL_REPEATED if repeated else FIELD.LABEL_OPTIONAL
    if kind.startswith("."):
        field.type, field.type_name = FIELD.TYPE_MESSAGE, kind
    else:
        field.type = _TYPES[kind]
    if oneof is not None:
        field.oneof_index = oneof


def message_class(name, describe):
    """The class of message ``name``.

    Args:
        name: full name of the message.
        describe: gives the `FileDescriptorProto` that defines it, used unless some library has defined it already.
    """
    pool = descriptor_pool.Default()
    try:
        descriptor = pool.FindMessageTypeByName(name)
    except KeyError:
        add = getattr(pool, "AddSerializedFile", None)
        if add is not None:
            add(describe().SerializeToString())
        else:
            pool.Add(describe())
        descriptor = pool.FindMessageTypeByName(name)
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)
