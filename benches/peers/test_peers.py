"""Every peer that is installed climbs a ladder worked out by hand:

    python3 -m unittest

Peers run as processes of their own, as a benchmark runs them: OR-Tools and
highspy cannot be loaded into one.
"""

import copy
import importlib.util
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
NEEDS = {
    "cp-sat": ["ortools"],
    "highspy": ["highspy", "numpy"],
    "cbc": ["pulp"],
    "scip": ["pyscipopt"],
    "ours": ["highspy", "numpy", "scipy"],
}


def is_installed(peer: str) -> bool:
    return all(importlib.util.find_spec(name) for name in NEEDS[peer])


def column(kind: str, upper: int = 1, integer: bool = True) -> dict:
    return {"kind": kind, "lower": 0, "upper": upper, "integer": integer}


def row(kind: str, terms: list, lower=None, upper=None, needless: bool = False) -> dict:
    return {"kind": kind, "lower": lower, "upper": upper, "needless": needless, "terms": terms}


def objective(stage: str, sense: str, terms: list) -> dict:
    return {"stage": stage, "sense": sense, "terms": terms}


# Referral A may take intake 1 (x1) or intake 2 (x2); B intake 1 (x3); C, of the
# same student as B, intake 2 (x4); D intake 3 (x7) or intake 4 (x8). Intake 1
# has one place, intake 2 runs with two students or not at all (x5). The school
# of A, B and C has 1,000 to spend.
PROGRAM = {
    "columns": [column("option")] * 4
    + [column("runs"), column("child", integer=False), column("option"), column("option")],
    "rows": [
        row("one-place", [[0, 1], [1, 1]], upper=1, needless=True),
        row("one-place", [[6, 1], [7, 1]], upper=1, needless=True),
        row("places", [[0, 1], [2, 1]], upper=1),
        row("definition", [[1, 1], [4, -1]], upper=0),
        row("definition", [[3, 1], [4, -1]], upper=0),
        row("places", [[1, 1], [3, 1], [4, -2]], upper=0),
        row("min-group", [[1, 1], [3, 1], [4, -2]], lower=0),
        row("budget", [[0, 300], [1, 500], [2, 300], [3, 450]], upper=1000),
        row("definition", [[2, -1], [3, -1], [5, 1]], upper=0),
    ],
    "cliques": [[0, 1], [6, 7]],
    "objectives": [
        objective("placed", "max", [[0, 1], [1, 1]]),
        objective("placed", "max", [[2, 1], [3, 1]]),
        objective("placed", "max", [[6, 1], [7, 1]]),
        objective("children", "max", [[0, 1], [1, 1], [5, 1], [6, 1], [7, 1]]),
        objective("keep", "max", []),
        objective("lottery", "min", [[0, 5], [1, 5], [2, 7], [3, 9], [6, 2], [7, 2]]),
        objective("fees", "min", [[0, 300], [1, 500], [2, 300], [3, 450], [6, 80], [7, 80]]),
        objective("settle", "min", [[0, 11], [1, 22], [2, 33], [3, 44], [6, 70], [7, 60]]),
    ],
}

# By hand. A is placed (1). In intake 1 it would leave no place for B, and C
# alone is no group: none of the second class. In intake 2 it makes a group with
# C: 950 of 1,000 are spent, so that B has to go without (1). D is placed (1):
# three students. Nobody has a place to keep (0). Lottery 5 + 9 + 2, fees
# 500 + 450 + 80. D's intakes are level until the hashes: 22 + 44 + 60.
VALUES = [1, 1, 1, 3, 0, 16, 1030, 126]


def climb(peer: str, program: dict, seconds: str = "60") -> dict:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "program.json"
        path.write_text(json.dumps(program), encoding="utf-8")
        command = [sys.executable, HERE / "climb.py", peer, path, "--time-limit", seconds, "--threads", "1"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


class EveryPeer(unittest.TestCase):
    def setUp(self):
        self.installed = [peer for peer in NEEDS if is_installed(peer)]
        if not self.installed:
            self.skipTest("no peer is installed")

    def test_proves_the_values_worked_out_by_hand(self):
        for peer in self.installed:
            with self.subTest(peer=peer):
                found = climb(peer, PROGRAM)
                self.assertIsNone(found["failure"])
                self.assertEqual(found["peer"], peer)
                self.assertEqual([step["value"] for step in found["steps"]], VALUES)
                self.assertEqual([step["bound"] for step in found["steps"]], VALUES)
                self.assertTrue(all(step["proven"] for step in found["steps"]))
                self.assertEqual([step["position"] for step in found["steps"]], list(range(len(VALUES))))
                self.assertLessEqual(sum(step["seconds"] for step in found["steps"]), found["seconds"])
                self.assertGreater(found["peak_memory_kb"], 0)

    def test_finds_that_there_is_no_solution(self):
        program = copy.deepcopy(PROGRAM)
        # A and B are both to have the one place of intake 1.
        program["rows"] += [row("pinned", [[0, 1]], lower=1), row("pinned", [[2, 1]], lower=1)]
        for peer in self.installed:
            with self.subTest(peer=peer):
                found = climb(peer, program)
                self.assertEqual((found["failure"], found["steps"]), ("infeasible", []))

    def test_takes_a_program_without_columns(self):
        program = {"columns": [], "rows": [], "cliques": [], "objectives": [objective("keep", "max", [])]}
        shut_out = {**program, "rows": [row("pinned", [], lower=1)]}
        for peer in self.installed:
            with self.subTest(peer=peer):
                self.assertEqual([step["value"] for step in climb(peer, program)["steps"]], [0])
                self.assertEqual(climb(peer, shut_out)["failure"], "infeasible")

    def test_stops_when_time_is_up(self):
        for peer in self.installed:
            with self.subTest(peer=peer):
                found = climb(peer, PROGRAM, seconds="0.000001")
                self.assertIn(found["failure"], (None, "no allocation was found"))
                self.assertLess(len(found["steps"]), len(VALUES))


class AClimb(unittest.TestCase):
    """What is noted is checked, whatever the solver says."""

    def setUp(self):
        from peers.climb import Climb, Fault
        from peers.program import Program

        self.fault, self.climb = Fault, Climb(Program.of(PROGRAM), 60)

    def test_a_solution_that_breaks_a_row_is_refused(self):
        with self.assertRaisesRegex(self.fault, r"r3 \(places\)"):
            self.climb.note([1, 0, 1, 0, 0, 0, 0, 0], 1)

    def test_a_broken_whole_number_is_refused(self):
        with self.assertRaisesRegex(self.fault, "whole number"):
            self.climb.note([0.5, 0, 0, 0, 0, 0, 0, 0], 1)

    def test_a_value_that_is_given_up_is_noticed(self):
        self.climb.note([1, 0, 0, 0, 0, 0, 0, 0], 1.0)
        with self.assertRaisesRegex(self.fault, "gives up the value of step 1"):
            self.climb.note([0, 0, 0, 0, 0, 0, 0, 0], 1.0)

    def test_a_value_beyond_the_bound_is_noticed(self):
        with self.assertRaisesRegex(self.fault, "beyond its bound"):
            self.climb.note([1, 0, 0, 0, 0, 0, 0, 0], 0.0)

    def test_columns_that_follow_are_computed_and_bounds_rounded(self):
        self.climb.note([0, 1, 0, 1, 0, 0, 0, 0], 1.99)
        self.assertEqual(self.climb.whole([0, 1, 0, 1, 0, 0, 0, 0]), [0, 1, 0, 1, 1, 1, 0, 0])
        self.assertEqual((self.climb.steps[0].value, self.climb.steps[0].bound), (1, 1))
        self.climb.note([0, 1, 0, 1, 0, 0, 0, 0], None)
        self.assertEqual((self.climb.steps[1].bound, self.climb.steps[1].proven), (2, False))


@unittest.skipUnless(is_installed("ours"), "highspy, numpy and scipy are needed")
class ABatch(unittest.TestCase):
    def test_every_scenario_is_proven_with_another_limit(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "program.json"
            path.write_text(json.dumps(PROGRAM), encoding="utf-8")
            command = [sys.executable, HERE / "batch.py", path, "--scenarios", "4", "--processes", "2"]
            found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        self.assertEqual((found["scenarios"], found["proven"], found["failed"]), (4, 4, []))
        self.assertGreater(found["scenarios_a_second"], 0)

    def test_scenarios_are_spread_over_the_limits_on_places(self):
        from batch import changed
        from peers.program import Program

        program = Program.of(PROGRAM)
        limits = [at for at, row in enumerate(program.rows) if row.kind == "places" and row.upper]
        uppers = [[changed(program, scenario, 2).rows[at].upper for at in limits] for scenario in (0, 1)]
        before = [program.rows[at].upper for at in limits]
        self.assertEqual(uppers[0], [before[0] + 2] + before[1:])
        self.assertEqual(sum(uppers[1]), sum(before) - min(2, before[len(before) // 2]))


@unittest.skipUnless(is_installed("ours"), "highspy, numpy and scipy are needed")
class OurWay(unittest.TestCase):
    def test_small_programs_come_to_what_trying_everything_comes_to(self):
        from peers.climb import Climb
        from peers.ours.ladder import climb as climb_ours
        from peers.program import Program

        for seed in range(60):
            with self.subTest(seed=seed):
                program = Program.of(any_program(random.Random(seed)))
                climbed = Climb(program, 60)
                climb_ours(climbed)
                found = [step.value for step in climbed.steps]
                self.assertEqual(found, by_brute_force(program))
                self.assertEqual([step.bound for step in climbed.steps], found)

    def test_the_best_of_a_knapsack_is_that_of_trying_everything(self):
        import numpy as np

        from peers.ours.knapsack import knapsacks
        from peers.ours.part import Part
        from peers.program import Program

        part = Part.whole(Program.of(PROGRAM))
        prices = np.where(part.row_upper == 1000, 1.0, 0.0)
        (money,) = knapsacks(part, prices)
        # By hand, of the costs 300, 500, 300 and 450, where x1 excludes x2 and
        # x3: first x2 and x4 for 950, then x2 and x3 for 800 are worth the most.
        self.assertEqual(money.best(np.array([3, 5, 3, 4, 0, 0, 0, 0])), 9)
        self.assertEqual(money.best(np.array([3, 5, 6, 4, 0, 0, 0, 0])), 11)

    def test_a_certificate_is_exact_for_any_prices(self):
        import numpy as np

        from peers.ours.certificate import UNIT, Certificate
        from peers.ours.part import Part
        from peers.program import Program

        part = Part.whole(Program.of(PROGRAM))
        rng = np.random.default_rng(1)
        # The first fit 64 bits, the last do not.
        for scale in (1.0, 1e3, 1e9):
            prices = rng.normal(size=len(part.row_kinds)) * scale
            certificate = Certificate(part, part.goals[0], prices)
            self.assertEqual(certificate.exact, lagrangian(part, part.goals[0], certificate.prices, UNIT))
            self.assertGreaterEqual(certificate.bound(1), VALUES[0])


def any_program(draw: random.Random) -> dict:
    """A program of up to five referrals with two options each, a group that
    runs or does not, rows of places and money, and a ladder of four steps."""
    referrals = draw.randint(2, 5)
    options = 2 * referrals
    runs, child = options, options + 1

    def some(least: int) -> list[int]:
        return sorted(draw.sample(range(options), draw.randint(least, options)))

    pairs = [[2 * referral, 2 * referral + 1] for referral in range(referrals)]
    rows = [row("one-place", [[x, 1] for x in pair], upper=1, needless=True) for pair in pairs]
    rows += [row("places", [[x, 1] for x in some(2)], upper=draw.randint(1, 3)) for _ in range(2)]
    group = some(3)
    rows += [row("definition", [[x, 1], [runs, -1]], upper=0) for x in group]
    rows.append(row("min-group", [[x, 1] for x in group] + [[runs, -draw.randint(2, 3)]], lower=0))
    rows += [row("budget", [[x, draw.randint(1, 40)] for x in some(2)], upper=draw.randint(20, 90)) for _ in range(2)]
    rows.append(row("definition", [[x, -1] for x in some(2)] + [[child, 1]], upper=0))
    steps = [objective("children", "max", [[child, 1]])]
    steps.append(objective("placed", "max", [[x, 1] for x in some(2)]))
    numbers = [draw.randint(-50, 50) for _ in pairs]
    steps.append(objective("lottery", "min", [[x, number] for pair, number in zip(pairs, numbers) for x in pair]))
    steps.append(objective("settle", "min", [[x, draw.randint(0, 2**20)] for x in range(options)]))
    columns = [column("option")] * options + [column("runs"), column("child", integer=False)]
    return {"columns": columns, "rows": rows, "cliques": pairs, "objectives": steps}


def by_brute_force(program) -> list[int]:
    """The best values in strict order, of every choice of options."""
    from peers.program import value_of

    def signed(values: list[int]) -> list[int]:
        return [value_of(each.terms, values) * (1 if each.is_max else -1) for each in program.objectives]

    options = [(0, 1) if each.kind == "option" else (0,) for each in program.columns]
    choices = (program.complete(list(values)) for values in itertools.product(*options))
    best = max(signed(values) for values in choices if program.broken(values) is None)
    return [value if each.is_max else -value for value, each in zip(best, program.objectives)]


def lagrangian(part, goal, prices, unit: int) -> int:
    """The bound by its definition, term by term."""
    reduced = [int(count) * unit for count in goal]
    bound = 0
    dense = part.matrix.toarray()
    for position, price in enumerate(int(price) for price in prices):
        if price != 0:
            bound += price * int(part.row_upper[position] if price > 0 else part.row_lower[position])
            reduced = [cost - price * int(size) for cost, size in zip(reduced, dense[position])]
    ends = zip(reduced, part.lower, part.upper)
    return bound + sum(max(cost * int(lower), cost * int(upper)) for cost, lower, upper in ends)


if __name__ == "__main__":
    unittest.main()
