"""HiGHS through highspy: one model, one integer program a step, a row for each
finished step, the last solution as a start."""

import highspy
import numpy as np

from .climb import Climb, Fault

Status = highspy.HighsModelStatus


def version() -> str:
    return highspy.Highs().version()


def climb(climb: Climb) -> None:
    program = climb.program
    model = build(climb)
    everything = np.arange(len(program.columns), dtype=np.int32)
    for objective in program.objectives:
        if climb.left() == 0:
            return
        costs = np.zeros(len(program.columns))
        for column, coefficient in objective.terms:
            costs[column] = coefficient
        model.changeColsCost(len(everything), everything, costs)
        sense = highspy.ObjSense.kMaximize if objective.is_max else highspy.ObjSense.kMinimize
        model.changeObjectiveSense(sense)
        model.setOptionValue("time_limit", climb.left())
        model.run()
        status = model.getModelStatus()
        if status == Status.kInfeasible:
            raise Fault("infeasible")
        if status not in (Status.kOptimal, Status.kTimeLimit):
            raise Fault(f"HiGHS ended with {model.modelStatusToString(status)}")
        info = model.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return
        solution = model.getSolution()
        value = climb.note(solution.col_value, info.mip_dual_bound)
        if not climb.steps[-1].proven:
            return
        lower, upper = (value, highspy.kHighsInf) if objective.is_max else (-highspy.kHighsInf, value)
        columns = np.array([column for column, _ in objective.terms], dtype=np.int32)
        model.addRow(lower, upper, len(columns), columns, np.array([c for _, c in objective.terms], dtype=float))
        model.setSolution(solution)


def build(climb: Climb) -> highspy.Highs:
    program = climb.program
    model = highspy.Highs()
    options = {
        "output_flag": False,
        "threads": climb.threads,
        "random_seed": climb.seed,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.0,
    }
    for name, value in options.items():
        model.setOptionValue(name, value)
    infinity = highspy.kHighsInf
    lp = highspy.HighsLp()
    lp.num_col_ = len(program.columns)
    lp.num_row_ = len(program.rows)
    lp.col_cost_ = np.zeros(len(program.columns))
    lp.col_lower_ = np.array([column.lower for column in program.columns], dtype=float)
    lp.col_upper_ = np.array([column.upper for column in program.columns], dtype=float)
    lp.row_lower_ = np.array([-infinity if row.lower is None else row.lower for row in program.rows])
    lp.row_upper_ = np.array([infinity if row.upper is None else row.upper for row in program.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0] + [len(row.terms) for row in program.rows])
    lp.a_matrix_.index_ = np.array([column for row in program.rows for column, _ in row.terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in program.rows for _, value in row.terms], dtype=float)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if column.integer else kinds.kContinuous for column in program.columns]
    model.passModel(lp)
    return model
