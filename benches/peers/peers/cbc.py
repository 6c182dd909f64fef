"""CBC through PuLP: one problem, one integer program a step, a constraint for
each finished step, the last solution as a start."""

import re
import subprocess

import pulp

from .climb import Climb, Fault


def version() -> str:
    command = pulp.PULP_CBC_CMD()
    said = subprocess.run([command.path, "-quit"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"Version:\s*(\S+)", said)
    return f"{found.group(1) if found else 'unknown'} (PuLP {pulp.__version__})"


def climb(climb: Climb) -> None:
    program = climb.program
    problem = pulp.LpProblem("ladder")
    kinds = {True: pulp.LpInteger, False: pulp.LpContinuous}
    columns = [
        pulp.LpVariable(f"x{i + 1}", column.lower, column.upper, kinds[column.integer])
        for i, column in enumerate(program.columns)
    ]

    def total(terms):
        return pulp.LpAffineExpression([(columns[column], value) for column, value in terms])

    def add(row):
        if not row.terms:
            if not row.holds([]):
                raise Fault("infeasible")
            return
        if row.lower is not None:
            problem.addConstraint(total(row.terms) >= row.lower)
        if row.upper is not None:
            problem.addConstraint(total(row.terms) <= row.upper)

    for row in program.rows:
        add(row)
    # CBC takes 0 for the time of day.
    seed = str(climb.seed + 1)
    for position, objective in enumerate(program.objectives):
        if climb.left() == 0:
            return
        problem.sense = pulp.LpMaximize if objective.is_max else pulp.LpMinimize
        # Of an objective without terms PuLP makes a column that it cannot take out again.
        problem.setObjective(total(objective.terms or [(0, 0)]))
        command = pulp.PULP_CBC_CMD(
            msg=False,
            gapRel=0.0,
            gapAbs=0.0,
            threads=climb.threads,
            timeLimit=climb.left(),
            warmStart=position > 0,
            options=[f"randomSeed {seed}", f"randomCbcSeed {seed}"],
        )
        problem.solve(command)
        if problem.sol_status == pulp.LpSolutionInfeasible:
            raise Fault("infeasible")
        if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
            return
        # A column that no row and no objective has used so far is not handed to CBC.
        values = [column.lowBound if column.value() is None else column.value() for column in columns]
        # PuLP passes on no bound but the word that the solution is the best.
        is_best = problem.sol_status == pulp.LpSolutionOptimal
        value = climb.note(values, pulp.value(problem.objective) if is_best else None)
        if not climb.steps[-1].proven:
            return
        add(objective.row(value))
