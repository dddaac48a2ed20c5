"""The projector's protocol buffers (source: contrib/tensorboard/plugins/projector/projector_config.proto)."""

from google.protobuf import descriptor_pb2

from tf1shim.contrib.dynamic_proto import add_field, message_class

_MESSAGES = {
    "SpriteMetadata": (("image_path", 1, "string", False), ("single_image_dim", 2, "uint32", True)),
    "EmbeddingInfo": (
        ("tensor_name", 1, "string", False), ("metadata_path", 2, "string", False),
        ("bookmarks_path", 3, "string", False), ("tensor_shape", 4, "uint32", True),
        ("sprite", 5, ".tensorflow.SpriteMetadata", False), ("tensor_path", 6, "string", False)),
    "ProjectorConfig": (
        ("model_checkpoint_path", 1, "string", False),
        ("embeddings", 2, ".tensorflow.EmbeddingInfo", True),
        ("model_checkpoint_dir", 3, "string", False)),
}


def _describe():
    file = descriptor_pb2.FileDescriptorProto(
        name="tensorflow/contrib/tensorboard/plugins/projector/projector_config.proto",
        package="tensorflow", syntax="proto3")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind, repeated in fields:
            add_field(message, field, number, kind, repeated)
    return file


EmbeddingInfo, ProjectorConfig, SpriteMetadata = (
    message_class(f"tensorflow.{name}", _describe)
    for name in ("EmbeddingInfo", "ProjectorConfig", "SpriteMetadata"))
