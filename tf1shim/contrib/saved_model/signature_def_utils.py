"""tf.contrib.saved_model.python.saved_model.signature_def_utils."""


def get_signature_def_by_key(meta_graph_def, signature_def_key):
    """The SignatureDef of a MetaGraphDef under a key; raises ValueError where there is none."""
    if signature_def_key not in meta_graph_def.signature_def:
        raise ValueError("No SignatureDef with key '%s' found in MetaGraphDef."
                         % signature_def_key)
    return meta_graph_def.signature_def[signature_def_key]
