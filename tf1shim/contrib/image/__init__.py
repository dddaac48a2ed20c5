"""``tf.contrib.image``: projective transforms, warping, splines, components, matching."""

from tf1shim.contrib.image.components import bipartite_match, connected_components  # noqa: F401
from tf1shim.contrib.image.dense_image_warp import dense_image_warp  # noqa: F401
from tf1shim.contrib.image.distort_image_ops import (  # noqa: F401
    adjust_hsv_in_yiq,
    random_hsv_in_yiq,
)
from tf1shim.contrib.image.image_ops import (  # noqa: F401
    angles_to_projective_transforms,
    compose_transforms,
    flat_transforms_to_matrices,
    matrices_to_flat_transforms,
    rotate,
    transform,
    translate,
    translations_to_projective_transforms,
)
from tf1shim.contrib.image.interpolate_spline import interpolate_spline  # noqa: F401
from tf1shim.contrib.image.sparse_image_warp import sparse_image_warp  # noqa: F401
