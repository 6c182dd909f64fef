"""SCIP through PySCIPOpt: one model, one integer program a step, a constraint
for each finished step, the last solution as a start. It runs on one thread."""

import pyscipopt
from pyscipopt import Model, quicksum

from .climb import Climb, Fault


def version() -> str:
    return f"{Model().version()} (PySCIPOpt {pyscipopt.__version__})"


def climb(climb: Climb) -> None:
    program = climb.program
    model = Model()
    model.hideOutput()
    model.setParam("limits/gap", 0.0)
    model.setParam("limits/absgap", 0.0)
    model.setParam("randomization/randomseedshift", climb.seed)
    columns = [
        model.addVar(f"x{i + 1}", "I" if column.integer else "C", column.lower, column.upper)
        for i, column in enumerate(program.columns)
    ]

    def total(terms):
        return quicksum(value * columns[column] for column, value in terms)

    def add(row):
        if not row.terms:
            if not row.holds([]):
                raise Fault("infeasible")
            return
        if row.lower is not None:
            model.addCons(total(row.terms) >= row.lower)
        if row.upper is not None:
            model.addCons(total(row.terms) <= row.upper)

    for row in program.rows:
        add(row)
    for objective in program.objectives:
        if climb.left() == 0:
            return
        model.setObjective(total(objective.terms), "maximize" if objective.is_max else "minimize")
        model.setParam("limits/time", climb.left())
        model.optimize()
        status = model.getStatus()
        if status == "infeasible":
            raise Fault("infeasible")
        if status not in ("optimal", "timelimit", "gaplimit"):
            raise Fault(f"SCIP ended with {status}")
        if model.getNSols() == 0:
            return
        best = model.getBestSol()
        values = [model.getSolVal(best, column) for column in columns]
        value = climb.note(values, model.getDualbound())
        if not climb.steps[-1].proven:
            return
        model.freeTransform()
        add(objective.row(value))
        start = model.createOrigSol()
        for column, number in zip(columns, climb.whole(values)):
            model.setSolVal(start, column, number)
        model.addSol(start)
