"""Who before where: after the lottery it is shown that no other set of
referrals is as good; what is left is where each goes."""

import numpy as np
from scipy import sparse

from . import highs
from .part import CHILD, LIMIT, NO_UPPER, OPTION, SMALL, VALUE, Part


def settle(part: Part, step: int, seconds: float) -> None:
    """Settles who is placed in a part, where no other set of referrals has the
    values of all steps up to the given one."""
    options = part.follows == OPTION
    placed = np.unique(part.owners[options & (part.incumbent == 1)])
    is_in = options & np.isin(part.owners, placed)
    is_out = options & ~is_in
    if not options.any() or not is_only_set(part, step, is_in, is_out, len(placed), seconds):
        return
    out = np.flatnonzero(is_out)
    part.fix(out, np.zeros(len(out), dtype=np.int64))
    # Whether a student is placed is settled with it.
    children = np.flatnonzero(part.follows == CHILD)
    part.fix(children, part.incumbent[children])
    groups = [np.flatnonzero(is_in & (part.owners == owner)) for owner in placed]
    part.keep_rows(np.array([not is_settled(part, row, groups) for row in range(len(part.row_kinds))], dtype=bool))
    for group in groups:
        terms = np.zeros(len(part.columns), dtype=np.int64)
        terms[group] = 1
        part.add_row(LIMIT, terms, 1, 1)


def is_only_set(part: Part, step: int, is_in, is_out, placed: int, seconds: float) -> bool:
    """Whether no other set of referrals attains what the incumbent does. Either
    another set is placed, or a further column is 1 and costs half a unit: the
    incumbent is the best just where no other set is as good."""
    goal = part.goals[step]
    kept = np.array([not is_value_of(part, row, goal) for row in range(len(part.row_kinds))], dtype=bool)
    another = np.concatenate([is_out.astype(np.int64) - is_in, [1]])
    matrix = part.matrix[kept]
    matrix = sparse.hstack([matrix, sparse.csr_array((matrix.shape[0], 1), dtype=np.int64)])
    mip = highs.Mip(
        np.append(part.lower, 0),
        np.append(part.upper, 1),
        np.append(part.integer, True),
        sparse.vstack([matrix, sparse.csr_array(another[np.newaxis, :])], format="csr"),
        np.append(part.row_lower[kept], 1 - placed),
        np.append(part.row_upper[kept], NO_UPPER),
        np.append(2 * goal, -1),
        np.append(part.incumbent, 1),
    )
    outcome = highs.solve(mip, seconds)
    return outcome.bound is not None and outcome.bound <= int(mip.objective @ mip.start)


def is_value_of(part: Part, row: int, goal: np.ndarray) -> bool:
    """Whether a row keeps the value of a step with this goal."""
    return part.row_kinds[row] == VALUE and bool((part.matrix[[row]].toarray()[0] == goal).all())


def is_settled(part: Part, row: int, groups: list[np.ndarray]) -> bool:
    """Whether a row is the value of a step that counts the same wherever a
    referral is placed."""
    if part.row_kinds[row] != VALUE:
        return False
    terms = part.matrix[[row]].toarray()[0]
    is_level = all((terms[group] == terms[group[0]]).all() for group in groups)
    return is_level and not terms[part.follows == SMALL].any()
