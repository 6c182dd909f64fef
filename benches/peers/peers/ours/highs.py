"""HiGHS as it is asked here: a relaxation for its duals, or an integer program
whose word is judged."""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from ..climb import BOUND_ERROR, INTEGRALITY, RELATIVE_BOUND_ERROR
from .part import NO_LOWER, NO_UPPER

GAP_OF_GRANULARITY = 0.99
"""HiGHS may stop where its bound, rounded to the granularity, is the value."""

Status = highspy.HighsModelStatus


def version() -> str:
    return highspy.Highs().version()


@dataclass(frozen=True)
class Mip:
    """An integer program to be maximised."""

    lower: np.ndarray
    upper: np.ndarray
    integer: np.ndarray
    matrix: sparse.csr_array
    row_lower: np.ndarray
    row_upper: np.ndarray
    objective: np.ndarray
    start: np.ndarray | None = None

    def granularity(self) -> int:
        """What every value of the objective is a multiple of."""
        return max(1, int(np.gcd.reduce(self.objective)))


@dataclass(frozen=True)
class Outcome:
    """`solved` with values and perhaps a bound, `infeasible`, or `unsolved`."""

    word: str
    values: np.ndarray | None = None
    bound: int | None = None


def relax(mip: Mip, seconds: float) -> tuple[np.ndarray, np.ndarray] | None:
    """Values and prices of the linear relaxation: a proposal in floating point."""
    model = build(mip, seconds, is_whole=False)
    model.run()
    if model.getModelStatus() != Status.kOptimal:
        return None
    solution = model.getSolution()
    # The model minimises the objective with its signs changed.
    return np.array(solution.col_value), -np.array(solution.row_dual)


def solve(mip: Mip, seconds: float) -> Outcome:
    """Solves an integer program; asks again without presolve where the bound
    does not meet what HiGHS calls optimal, or where it finds no solution."""
    first, is_sound = attempt(mip, seconds, presolve="choose")
    if is_sound:
        return first
    second, _ = attempt(mip, seconds, presolve="off")
    if second.word == "unsolved":
        return Outcome(first.word, first.values) if first.word == "solved" else second
    if (first.word, second.word) == ("solved", "infeasible"):
        return Outcome("unsolved")
    return second


def attempt(mip: Mip, seconds: float, presolve: str) -> tuple[Outcome, bool]:
    model = build(mip, seconds, is_whole=True)
    model.setOptionValue("presolve", presolve)
    if mip.start is not None:
        start = highspy.HighsSolution()
        start.col_value = list(map(float, mip.start))
        model.setSolution(start)
    model.run()
    status, info = model.getModelStatus(), model.getInfo()
    if status == Status.kInfeasible:
        return Outcome("infeasible"), False
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome("unsolved"), status == Status.kTimeLimit
    said = np.array(model.getSolution().col_value)
    values = np.rint(said)
    if (np.abs(said - values)[mip.integer] > INTEGRALITY).any():
        return Outcome("unsolved"), False
    values = values.astype(np.int64)
    bound = upper_bound(-info.mip_dual_bound, mip.granularity())
    is_sound = status != Status.kOptimal or bound == int(mip.objective @ values)
    return Outcome("solved", values, bound), is_sound


def upper_bound(bound: float, granularity: int) -> int | None:
    """The greatest multiple of the granularity that a maximum can be when a
    solver says that it is at most `bound`; nothing when the error margin is not
    small against the granularity."""
    margin = max(BOUND_ERROR, RELATIVE_BOUND_ERROR * abs(bound))
    if not np.isfinite(bound) or abs(bound) > 9e15 or margin > 0.005 * granularity:
        return None
    return int(np.floor((bound + margin) / granularity)) * granularity


def build(mip: Mip, seconds: float, is_whole: bool) -> highspy.Highs:
    model = highspy.Highs()
    options = {
        "output_flag": False,
        "threads": 1,
        "time_limit": seconds,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": GAP_OF_GRANULARITY * mip.granularity(),
        "primal_feasibility_tolerance": 1e-7,
        "mip_feasibility_tolerance": 1e-7,
    }
    for name, value in options.items():
        model.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = mip.matrix.shape
    lp.col_cost_ = -mip.objective.astype(float)
    lp.col_lower_ = mip.lower.astype(float)
    lp.col_upper_ = mip.upper.astype(float)
    lp.row_lower_ = np.where(mip.row_lower == NO_LOWER, -highspy.kHighsInf, mip.row_lower)
    lp.row_upper_ = np.where(mip.row_upper == NO_UPPER, highspy.kHighsInf, mip.row_upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = mip.matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = mip.matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = mip.matrix.data.astype(float)
    if is_whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in mip.integer]
    model.passModel(lp)
    return model
