"""An exported program in whole numbers."""

import json
from dataclasses import dataclass

LEAST = ("runs", "charged")
"""Kinds of columns that are as small as the options allow."""

MOST = ("child", "share")
"""Kinds of columns that are as large as the options allow."""


@dataclass(frozen=True)
class Column:
    kind: str
    lower: int
    upper: int
    integer: bool


@dataclass(frozen=True)
class Row:
    kind: str
    lower: int | None
    upper: int | None
    needless: bool
    terms: list[tuple[int, int]]

    def holds(self, values: list[int]) -> bool:
        total = value_of(self.terms, values)
        return (self.lower is None or self.lower <= total) and (self.upper is None or total <= self.upper)


@dataclass(frozen=True)
class Objective:
    stage: str
    is_max: bool
    terms: list[tuple[int, int]]

    def row(self, value: int) -> Row:
        """The row that keeps the value of a finished step."""
        lower, upper = (value, None) if self.is_max else (None, value)
        return Row("value", lower, upper, False, self.terms)


@dataclass(frozen=True)
class Program:
    columns: list[Column]
    rows: list[Row]
    cliques: list[list[int]]
    objectives: list[Objective]

    @staticmethod
    def read(path: str) -> "Program":
        with open(path, encoding="utf-8") as file:
            return Program.of(json.load(file))

    @staticmethod
    def of(data: dict) -> "Program":
        columns = [Column(each["kind"], each["lower"], each["upper"], each["integer"]) for each in data["columns"]]
        rows = [
            Row(each["kind"], each["lower"], each["upper"], each["needless"], pairs(each["terms"]))
            for each in data["rows"]
        ]
        objectives = [
            Objective(each["stage"], each["sense"] == "max", pairs(each["terms"])) for each in data["objectives"]
        ]
        return Program(columns, rows, data["cliques"], objectives)

    def complete(self, values: list[int]) -> list[int]:
        """The values of all columns that follow from those of the options, by
        the rows that define them: each has one column that is no option."""
        values = list(values)
        for position, column in enumerate(self.columns):
            if column.kind in LEAST:
                values[position] = column.lower
            elif column.kind in MOST:
                values[position] = column.upper
        for row in self.rows:
            if row.kind == "definition":
                position, size = next(term for term in row.terms if self.columns[term[0]].kind != "option")
                room = row.upper - value_of(row.terms, values) + size * values[position]
                if size < 0:
                    values[position] = max(values[position], -(room // -size))
                else:
                    values[position] = min(values[position], room // size)
        return values

    def broken(self, values: list[int]) -> str | None:
        """What values break first: a column's bounds, or a row."""
        for position, (column, value) in enumerate(zip(self.columns, values)):
            if not column.lower <= value <= column.upper:
                return f"the bounds of x{position + 1}"
        for position, row in enumerate(self.rows):
            if not row.holds(values):
                return f"the row r{position + 1} ({row.kind})"
        return None


def pairs(terms: list[list[int]]) -> list[tuple[int, int]]:
    return [(column, coefficient) for column, coefficient in terms]


def value_of(terms: list[tuple[int, int]], values: list[int]) -> int:
    return sum(coefficient * values[column] for column, coefficient in terms)
