"""Whole files of protocol buffers that no library brings today, from a short description.

A description is a list of lines: ``Message: field number type``, where a type is the name of a scalar, a message or an
enum; ``*`` after it is a list, ``{key}`` before it a map, ``@name`` puts the field into a oneof; ``enum Name: VALUE
number``. Nested names have a dot.
"""

from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message_factory, wrappers_pb2  # noqa: F401
from google.protobuf.internal import enum_type_wrapper

from tf1shim.contrib.dynamic_proto import FIELD, add_field

_SCALARS = ("int64", "float", "bytes", "bool", "string", "uint32", "double", "int32")


def define(name, package, lines, namespace, dependencies=()):
    """Define a file's messages and enums, unless some library has, and put them into ``namespace``.

    Args:
        name: the file's name.
        package: its package.
        lines: the description.
        namespace: where messages, enums and top-level enum values go.
        dependencies: names of files it uses.
    """
    pool = descriptor_pool.Default()
    try:
        file = pool.FindFileByName(name)
    except KeyError:
        described = _file(name, package, lines, dependencies)
        if hasattr(pool, "AddSerializedFile"):
            pool.AddSerializedFile(described.SerializeToString())
        else:
            pool.Add(described)
        file = pool.FindFileByName(name)
    for key, descriptor in file.message_types_by_name.items():
        namespace[key] = _class(pool, descriptor)
    for key, descriptor in file.enum_types_by_name.items():
        namespace[key] = enum_type_wrapper.EnumTypeWrapper(descriptor)
        namespace.update({value.name: value.number for value in descriptor.values})
    namespace["DESCRIPTOR"] = file


def _class(pool, descriptor):
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def _file(name, package, lines, dependencies):
    file = descriptor_pb2.FileDescriptorProto(name=name, package=package, syntax="proto3")
    file.dependency.extend(dependencies)
    messages, enums = {"": file}, set()
    for line in lines:
        head, _, rest = line.partition(":")
        if head.startswith("enum "):
            head = head[len("enum "):]
            owner, _, short = head.rpartition(".")
            if head not in enums:
                enums.add(head)
                parent = _message(messages, owner) if owner else file
                parent.enum_type.add(name=short)
            enum = (_message(messages, owner) if owner else file).enum_type[-1]
            value, number = rest.split()
            enum.value.add(name=value, number=int(number))
        else:
            message = _message(messages, head)
            if rest.strip():
                _field(message, f".{package}.{head}", package, rest.split(), enums)
    return file


def _message(messages, name):
    if name not in messages:
        owner, _, short = name.rpartition(".")
        parent = _message(messages, owner) if owner else messages[""]
        messages[name] = (parent.nested_type if owner else parent.message_type).add(name=short)
    return messages[name]


def _field(message, full_name, package, words, enums):
    name, number, kind = words[:3]
    repeated = kind.endswith("*")
    kind = kind.rstrip("*")
    oneof = None
    if len(words) > 3:
        names = [existing.name for existing in message.oneof_decl]
        if words[3][1:] not in names:
            message.oneof_decl.add(name=words[3][1:])
            names.append(words[3][1:])
        oneof = names.index(words[3][1:])
    if kind.startswith("{"):
        key, _, kind = kind[1:].partition("}")
        entry = "".join(part.capitalize() for part in name.split("_")) + "Entry"
        nested = message.nested_type.add(name=entry)
        nested.options.map_entry = True
        add_field(nested, "key", 1, key)
        add_field(nested, "value", 2, _full(kind, package))
        add_field(message, name, int(number), f"{full_name}.{entry}", repeated=True)
        return
    add_field(message, name, int(number), _full(kind, package), repeated, oneof)
    if kind.lstrip("=") in enums or kind.startswith("="):
        message.field[-1].type = FIELD.TYPE_ENUM


def _full(kind, package):
    kind = kind.lstrip("=")  # an enum of another file
    if kind in _SCALARS or kind.startswith("."):
        return kind
    return f".{package}.{kind}"
