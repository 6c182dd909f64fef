"""Making a part smaller: bounds that rows imply, settled columns taken out, and
the pieces that no row holds together any more."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from .part import NO_LOWER, NO_UPPER, VALUE, Part

SMALL_PART = 150
"""Pieces are bundled up to so many columns: a model costs highspy its time
however small it is. What no row connects may be climbed together as well."""


def reduce(part: Part) -> tuple[np.ndarray, np.ndarray, list[Part]]:
    """The program's columns that are settled, their values, and the parts that
    are left."""
    propagate(part)
    is_open = part.lower < part.upper
    settled, values = part.columns[~is_open], part.lower[~is_open]
    opened = np.flatnonzero(is_open)
    if len(opened) == 0:
        return settled, values, []
    shed(part, opened)
    return settled, values, split(part)


def propagate(part: Part) -> None:
    """Tightens the bounds of the columns by the rows until nothing changes."""
    rows, columns, sizes = part.terms
    size, is_up = np.abs(sizes), sizes > 0
    has_upper, has_lower = part.row_upper[rows] < NO_UPPER, part.row_lower[rows] > NO_LOWER
    while True:
        least, most = part.activity()
        ends = sizes * part.lower[columns], sizes * part.upper[columns]
        # What is left for the column where the others are at their least or most.
        over = part.row_upper[rows] - least[rows] + np.minimum(*ends)
        under = part.row_lower[rows] - most[rows] + np.maximum(*ends)
        lower, upper = part.lower.copy(), part.upper.copy()
        mask = is_up & has_upper
        np.minimum.at(upper, columns[mask], (over // size)[mask])
        mask = ~is_up & has_lower
        np.minimum.at(upper, columns[mask], (-under // size)[mask])
        mask = is_up & has_lower
        np.maximum.at(lower, columns[mask], (-(-under // size))[mask])
        mask = ~is_up & has_upper
        np.maximum.at(lower, columns[mask], (-(over // size))[mask])
        changed = ((lower > part.lower) | (upper < part.upper)) & (lower <= upper)
        if not changed.any():
            return
        part.lower = np.where(changed, lower, part.lower)
        part.upper = np.where(changed, upper, part.upper)


def shed(part: Part, opened: np.ndarray) -> None:
    """Takes out the settled columns, and the rows that cannot be broken."""
    values = part.lower.copy()
    values[opened] = 0
    taken = part.matrix @ values
    matrix = part.matrix[:, opened]
    row_lower = np.where(part.row_lower > NO_LOWER, part.row_lower - taken, NO_LOWER)
    row_upper = np.where(part.row_upper < NO_UPPER, part.row_upper - taken, NO_UPPER)
    for name in ("columns", "lower", "upper", "integer", "owners", "follows", "incumbent"):
        setattr(part, name, getattr(part, name)[opened])
    part.goals = part.goals[:, opened]
    part.set_rows(matrix, row_lower, row_upper, part.row_kinds)
    least, most = part.activity()
    row_lower = np.where(least < row_lower, row_lower, NO_LOWER)
    row_upper = np.where(most > row_upper, row_upper, NO_UPPER)
    part.set_rows(matrix, row_lower, row_upper, part.row_kinds)
    part.keep_rows((row_lower > NO_LOWER) | (row_upper < NO_UPPER))


def split(part: Part) -> list[Part]:
    """The parts that no limit connects; the values of finished steps are split."""
    limits = part.row_kinds != VALUE
    matrix, width = part.matrix[limits], len(part.columns)
    rows = matrix.shape[0]
    owner = np.repeat(np.arange(rows), np.diff(matrix.indptr))
    edges = (np.ones(matrix.nnz), (matrix.indices, width + owner))
    count, label = connected_components(sparse.coo_array(edges, shape=(width + rows,) * 2), directed=False)
    label = bundle(label, count, width)
    columns_of, rows_of = label[:width], label[width:]
    parts = []
    home = np.zeros(width, dtype=np.int64)
    for number in range(int(columns_of.max()) + 1):
        members = np.flatnonzero(columns_of == number)
        home[members] = np.arange(len(members))
        own = rows_of == number
        piece = Part(
            part.columns[members],
            part.lower[members],
            part.upper[members],
            part.integer[members],
            part.owners[members],
            part.follows[members],
            part.goals[:, members],
            part.incumbent[members],
            part.proven,
        )
        block = matrix[own]
        block = sparse.csr_array((block.data, home[block.indices], block.indptr), shape=(block.shape[0], len(members)))
        bounds = part.row_lower[limits][own], part.row_upper[limits][own]
        piece.set_rows(block, *bounds, part.row_kinds[limits][own])
        parts.append(piece)
    for row in np.flatnonzero(~limits):
        split_value(part, parts, columns_of, row)
    return parts


def bundle(label: np.ndarray, count: int, width: int) -> np.ndarray:
    """New numbers for the components, by their first columns: small ones share one."""
    sizes = np.bincount(label[:width], minlength=count)
    _, first = np.unique(label[:width], return_index=True)
    order = label[np.sort(first)]
    number, held = np.zeros(count, dtype=np.int64), SMALL_PART
    last = -1
    for component in order:
        if held + sizes[component] > SMALL_PART:
            last, held = last + 1, 0
        number[component] = last
        held += sizes[component]
    return number[label]


def split_value(part: Part, parts: list[Part], columns_of: np.ndarray, row: int) -> None:
    """The value of a finished step is the sum of what it is in each piece. The
    incumbent attains the best of the sum, hence the best in each: each piece
    keeps its own."""
    terms = part.matrix[[row]].toarray()[0]
    numbers = np.unique(columns_of[terms != 0])
    for number in numbers:
        piece, own = parts[number], terms[columns_of == number]
        lower = int(part.row_lower[row]) if len(numbers) == 1 else int(own @ piece.incumbent)
        if int(np.minimum(own * piece.lower, own * piece.upper).sum()) < lower:
            piece.add_row(VALUE, own, lower=lower)
