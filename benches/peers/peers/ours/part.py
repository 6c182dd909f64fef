"""A part of a program that can be climbed by itself."""

from functools import cached_property

import numpy as np
from scipy import sparse

from ..program import LEAST, Program

NO_LOWER = -(2**62)
NO_UPPER = 2**62

OPTION, SMALL, CHILD, SHARE = range(4)
"""How columns follow from the options: not at all; as small as can be; as
large as can be: 1 for a student who is placed, and the smallest share."""

LIMIT, CUT, VALUE = range(3)
"""What a row is: a limit or a definition; what follows from limits for whole
numbers; the value of a finished step."""


class Part:
    """Columns that stand in no row with columns of another part. Rows are a
    sparse matrix with bounds, goals a line for each step, to be maximised. All
    are whole numbers."""

    def __init__(self, columns, lower, upper, integer, owners, follows, goals, incumbent, proven=0):
        self.columns = columns
        self.lower, self.upper = lower, upper
        self.integer = integer
        self.owners = owners
        """To which referral a column belongs, or to which group of `either`; a
        number of its own for one that is no option."""
        self.follows = follows
        self.goals = goals
        self.incumbent = incumbent
        """The best known values."""
        self.proven = proven
        """The incumbent is proven to be the best in all steps before this one."""
        self.set_rows(sparse.csr_array((0, len(columns)), dtype=np.int64), *(np.empty(0, np.int64),) * 3)

    @staticmethod
    def whole(program: Program) -> "Part":
        """The whole of a program, cliques in place of the rows that they make
        needless, with an incumbent of nobody placed."""
        columns = program.columns
        rows = [(row.terms, row.lower, row.upper) for row in program.rows if not row.needless]
        rows += [([(column, 1) for column in clique], None, 1) for clique in program.cliques]
        goals = np.zeros((len(program.objectives), len(columns)), dtype=np.int64)
        for goal, objective in zip(goals, program.objectives):
            for column, coefficient in objective.terms:
                goal[column] = coefficient if objective.is_max else -coefficient
        kinds = {"option": OPTION, "child": CHILD, "share": SHARE} | dict.fromkeys(LEAST, SMALL)
        owners = np.arange(len(columns))
        for row in program.rows:
            if row.kind == "one-place":
                members = [column for column, _ in row.terms]
                owners[members] = min(members)
        part = Part(
            np.arange(len(columns)),
            np.array([column.lower for column in columns], dtype=np.int64),
            np.array([column.upper for column in columns], dtype=np.int64),
            np.array([column.integer for column in columns], dtype=bool),
            owners,
            np.array([kinds[column.kind] for column in columns]),
            goals,
            np.zeros(len(columns), dtype=np.int64),
        )
        starts = np.cumsum([0] + [len(terms) for terms, _, _ in rows])
        indices = np.array([column for terms, _, _ in rows for column, _ in terms], dtype=np.int64)
        data = np.array([value for terms, _, _ in rows for _, value in terms], dtype=np.int64)
        part.set_rows(
            sparse.csr_array((data, indices, starts), shape=(len(rows), len(columns))),
            np.array([NO_LOWER if lower is None else lower for _, lower, _ in rows], dtype=np.int64),
            np.array([NO_UPPER if upper is None else upper for _, _, upper in rows], dtype=np.int64),
            np.full(len(rows), LIMIT),
        )
        return part

    def set_rows(self, matrix, row_lower, row_upper, row_kinds) -> None:
        self.matrix = matrix
        self.row_lower, self.row_upper, self.row_kinds = row_lower, row_upper, row_kinds
        self._forget()

    def add_row(self, kind: int, terms: np.ndarray, lower: int = NO_LOWER, upper: int = NO_UPPER) -> None:
        """Adds a row; its terms are a coefficient for each column."""
        self.set_rows(
            sparse.vstack([self.matrix, sparse.csr_array(terms[np.newaxis, :])], format="csr"),
            np.append(self.row_lower, lower),
            np.append(self.row_upper, upper),
            np.append(self.row_kinds, kind),
        )

    def keep_rows(self, mask: np.ndarray) -> None:
        self.set_rows(self.matrix[mask], self.row_lower[mask], self.row_upper[mask], self.row_kinds[mask])

    def keep_value(self, step: int, value: int) -> None:
        """Keeps a finished step's value in all that follows."""
        self.add_row(VALUE, self.goals[step], lower=value)

    def value(self, step: int) -> int:
        """What the incumbent comes to."""
        return int(self.goals[step] @ self.incumbent)

    def holds(self, values: np.ndarray) -> bool:
        if (values < self.lower).any() or (values > self.upper).any():
            return False
        sums = self.matrix @ values
        return bool((self.row_lower <= sums).all() and (sums <= self.row_upper).all())

    def activity(self) -> tuple[np.ndarray, np.ndarray]:
        """The least and the greatest sum of each row that the bounds of the
        columns allow."""
        positive, negative = self.signed
        return positive @ self.lower + negative @ self.upper, positive @ self.upper + negative @ self.lower

    def ends(self, goal: np.ndarray) -> tuple[int, int]:
        """The least and the greatest that a goal can come to, judged by the
        bounds alone: of each owner one column counts."""
        first, second = goal * self.lower, goal * self.upper
        _, owner = np.unique(self.owners, return_inverse=True)
        least, most = np.zeros(len(goal), np.int64), np.zeros(len(goal), np.int64)
        np.minimum.at(least, owner, np.minimum(first, second))
        np.maximum.at(most, owner, np.maximum(first, second))
        return int(least.sum()), int(most.sum())

    def complete(self, values: np.ndarray) -> np.ndarray:
        """The values with the columns that follow set as the limits allow."""
        values = np.where(self.follows == OPTION, values, np.where(self.follows == SMALL, self.lower, self.upper))
        rows, columns, sizes = self.followers
        others = (self.matrix @ values)[rows] - sizes * values[columns]
        lower, upper = self.row_lower[rows], self.row_upper[rows]
        is_small, is_up = self.follows[columns] == SMALL, sizes > 0
        lifts = is_small & np.where(is_up, lower > NO_LOWER, upper < NO_UPPER)
        least = -((np.where(is_up, others - lower, upper - others)) // np.abs(sizes))
        np.maximum.at(values, columns[lifts], least[lifts])
        caps = ~is_small & np.where(is_up, upper < NO_UPPER, lower > NO_LOWER)
        most = np.where(is_up, upper - others, others - lower) // np.abs(sizes)
        np.minimum.at(values, columns[caps], most[caps])
        return values

    def fix(self, columns: np.ndarray, values: np.ndarray) -> None:
        self.lower = self.lower.copy()
        self.upper = self.upper.copy()
        self.lower[columns] = values
        self.upper[columns] = values

    def tighten(self, rows: np.ndarray, sums: np.ndarray) -> None:
        """Makes rows equations."""
        self.row_lower = self.row_lower.copy()
        self.row_upper = self.row_upper.copy()
        self.row_lower[rows] = sums
        self.row_upper[rows] = sums

    def _forget(self) -> None:
        for name in ("signed", "by_column", "followers", "terms"):
            self.__dict__.pop(name, None)

    @cached_property
    def terms(self):
        """Row, column and coefficient of every term."""
        matrix = self.matrix
        return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)), matrix.indices, matrix.data

    @cached_property
    def signed(self):
        """The matrix's positive and negative coefficients."""
        return self.matrix.maximum(0).tocsr(), self.matrix.minimum(0).tocsr()

    @cached_property
    def by_column(self):
        return self.matrix.tocsc()

    @cached_property
    def followers(self):
        """Terms of limits whose column follows from the options."""
        rows, columns, sizes = self.terms
        mask = (self.follows[columns] != OPTION) & (self.row_kinds[rows] == LIMIT)
        return rows[mask], columns[mask], sizes[mask]
