"""Cuts for rows of money: what whole placements within a budget can make of the
relaxation's own prices is computed exactly (Boyd, "Fenchel cutting planes for
integer programs", Operations Research 42, 1994)."""

import numpy as np

from .part import CUT, LIMIT, NO_LOWER, NO_UPPER, OPTION, Part

FINENESS = 400
"""The largest coefficient of a cut."""

LEAST_VIOLATION = 1.0
"""How far a relaxation must exceed a cut, in the cut's units."""

MOST_SETS = 2_000
"""How many sets of compatible options of one group are looked at."""

MOST_STATES = 5_000_000
"""How many states the computation of a best may come to before those that
others better are dropped; beyond, no cut is made."""

PRICE = 1e-9
"""From which size on a price counts."""


def knapsacks(part: Part, prices: np.ndarray) -> list["Knapsack"]:
    """The rows of money that a relaxation puts a price on: options with costs
    that differ. A row without a price leaves nothing to cut."""
    matrix = part.matrix
    is_limit = (part.row_kinds == LIMIT) & (part.row_upper < NO_UPPER) & (part.row_lower == NO_LOWER)
    found = []
    for row in np.flatnonzero(is_limit & (prices > PRICE)):
        term = slice(matrix.indptr[row], matrix.indptr[row + 1])
        costs, columns = matrix.data[term], matrix.indices[term]
        if len(costs) and costs.min() > 0 and costs.min() < costs.max() and (part.follows[columns] == OPTION).all():
            found.append(int(row))
    units = is_unit(part)
    return [Knapsack(part, row, units) for row in found]


def is_unit(part: Part) -> np.ndarray:
    """Which rows say that at most one of their columns is placed."""
    ones = part.matrix.copy()
    ones.data = (ones.data == 1).astype(np.int64)
    return (part.row_upper == 1) & (ones.sum(axis=1) == np.diff(part.matrix.indptr))


class Knapsack:
    """A row of money and what competes for it."""

    def __init__(self, part: Part, row: int, units: np.ndarray):
        self.row = row
        self.budget = int(part.row_upper[row])
        term = slice(part.matrix.indptr[row], part.matrix.indptr[row + 1])
        columns = part.matrix.indices[term]
        costs = dict(zip(map(int, columns), map(int, part.matrix.data[term])))
        excluded: dict[int, set[int]] = {column: set() for column in costs}
        own = part.matrix[units][:, columns].tocsr()
        for start, end in zip(own.indptr, own.indptr[1:]):
            members = [int(columns[position]) for position in own.indices[start:end]]
            for member in members:
                excluded[member].update(members)
        self.groups = []
        """Sets of options of which one can be placed, each with its cost: of
        the options that exclude each other, together in one group."""
        competing = []
        for group in connected(excluded):
            sets = compatible_sets(group, excluded, costs, self.budget)
            if sets is not None:
                self.groups.append(sets)
                competing += group
        self.columns = np.array(sorted(competing), dtype=np.int64)

    def worth(self, part: Part, goal: np.ndarray, prices: np.ndarray) -> np.ndarray:
        """What the prices leave of each column's goal, prices of the money, of
        its cuts and of options that exclude each other not taken off."""
        is_inside = np.zeros(len(part.columns), dtype=np.int64)
        is_inside[self.columns] = 1
        sizes = np.diff(part.matrix.indptr)
        has_all = (part.matrix != 0).astype(np.int64) @ is_inside == sizes
        left_out = has_all & (is_unit(part) | (part.row_kinds == CUT))
        left_out[self.row] = True
        outside = np.where(left_out | (np.abs(prices) <= PRICE), 0.0, prices)
        return np.where(is_inside == 1, goal - part.matrix.T @ outside, 0.0)

    def cut(self, values: np.ndarray, worth: np.ndarray) -> tuple[np.ndarray, int] | None:
        """A cut that the values of a relaxation break, with its upper bound."""
        most = worth.max(initial=0.0)
        if most <= 0.0 or not np.isfinite(most):
            return None
        targets = np.rint(np.maximum(worth, 0.0) / most * FINENESS).astype(np.int64)
        best = self.best(targets)
        if best is None or targets @ values <= best + LEAST_VIOLATION:
            return None
        return targets, best

    def best(self, targets: np.ndarray) -> int | None:
        """The greatest sum of targets that whole placements within the budget
        reach: states of cost and sum, none with both worse than another's."""
        costs, sums = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
        for group in self.groups:
            value = np.array([int(targets[members].sum()) for members, _ in group])
            cost = np.array([spent for _, spent in group])
            cost, value = undominated(cost, value)
            is_worth = value > 0
            if not is_worth.any():
                continue
            cost, value = np.append(0, cost[is_worth]), np.append(0, value[is_worth])
            if len(costs) * len(cost) > MOST_STATES:
                return None
            spent = (costs[:, np.newaxis] + cost).ravel()
            total = (sums[:, np.newaxis] + value).ravel()
            within = spent <= self.budget
            costs, sums = undominated(spent[within], total[within])
        return int(sums[-1])


def undominated(costs: np.ndarray, sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs by cost, without those that another one betters."""
    order = np.lexsort((-sums, costs))
    costs, sums = costs[order], sums[order]
    before = np.append(-1, np.maximum.accumulate(sums)[:-1])
    kept = sums > before
    return costs[kept], sums[kept]


def connected(neighbours: dict[int, set[int]]) -> list[list[int]]:
    """The columns in groups that exclude each other directly or by others."""
    left, groups = set(neighbours), []
    for first in sorted(neighbours):
        if first not in left:
            continue
        left.remove(first)
        group, following = [first], 0
        while following < len(group):
            found = neighbours[group[following]] & left
            left -= found
            group += sorted(found)
            following += 1
        groups.append(sorted(group))
    return groups


def compatible_sets(group, excluded, costs, budget) -> list[tuple[list[int], int]] | None:
    """Every set of options of a group that do not exclude each other, the empty
    one too, within the budget; nothing when there are too many."""
    sets: list[tuple[list[int], int]] = [([], 0)]
    for column in group:
        sets += [
            (members + [column], cost + costs[column])
            for members, cost in sets
            if cost + costs[column] <= budget and excluded[column].isdisjoint(members)
        ]
        if len(sets) > MOST_SETS:
            return None
    return sets
