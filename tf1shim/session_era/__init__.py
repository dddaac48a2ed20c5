"""Session-era calls: resets in both modes, and eager-aware equivalents of what TF1 did with sessions and graphs.

`PATCHES` are applied in both modes, `EAGER_PATCHES` in eager mode besides; in this order, each with
``install(journal)``. What programs call by name is reached through provider strings.
"""

PATCHES = ("tf1shim.session_era.openings", "tf1shim.session_era.orphans")
EAGER_PATCHES = (
    "tf1shim.session_era.eager_tensors",
    "tf1shim.session_era.keras_models",
    "tf1shim.session_era.keras_logs",
    "tf1shim.session_era.keras_in_graphs",
    "tf1shim.session_era.keras3_layers",
    "tf1shim.session_era.keras3_layer_lists",
    "tf1shim.session_era.keras3_outputs",
    "tf1shim.session_era.keras3_arguments",
    "tf1shim.session_era.keras3_files",
    "tf1shim.session_era.keras3_training",
    "tf1shim.session_era.keras3_callbacks",
    "tf1shim.session_era.keras3_optimizers",
)
