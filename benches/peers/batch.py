#!/usr/bin/env python3
"""Climbs the ladders of a batch of what-ifs with highspy under multiprocessing.

    python3 batch.py PROGRAM.json --scenarios N --processes N --time-limit SECONDS

Each scenario is the exported program with two more or two fewer in one of its
limits on places, and is climbed as the peer `ours` climbs it, from scratch. It
prints one JSON object: see README.md.
"""

import argparse
import dataclasses
import json
import multiprocessing
import resource
import sys
import time

import peers
from peers.climb import Climb, Fault
from peers.program import Program

PROGRAM: Program | None = None
"""The unchanged program, in every process."""


def begin(path: str) -> None:
    global PROGRAM
    PROGRAM = Program.read(path)


def changed(program: Program, scenario: int, scenarios: int) -> Program:
    """The program of a scenario: they are spread evenly over the limits."""
    limits = [at for at, row in enumerate(program.rows) if row.kind == "places" and row.upper]
    if not limits:
        raise Fault("no limit on places")
    at = limits[scenario * len(limits) // scenarios]
    row = program.rows[at]
    upper = row.upper + 2 if scenario % 2 == 0 else max(0, row.upper - 2)
    rows = list(program.rows)
    rows[at] = dataclasses.replace(row, upper=upper)
    return dataclasses.replace(program, rows=rows)


def climb(task: tuple[int, int, float]) -> dict:
    scenario, scenarios, limit = task
    began = time.perf_counter()
    values, failure = [], None
    try:
        one = Climb(changed(PROGRAM, scenario, scenarios), limit, 1, 0)
        peers.load("ours").climb(one)
        values = [step.value for step in one.steps if step.proven]
    except Fault as fault:
        failure = str(fault)
    except Exception as error:  # a solver may fail in any way, and that is a result
        failure = f"{type(error).__name__}: {error}"
    return {"scenario": scenario, "seconds": time.perf_counter() - began, "values": values, "failure": failure}


def main() -> int:
    parser = argparse.ArgumentParser(description="Climbs a batch of what-ifs with highspy under multiprocessing.")
    parser.add_argument("program", metavar="PROGRAM.json", help="program.json of rightplace export")
    parser.add_argument("--scenarios", type=int, default=20, metavar="N", help="how many (20)")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="at the same time (2)")
    parser.add_argument("--time-limit", type=float, default=120, metavar="SECONDS", help="for each climb (120)")
    args = parser.parse_args()
    if args.scenarios < 1 or args.processes < 1 or args.time_limit <= 0:
        parser.error("numbers are above 0")
    steps = len(Program.read(args.program).objectives)
    began = time.perf_counter()
    tasks = [(scenario, args.scenarios, args.time_limit) for scenario in range(args.scenarios)]
    with multiprocessing.get_context("spawn").Pool(args.processes, begin, (args.program,)) as pool:
        rows = pool.map(climb, tasks, chunksize=1)
        pool.close()
        pool.join()
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = {
        "scenarios": args.scenarios,
        "proven": sum(len(row["values"]) == steps for row in rows),
        "failed": [row for row in rows if row["failure"]],
        "seconds": seconds,
        "scenarios_a_second": args.scenarios / seconds,
        "processor_seconds": used.ru_utime + used.ru_stime,
    }
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
