"""What a pool's kernel makes of columns as they come: every form of a value, wrong values, lists, names and dates."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.support import books
from tests.support.books import TEXTS, asked, fact

from ronde.columns.answers import Answers
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.model.types import plain
from ronde.operations.bounds import bounds

DAY = date(2020, 1, 1).toordinal()

BOOK = books.book(
    {
        "count": asked("number", at_least=-10, at_most=10**12),
        "small": asked("number", at_least=-5, at_most=10),
        "price": asked("number", decimals=2, at_least=-1000, at_most=10**12),
        "fine": asked("number", decimals=6, at_least=-1000, at_most=4 * 10**9),
        "member": asked("yes_no"),
        "day": asked("date"),
        "colour": asked("choice", choices={"red": TEXTS, "blue": TEXTS}),
        "answer": fact(all=[{"fact": "member", "is": True}]),
        "big": asked("number", at_least=99990, at_most=100050),
        "slope": fact(table={"key": "big", "rows": {"..100000": 0, "100001": 1}, "beyond": {"each": 1}}),
        "down": fact(table={"key": "big", "rows": {"..100000": 0, "100001": 1}, "beyond": {"each": -2}}),
        "five": fact(value=5),
        "plus": fact(sum=["five", "small"]),
        "visits.kept": asked("number", at_least=0, at_most=9),
        "visits.days": asked("number", at_least=0, at_most=99, on="visits"),
        "visits.paid": asked("yes_no", on="visits"),
        "visits.town.name": asked("text", on="visits"),
        "total": fact(total={"in": "visits", "of": "visits.days"}),
        "some": fact(exists={"in": "visits", "where": {"fact": "visits.paid", "is": True}}),
    },
    records={"visits": books.record()},
)
VISITS = pa.list_(pa.struct([("days", pa.int64()), ("paid", pa.bool_())]))


def run(columns: Mapping[str, Any], *facts: str, book: History = BOOK, **about: Any) -> Answers:
    """The answers to columns, which hold together; the date is one for all unless a column is named."""
    about = {"as_of": None if "as_of_column" in about else DAY, **about}
    kernel, batch = Kernel(book, Query(facts, **about)), pa.record_batch(dict(columns))
    answers = kernel.run(batch)
    for each in (answers.rows, answers.rejects):
        each.validate(full=True)
    assert answers.rows.schema == kernel.check(batch.schema)
    return answers


def told(column: pa.Array, name: str) -> list[object]:
    """A fact's column as it comes back; `...` for rows that are set aside."""
    answers = run({name: column}, name)
    values, refused = iter(answers.rows.column(name).to_pylist()), answers.rejects.column("row").to_pylist()
    return [... if row in refused else next(values) for row in range(len(column))]


def reasons(answers: Answers) -> list[tuple[int, str, str]]:
    return [(row["row"], row["field"], row["reason"]) for row in answers.rejects.to_pylist()]


def refused(*facts: str, columns: Mapping[str, Any], **about: Any) -> list[str]:
    with pytest.raises(ValidationError) as found:
        run(columns, *facts, **about)
    return [diagnostic.code for diagnostic in found.value.diagnostics]


JAN = date(2020, 1, 1)
NOON = datetime(2020, 1, 1, 12)
TORONTO = pa.timestamp("us", "America/Toronto")


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("count", pa.array(["99999999999999999999", "5", None, " 7 ", "1_000", "٣", "1e5", "1e999999999"]),
         [..., 5, None, 7, ..., ..., 100000, ...]),
        ("small", pa.array([2**64 - 5, 3, None], pa.uint64()), [..., 3, None]),
        ("price", pa.array([2**64 - 5, 3], pa.uint64()), [..., Decimal(3)]),
        ("price", pa.array([-7, 3], pa.int8()), [Decimal(-7), Decimal(3)]),
        ("fine", pa.array([2**62, -(2**62), 5]), [..., ..., Decimal(5)]),
        ("fine", pa.array([1e16, 4e15, float("nan"), float("inf"), 1.5, None]),
         [..., ..., None, ..., Decimal("1.5"), None]),
        ("price", pa.array([7.1, 0.01, 7.123, None], pa.float32()), [Decimal("7.1"), Decimal("0.01"), ..., None]),
        ("price", pa.array(np.array([7.5, 100.25], np.float16)), [Decimal("7.5"), Decimal("100.25")]),
        ("price", pa.array([Decimal("4.5"), Decimal("4.567"), None]), [Decimal("4.5"), ..., None]),
        ("member", pa.array(["1", "0", " TRUE", "no", None]), [True, False, True, ..., None]),
        ("member", pa.array([1, 0, 2, None], pa.uint8()), [True, False, ..., None]),
        ("member", pa.array([1.0, 0.0, 0.5, float("nan")]), [True, False, ..., None]),
        ("colour", pa.array(["red", " red", "green", None], pa.string_view()), ["red", ..., ..., None]),
        ("colour", pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 2], pa.int8()), pa.array(["red", None, "red"])),
         ["red", None, None, "red"]),
        ("count", pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.uint64()), pa.array(["4", None])),
         [4, None]),
        ("day", pa.array([datetime(2020, 1, 1), NOON, None, datetime(1960, 5, 5)], pa.timestamp("s")),
         [JAN, ..., None, date(1960, 5, 5)]),
        ("day", pa.array([datetime(2020, 1, 1, 5), None]).cast(pa.timestamp("us", "UTC")).cast(TORONTO), [JAN, None]),
        ("day", pa.array([datetime(2020, 1, 1)]).cast(pa.timestamp("us", "UTC")), [JAN]),
        ("day", pa.array([2**31 - 1, -(2**31), 18262, -100000], pa.int32()).view(pa.date32()), [..., ..., JAN, ...]),
        ("day", pa.array(["2020-01-01", "2020-02-30", "1800-01-01"]), [JAN, ..., ...]),
    ],
)  # fmt: skip
def test_a_value_in_every_form(name: str, column: pa.Array, expected: list[object]) -> None:
    """What stands in a column is the value, nothing, or a reason to set the row aside; also in a slice."""
    assert told(column, name) == expected
    assert told(pa.concat_arrays([column, column]).slice(1, len(column)), name) == [*expected[1:], expected[0]]


def test_a_day_out_of_the_calendar_is_told_as_a_day() -> None:
    found = run({"day": pa.array([date(1800, 1, 1)])}, "day")
    assert reasons(found) == [
        (
            0,
            "day",
            "1800-01-01 is out of the engine's calendar: give a date between January 1, 1900 and December 31, 2199.",
        )
    ]


def test_a_number_beyond_is_told_as_it_was_written() -> None:
    found = run({"fine": pa.array([2**62])}, "fine")
    assert reasons(found)[0][2].startswith(f"{2**62} is out of range")


def test_tables_that_go_on_take_keys_wider_than_their_values() -> None:
    keys = [99990, 100001, 100050, None]
    found = run({"big": pa.array(keys)}, "slope", "down", bounds=True).rows.to_pylist()
    assert [row["slope"] for row in found] == [0, 1, 50, None]
    assert [row["down"] for row in found] == [0, 1, -97, None]
    assert (found[3]["slope.low"], found[3]["slope.high"]) == (0, 50)
    assert (found[3]["down.low"], found[3]["down.high"]) == (-97, 1)


def test_a_constant_that_is_replaced_gives_no_wrong_number() -> None:
    """An answer that its column cannot hold is no answer, and not another number."""
    found = run({"five": pa.array([2**40, 2**20, None]), "small": pa.array([1, 1, 1])}, "plus")
    assert found.rows.column("plus").to_pylist() == [2**20 + 1, 6]
    assert reasons(found)[0][:2] == (0, "plus")
    assert found.contradicted == {"five": 2}


def test_lists_of_records() -> None:
    """A list is given, empty or not given; one that holds a null cannot be read, and each wrong record is told."""
    rows = [[{"days": 5, "paid": True}, {"days": None}], None, [], [None], [{"days": 120}, {"days": -1}, {"days": 120}]]
    for kind in (VISITS, pa.large_list(VISITS.value_type)):
        found = run({"visits": pa.array(rows, kind)}, "total", "some", bounds=True)
        assert [row["total.low"] for row in found.rows.to_pylist()] == [5, 0, 0]
        assert found.rows.column("some").to_pylist() == [True, None, False]
        told = (
            "120 is out of range: write a value between 0 and 99. -1 is out of range: write a value between 0 and 99."
        )
        assert [row[1:] for row in reasons(found)][1] == ("visits.days", told)
        assert [row[:2] for row in reasons(found)] == [(3, "visits"), (4, "visits.days")]
    assert [row[:2] for row in reasons(run({"visits": pa.array([[None], []], pa.list_(pa.null()))}, "total"))] == [
        (0, "visits")
    ]
    assert run({"visits": pa.array([[{}], []], pa.list_(pa.struct([])))}, "some").rows.to_pylist() == [
        {"some": None},
        {"some": False},
    ]
    assert run({"visits": pa.array([[{"town": {"name": "x"}}, {"town": None}]])}, "total").rejects.num_rows == 0


def test_lists_as_json_name_what_is_no_fact() -> None:
    texts = ['[{"days":5,"paid":true}]', "[]", None, "[null]", "{", '[{"dayz":5}]', '[{"days":1e40}]', '[{"kept":4}]']
    found = run({"visits": pa.array(texts)}, "total")
    assert found.rows.column("total").to_pylist() == [5, 0, None]
    fields = ["visits", "visits", "visits.dayz", "visits.days", "visits.kept"]
    assert [row[:2] for row in reasons(found)] == list(zip(range(3, 8), fields, strict=True))
    assert "visits.days" in reasons(found)[2][2]


def test_a_slice_is_answered_like_the_whole() -> None:
    rows = [[{"days": 5, "paid": True}], None, []]
    columns = {
        "id": pa.array([str(each) for each in range(12)]),
        "visits": pa.array(rows * 4, VISITS),
        "member": pa.array([True, None, False] * 4),
    }
    kernel = Kernel(BOOK, Query(("total", "some", "answer"), as_of=DAY, id_column="id"))
    batch = pa.record_batch(columns)
    assert kernel.run(batch).rows.slice(5, 6).equals(kernel.run(batch.slice(5, 6)).rows)


def test_a_fact_is_of_candidates_or_of_records() -> None:
    """A fact of candidates may be named like those of a list's records; neither stands in for the other."""
    both = {"visits": pa.array([[{"days": 4}]]), "visits.kept": pa.array([3])}
    assert run(both, "total", "visits.kept").rows.to_pylist() == [{"total": 4, "visits.kept": 3}]
    assert refused("total", columns={"visits": pa.array([[{"kept": 4}]])}) == ["column-unknown"]
    assert refused("total", columns={"visits": pa.array([[{"paid": True}]]), "visits.days": pa.array([4])}) == [
        "column-unknown"
    ]
    assert refused("total", columns={"visits": pa.array([{"days": 4}])}) == ["column-unknown"]


def test_columns_that_are_carried() -> None:
    small = pa.array([9, 5])
    assert run({"small": small}, "plus", keep=("small",)).rows.to_pylist() == [
        {"small": 9, "plus": 14},
        {"small": 5, "plus": 10},
    ]
    assert run({"small": small}, "plus", id_column="small").rows.column("plus").to_pylist() == [None, None]
    assert refused("small", columns={"small": small}, keep=("small",)) == ["write-column-twice"]
    more = {"small": small, "more": pa.array([{"a": 1, "b": "x"}, None])}
    assert run(more, "plus", keep=("more",)).rows.column_names == ["more.a", "more.b", "plus"]
    assert run(more, "plus", ignore=("more",)).rows.column_names == ["plus"]
    assert refused("plus", columns=more, id_column="more") == ["column-unknown", "column-unknown", "column-absent"]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (pa.array(["p", "q"]).dictionary_encode(), "q"),
        (pa.array(["p", "q"], pa.string_view()), "q"),
        (pa.array([1, 2]), "2"),
        (pa.array([b"a", b"\xff"]), r"b'\xff'"),
        (pa.array([[1], [2]]), "[2]"),
    ],
)
def test_identifiers_of_every_type(ids: pa.Array, expected: str) -> None:
    found = run({"id": ids, "small": pa.array([9, 55])}, "plus", id_column="id")
    assert found.rows.num_rows == 1
    assert found.rejects.column("id").to_pylist() == [expected]


def test_no_rows_and_rows_that_are_all_refused() -> None:
    none = {"visits": pa.array([], VISITS), "member": pa.array([], pa.bool_()), "count": pa.array([], pa.string())}
    found = run(none, "total", "answer", "count")
    assert (found.rows.num_rows, found.rejects.num_rows) == (0, 0)
    found = run({"small": pa.array([99, -99]), "colour": pa.array(["q", "red"])}, "plus", "colour", language="fr")
    assert (found.rows.num_rows, found.rejects.num_rows) == (0, 2)
    assert reasons(found)[0] == (
        0,
        "colour",
        "« q » n'est pas une valeur possible : écrivez l'une de celles-ci : red, blue. "
        "99 est hors limites : écrivez une valeur entre -5 et 10.",
    )


def test_dates_of_evaluation_and_of_knowledge() -> None:
    small = pa.array([1, 2, 3])
    days = pa.array(["2020-01-01", "x", None])
    found = run({"small": small, "on": days}, "plus", as_of_column="on", keep=("on",))
    assert found.rows.to_pylist() == [{"on": "2020-01-01", "plus": 6}]
    assert [row[:2] for row in reasons(found)] == [(1, "on"), (2, "on")]
    known = pa.array([None, date(2020, 1, 1), date(2000, 1, 1)])
    found = run({"small": small, "known": known}, "plus", known_on_column="known")
    assert found.rows.column("plus").to_pylist() == [6, 7, None]
    assert refused("plus", columns={"small": small}, as_of=DAY - 9999) == ["date-before-book"]


def test_what_was_known_on_each_day() -> None:
    """Rows known on many days find what the rules of those days say."""
    later = books.version("2018-01-01", facts={"answer": fact(value=2)}, published="2018-03-01")
    first = books.version(facts={"answer": fact(value=1)})
    book = books.history(
        {"topic/2015-01-01.yaml": first, "topic/2018-01-01.yaml": {**later, "published": "2018-03-01"}}
    )
    on = [date(2019, 1, 1), date(2019, 1, 1), date(2017, 1, 1), date(2019, 1, 1), date(2014, 1, 1)]
    known = [date(2018, 2, 28), date(2018, 3, 1), None, None, None]
    columns = {"on": pa.array(on), "known": pa.array(known, pa.date32())}
    found = run(columns, "answer", book=book, as_of_column="on", known_on_column="known")
    assert found.rows.column("answer").to_pylist() == [1, 2, 1, 2]
    assert [row[0] for row in reasons(found)] == [4]


def test_facts_that_change_type() -> None:
    """A value of an earlier date that the column of answers cannot hold is never told as another one."""
    before = {
        "answer": asked("number", at_least=0, at_most=10**10),
        "tenth": asked("number", at_least=0, at_most=100),
        "kind": asked("choice", choices={"a": TEXTS}),
        "old": asked("yes_no"),
    }
    after = {
        "answer": asked("number", at_least=0, at_most=100),
        "tenth": asked("number", decimals=1, at_least=0, at_most=100),
        "kind": asked("number", at_least=0, at_most=3),
    }
    files = {
        "topic/2015-01-01.yaml": books.version(facts=before),
        "topic/2018-01-01.yaml": books.version("2018-01-01", after),
    }
    columns = {
        "on": pa.array([date(2016, 1, 1), date(2016, 1, 1), date(2019, 1, 1)]),
        "answer": pa.array([5 * 10**9, 7, 7]),
        "tenth": pa.array([7, 7, 7]),
        "kind": pa.array(["a", "a", "3"]),
        "old": pa.array([True, True, False]),
    }
    found = run(columns, "answer", "tenth", "kind", "old", book=books.history(files), as_of_column="on")
    assert [(row["answer"], row["tenth"], row["kind"], row["old"]) for row in found.rows.to_pylist()] == [
        (7, Decimal(7), None, True),
        (7, Decimal(7), 3, None),
    ]
    assert [row[:2] for row in reasons(found)] == [(0, "answer")]


def test_many_refused_rows_are_told_as_few() -> None:
    """Each of many rows has the text that it has alone, whatever the others are refused for."""
    random = Random(3)
    small = [random.choice([3, 11, 12, -9]) for _ in range(60)]
    colours = [random.choice(["red", "x", "y"]) for _ in small]
    together = reasons(run({"small": pa.array(small), "colour": pa.array(colours)}, "plus", "colour"))
    alone = []
    for row, (each, colour) in enumerate(zip(small, colours, strict=True)):
        told = reasons(run({"small": pa.array([each]), "colour": pa.array([colour])}, "plus", "colour"))
        alone += [(row, field, text) for _, field, text in told]
    assert together == alone


def test_a_question_travels() -> None:
    question = Query(("plus",), as_of=DAY, keep=("note",), language="fr")
    assert pickle.loads(pickle.dumps(question)) == question


NARROW = books.book(
    {
        "low": asked("number", at_least=-128, at_most=127),
        "high": asked("number", at_least=100, at_most=127),
        "part": asked("number", decimals=2, at_least=-1, at_most=1),
        "yes": asked("yes_no"),
        "again": fact(value={"fact": "low"}),
        "sum": fact(sum=["low", "high", "again"]),
        "mixed": fact(sum=["low", "part"]),
        "capped": fact(sum=["low", "high"], cap=50, floor=-20),
        "least": fact(least=["low", "sum"]),
        "most": fact(greatest=["mixed", "high"]),
        "times": fact(divide={"fact": "sum", "by": 7}),
        "under": fact(divide={"fact": "low", "by": 128}),
        "slope": fact(table={"key": "sum", "rows": {"..0": 3, "1": 4}, "beyond": {"each": -3}}),
        "row": fact(table={"key": "low", "rows": {"..-100": -1, "-99..0": 5, "1..": 2}}),
        "known": fact(all=[{"fact": "low", "known": True}, {"fact": "sum", "less_than": {"fact": "high", "times": 2}}]),
        "pick": fact(choose=[{"when": {"fact": "yes", "is": True}, "value": {"fact": "sum"}}, {"otherwise": 1}]),
        "answer": fact(sum=["pick", "slope"]),
    }
)


def test_narrow_columns_never_overflow() -> None:
    """Bounds of one byte, sums and differences beyond it: the kernel says what the engine says, unknowns included."""
    random = Random(5)
    draw: Mapping[str, Sequence[Any]] = {
        "low": (-128, -100, -99, -1, 0, 1, 127, None, None),
        "high": (100, 127, 113, None),
        "part": (-1, 1, 0.25, -0.01, None),
        "yes": (True, False, None),
    }
    rows = [{name: random.choice(values) for name, values in draw.items()} for _ in range(50)]
    facts = [name for name in books.plan(NARROW).facts if name not in draw]
    columns = {name: pa.array([row[name] for row in rows]) for name in draw}
    found = run(columns, *facts, book=NARROW, bounds=True).rows.to_pylist()
    for row, here in zip(rows, found, strict=True):
        decision = books.decide(NARROW, {name: value for name, value in row.items() if value is not None}, "2020-01-01")
        for name in facts:
            value, kind = decision.trace.value(name), decision.plan.facts[name].type
            there = [plain(each, kind) for each in (value, *bounds(value))]
            got = [here[f"{name}{end}"] for end in ("", ".low", ".high")]
            assert [float(each) if isinstance(each, Decimal) else each for each in got] == there, f"{name} of {row}"
