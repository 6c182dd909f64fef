"""OR-Tools CP-SAT: one model, a search a step with hints from the step before,
a linear constraint for each finished step."""

import ortools
from ortools.sat.python import cp_model

from .climb import Climb, Fault


def version() -> str:
    return ortools.__version__


def climb(climb: Climb) -> None:
    program = climb.program
    model = cp_model.CpModel()
    columns = [model.new_int_var(column.lower, column.upper, f"x{i + 1}") for i, column in enumerate(program.columns)]

    def total(terms):
        return cp_model.LinearExpr.weighted_sum([columns[column] for column, _ in terms], [value for _, value in terms])

    def add(row):
        if row.lower is not None:
            model.add(total(row.terms) >= row.lower)
        if row.upper is not None:
            model.add(total(row.terms) <= row.upper)

    for row in program.rows:
        add(row)
    for objective in program.objectives:
        if climb.left() == 0:
            return
        if objective.is_max:
            model.maximize(total(objective.terms))
        else:
            model.minimize(total(objective.terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = climb.threads
        solver.parameters.random_seed = climb.seed
        solver.parameters.relative_gap_limit = 0.0
        solver.parameters.max_time_in_seconds = climb.left()
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE:
            raise Fault("infeasible")
        if status == cp_model.UNKNOWN:
            return
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Fault(f"CP-SAT ended with {solver.status_name(status)}")
        values = [solver.value(column) for column in columns]
        value = climb.note(values, solver.best_objective_bound)
        if not climb.steps[-1].proven:
            return
        add(objective.row(value))
        model.clear_hints()
        for column, hint in zip(columns, values):
            model.add_hint(column, hint)
