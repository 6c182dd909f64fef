"""One climb: its clock, and its steps checked in whole numbers."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from .program import Objective, Program, value_of

INTEGRALITY = 1e-4
"""How far a solver may leave a whole number from one."""

BOUND_ERROR = 1e-3
"""How large the error of a solver's bound may be, at the least."""

RELATIVE_BOUND_ERROR = 1e-12
"""How large it may be relative to the bound."""


class Fault(Exception):
    """Why a climb cannot go on."""


@dataclass(frozen=True)
class Step:
    """A finished step: its value, and a bound that no solution betters."""

    position: int
    value: int
    bound: int
    seconds: float

    @property
    def proven(self) -> bool:
        return self.value == self.bound

    def as_json(self) -> dict:
        return {
            "position": self.position,
            "value": self.value,
            "bound": self.bound,
            "proven": self.proven,
            "seconds": self.seconds,
        }


class Climb:
    """A climb under way. It begins when it is made."""

    def __init__(self, program: Program, time_limit: float, threads: int = 1, seed: int = 0):
        self.program = program
        self.threads = threads
        self.seed = seed
        self.steps: list[Step] = []
        self._began = self._since = time.perf_counter()
        self._ends = self._began + time_limit

    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def left(self) -> float:
        """Seconds left of the time limit, not below 0."""
        return max(0.0, self._ends - time.perf_counter())

    def note(self, values: Sequence[float], bound: float | int | None) -> int:
        """Notes the next step with a solver's values and bound (nothing: none
        is known). The columns that follow from the options are computed anew,
        every row and the value of every earlier step is checked, and the value
        is returned.

        A bound in floating point is taken with a margin and rounded to whole
        numbers; a whole one is taken as it is."""
        objective = self.program.objectives[len(self.steps)]
        values = self.whole(values)
        for step in self.steps:
            earlier = self.program.objectives[step.position]
            if not earlier.row(step.value).holds(values):
                raise Fault(f"step {len(self.steps) + 1} gives up the value of step {step.position + 1}")
        value = value_of(objective.terms, values)
        bound = whole_bound(self.program, objective, bound)
        if (bound < value) if objective.is_max else (bound > value):
            raise Fault(f"step {len(self.steps) + 1} has the value {value} beyond its bound {bound}")
        now = time.perf_counter()
        self.steps.append(Step(len(self.steps), value, bound, now - self._since))
        self._since = now
        return value

    def whole(self, values: Sequence[float]) -> list[int]:
        """Values as whole numbers that keep every row; a fault where they do not."""
        for column, value in zip(self.program.columns, values, strict=True):
            if column.kind == "option" and abs(value - round(value)) > INTEGRALITY:
                raise Fault("a whole number is broken")
        whole = self.program.complete([round(value) for value in values])
        broken = self.program.broken(whole)
        if broken is not None:
            raise Fault(f"a solution breaks {broken}")
        return whole


def whole_bound(program: Program, objective: Objective, bound: float | int | None) -> int:
    if isinstance(bound, int):
        return bound
    if bound is None or not math.isfinite(bound):
        return trivial_bound(program, objective)
    margin = max(BOUND_ERROR, RELATIVE_BOUND_ERROR * abs(bound))
    return math.floor(bound + margin) if objective.is_max else math.ceil(bound - margin)


def trivial_bound(program: Program, objective: Objective) -> int:
    """What the bounds of the columns alone allow."""
    best = max if objective.is_max else min
    ends = (
        (coefficient * program.columns[column].lower, coefficient * program.columns[column].upper)
        for column, coefficient in objective.terms
    )
    return sum(best(pair) for pair in ends)
