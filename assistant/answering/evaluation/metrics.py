"""Computes figures from scores and labels: AUROC, risk by coverage, and intervals around them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

Row = TypeVar("Row")


def auroc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """The chance that a true one scores higher than a false one; a tie counts half (Mann and Whitney 1947).

    NaN when all are true, or none is.
    """
    positives = sum(truth)
    negatives = len(truth) - positives
    if not positives or not negatives:
        return float("nan")
    rank_sum, before = 0.0, 0
    for _, tied in groupby(sorted(zip(scores, truth, strict=True)), key=lambda each: each[0]):
        group = [is_true for _, is_true in tied]
        rank_sum += (before + (1 + len(group)) / 2) * sum(group)
        before += len(group)
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float]]:
    """Points (coverage, risk): of the share that is answered, most confident first, how much is wrong.

    El-Yaniv and Wiener (2010). Answers of one confidence are taken together.
    """
    points, answered, wrong = [], 0, 0
    ranked = sorted(zip(confidences, right, strict=True), key=lambda each: -each[0])
    for _, tied in groupby(ranked, key=lambda each: each[0]):
        group = [is_right for _, is_right in tied]
        answered += len(group)
        wrong += len(group) - sum(group)
        points.append((answered / len(ranked), wrong / answered))
    return points


def risk_coverage_area(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """The area under the risk-coverage curve, from 0 (best) to 1: the mean risk over all coverages; NaN without any."""
    points = risk_coverage(confidences, right)
    area, reached = 0.0, 0.0
    for coverage, risk in points:
        area += risk * (coverage - reached)
        reached = coverage
    return area if points else float("nan")


def interval(
    statistic: Callable[[Sequence[Row]], float], rows: Sequence[Row], *, rounds: int = 1_000, seed: int = 0
) -> tuple[float, float]:
    """The 95 % interval of a statistic by the percentile bootstrap (Efron 1979); rows that belong together are one."""
    chance = random.Random(seed)
    values = sorted(statistic(chance.choices(rows, k=len(rows))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]


def share_interval(successes: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): unlike the bootstrap's it has a width where all, or none, succeed."""
    z, share = 1.96, successes / n
    middle = share + z * z / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + z * z / n)), min(1.0, (middle + reach) / (1 + z * z / n))
