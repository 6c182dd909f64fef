"""Weighing a step together with the next ones."""

import numpy as np

from .part import Part

MOST_COEFFICIENT = 200_000
"""The greatest coefficient in a weighted sum: larger ones make solvers slow,
then wrong."""


def merge(part: Part, step: int) -> tuple[np.ndarray, int]:
    """A weighted sum of a step and as many of the next as moderate coefficients
    allow, and the first step that is not in it. One unit of a step outweighs
    all that the later ones can differ."""
    goals = part.goals
    objective, following = goals[step].copy(), step + 1
    while following < len(goals):
        least, most = part.ends(goals[following])
        weight = most - least + 1
        if int(np.abs(objective).max()) * weight + int(np.abs(goals[following]).max()) > MOST_COEFFICIENT:
            break
        objective = objective * weight + goals[following]
        following += 1
    return objective, following
