"""tf.contrib.constrained_optimization: minimizing under constraints, as a game of two players.

One player learns the model, the other how much each constraint weighs (Cotter, Jiang and Sridharan, "Two-Player Games
for Efficient Non-Convex Constrained Optimization", arXiv 1804.06500).
Source: TF 1.15, contrib/constrained_optimization.
"""

from tf1shim.contrib.constrained_optimization.candidates import (
    find_best_candidate_distribution, find_best_candidate_index,
)
from tf1shim.contrib.constrained_optimization.constrained_minimization_problem import ConstrainedMinimizationProblem
from tf1shim.contrib.constrained_optimization.constrained_optimizer import ConstrainedOptimizer
from tf1shim.contrib.constrained_optimization.external_regret_optimizer import AdditiveExternalRegretOptimizer
from tf1shim.contrib.constrained_optimization.swap_regret_optimizer import (
    AdditiveSwapRegretOptimizer, MultiplicativeSwapRegretOptimizer,
)

__all__ = [
    "AdditiveExternalRegretOptimizer", "AdditiveSwapRegretOptimizer", "ConstrainedMinimizationProblem",
    "ConstrainedOptimizer", "MultiplicativeSwapRegretOptimizer", "find_best_candidate_distribution",
    "find_best_candidate_index",
]
