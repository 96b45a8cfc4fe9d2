"""Three values and bounds: an answer on unknown values holds every answer that the unknowns still allow, and no less
is said of values that are all known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from math import ceil, floor, prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.support import books

from ronde.model.nodes import Node, Op
from ronde.model.payloads import Axis, Beyond, Measure, Rounding, Step, Table
from ronde.model.types import YES_NO, Kind, Type, Value
from ronde.operations import registry
from ronde.operations.bounds import MAYBE, hull

NUMBER = Type(Kind.NUMBER, 0, -1000, 1000)
TEXT = Type(Kind.CHOICE, choices=("a", "b", "c"))
FIRST = date(2019, 12, 27).toordinal()
LAST = date(2024, 3, 3).toordinal()
MOST = 600


@dataclass(frozen=True)
class Cell:
    """A value as the engine holds it, and every known value that it can turn out to be."""

    value: Value
    possible: tuple[int | str, ...]


def whole(low: int, high: int, width: int = 2) -> st.SearchStrategy[Cell]:
    """A whole number between two bounds, known or within a few of each other."""

    def cell(start: int, extra: int) -> Cell:
        end = min(start + extra, high)
        return Cell(start if start == end else (start, end), tuple(range(start, end + 1)))

    return st.builds(cell, st.integers(low, high), st.sampled_from([0, 0, *range(1, width + 1)]))


YES = st.sampled_from([Cell(0, (0,)), Cell(1, (1,)), Cell(MAYBE, (0, 1))])
SURE = st.sampled_from([Cell(1, (1,)), Cell(1, (1,)), Cell(0, (0,)), Cell(MAYBE, (0, 1))])
TEXTS = st.sampled_from([Cell("a", ("a",)), Cell("b", ("b",)), Cell("c", ("c",)), Cell(None, ("a", "b", "c"))])
DATES = whole(FIRST, LAST)


def node(op: Op, data: object = None, kind: Type = NUMBER) -> Node:
    return Node(0, op, (), kind, None, data)


def holds(found: Value, value: Any) -> bool:
    """Whether an answer leaves room for a value."""
    if found is None:
        return True
    return found[0] <= value <= found[1] if isinstance(found, tuple) else found == value


def check(found: Value, cells: Sequence[Cell], said: Callable[..., Any], *, tight: bool) -> None:
    """The answer holds what is said of every completion; where `tight`, its bounds are the least and the greatest."""
    assume(prod(len(cell.possible) for cell in cells) <= MOST)
    every = [said(*values) for values in product(*(cell.possible for cell in cells))]
    assert all(holds(found, value) for value in every)
    if len(every) == 1:
        assert found == every[0]
    assert not isinstance(found, tuple) or found[0] < found[1], "bounds that are equal are a known value"
    if tight:
        assert found == hull(every)


def ordered_table(starts: Sequence[int], values: Sequence[int], beyond: Beyond | None) -> Table:
    return Table((Axis(starts=tuple(starts), size=len(starts)),), tuple(values), (), (), beyond)


def years(start: int, end: int) -> int:
    """Birthdays from one day to another, with 1 March for 29 February."""
    first, second = date.fromordinal(start), date.fromordinal(end)
    count = 0
    for year in range(first.year + 1, second.year + 1):
        leap = year % 4 == 0
        birthday = date(year, 3, 1) if (first.month, first.day) == (2, 29) and not leap else first.replace(year=year)
        count += birthday <= second
    return count


# one operation at a time

TWO = st.tuples(whole(-4, 4, 3), whole(-4, 4, 3))
MANY = st.lists(whole(-9, 9), min_size=1, max_size=4)
TRUTHS = st.lists(YES, min_size=1, max_size=5)


@given(TWO)
def test_comparisons(cells: tuple[Cell, Cell]) -> None:
    """Equality and order are known as soon as no completion can change them, and not before."""
    values = [cell.value for cell in cells]
    check(registry.value(Op.EQUALS)(node(Op.EQUALS), values), cells, lambda a, b: int(a == b), tight=True)
    check(registry.value(Op.AT_LEAST)(node(Op.AT_LEAST), values), cells, lambda a, b: int(a >= b), tight=True)


@given(TEXTS, TEXTS)
def test_equality_of_texts(first: Cell, second: Cell) -> None:
    """Two texts are equal or not where both are known, and it is unknown where one is not."""
    found = registry.value(Op.EQUALS)(node(Op.EQUALS), [first.value, second.value])
    check(found, [first, second], lambda a, b: int(a == b), tight=False)
    assert (found == MAYBE) == (None in (first.value, second.value))


@given(whole(-4, 4, 4), st.frozensets(st.integers(-4, 4), min_size=1))
def test_membership_of_numbers(cell: Cell, members: frozenset[int]) -> None:
    """A number within bounds is a member for sure where all of them are, and not where none is."""
    check(
        registry.value(Op.MEMBER)(node(Op.MEMBER, members), [cell.value]),
        [cell],
        lambda a: int(a in members),
        tight=True,
    )


@given(TEXTS, st.frozensets(st.sampled_from("abcd"), min_size=1))
def test_membership_of_texts(cell: Cell, members: frozenset[str]) -> None:
    """An unknown code may or may not be of a list."""
    found = registry.value(Op.MEMBER)(node(Op.MEMBER, members), [cell.value])
    check(found, [cell], lambda a: int(a in members), tight=False)


@given(TRUTHS)
def test_truths(cells: list[Cell]) -> None:
    """All is false by one false, any is true by one true, whatever the rest is; not turns truth around."""
    values = [cell.value for cell in cells]
    check(registry.value(Op.ALL)(node(Op.ALL), values), cells, lambda *args: min(args), tight=True)
    check(registry.value(Op.ANY)(node(Op.ANY), values), cells, lambda *args: max(args), tight=True)
    check(registry.value(Op.NEGATE)(node(Op.NEGATE), values[:1]), cells[:1], lambda a: 1 - a, tight=True)


@given(MANY)
def test_sums_and_extremes(cells: list[Cell]) -> None:
    """A sum, the least and the greatest have as bounds those of what they are made of."""
    values = [cell.value for cell in cells]
    check(registry.value(Op.SUM)(node(Op.SUM), values), cells, lambda *args: sum(args), tight=True)
    check(registry.value(Op.LEAST)(node(Op.LEAST), values), cells, lambda *args: min(args), tight=True)
    check(registry.value(Op.GREATEST)(node(Op.GREATEST), values), cells, lambda *args: max(args), tight=True)


@given(whole(-50, 50, 9), whole(1, 9, 3), st.integers(1, 7))
def test_products_and_quotients(cell: Cell, divisor: Cell, factor: int) -> None:
    """Multiples are exact; whole quotients are rounded down, below zero too."""
    check(registry.value(Op.TIMES)(node(Op.TIMES, factor), [cell.value]), [cell], lambda a: a * factor, tight=False)
    found = registry.value(Op.DIVIDE)(node(Op.DIVIDE), [cell.value, divisor.value])
    check(found, [cell, divisor], lambda a, b: a // b, tight=True)


ROUNDED = {"down": floor, "up": ceil, "nearest_even": round}


@given(whole(-50, 50, 9), whole(1, 9, 3), st.sampled_from(sorted(ROUNDED)), st.integers(1, 5), st.integers(1, 5))
def test_rounded_quotients(cell: Cell, divisor: Cell, towards: str, top: int, bottom: int) -> None:
    """In every direction, below zero too."""
    found = registry.value(Op.QUOTIENT)(node(Op.QUOTIENT, Rounding(top, bottom, towards)), [cell.value, divisor.value])
    check(found, [cell, divisor], lambda a, b: ROUNDED[towards](Fraction(a * top, b * bottom)), tight=True)


@given(DATES, DATES, st.integers(-2, 2), st.integers(-14, 14), st.integers(-40, 40))
def test_dates(start: Cell, end: Cell, more_years: int, months: int, days: int) -> None:
    """Years, days and moved dates have bounds where a date is known within bounds."""
    values = [start.value, end.value]
    check(registry.value(Op.YEARS_BETWEEN)(node(Op.YEARS_BETWEEN), values), [start, end], years, tight=True)
    check(registry.value(Op.DAYS_BETWEEN)(node(Op.DAYS_BETWEEN), values), [start, end], lambda a, b: b - a, tight=True)
    shift, step = registry.value(Op.DATE), node(Op.DATE, Step(more_years, months, days))
    check(shift(step, [start.value]), [start], lambda a: shift(step, [a]), tight=True)


@given(st.lists(st.tuples(YES, whole(-9, 9)), max_size=4), whole(-9, 9))
def test_choices(branches: list[tuple[Cell, Cell]], otherwise: Cell) -> None:
    """A choice is the first branch that applies; where that is open, all that still can be taken are meant."""
    cells = [*(cell for pair in branches for cell in pair), otherwise]

    def chosen(*args: int) -> int:
        pairs = zip(args[:-1:2], args[1:-1:2], strict=True)
        return next((value for condition, value in pairs if condition), args[-1])

    check(registry.value(Op.CHOOSE)(node(Op.CHOOSE), [cell.value for cell in cells]), cells, chosen, tight=True)


@given(
    st.lists(st.integers(1, 20), unique=True, max_size=5),
    st.lists(st.integers(-9, 9), min_size=6, max_size=6),
    st.sampled_from([0, 0, 1, -3]),
    st.sampled_from([1, 1, 3]),
    st.booleans(),
    whole(0, 30, 9),
)
def test_tables_over_numbers(cuts: list[int], values: list[int], each: int, per: int, begun: bool, key: Cell) -> None:
    """A table is known where every row still possible gives the same; beyond its last row it goes on by steps."""
    starts = [0, *sorted(cuts)]
    values = values[: len(starts)]

    def cell_of(value: int) -> int:
        at = max(number for number, start in enumerate(starts) if start <= value)
        steps = (value - starts[-1]) / per
        return values[at] + (each * (ceil(steps) if begun else floor(steps)) if at == len(starts) - 1 else 0)

    beyond = Beyond(starts[-1], each, per, begun) if each else None
    found = registry.value(Op.TABLE)(node(Op.TABLE, ordered_table(starts, values, beyond)), [key.value])
    check(found, [key], cell_of, tight=True)


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9), TEXTS, whole(0, 5, 5))
def test_tables_over_two_keys(values: list[int], text: Cell, number: Cell) -> None:
    """With several keys, each known one narrows the rows that are still possible."""
    axes = (Axis(values={"a": 0, "b": 1, "c": 2}, size=3), Axis(starts=(0, 2, 4), size=3))
    table = Table(axes, tuple(values), (), ())

    def cell_of(key: str, other: int) -> int:
        return values["abc".index(key) * 3 + other // 2]

    found = registry.value(Op.TABLE)(node(Op.TABLE, table), [text.value, number.value])
    check(found, [text, number], cell_of, tight=True)


@given(TEXTS, st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_attributes(code: Cell, values: list[int]) -> None:
    """An attribute of an unknown code is within what the list's codes have."""
    named = dict(zip("abc", values, strict=True))
    kind = NUMBER.within(min(values), max(values))
    found = registry.value(Op.ATTRIBUTE)(node(Op.ATTRIBUTE, named, kind), [code.value])
    check(found, [code], lambda a: named[a], tight=True)


# over records

ROWS = st.integers(0, 3)


def columns(rows: list[tuple[Cell, ...]], count: int) -> list[tuple[Value, ...]]:
    return [tuple(row[number].value for row in rows) for number in range(count)]


def completed(rows: list[tuple[Cell, ...]], said: Callable[[list[tuple[Any, ...]]], Any]) -> Callable[..., Any]:
    """What is said of the records, from the flat values of their cells."""
    width = len(rows[0]) if rows else 0
    return lambda *values: said([values[at * width : (at + 1) * width] for at in range(len(rows))])


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(SURE, whole(-9, 9)), max_size=4), st.integers(-3, 3))
def test_totals_and_extremes_over_records(rows: list[tuple[Cell, ...]], none: int) -> None:
    """Which records are meant may be unknown as well as what they say: all that can come of it is allowed for."""
    cells = [cell for row in rows for cell in row]
    given_columns = columns(rows, 2)

    def of(values: list[tuple[Any, ...]]) -> list[int]:
        return [value for meant, value in values if meant]

    for op, said, data in (
        (Op.EXISTS, lambda values: max([meant for meant, _ in values], default=0), None),
        (Op.TOTAL, lambda values: sum(of(values)), None),
        (Op.LOWEST, lambda values: min(of(values), default=none), none),
        (Op.HIGHEST, lambda values: max(of(values), default=none), none),
    ):
        found = registry.value_of_records(op)(node(op, data), given_columns[:1] if op is Op.EXISTS else given_columns)
        check(found, cells, completed(rows, said), tight=True)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(SURE, whole(0, 3), whole(0, 3, 1), whole(0, 9, 1)), max_size=3),
    st.integers(0, 9),
)
def test_pick_takes_the_best_record(rows: list[tuple[Cell, ...]], none: int) -> None:
    """The record with the greatest value, then the next one, then the first in the list, as far as that is known."""
    cells = [cell for row in rows for cell in row]

    def best(values: list[tuple[Any, ...]]) -> int:
        found = None
        for meant, *by, value in values:
            if meant and (found is None or by > found[0]):
                found = (by, value)
        return none if found is None else found[1]

    check(
        registry.value_of_records(Op.PICK)(node(Op.PICK, none), columns(rows, 4)),
        cells,
        completed(rows, best),
        tight=False,
    )


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(SURE, whole(0, 3), TEXTS), max_size=3))
def test_pick_of_a_text(rows: list[tuple[Cell, ...]]) -> None:
    """The value picked may be a text, unknown where two records with different ones can be the best."""
    cells = [cell for row in rows for cell in row]

    def best(values: list[tuple[Any, ...]]) -> str:
        found = max((row for row in values if row[0]), key=lambda row: row[1], default=(1, 0, "none"))
        return str(found[2])

    check(
        registry.value_of_records(Op.PICK)(node(Op.PICK, "none", TEXT), columns(rows, 3)),
        cells,
        completed(rows, best),
        tight=False,
    )


JOB = (SURE, whole(0, 40, 1), whole(0, 60, 1), whole(0, 70, 1))
WINDOW = st.tuples(whole(0, 30, 1), whole(10, 80, 1))


def worked(rows: list[tuple[Any, ...]], window: tuple[int, int], measure: Measure) -> int:
    """Hours of records (meant, hours a week, first day, last day) counted day by day, in sevenths, then rounded."""
    best = run = 0
    for day in range(*window):
        week = sum(row[1] for row in rows if row[0] and row[2] <= day <= row[3])
        run = 0 if measure.continuous and week < max(1, measure.minimum) else run + min(week, measure.cap)
        best = max(best, run)
    return best // 7


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(*JOB), max_size=3),
    WINDOW,
    st.sampled_from([Measure(30), Measure(30, 20, True), Measure(30, 0, True)]),
)
def test_hours_over_records(rows: list[tuple[Cell, ...]], window: tuple[Cell, Cell], measure: Measure) -> None:
    """Hours are between those of the shortest and those of the longest that the periods and the window can be."""
    cells = [*(cell for row in rows for cell in row), *window]

    def said(*values: int) -> int:
        return completed(rows, lambda jobs: worked(jobs, values[-2:], measure))(*values[:-2])  # type: ignore[arg-type]

    given_columns = [*columns(rows, 4), *((end.value,) * len(rows) for end in window)]
    found = registry.value_of_records(Op.HOURS)(node(Op.HOURS, measure), given_columns)
    check(found, cells, said, tight=False)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(*JOB, TEXTS), max_size=3), st.booleans())
def test_hours_of_the_best_group(rows: list[tuple[Cell, ...]], continuous: bool) -> None:
    """Where a record's group is unknown it may be with any of the others, or alone."""
    cells = [cell for row in rows for cell in row]
    measure = Measure(30, 20 * continuous, continuous, grouped=True)

    def said(jobs: list[tuple[Any, ...]]) -> int:
        groups = {job[4] for job in jobs}
        return max((worked([job for job in jobs if job[4] == group], (5, 60), measure) for group in groups), default=0)

    filled = columns(rows, 5)
    given_columns = [*filled[:4], (5,) * len(rows), (60,) * len(rows), filled[4]]
    check(
        registry.value_of_records(Op.HOURS)(node(Op.HOURS, measure), given_columns),
        cells,
        completed(rows, said),
        tight=False,
    )


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(*JOB, TEXTS, YES), max_size=3),
)
def test_leading_tells_of_the_group_with_the_most_hours(rows: list[tuple[Cell, ...]]) -> None:
    """The value of the group with the most hours, the first of equals; none where nobody worked."""
    cells = [cell for row in rows for cell in row]
    measure = Measure(30, grouped=True, none=0)

    def said(jobs: list[tuple[Any, ...]]) -> int:
        meant = [job for job in jobs if job[0]]
        counted = {job[4]: worked([each for each in meant if each[4] == job[4]], (5, 60), measure) for job in meant}
        if not any(counted.values()):
            return 0
        best = next(group for group in counted if counted[group] == max(counted.values()))
        return int(next(job[5] for job in meant if job[4] == best))

    filled = columns(rows, 6)
    given_columns = [*filled[:4], (5,) * len(rows), (60,) * len(rows), *filled[4:]]
    found = registry.value_of_records(Op.LEADING)(node(Op.LEADING, measure, YES_NO), given_columns)
    check(found, cells, completed(rows, said), tight=False)


def test_every_operation_is_tested_here() -> None:
    """None is left out: those above, those tested in tests/operations, and what says what is given or known."""
    tested = {
        Op.EQUALS, Op.AT_LEAST, Op.MEMBER, Op.ALL, Op.ANY, Op.NEGATE, Op.CHOOSE, Op.TABLE, Op.SUM, Op.LEAST,
        Op.GREATEST, Op.TIMES, Op.DIVIDE, Op.QUOTIENT, Op.YEARS_BETWEEN, Op.DAYS_BETWEEN, Op.DATE, Op.ATTRIBUTE,
        Op.EXISTS, Op.TOTAL, Op.LOWEST, Op.HIGHEST, Op.PICK, Op.HOURS, Op.LEADING,
    }  # fmt: skip
    below = {Op.FACT, Op.CONSTANT, Op.GIVEN, Op.KNOWN}
    assert tested | below == set(Op)
    files = (Path(__file__).parents[1] / "operations").glob("*.py")
    elsewhere = {name for path in files for name in path.stem.removeprefix("test_").split("_and_")}
    assert {*registry.ROWS, *registry.RECORDS} <= tested | elsewhere | {Op.CONSTANT, Op.KNOWN}


# in the language

T, F, U = True, False, None
TRUTH_TABLES = [
    # a, b, all, any, none
    (T, T, T, T, F),
    (T, F, F, T, F),
    (T, U, U, T, F),
    (F, F, F, F, T),
    (F, U, F, U, U),
    (U, U, U, U, U),
]
KLEENE = books.book(
    {
        "a": books.asked("yes_no"),
        "b": books.asked("yes_no"),
        "all": books.fact(all=[{"fact": "a", "is": True}, {"fact": "b", "is": True}]),
        "any": books.fact(any=[{"fact": "a", "is": True}, {"fact": "b", "is": True}]),
        "none": books.fact(none=[{"fact": "a", "is": True}, {"fact": "b", "is": True}]),
        "count": books.fact(count=[{"fact": "a", "is": True}, {"fact": "b", "is": True}]),
        "unless": books.fact(all=[{"fact": "a", "is": True, "unless": {"fact": "b", "is": True}}]),
        "not": books.fact(all=[{"fact": "a", "is": False}]),
        "known": books.fact(all=[{"fact": "a", "known": True}]),
        "unknown": books.fact(all=[{"fact": "a", "known": False}]),
    }
)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("a", "b", "every", "some", "neither"), TRUTH_TABLES)
def test_kleene(a: bool | None, b: bool | None, every: bool | None, some: bool | None, neither: bool | None,
                turned: bool) -> None:  # fmt: skip
    """all, any and none of two conditions, where each is true, false or unknown, in either order."""
    if turned:
        a, b = b, a
    got = books.answers(books.decide(KLEENE, {"a": a, "b": b}))
    assert (got["all"], got["any"], got["none"]) == (every, some, neither)
    assert got["unless"] is (True if b else a if b is False else (True if a else None))
    assert got["not"] is (None if a is None else not a)
    assert (got["known"], got["unknown"]) == (a is not None, a is None)
    assert got["count"] == (None if None in (a, b) else int(bool(a)) + int(bool(b)))


MIXED = books.book(
    {
        "age": books.asked("number", at_least=0, at_most=120),
        "married": books.asked("yes_no"),
        "points": books.fact(table={"key": "age", "rows": {"..17": 0, "18..29": 5, "30..": 5}}),
        "wide": books.fact(
            table={
                "key": "age",
                "columns": {"choose": "married", "true": "two", "false": "one"},
                "rows": {"..17": {"one": 0, "two": 0}, "18..": {"one": 9, "two": 7}},
            }
        ),
        "scale": books.fact(scale={"key": "age", "rows": {"3": 60, "2": 40, "1": 20}, "below": 0}),
        "capped": books.fact(sum=["points", "wide"], cap=5),
        "first": books.fact(
            choose=[
                {"when": {"fact": "married", "is": True}, "value": 1},
                {"when": {"fact": "age", "at_least": 65}, "value": 2},
                {"otherwise": 3},
            ]
        ),
        "jobs.paid": books.asked("yes_no", on="jobs"),
        "jobs.weekly": books.asked("number", at_least=0, at_most=60, on="jobs"),
        "count": books.fact(number_of={"in": "jobs", "where": {"fact": "jobs.paid", "is": True}}),
        "exists": books.fact(exists={"in": "jobs", "where": {"fact": "jobs.paid", "is": True}}),
        "every": books.fact(every={"in": "jobs", "holds": {"fact": "jobs.paid", "is": True}}),
        "total": books.fact(total={"in": "jobs", "of": "jobs.weekly"}),
        "most": books.fact(highest={"in": "jobs", "of": "jobs.weekly", "none": 0}),
    },
    records={"jobs": books.record()},
)


def told(tree: dict[str, Any]) -> dict[str, Any]:
    """Each fact's value, or its bounds where it is unknown within bounds."""
    facts = books.decide(MIXED, tree).document()["facts"]
    assert isinstance(facts, dict)
    return {
        name: (each["at_least"], each["at_most"]) if "at_least" in each else each["value"]
        for name, each in facts.items()
    }


def test_a_table_with_an_unknown_key_is_unknown_unless_all_rows_agree() -> None:
    """An unknown key leaves every row possible; `otherwise`, `below` and the last row catch no unknown."""
    got = told({})
    assert (got["points"], got["wide"], got["scale"]) == (None, None, None)
    got = told({"married": True})
    assert got["wide"] == (0, 7)
    got = told({"age": 18})
    assert (got["points"], got["wide"], got["scale"]) == (5, (7, 9), 0)
    assert told({"age": 17})["wide"] == 0


def test_a_sum_is_known_when_the_rest_reaches_the_cap() -> None:
    """What is missing no longer matters once the cap is reached without it."""
    assert told({"age": 40})["capped"] == 5
    assert told({"age": 17})["capped"] == 0
    assert told({})["capped"] is None


def test_a_choice_stops_at_the_first_branch_that_is_sure() -> None:
    """A branch that applies ends the choice; one that may apply leaves it open."""
    assert told({"married": True})["first"] == 1
    assert told({"married": False})["first"] == (2, 3)
    assert told({"age": 70})["first"] == (1, 2)
    assert told({"age": 20})["first"] is None
    assert told({})["first"] is None
    assert told({"married": False, "age": 64})["first"] == 3


def test_records_that_may_count_leave_bounds() -> None:
    """How many, whether one, whether all, the total and the most, where some records are not fully told."""
    got = told({"jobs": [{"paid": True, "weekly": 20}, {"weekly": 30}, {"paid": False}]})
    assert (got["count"], got["exists"], got["every"]) == ((1, 2), True, False)
    assert (got["total"], got["most"]) == ((50, 110), (30, 60))
    got = told({"jobs": [{"paid": True}, {}]})
    assert (got["count"], got["exists"], got["every"]) == ((1, 2), True, None)


def test_an_absent_list_is_unknown_and_an_empty_one_is_none() -> None:
    """No list says nothing; an empty list says that there is nothing."""
    got = told({"jobs": []})
    assert (got["count"], got["exists"], got["every"], got["total"], got["most"]) == (0, False, True, 0, 0)
    got = told({})
    assert [got[name] for name in ("count", "exists", "every", "total", "most")] == [None] * 5
