"""Made-up datasets (source: contrib/learn/python/learn/datasets/synthetic.py)."""

import numpy as np

from tf1shim.contrib.learn.datasets.base import Dataset


def circles(n_samples=100, noise=None, seed=None, factor=0.8, n_classes=2, *args, **kwargs):
    """Concentric circles, each ``factor`` as large as the one before.

    Args:
        n_samples: examples.
        noise: standard deviation of noise, or None.
        seed: for `numpy.random.seed`.
        factor: ratio of the radii.
        n_classes: circles.

    Returns:
        `Dataset` of ``[n_samples, 2]`` and labels.
    """
    _seed(seed)
    angles = np.linspace(0, 2 * np.pi, n_samples // n_classes)
    radii = [factor**label for label in range(n_classes)]
    points = [np.stack([np.cos(angles) * r, np.sin(angles) * r], 1) for r in radii]
    labels = [np.full(len(angles), label, np.int32) for label in range(n_classes)]
    extras = n_samples % n_classes
    points.append(np.stack([np.cos(np.random.rand(extras) * 2 * np.pi),
                            np.sin(np.random.rand(extras) * 2 * np.pi)], 1))
    labels.append(np.zeros(extras, np.int32))
    return _shuffled(np.concatenate(points), np.concatenate(labels), n_samples, noise)


_RADII = {
    "archimedes": lambda angles, exp_scale: angles,
    "bernoulli": lambda angles, exp_scale: np.exp(exp_scale * angles),
    "fermat": lambda angles, exp_scale: np.sqrt(angles),
}


def spirals(n_samples=100, noise=None, seed=None, mode="archimedes", n_loops=2, exp_scale=0.1,
            theta_offset=0.0):
    """Two spirals, one turned by half a turn, each scaled to [-1, 1].

    Args:
        n_samples: examples, half of them in each.
        noise: standard deviation of noise, or None.
        seed: for `numpy.random.seed`.
        mode: "archimedes", "bernoulli" or "fermat".
        n_loops: turns.
        exp_scale: growth of Bernoulli's spiral.
        theta_offset: turns both, in radians.

    Returns:
        `Dataset` of ``[n_samples, 2]`` and labels.

    Raises:
        ValueError: unknown mode.
    """
    if mode not in _RADII:
        raise ValueError("Incorrect mode, must be one of %s: %s" % (sorted(_RADII), mode))
    _seed(seed)
    count, classes = n_samples // 2, 2

    def spiral(angles, offset):
        turned = angles + offset + theta_offset
        points = _RADII[mode](angles, exp_scale)[:, np.newaxis] * np.stack(
            [np.cos(turned), np.sin(turned)], 1)
        return points / np.max(np.abs(points), axis=0)

    angles = np.linspace(0, 2 * n_loops * np.pi, count)
    points = [spiral(angles, np.pi * label) for label in range(classes)]
    labels = [np.full(count, label, np.int32) for label in range(classes)]
    extras = n_samples % classes
    if extras:
        points.append(spiral(np.random.rand(extras) * 2 * np.pi, 0.0))
        labels.append(np.zeros(extras, np.int32))
    return _shuffled(np.concatenate(points), np.concatenate(labels), n_samples, noise)


def _seed(seed):
    if seed is not None:
        np.random.seed(seed)


def _shuffled(points, labels, count, noise):
    order = np.random.permutation(range(count))
    if noise is not None:
        points = points + np.random.normal(scale=noise, size=points.shape)
    return Dataset(data=points[order], target=labels[order])
