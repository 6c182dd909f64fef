#!/usr/bin/env python3
"""Climbs the ladder of an exported program with another solver.

    python3 climb.py PEER PROGRAM.json --time-limit SECONDS --threads N [--seed N]

prints one JSON object: see README.md. Reading the program and importing the
solver do not count towards the time; writing the solver's model does.
"""

import argparse
import json
import resource
import sys

import peers
from peers.climb import Climb, Fault
from peers.program import Program


def main() -> int:
    args = arguments()
    report = {"peer": args.peer, "version": None, "seconds": None, "peak_memory_kb": None, "steps": [], "failure": None}
    climb = None
    try:
        peer = peers.load(args.peer)
        report["version"] = peer.version()
        program = Program.read(args.program)
        climb = Climb(program, args.time_limit, args.threads, args.seed)
        if program.columns:
            peer.climb(climb)
        else:
            nothing_to_choose(climb)
    except Fault as fault:
        report["failure"] = str(fault)
    except Exception as error:  # a solver may fail in any way, and that is a result
        report["failure"] = f"{type(error).__name__}: {error}"
    if climb is not None:
        report["seconds"] = climb.seconds()
        report["steps"] = [step.as_json() for step in climb.steps]
    report["peak_memory_kb"] = peak_memory_kb()
    print(json.dumps(report))
    return 0


def nothing_to_choose(climb: Climb) -> None:
    """Not every solver takes a model without a column."""
    if climb.program.broken([]) is not None:
        raise Fault("infeasible")
    for _ in climb.program.objectives:
        climb.note([], 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Climbs the ladder of an exported program with another solver.")
    parser.add_argument("peer", choices=sorted(peers.PEERS), help="the solver, and how it climbs")
    parser.add_argument("program", metavar="PROGRAM.json", help="program.json of rightplace export")
    parser.add_argument("--time-limit", type=float, required=True, metavar="SECONDS", help="for the whole climb")
    parser.add_argument("--threads", type=int, required=True, metavar="N", help="how many the solver may use")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the solver's own seed (0)")
    args = parser.parse_args()
    if args.time_limit <= 0 or args.threads < 1 or args.seed < 0:
        parser.error("the time limit and the number of threads are above 0, the seed is not below")
    return args


def peak_memory_kb() -> int:
    """The most memory held, of this process and, for CBC, of the largest it started."""
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    # macOS counts bytes, Linux kilobytes.
    return sum(used) // (1024 if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    sys.exit(main())
