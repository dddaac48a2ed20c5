"""Which of several solutions of a constrained problem is best.

Source: TF 1.15, contrib/constrained_optimization/python/candidates.py.
"""

import numpy as np


def _checked(objective_vector, constraints_matrix):
    count, candidates = np.shape(constraints_matrix)
    if np.shape(objective_vector) != (candidates,):
        raise ValueError("objective_vector must have shape (n,), and constraints_matrix (m, n), where n is the number "
                         "of candidates, and m is the number of constraints")
    return count, candidates


def _best_distribution(objective_vector, constraints_matrix, violation):
    """The best distribution that violates no constraint by more; None where there is none."""
    import scipy.optimize  # only who asks for this needs it

    count, candidates = _checked(objective_vector, constraints_matrix)
    found = scipy.optimize.linprog(
        objective_vector, A_ub=constraints_matrix, b_ub=np.full(count, violation), A_eq=np.ones((1, candidates)),
        b_eq=np.ones(1), bounds=(0, None))
    return found.x if found.success else None


def find_best_candidate_distribution(objective_vector, constraints_matrix, epsilon=0.0):
    """How often to take each candidate so that the objective is least, of all ways that violate constraints least.

    Args:
        objective_vector: the candidates' objectives, array of shape [n].
        constraints_matrix: the constraints, at most zero where they hold, array of shape [m, n].
        epsilon: how exactly the least violation is looked for.

    Returns:
        numpy.ndarray: probabilities, of shape [n]; at most m + 1 are not zero.

    Raises:
        ValueError: for other shapes, or a negative ``epsilon``.
    """
    if epsilon < 0.0:
        raise ValueError("epsilon must be nonnegative")
    best = _best_distribution(objective_vector, constraints_matrix, 0.0)
    if best is not None:
        return best
    impossible, possible = 0.0, np.min(np.amax(constraints_matrix, axis=0))
    best = _best_distribution(objective_vector, constraints_matrix, possible)
    while True:
        middle = 0.5 * (impossible + possible)
        if min(middle - impossible, possible - middle) <= epsilon:
            return best
        found = _best_distribution(objective_vector, constraints_matrix, middle)
        if found is None:
            impossible = middle
        else:
            best, possible = found, middle


def find_best_candidate_index(objective_vector, constraints_matrix, rank_objectives=False):
    """The candidate whose worst rank among the constraints' violations is best; of equals that of least objective.

    Args:
        objective_vector, constraints_matrix: as for `find_best_candidate_distribution`.
        rank_objectives: whether the rank of the objective counts like those of the constraints.

    Raises:
        ValueError: for other shapes.
    """
    import scipy.stats

    _, candidates = _checked(objective_vector, constraints_matrix)
    ranked = [np.maximum(0.0, violations) for violations in np.asarray(constraints_matrix)]
    if rank_objectives:
        ranked.append(objective_vector)
    ranks = [scipy.stats.rankdata(values, method="min") for values in ranked]
    worst = np.max([np.zeros(candidates), *ranks], axis=0)
    best = 0
    for index in range(1, len(worst)):  # the last of equals
        if (worst[index], objective_vector[index]) <= (worst[best], objective_vector[best]):
            best = index
    return best
