"""Bounds that hold without trusting floating point: the Lagrangian bound of
rounded duals, in whole numbers."""

import numpy as np

from .part import NO_LOWER, NO_UPPER, Part

UNIT = 2**40
"""Prices are rounded to multiples of 1 / UNIT."""

LARGEST_DUAL = 1e12


class Certificate:
    """An exact upper bound of a goal over a part, and what moving a column off
    its better bound, or a row off its tight side, costs: in units of 1 / UNIT."""

    def __init__(self, part: Part, goal: np.ndarray, duals: np.ndarray):
        self.part = part
        has_side = np.where(duals > 0, part.row_upper < NO_UPPER, part.row_lower > NO_LOWER)
        is_usable = np.isfinite(duals) & (np.abs(duals) <= LARGEST_DUAL) & has_side
        rounded = np.rint(np.where(is_usable, duals, 0.0) * UNIT)
        # Sums that could leave 64 bits are reckoned with Python's own integers.
        largest = np.abs(part.matrix).T @ np.abs(rounded) + np.abs(goal) * float(UNIT)
        if largest.max(initial=0.0) < 2.0**62 and np.abs(rounded).max(initial=0.0) < 2.0**62:
            self.prices = rounded.astype(np.int64)
            self.reduced = goal * UNIT - part.matrix.T @ self.prices
        else:
            self.prices = np.array([int(price) for price in rounded], dtype=object)
            self.reduced = goal.astype(object) * UNIT
            rows, columns, sizes = part.terms
            np.subtract.at(self.reduced, columns, sizes.astype(object) * self.prices[rows])
        self.side = np.where(self.prices > 0, part.row_upper, part.row_lower)
        self.better = np.where(self.reduced > 0, part.upper, part.lower)
        self.exact = dot(self.prices, self.side) + dot(self.reduced, self.better)

    def bound(self, granularity: int) -> int:
        """The greatest multiple of the granularity that the goal can be."""
        return self.exact // (UNIT * granularity) * granularity

    def implies(self, value: int) -> bool:
        """Whether every solution within the part's bounds attains the value."""
        part = self.part
        least, most = part.activity()
        is_open = part.row_lower != part.row_upper
        given = dot(np.abs(self.reduced), part.upper - part.lower)
        given += dot(np.abs(self.prices), np.where(is_open, most - least, 0))
        return self.exact - given > (value - 1) * UNIT

    def apply(self, value: int) -> None:
        """Settles what every solution that attains the value has in common."""
        part, slack = self.part, self.exact - value * UNIT
        columns = np.flatnonzero((np.abs(self.reduced) > slack) & (part.lower < part.upper))
        rows = np.flatnonzero((np.abs(self.prices) > slack) & (self.prices != 0) & (part.row_lower != part.row_upper))
        part.fix(columns, self.better[columns])
        part.tighten(rows, self.side[rows])


def dot(a: np.ndarray, b: np.ndarray) -> int:
    """An exact sum of products."""
    used = np.flatnonzero(a)
    return sum(int(x) * int(y) for x, y in zip(a[used], b[used]))
