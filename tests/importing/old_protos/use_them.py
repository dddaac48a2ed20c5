import simple_pb2
import uses_pb2
from google.protobuf import text_format

uses = uses_pb2.Uses(anchor=simple_pb2.Anchor(
    scales=[1, 2], one=3, inner=simple_pb2.Anchor.Inner(sizes={"a": 1})), top=simple_pb2.B)
uses.anchor.Extensions[simple_pb2.more] = 5
uses.any.Pack(uses.anchor)
print(uses.SerializeToString(deterministic=True))
print(text_format.MessageToString(text_format.Merge("anchor { one: 4 }", uses_pb2.Uses()), as_one_line=True))
print(simple_pb2.Top.Name(3), simple_pb2.Anchor.SQUARE, uses.anchor.kind, uses.anchor.WhichOneof("choice"))
print(simple_pb2.Anchor.DESCRIPTOR.full_name, simple_pb2.DESCRIPTOR.name, uses.anchor.inner.name, type(uses).__module__)
print(simple_pb2.MORE_FIELD_NUMBER, simple_pb2._ANCHOR.name, simple_pb2._ANCHOR_INNER.name, simple_pb2._TOP.name,
      simple_pb2._ANCHOR_KIND.name)
