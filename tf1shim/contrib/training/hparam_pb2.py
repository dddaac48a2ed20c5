"""The ``tensorflow.HParamDef`` protocol buffer (source: contrib/training/python/training/hparam.proto)."""

from google.protobuf import descriptor_pb2

from tf1shim.contrib.dynamic_proto import add_field, message_class

# (kind, number of the single value, number of the list)
_KINDS = (("int64", 1, 4), ("float", 2, 5), ("bytes", 3, 6), ("bool", 7, 8))


def _describe():
    file = descriptor_pb2.FileDescriptorProto(
        name="tensorflow/contrib/training/python/training/hparam.proto", package="tensorflow",
        syntax="proto3")
    definition = file.message_type.add(name="HParamDef")
    value = definition.nested_type.add(name="HParamType")
    value.oneof_decl.add(name="kind")
    for kind, single, many in _KINDS:
        list_name = f"{kind.capitalize()}List"
        add_field(definition.nested_type.add(name=list_name), "value", 1, kind, repeated=True)
        add_field(value, f"{kind}_value", single, kind, oneof=0)
        add_field(value, f"{kind}_list", many, f".tensorflow.HParamDef.{list_name}", oneof=0)
    entry = definition.nested_type.add(name="HparamEntry")
    entry.options.map_entry = True
    add_field(entry, "key", 1, "string")
    add_field(entry, "value", 2, ".tensorflow.HParamDef.HParamType")
    add_field(definition, "hparam", 1, ".tensorflow.HParamDef.HparamEntry", repeated=True)
    return file


HParamDef = message_class("tensorflow.HParamDef", _describe)
