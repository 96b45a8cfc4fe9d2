"""A small book with rounds, and people for it in columns, for tests of pools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa
from tests.support import books

from ronde.model.locations import SourceLocation
from ronde.rounds.data import Band, Pool, Round

TERMS = {
    "score": "score",
    "submitted": "sent",
    "submitted_time": "sent_time",
    "expires": "out",
    "invited": "for.{type}",
}
ABOUT = {**books.BOOK, "headlines": ["score", "for.few"], "rounds": TERMS}

FACTS = {
    "born": books.asked("date"),
    "sent": books.asked("date"),
    "sent_time": books.asked("text"),
    "bonus": books.asked("number", at_least=0, at_most=600),
    "few": books.asked("yes_no"),
    "age": books.fact(years_between={"from": "born", "to": "as_of"}),
    "out": books.fact(type="date", date={"from": "sent", "years": 1}),
    "score": books.fact(sum=["bonus", "age"]),
    "for.all": books.fact(all=[{"fact": "score", "at_least": 0}]),
    "for.few": books.fact(all=[{"fact": "few", "is": True}]),
}
LATER = {
    **FACTS,
    "more": books.fact(table={"key": "few", "rows": {"true": 10, "false": 0}}),
    "score": books.fact(sum=["bonus", "age", "more"]),
}

BOOK = books.history({"book.yaml": ABOUT, "topic/2015-01-01.yaml": books.version(facts=FACTS)})


def day(text: str) -> int:
    """A day number."""
    return date.fromisoformat(text).toordinal()


def people(rows: Sequence[tuple[str, str, str | None, int | None, bool | None]]) -> pa.Table:
    """People: born, sent, at which time, bonus, whether one of the few."""
    columns = list(zip(*rows, strict=True)) or [(), (), (), (), ()]
    return pa.table(
        {
            "born": pa.array([None if one is None else date.fromisoformat(one) for one in columns[0]], pa.date32()),
            "sent": pa.array([None if one is None else date.fromisoformat(one) for one in columns[1]], pa.date32()),
            "sent_time": pa.array(columns[2], pa.string()),
            "bonus": pa.array(columns[3], pa.int64()),
            "few": pa.array(columns[4], pa.bool_()),
        }
    )


def crowd_of(size: int) -> pa.Table:
    """People of every score from 100 on, a point apart, one in three of them one of the few."""
    return people(
        [("1994-01-01", "2023-12-01", f"{n // 60 % 24:02}:{n % 60:02}:00", 70 + n, n % 3 == 0) for n in range(size)]
    )


def held(number: int, on: str, kind: str, invitations: int, cutoff: int) -> Round:
    """A published round."""
    about: dict[str, Any] = {"number": str(number)}
    return Round(
        str(number), day(on), kind, invitations, cutoff, None, None, "official", None, about, SourceLocation("rounds")
    )


def pool(on: str, *counts: int) -> Pool:
    """A published pool: bands of a hundred points from 100 on."""
    bands = [Band(100 * n, 100 * n + 99, count) for n, count in enumerate(counts, 1)]
    return Pool(day(on), tuple(reversed(bands)), "official")
