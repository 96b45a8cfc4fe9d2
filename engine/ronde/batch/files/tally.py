"""What is counted of answers: rows read, answered and set aside, and of every fact how often it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ronde.columns.answers import Answers
from ronde.evaluate.carried import Carried, all_carried


@dataclass(slots=True)
class Known:
    """How many answers of a fact are known; of a yes or no, how many are yes."""

    known: int = 0
    unknown: int = 0
    yes: int | None = None


@dataclass(slots=True)
class Aside:
    """How many rows were set aside for a field, and the first of them."""

    rows: int
    line: int
    reason: str


@dataclass(slots=True)
class Tally:
    """The counts of some rows. The empty field stands for rows that could not be read at all."""

    rows: int = 0
    answered: int = 0
    rejected: int = 0
    facts: dict[str, Known] = field(default_factory=dict)
    aside: dict[str, Aside] = field(default_factory=dict)
    contradicted: dict[str, int] = field(default_factory=dict)
    cautions: dict[str, Carried] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Add the counts of rows that come later."""
        self.rows += other.rows
        self.answered += other.answered
        self.rejected += other.rejected
        for name, count in other.contradicted.items():
            self.contradicted[name] = self.contradicted.get(name, 0) + count
        self.cautions = all_carried((self.cautions, other.cautions))
        for name, aside in other.aside.items():
            mine = self.aside.setdefault(name, Aside(0, aside.line, aside.reason))
            mine.rows += aside.rows
        for name, known in other.facts.items():
            own = self.facts.setdefault(name, Known(yes=None if known.yes is None else 0))
            own.known += known.known
            own.unknown += known.unknown
            own.yes = None if known.yes is None else (own.yes or 0) + known.yes

    def data(self) -> dict[str, Any]:
        """The counts as plain data."""
        return asdict(self)

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> Tally:
        """The counts that plain data stand for."""
        return cls(
            data["rows"],
            data["answered"],
            data["rejected"],
            {name: Known(**each) for name, each in data["facts"].items()},
            {name: Aside(**each) for name, each in data["aside"].items()},
            dict(data["contradicted"]),
            {code: Carried(each["rows"], tuple(each["facts"])) for code, each in data["cautions"].items()},
        )


def tally(rows: int, answers: pa.RecordBatch, rejects: pa.RecordBatch, found: Answers, facts: Sequence[str]) -> Tally:
    """Count the answers and rejects (by line) of some rows, and what else was found of them."""
    told = Tally(rows, answers.num_rows, len(pc.unique(rejects["line"])))
    told.contradicted, told.cautions = dict(found.contradicted), dict(found.cautions)
    for name in facts:
        column = answers[name]
        yes = int(pc.sum(column).as_py() or 0) if pa.types.is_boolean(column.type) else None
        told.facts[name] = Known(len(column) - column.null_count, column.null_count, yes)
    for number, name in enumerate(rejects["field"].fill_null("").to_pylist()):
        if name not in told.aside:
            told.aside[name] = Aside(0, *(rejects[key][number].as_py() for key in ("line", "reason")))
        told.aside[name].rows += 1
    return told
