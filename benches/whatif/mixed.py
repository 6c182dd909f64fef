#!/usr/bin/env python3
"""Writes mixed what-ifs of a round, to measure batches with.

Eight kinds in turn, drawn by a seed: a place more in an intake, two places
fewer, a school's budget a fifth larger, a referral withdrawn, a provider
closed, an intake closed, other numbers of paid places, another band of a
referral. With --folders, each scenario that only sets values is also written
as a round of its own, for separate runs of `allocate`: what is compared is the
same work, one process a scenario.

    benches/whatif/mixed.py scenarios/coventry-2025-26/autumn --count 200 --out out/mixed --folders out/rounds
    rightplace whatif scenarios/coventry-2025-26/autumn out/mixed --threads 2 --out out/whatif
    ls out/rounds | xargs -P 2 -I{} rightplace allocate out/rounds/{} --threads 1 --out out/results/{}

Needs Python 3.9 or later and nothing else. The round is a folder of CSV files
with commas, as those under scenarios/ are.
"""

import argparse
import csv
import random
import re
import shutil
from decimal import Decimal
from pathlib import Path

PAID_PLACES = [12, 13, 14, 16, 17, 18]
BANDS = [1, 2, 3, 4]


def table(folder, name):
    with open(folder / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def scenarios(folder, count, seed):
    """Each a kind, the table, the column and value that tell the row, and the
    column to set with its change; nothing to set where the row is removed."""
    intakes, schools = table(folder, "intakes"), table(folder, "schools")
    referrals, providers = table(folder, "referrals"), table(folder, "providers")
    chance = random.Random(seed)

    def one(kind):
        def of(rows, name, key, change=None):
            return (name, key, chance.choice(rows)[key], change)

        if kind == 0:
            return of(intakes, "intakes", "intake_id", ("places", "+1"))
        if kind == 1:
            return of(intakes, "intakes", "intake_id", ("places", "-2"))
        if kind == 2:
            return of(schools, "schools", "school_id", ("budget", "*1.2"))
        if kind == 3:
            return of(referrals, "referrals", "referral_id")
        if kind == 4:
            return of(providers, "providers", "provider_id")
        if kind == 5:
            return of(intakes, "intakes", "intake_id")
        if kind == 6:
            return ("policy", "", "", ("sla.paid_places", str(chance.choice(PAID_PLACES))))
        name, key, value, _ = of(referrals, "referrals", "referral_id")
        return (name, key, value, ("band", str(chance.choice(BANDS))))

    return [one(number % 8) for number in range(count)]


def toml(name, scenario):
    kind, key, value, change = scenario
    if kind == "policy":
        return f'name = "{name}"\n\n[policy]\n"{change[0]}" = {change[1]}\n'
    where = f'table = "{kind}"\nwhere = {{ {key} = "{value}" }}\n'
    if change is None:
        return f'name = "{name}"\n\n[[remove]]\n{where}'
    return f'name = "{name}"\n\n[[edit]]\n{where}set = {{ {change[0]} = "{change[1]}" }}\n'


def changed(old, change):
    """What a cell comes to; a blank number is no limit, and stays so."""
    if change[0] == "*":
        return str((Decimal(old) * Decimal(change[1:])).quantize(Decimal("0.01"))) if old else ""
    if change[0] in "+-":
        return str(max(0, int(old) + int(change)))
    return change


def write_round(folder, scenario, to):
    kind, key, value, (column, change) = scenario
    shutil.copytree(folder, to)
    # Files that several rounds share are copied beside the others.
    text = (to / "round.toml").read_text(encoding="utf-8")
    for shared in re.findall(r'"(\.\./[^"]+)"', text):
        shutil.copy(folder / shared, to / Path(shared).name)
        text = text.replace(f'"{shared}"', f'"{Path(shared).name}"')
    (to / "round.toml").write_text(text, encoding="utf-8")
    if kind == "policy":
        path = to / "policy.toml"
        policy = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^paid_places = \d+", f"paid_places = {change}", policy), encoding="utf-8")
        return
    rows = table(to, kind)
    for row in rows:
        if row[key] == value:
            row[column] = changed(row[column], change)
    with open(to / f"{kind}.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("round", type=Path, help="the folder of the round")
    parser.add_argument("--count", type=int, default=200, help="how many scenarios; 200 where left out")
    parser.add_argument("--seed", type=int, default=1, help="what they are drawn by; 1 where left out")
    parser.add_argument("--out", type=Path, required=True, help="a new folder for the scenario files")
    parser.add_argument("--folders", type=Path, help="a new folder for rounds with the changes made")
    args = parser.parse_args()
    args.out.mkdir(parents=True)
    if args.folders:
        args.folders.mkdir(parents=True)
    for number, scenario in enumerate(scenarios(args.round, args.count, args.seed)):
        name = f"m{number:03}"
        (args.out / f"{name}.toml").write_text(toml(name, scenario), encoding="utf-8")
        if args.folders and scenario[3] is not None:
            write_round(args.round, scenario, args.folders / name)


if __name__ == "__main__":
    main()
