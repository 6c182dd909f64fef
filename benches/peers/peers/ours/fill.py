"""Making the best known allocation better by hand."""

import numpy as np

from .part import OPTION, SMALL, Part


def fill(part: Part, step: int) -> None:
    """Places further options of the incumbent, those first that the steps from
    one on want most, and opens groups that reach their smallest size. Nothing
    placed is moved."""
    goals = part.goals[step:]
    first = (goals != 0).argmax(axis=0)
    is_open = (part.follows == OPTION) & (part.lower == 0) & (part.upper == 1)
    wanted = np.flatnonzero(is_open & (goals[first, np.arange(goals.shape[1])] > 0))
    order = wanted[np.lexsort(-goals[::-1, wanted])]
    filling = Filling(part)
    for column in order:
        filling.place([column])
    for members in filling.closed_groups(order):
        filling.open(members)
    part.incumbent = filling.values


class Filling:
    """An allocation being filled."""

    def __init__(self, part: Part):
        self.part = part
        self.values = part.incumbent
        self.sums = part.matrix @ self.values
        # A row with a column that follows is judged once that is set.
        self.room = part.row_upper.copy()
        self.room[part.followers[0]] = 2**62

    def place(self, columns: list[int]) -> bool:
        """Places options together if all limits allow it."""
        if self.values[columns].any() or not all(self.may_fit(column) for column in columns):
            return False
        values = self.values.copy()
        values[columns] = 1
        values = self.part.complete(values)
        if not self.part.holds(values):
            return False
        self.values, self.sums = values, self.part.matrix @ values
        return True

    def may_fit(self, column: int) -> bool:
        """Whether no row without columns that follow is exceeded."""
        matrix = self.part.by_column
        term = slice(matrix.indptr[column], matrix.indptr[column + 1])
        rows = matrix.indices[term]
        return bool((self.sums[rows] + matrix.data[term] <= self.room[rows]).all())

    def closed_groups(self, order: np.ndarray) -> list[list[int]]:
        """For each group that does not run, its options in the order given."""
        part = self.part
        is_group = (part.follows == SMALL) & (part.lower == 0) & (part.upper == 1) & (self.values == 0)
        pairs = np.flatnonzero(np.diff(part.matrix.indptr) == 2)
        rank = {int(column): position for position, column in enumerate(order)}
        members: dict[int, set[int]] = {int(group): set() for group in np.flatnonzero(is_group)}
        for row in pairs:
            start = part.matrix.indptr[row]
            one, other = map(int, part.matrix.indices[start : start + 2])
            for group, member in ((one, other), (other, one)):
                if group in members and member in rank:
                    members[group].add(member)
        return [sorted(found, key=rank.__getitem__) for found in members.values()]

    def open(self, members: list[int]) -> None:
        """Opens a group with the first options that fit together, if they are
        enough."""
        chosen: list[int] = []
        for column in members:
            if self.values[column] == 1 or not self.may_fit(column):
                continue
            if all(self.part.owners[other] != self.part.owners[column] for other in chosen):
                chosen.append(column)
                if self.place(chosen):
                    return
