"""Clues with what is true of each to the weights of a logistic score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RIDGE = 1.0

Numbers = NDArray[np.float64]


def fit_logistic(columns: Numbers, truth: Numbers, weights: Numbers) -> Numbers:
    """The weights of the columns, the bias last (a column of ones), by Newton's method on the weighted likelihood.

    `columns` has shape (samples, clues + 1); the ridge is on standardised clues, and not on the bias.
    """
    scale, middle = columns.std(0), columns.mean(0)
    middle[-1], scale[scale == 0] = 0.0, 1.0
    found = fit_as_given((columns - middle) / scale, truth, weights)
    raw: Numbers = found / scale
    raw[-1] = found[-1] - float((found[:-1] * middle[:-1] / scale[:-1]).sum())
    return raw


def fit_as_given(columns: Numbers, truth: Numbers, weights: Numbers) -> Numbers:
    """The same with the ridge on the clues as they are."""
    ridge = np.full(columns.shape[1], RIDGE)
    ridge[-1] = 0.0
    found = np.zeros(columns.shape[1])
    for _ in range(30):
        sure = 1 / (1 + np.exp(-columns @ found))
        slope = columns.T @ (weights * (sure - truth)) + ridge * found
        curve = (columns * (weights * sure * (1 - sure))[:, None]).T @ columns + np.diag(ridge + 1e-9)
        found -= np.linalg.solve(curve, slope)
    return found
