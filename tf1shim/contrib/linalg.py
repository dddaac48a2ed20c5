"""``tf.contrib.linalg``: the linear operators, before they moved to tf.linalg (contrib/linalg of TF 1.6)."""

from tensorflow.compat.v1.linalg import (  # noqa: F401
    LinearOperator,
    LinearOperatorComposition,
    LinearOperatorDiag,
    LinearOperatorFullMatrix,
    LinearOperatorIdentity,
    LinearOperatorLowRankUpdate,
    LinearOperatorScaledIdentity,
)
from tensorflow.compat.v1.linalg import LinearOperatorLowerTriangular as LinearOperatorTriL  # noqa: F401
