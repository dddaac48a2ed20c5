"""tf.contrib.opt: optimizers beyond tf.train (source: TF 1.15, contrib/opt/__init__.py)."""

from tf1shim.contrib.opt.adam import (  # noqa: F401
    AdaMaxOptimizer,
    AdamGSOptimizer,
    LazyAdamGSOptimizer,
    LazyAdamOptimizer,
    NadamOptimizer,
)
from tf1shim.contrib.opt.agn_optimizer import AGNCustomGetter, AGNOptimizer  # noqa: F401
from tf1shim.contrib.opt.elastic_average_optimizer import (  # noqa: F401
    ElasticAverageCustomGetter,
    ElasticAverageOptimizer,
)
from tf1shim.contrib.opt.external_optimizer import (  # noqa: F401
    ExternalOptimizerInterface,
    ScipyOptimizerInterface,
)
from tf1shim.contrib.opt.ggt import GGTOptimizer  # noqa: F401
from tf1shim.contrib.opt.lars_optimizer import LARSOptimizer  # noqa: F401
from tf1shim.contrib.opt.model_average_optimizer import (  # noqa: F401
    ModelAverageCustomGetter,
    ModelAverageOptimizer,
)
from tf1shim.contrib.opt.reg_adagrad_optimizer import RegAdagradOptimizer  # noqa: F401
from tf1shim.contrib.opt.shampoo import ShampooOptimizer  # noqa: F401
from tf1shim.contrib.opt.sign import AddSignOptimizer, PowerSignOptimizer  # noqa: F401
from tf1shim.contrib.opt.weight_decay_optimizers import (  # noqa: F401
    AdamWOptimizer,
    DecoupledWeightDecayExtension,
    MomentumWOptimizer,
    ShampooWOptimizer,
    extend_with_decoupled_weight_decay,
)
from tf1shim.contrib.opt.wrappers import (  # noqa: F401
    DropStaleGradientOptimizer,
    MovingAverageOptimizer,
    MultitaskOptimizerWrapper,
    VariableClippingOptimizer,
    clip_gradients_by_global_norm,
)
