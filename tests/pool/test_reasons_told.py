"""Why a value is none is worked out for the reasons that are told, of a row only so many, and for no others."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books
from tests.support.books import TEXTS, asked, fact

from ronde.columns.answers import Answers
from ronde.columns.arrow_batch import wrong_at
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.columns.rejects import BLOCK, rejects
from ronde.model.limits import LONGEST_TEXT, MOST_REASONS
from ronde.model.types import NotOfType, read_date

KINDS = (
    asked("number", at_least=0, at_most=10),
    asked("yes_no"),
    asked("date"),
    asked("choice", choices={"red": TEXTS, "blue": TEXTS}),
    asked("text", pattern="[a-z]+"),
)
FACTS = {f"f{number:02}": KINDS[number % len(KINDS)] for number in range(60)}
BOOK = books.book(
    {**FACTS, "x": fact(value=1), "visits.town": asked("text", on="visits", pattern="[a-z]*")},
    records={"visits": books.record()},
)
ROWS = BLOCK + 100


def answers(columns: dict[str, pa.Array]) -> Answers:
    """What is answered to a batch."""
    return Kernel(BOOK, Query(as_of=read_date("2020-01-01"), facts=("x",))).run(pa.record_batch(columns))


def test_reasons_are_worked_out_for_those_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty different wrong texts in each of many rows: twenty reasons a row, over the edge of a block too."""
    made: list[str] = []
    begun = NotOfType.__init__

    def counted(self: NotOfType, reason: str, **about: object) -> None:
        made.append(reason)
        begun(self, reason, **about)

    monkeypatch.setattr(NotOfType, "__init__", counted)
    columns = {name: pa.array([f"{row} {name}" for row in range(ROWS)]) for name in FACTS}
    found = answers(columns).rejects.to_pylist()
    told = sorted(FACTS)[:MOST_REASONS]
    assert len(made) == ROWS * MOST_REASONS
    for row in (0, BLOCK - 1, BLOCK, ROWS - 1):
        assert found[row]["row"] == row
        assert [f"\u201c{row} {name}\u201d" in found[row]["reason"] for name in sorted(FACTS)] == [
            name in told for name in sorted(FACTS)
        ]
        assert found[row]["reason"].endswith(f" And {len(FACTS) - MOST_REASONS} more reasons.")


def test_what_no_reason_tells_is_one_reason() -> None:
    """Texts of a row's records that are too long are refused alike: once. Others are counted one by one."""
    long = [{"town": "a" * (LONGEST_TEXT + 1 + number)} for number in range(30)]
    wrong = [{"town": f"{number}"} for number in range(25)]
    found = answers({"visits": pa.array([long, wrong, [*long, *wrong], wrong[:1] * 9])}).rejects["reason"].to_pylist()
    assert ["more reason" in each for each in found] == [False, True, True, False]
    assert found[0].count("too long") == found[2].count("too long") == 1
    assert found[1].endswith(" And 5 more reasons.")
    assert found[2].endswith(" And 6 more reasons.")
    assert found[3].count("\u201c0\u201d") == 1


def test_what_is_shown_alike_is_told_once() -> None:
    """An end of a line is shown as it would be written; both are told after twenty others, and counted as one."""
    many = [{"town": f"{number}"} for number in range(MOST_REASONS)]
    found = answers({"visits": pa.array([[*many, {"town": "a\n"}, {"town": "a\\n"}]])}).rejects["reason"].to_pylist()
    assert found[0].endswith(" And 1 more reason.")


def test_rows_are_told_in_order_however_they_come() -> None:
    """Rows out of order, over several blocks; the first field is that of the first reason."""
    rows = np.array([BLOCK * 2 + 1, 3, BLOCK])
    many = [
        wrong_at(rows, "a", NotOfType("value-not-number", value="x")),
        wrong_at(rows[:1], "b", NotOfType("row-no-date")),
    ]
    found = rejects(many, pa.array(range(BLOCK * 3)), "fr").to_pylist()
    assert [(each["row"], each["id"], each["field"]) for each in found] == [
        (row, str(row), "a") for row in sorted(rows.tolist())
    ]
    assert rejects([], None, "en").num_rows == 0
