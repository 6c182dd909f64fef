"""Climbing the ladder part by part, one step of all parts after the other."""

import numpy as np

from ..climb import Climb, Fault
from . import highs, who
from .certificate import Certificate
from .fill import fill
from .highs import Mip
from .knapsack import knapsacks
from .merge import merge
from .part import CUT, Part
from .reduce import reduce

MOST_CUT_ROUNDS = 12
"""How often a step's relaxation is tightened and solved again."""


def version() -> str:
    return highs.version()


def climb(climb: Climb) -> None:
    Climber(climb).run()


class Climber:
    def __init__(self, climb: Climb):
        self.climb = climb
        self.program = climb.program
        self.values = np.zeros(len(self.program.columns), dtype=np.int64)
        """The values of the columns that are settled."""
        self.constants = np.zeros(len(self.program.objectives), dtype=np.int64)
        """What settled columns add to each step."""
        self.parts: list[Part] = []

    def run(self) -> None:
        whole = Part.whole(self.program)
        goals = whole.goals
        self.find_incumbent(whole)
        fill(whole, 0)
        self.parts = self.take_apart(whole, goals)
        for step, objective in enumerate(self.program.objectives):
            bound, parts = int(self.constants[step]), []
            for part in self.parts:
                if not part.goals[step].any():
                    parts.append(part)
                    continue
                bound += self.prove(part, step)
                if objective.stage in ("lottery", "redraw"):
                    who.settle(part, step, self.climb.left())
                parts += self.take_apart(part, goals)
            self.parts = parts
            self.climb.note([int(value) for value in self.solution()], bound if objective.is_max else -bound)
            if self.climb.left() == 0:
                return

    def solution(self) -> np.ndarray:
        values = self.values.copy()
        for part in self.parts:
            values[part.columns] = part.incumbent
        return values

    def take_apart(self, part: Part, goals: np.ndarray) -> list[Part]:
        columns, values, parts = reduce(part)
        self.values[columns] = values
        self.constants += goals[:, columns] @ values
        return parts

    def find_incumbent(self, part: Part) -> None:
        """Some feasible allocation: the place decisions alone where that is one."""
        pinned = [row.terms for row in self.program.rows if row.kind == "pinned"]
        if not all(pinned):
            raise Fault("infeasible")
        values = np.zeros(len(part.columns), dtype=np.int64)
        values[[terms[0][0] for terms in pinned]] = 1
        part.incumbent = part.complete(values)
        if part.holds(part.incumbent):
            return
        nothing = np.zeros(len(part.columns), dtype=np.int64)
        outcome = highs.solve(mip_of(part, nothing, has_start=False), self.climb.left())
        if outcome.word == "infeasible":
            raise Fault("infeasible")
        if outcome.word != "solved":
            raise Fault("no allocation was found")
        part.incumbent = part.complete(outcome.values)
        if not part.holds(part.incumbent):
            raise Fault("a solution breaks a limit")

    def prove(self, part: Part, step: int) -> int:
        """Finds and proves the best value of a step: the incumbent attains it,
        the part keeps it. The bound is returned."""
        goal = part.goals[step]
        if self.climb.left() == 0 and step >= part.proven:
            part.keep_value(step, part.value(step))
            return part.ends(goal)[1]
        granularity = mip_of(part, goal).granularity()
        certificate = self.relax(part, step, granularity)
        bound = certificate.bound(granularity) if certificate else part.ends(goal)[1]
        if step < part.proven:
            bound = part.value(step)
        elif bound > part.value(step):
            bound = min(bound, self.branch(part, step, bound))
        value = part.value(step)
        if certificate is None:
            part.keep_value(step, value)
        else:
            is_implied = certificate.implies(value)
            certificate.apply(value)
            if not is_implied:
                part.keep_value(step, value)
        return bound

    def branch(self, part: Part, step: int, bound: int) -> int:
        """Proves a step by an integer program, together with the next ones
        where their sum is moderate; where its bound is not to be trusted, alone."""
        for objective, following in (merge(part, step), (part.goals[step], step + 1)):
            mip = mip_of(part, objective)
            outcome = highs.solve(mip, self.climb.left())
            if outcome.word == "solved":
                best = int(objective @ outcome.values)
                self.try_values(part, step, outcome.values)
                if outcome.bound == best == int(objective @ part.incumbent):
                    part.proven = following
                    return part.value(step)
                if following == step + 1:
                    return bound if outcome.bound is None else outcome.bound
            elif outcome.word == "unsolved" and self.climb.left() == 0:
                break
        return bound

    def relax(self, part: Part, step: int, granularity: int) -> Certificate | None:
        """The certificate of a step's relaxation, tightened by cuts as long as
        it does not close the step."""
        goal = part.goals[step]
        for remaining in reversed(range(MOST_CUT_ROUNDS)):
            found = highs.relax(mip_of(part, goal), self.climb.left())
            if found is None:
                return None
            values, prices = found
            self.try_values(part, step, np.rint(values).astype(np.int64))
            certificate = Certificate(part, goal, prices)
            if remaining == 0 or certificate.bound(granularity) <= part.value(step):
                break
            cuts = [row.cut(values, row.worth(part, goal, prices)) for row in knapsacks(part, prices)]
            cuts = [cut for cut in cuts if cut is not None]
            if not cuts:
                break
            for targets, best in cuts:
                part.add_row(CUT, targets, upper=best)
        return certificate

    def try_values(self, part: Part, step: int, values: np.ndarray) -> None:
        """Takes values for the incumbent when they are feasible and better in
        the order of the ladder from a step on."""
        values = part.complete(values)
        if part.holds(values):
            difference = part.goals[step:] @ (values - part.incumbent)
            decisive = difference[difference != 0]
            if len(decisive) and decisive[0] > 0:
                part.incumbent = values
                fill(part, step)


def mip_of(part: Part, objective: np.ndarray, has_start: bool = True) -> Mip:
    start = part.incumbent if has_start else None
    return Mip(part.lower, part.upper, part.integer, part.matrix, part.row_lower, part.row_upper, objective, start)
