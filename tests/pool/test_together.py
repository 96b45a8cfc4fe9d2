"""Rows under several sets of rules run as one plan: each row is answered as its own rules alone answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from random import Random
from typing import Any

import orjson
import pyarrow as pa
import pytest
from tests.support import books, profiles
from tests.support.books import TEXTS, asked, fact

from ronde.columns import kernel
from ronde.columns.answers import Answers
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import History
from ronde.model.nodes import Fact, Plan
from ronde.model.types import YES_NO, plain, read_date
from ronde.operations.bounds import bounds

DAYS = ("2015-01-01", "2017-01-01", "2019-01-01", "2021-01-01")
NEVER = 10_000

Row = Mapping[str, Any]


def changing(*versions: Row, keys: Sequence[Row] = (), **every: Any) -> History:
    """A book of one topic with these facts from each of the days on; `keys` are what else each version says."""
    own = [*keys, *({} for _ in versions)]
    return books.history(
        {
            f"topic/{day}.yaml": books.version(day, facts, **every, **more)
            for day, facts, more in zip(DAYS, versions, own, strict=False)
        }
    )


def everywhere(**values: Sequence[Any]) -> list[Row]:
    """Every row that can be made of these values; `...` is a value that is missing."""
    rows = (dict(zip(values, each, strict=True)) for each in product(*values.values()))
    return [{name: value for name, value in row.items() if value is not ...} for row in rows]


def batch_of(rows: Sequence[Row], days: Sequence[str]) -> pa.RecordBatch:
    """Rows as they stand in a file: texts, and lists of records as JSON."""
    names = sorted({name for row in rows for name in row})

    def text(value: object) -> str | None:
        return value if isinstance(value, str) or value is None else orjson.dumps(value).decode()

    columns = {name: pa.array([text(row.get(name)) for row in rows], pa.string()) for name in names}
    return pa.record_batch({"on": pa.array(list(days), pa.string()), **columns})


def run(book: History, facts: Sequence[str], batch: pa.RecordBatch, several: int) -> tuple[Answers, bool]:
    """The answers to a batch, and whether its rules ran as one."""
    made = Kernel(book, Query(tuple(facts), as_of_column="on", bounds=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "SEVERAL", several)
        answers = made.run(batch)
    for each in (answers.rows, answers.rejects):
        each.validate(full=True)
    return answers, any(made._rulings._together.values())


def agreed(book: History, facts: Sequence[str], rows: Sequence[Row], *, merged: bool = True) -> Answers:
    """The answers to rows, each on every day: those of their rules run as one, run apart, one day alone, and those of
    the engine for each. `merged`: whether the rules can run as one."""
    every = [(row, day) for row in rows for day in DAYS[: len(book.versions["topic"])]]
    batch = batch_of(*zip(*every, strict=True))
    answers, together = run(book, facts, batch, 3)
    assert together is merged
    same(answers, run(book, facts, batch, NEVER)[0])
    alone = [run(book, facts, batch.filter(pa.array([each == day for _, each in every])), NEVER)[0] for day in DAYS]
    assert answers.contradicted == summed([each.contradicted for each in alone])
    engine, rejected = Engine(book, Reference()), set(answers.rejects.column("row").to_pylist())
    told = iter(answers.rows.to_pylist())
    for number, (row, day) in enumerate(every):
        plan = engine.plan(engine.rules(read_date(day)))
        own = {name: value for name, value in row.items() if name in plan.facts or name in plan.records}
        try:
            decision = engine.evaluate(books.profile(own), read_date(day))
        except ValidationError:
            assert number in rejected, f"{row} on {day}"
            continue
        assert number not in rejected, f"{row} on {day}"
        here = next(told)
        for name in facts:
            about = plan.facts.get(name)
            value = None if about is None else decision.trace.value(name)
            ends = (value, *bounds(value)) if about is not None and about.type.ordered else (value, None, None)
            there = [None if about is None else plain(each, about.type) for each in ends]
            assert [written(here.get(f"{name}{end}")) for end in ("", ".low", ".high")] == there, (
                f"{name}: {row}, {day}"
            )
    return answers


def written(value: Any) -> Any:
    """An answer as the engine writes it."""
    return value.isoformat() if isinstance(value, date) else value


def same(first: Answers, second: Answers) -> None:
    """Hold two answers to be equal."""
    assert first.rows.equals(second.rows)
    assert first.rejects.to_pylist() == second.rejects.to_pylist()
    assert first.contradicted == second.contradicted, (first.contradicted, second.contradicted)


def summed(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Counts by name, added up."""
    names = {name for each in counts for name in each}
    return {name: sum(each.get(name, 0) for each in counts) for name in names}


AGE = {"age": asked("number", at_least=0, at_most=120)}
SIZE = {"size": asked("number", at_least=1, at_most=40)}
MEMBER = {"member": asked("yes_no")}
COLOUR = {"colour": asked("choice", choices=dict.fromkeys(("red", "blue", "green"), TEXTS))}


def test_a_number_that_changes() -> None:
    book = changing(
        *(
            {**AGE, "rate": fact(value=rate), "answer": fact(sum=["age", "rate"], cap=cap)}
            for rate, cap in ((5, 90), (300, 400), (-7, 100), (5, 20))
        )
    )
    agreed(book, ["rate", "answer"], everywhere(age=[0, 7, 15, 16, 120, ...]))


def test_a_table_whose_bands_change() -> None:
    bands: Sequence[Row] = (
        {"..17": 0, "18..35": 100, "36..": 50},
        {"..20": 1, "21..29": 1000, "30..39": 7, "40..": -3},
        {"..17": 0, "18..35": 100, "36..": 50},
        {"..99": 2, "100..": 3},
    )
    book = changing(*({**AGE, "answer": fact(table={"key": "age", "rows": each})} for each in bands))
    agreed(book, ["answer"], everywhere(age=[0, 17, 18, 20, 21, 30, 35, 36, 39, 40, 99, 100, 120, ...]))


def test_a_table_of_texts_that_changes() -> None:
    rows: Sequence[Row] = (
        {"red": 1, "blue, green": 2},
        {"red, blue": 1, "green": 3},
        {"green": 4, "red": 300, "blue": 5},
    )
    codes = asked("code", pattern="[A-Z]{2}")
    book = changing(
        *(
            {
                **COLOUR,
                "place": codes,
                "answer": fact(table={"key": "colour", "rows": each}),
                "there": fact(table={"key": "place", "rows": there, "otherwise": 0}),
                "both": fact(sum=["answer", "there"]),
            }
            for each, there in zip(rows, ({"CA": 1}, {"FR, CA": 2}, {"BE": 3, "FR": 4}), strict=True)
        )
    )
    places = ["CA", "FR", "BE", "XX", "X", ...]
    agreed(book, ["answer", "there", "both"], everywhere(colour=["red", "blue", "green", ...], place=places))


def test_a_table_that_goes_on_and_changes() -> None:
    funds: Sequence[tuple[Row, int]] = (
        ({1: 100, 2: 130, 3: 160}, 28),
        ({1: 110, 2: 140}, 3000),
        ({1: 90, 2: 80, 3: 70, 4: 75}, -2),
    )
    book = changing(
        *(
            {**SIZE, "answer": fact(table={"key": "size", "rows": rows, "beyond": {"each": each}})}
            for rows, each in funds
        ),
        {**SIZE, "answer": fact(table={"key": "size", "rows": {"..5": 3, "6..": 4}})},
    )
    agreed(book, ["answer"], everywhere(size=[1, 2, 3, 4, 5, 6, 40, ...]))


def test_a_table_that_goes_on_for_keys_of_another_day() -> None:
    """A table that goes on says nothing of keys that its own day cannot have."""
    book = changing(
        *(
            {
                "size": asked("number", at_least=1, at_most=most),
                "answer": fact(table={"key": "size", "rows": {1: 5, 2: 9}, "beyond": {"each": each}}),
            }
            for most, each in ((9, 15), (1000, 1), (20, -3))
        )
    )
    agreed(book, ["answer"], everywhere(size=[1, 2, 3, 9, 20, 1000, ...]))


@pytest.mark.parametrize("most", [5_000, 30_000])
def test_tables_too_large_to_be_one(most: int) -> None:
    """Tables that would take too much room as one stand side by side."""
    wide = {"size": asked("number", at_least=1, at_most=most)}
    book = changing(
        *(
            {**wide, "answer": fact(table={"key": "size", "rows": {1: 5, 2: base}, "beyond": {"each": each}})}
            for base, each in ((6, 1), (7, 2), (8, -3), (6, 1))
        )
    )
    agreed(book, ["answer"], everywhere(size=[1, 2, 3, 200, most, ...]))


def test_a_definition_that_is_built_otherwise() -> None:
    members = [{"fact": "member", "is": True}, {"fact": "age", "at_least": 18}]
    book = changing(
        {**AGE, **MEMBER, "points": fact(sum=["age"]), "answer": fact(all=members), "next": fact(sum=["points"])},
        {
            **AGE,
            **MEMBER,
            "points": fact(choose=[{"when": members[0], "value": 7}, {"otherwise": {"fact": "age"}}]),
            "answer": fact(any=members),
            "next": fact(sum=["points", "age"]),
        },
        {
            **AGE,
            **MEMBER,
            "points": fact(divide={"fact": "age", "by": 7}),
            "answer": fact(none=members),
            "next": fact(greatest=["points", "age"]),
        },
        {
            **AGE,
            **MEMBER,
            "points": fact(count=[*members, {"fact": "age", "known": True}]),
            "answer": fact(all=[*members, {"fact": "points", "less_than": 3}]),
            "next": fact(value=4),
        },
    )
    agreed(book, ["points", "answer", "next"], everywhere(age=[0, 17, 18, 120, ...], member=[True, False, ...]))


def test_a_fact_that_not_every_day_has() -> None:
    """Null where it is not defined; what is supplied of it there is not looked at."""
    base = {**AGE, "answer": fact(sum=["age"])}
    book = changing(
        {**base, "bonus": fact(sum=["age"], cap=10)}, base, {**base, "bonus": asked("number", at_least=3, at_most=5)}
    )
    found = agreed(book, ["answer", "bonus"], everywhere(age=[4, 20, ...], bonus=[2, 3, 10, 99, ...]))
    assert found.contradicted == {"bonus": 5}
    none = agreed(book, ["answer", "bonus"], everywhere(age=[4, 20, ...]))
    assert none.rows.column("bonus").to_pylist() == [4, None, None, 10, None, None, None, None, None]


def test_what_is_contradicted_only_on_some_days() -> None:
    """Only by the rules that define a fact, only where they need it, and only where they say otherwise."""
    base = {**AGE, **MEMBER}
    book = changing(
        {**base, "adult": fact(all=[{"fact": "age", "at_least": 18}]), "answer": fact(value={"fact": "adult"})},
        {**base, "adult": fact(all=[{"fact": "age", "at_least": 21}]), "answer": fact(value={"fact": "adult"})},
        {**base, "adult": asked("yes_no"), "answer": fact(value={"fact": "adult"})},
        {**base, "adult": fact(all=[{"fact": "age", "at_least": 18}]), "answer": fact(value={"fact": "member"})},
    )
    found = agreed(book, ["answer"], everywhere(age=[17, 18, 20, 21, ...], adult=[True, False, ...]))
    assert found.contradicted == {"adult": 4 + 4}


def test_an_unknown_that_becomes_something_else() -> None:
    facts = [
        {**MEMBER, **AGE, "level": asked("number", at_least=0, at_most=9, **missing), "answer": fact(sum=["level"])}
        for missing in ({}, {"missing": 4}, {"missing": {"fact": "age"}}, {"missing": 0})
    ]
    agreed(changing(*facts[:2], *facts[3:]), ["answer", "level"], everywhere(level=[0, 9, ...]))
    wide = [{**each, "level": {**each["level"], "input": {**each["level"]["input"], "at_most": 120}}} for each in facts]
    agreed(changing(*wide), ["answer", "level"], everywhere(level=[0, 9, 120, 121, ...], age=[50, ...]))


def test_bounds_of_an_input_that_change() -> None:
    """A value within no day's bounds is refused; one beyond its own day's alone is unknown within those."""
    book = changing(
        *(
            {
                "level": asked("number", at_least=low, at_most=high),
                "same": fact(value={"fact": "level"}),
                "answer": fact(sum=["level", "same"]),
                "some": fact(all=[{"fact": "level", "at_least": 3}]),
                "row": fact(table={"key": "level", "rows": {"..4": 1, "5..": 2}}),
            }
            for low, high in ((0, 9), (3, 100), (-5, 6), (0, 9))
        )
    )
    agreed(book, ["level", "answer", "some", "row"], everywhere(level=[-5, 0, 3, 9, 100, 101, ...]))


def test_choices_that_change() -> None:
    """A choice of other days is unknown; where a day has one alone, an unknown choice is that one."""
    book = changing(
        *(
            {
                "kind": asked("choice", choices=dict.fromkeys(kinds, TEXTS)),
                "again": fact(value={"fact": "kind"}, type="choice", choices=dict.fromkeys(kinds, TEXTS)),
                "answer": fact(all=[{"fact": "kind", "is": kinds[0]}]),
            }
            for kinds in (("a", "b"), ("b", "c", "d"), ("d",), ("a", "z"))
        )
    )
    agreed(book, ["kind", "again", "answer"], everywhere(kind=["a", "b", "d", "z", "none", ...]))


def test_a_choice_of_a_later_day_is_not_silence() -> None:
    """What silence means is not said of it, and it is none of the choices of its day."""
    book = changing(
        *(
            {
                "kind": asked("choice", choices=dict.fromkeys(kinds, TEXTS), missing=kinds[0]),
                "level": asked("number", at_least=0, at_most=most, missing=1),
                "given": fact(all=[{"fact": "kind", "known": True}]),
                "answer": fact(choose=[{"when": {"fact": "kind", "is": "open"}, "value": 5}, {"otherwise": 7}]),
                "points": fact(table={"key": "level", "rows": {"..5": 0, "6..": 10}}),
            }
            for kinds, most in ((("open", "other"), 9), (("open", "other", "young"), 9), (("young", "open"), 20))
        )
    )
    found = agreed(
        book,
        ["kind", "given", "answer", "points"],
        everywhere(kind=["open", "young", "other", ...], level=[3, 15, 21, ...]),
    )
    assert found.rejects.column("row").to_pylist() == [row for row in range(48) if row % 12 in (6, 7, 8)]
    first = agreed(book, ["given", "answer"], everywhere(kind=["young", ...]))
    assert first.rows.column("answer").to_pylist() == [None, 7, 7, 5, 5, 7]
    assert first.rows.column("given").to_pylist() == [False, True, True, True, True, True]


def test_what_a_later_day_knows_of_a_derived_fact_is_left_aside() -> None:
    """The rules of the day derive it all the same."""
    book = changing(
        *(
            {
                **AGE,
                "points": fact(table={"key": "age", "rows": {"..17": 0, "18..": most}}),
                "answer": fact(sum=["points"]),
                "tier": fact(
                    type="choice",
                    choices=dict.fromkeys(tiers, TEXTS),
                    choose=[{"when": {"fact": "age", "at_least": 18}, "value": tiers[0]}, {"otherwise": tiers[-1]}],
                ),
                "adult": fact(all=[{"fact": "tier", "is": tiers[0]}]),
            }
            for most, tiers in ((600, ("high", "low")), (200, ("top", "high", "low")), (500, ("high", "low")))
        )
    )
    found = agreed(
        book,
        ["answer", "points", "tier", "adult"],
        everywhere(age=[10, 30, ...], points=[0, 600, 601, ...], tier=["top", "high", "?", ...]),
    )
    assert found.rejects.num_rows == 3 * (48 - 3 * 3 * 3)


def test_records_that_say_what_another_day_knows() -> None:
    """Of each record by itself, and of dates, codes and numbers alike."""
    book = changing(
        *(
            {
                "jobs.kind": asked("choice", choices=dict.fromkeys(kinds, TEXTS), on="jobs", missing="open"),
                "jobs.hours": asked("number", at_least=0, at_most=most, on="jobs"),
                "jobs.code": asked("code", pattern=pattern, on="jobs"),
                "answer": fact(number_of={"in": "jobs", "where": {"fact": "jobs.kind", "is": "open"}}),
                "hours": fact(total={"in": "jobs", "of": "jobs.hours"}),
                "first": fact(exists={"in": "jobs", "where": {"fact": "jobs.code", "is": "A"}}),
            }
            for kinds, most, pattern in (
                (("open", "other"), 40, "[A-B]"),
                (("open", "young"), 60, "[A-Z]"),
                (("open", "other", "young"), 50, "[A-B]"),
            )
        ),
        keys=[{"records": {"jobs": books.record()}}] * 3,
    )
    jobs = [
        {"kind": "open", "hours": 30, "code": "A"},
        {"kind": "young", "hours": 55, "code": "Z"},
        {"kind": "other", "hours": 45},
        {"hours": 61},
        {"code": "1"},
        {},
    ]
    rows = [{"jobs": []}, {}, *({"jobs": [*each]} for each in product(jobs, repeat=2)), {"jobs": jobs[:3]}]
    agreed(book, ["answer", "hours", "first"], rows)


def test_a_pattern_that_changes() -> None:
    patterns = ("[A-Z]{2}", "[A-Z]{2,3}", "[a-z]+", "[A-Z]{2}")
    book = changing(
        *(
            {"place": asked("code", pattern=each), "answer": fact(all=[{"fact": "place", "in": [code]}])}
            for each, code in zip(patterns, ("CA", "CAN", "ca", "FR"), strict=True)
        )
    )
    agreed(book, ["place", "answer"], everywhere(place=["CA", "CAN", "ca", "FR", "1", ...]))


def items(*codes: str, **about: Any) -> dict[str, Any]:
    """A list of codes as a version writes it."""
    return {"label": TEXTS, "source": "act", "items": {code: {**TEXTS, **about} for code in codes}}


def test_a_list_of_codes_that_changes() -> None:
    """A code of another day's list is left aside; one of no day's list is refused on every day."""
    lists = [(["10", "11", "20"], "1*"), (["10", "20", "21"], "2*"), (["20", "30", "10"], "30")]
    facts = {
        "code": asked("code", list="codes"),
        "answer": fact(all=[{"fact": "code", "in_list": "some"}]),
        "again": fact(value={"fact": "code"}, type="code"),
    }
    keys = [
        {"lists": {"codes": items(*codes), "some": {"label": TEXTS, "source": "act", "of": "codes", "include": [some]}}}
        for codes, some in lists
    ]
    found = agreed(
        changing(*[facts] * 3, keys=keys),
        ["answer", "again"],
        everywhere(code=["10", "11", "20", "21", "30", "99", ...]),
    )
    assert found.rejects.column("row").to_pylist() == [15, 16, 17]


def test_what_a_list_says_of_a_code_changes() -> None:
    """Also where it says nothing of some codes."""
    facts = {
        "code": asked("code", list="codes"),
        "answer": fact(attribute={"list": "codes", "code": "code", "named": "rank"}),
    }
    keys = [
        {
            "lists": {
                "codes": {
                    "label": TEXTS,
                    "source": "act",
                    "attributes": {"rank": {"type": "number", "label": TEXTS}},
                    "items": {code: {**TEXTS, "rank": rank} for code, rank in ranks.items()},
                }
            }
        }
        for ranks in ({"10": 1, "11": 2}, {"10": 1000, "11": 2, "12": 3}, {"11": -5}, {"10": 1, "11": 2})
    ]
    agreed(changing(*[facts] * 4, keys=keys), ["answer"], everywhere(code=["10", "11", "12", ...]))


def refusing(*conditions: Row) -> dict[str, Any]:
    """What a version refuses: for each condition the age, with a reason of its own."""
    return {
        "refuse": [
            {"when": each, "field": "age", "source": "act", "because": {"fr": str(each), "en": str(each)}}
            for each in conditions
        ]
    }


def test_refusals_of_some_days() -> None:
    """Also the order of what is said to a row that is refused for several reasons."""
    young, old = {"fact": "age", "less_than": 18}, {"fact": "age", "more_than": 50}
    member, much = {"fact": "member", "is": True}, {"fact": "age", "more_than": 90}
    facts = {**AGE, **MEMBER, "answer": fact(sum=["age"])}
    keys = [refusing(young), refusing(member, young), {}, refusing(old, member, much)]
    agreed(changing(*[facts] * 4, keys=keys), ["answer"], everywhere(age=[17, 18, 51, 91, ...], member=[True, ...]))


def test_refusals_whose_order_changes() -> None:
    """What a row is told comes in the order of its own rules."""
    young, member = {"fact": "age", "less_than": 18}, {"fact": "member", "is": True}
    facts = {**AGE, **MEMBER, "answer": fact(sum=["age"])}
    keys = [refusing(young, member), refusing(member, young), refusing(young)]
    rows = everywhere(age=[17, 18, ...], member=[True, ...])
    agreed(changing(*[facts] * 3, keys=keys), ["answer"], rows, merged=False)


def test_reasons_in_the_order_of_each_day() -> None:
    """Wrong values of columns that not every day reads, or reads alike, are told in the order of their names."""

    def level(high: int) -> dict[str, Any]:
        return asked("number", at_least=0, at_most=high)

    one, two = {"alpha": level(5), "answer": fact(sum=["alpha"])}, {"beta": level(9), "gamma": level(9)}
    book = changing(
        {**two, "answer": fact(sum=["beta", "gamma"])},
        {**two, **one, "answer": fact(sum=["alpha", "beta", "gamma"])},
        {**one, "gamma": level(3), "answer": fact(sum=["alpha", "gamma"])},
    )
    agreed(book, ["answer"], everywhere(alpha=[0, 6, 99], beta=[0, 10], gamma=[1, 4, 10]))


VISITS = {
    "visits.days": asked("number", at_least=0, at_most=99, on="visits"),
    "visits.paid": asked("yes_no", on="visits"),
    "visits.town": asked("code", on="visits", pattern="[A-Z]+"),
}
PAID = {"fact": "visits.paid", "is": True}


def visits() -> list[Row]:
    """Rows with no list, an empty one, and some of one to three records, with values missing."""
    random = Random(3)
    draw: Mapping[str, Sequence[Any]] = {
        "days": [0, 5, 10, 99, ...], "paid": [True, False, ...], "town": ["A", "B", ...],
    }  # fmt: skip
    rows: list[Row] = [{}, {"visits": []}]
    for _ in range(30):
        found = [{name: random.choice(each) for name, each in draw.items()} for _ in range(random.randint(1, 3))]
        rows.append({"visits": [{name: each for name, each in row.items() if each is not ...} for row in found]})
    return rows


def test_records() -> None:
    """Measures whose condition, value and answer for none change."""

    def of(none: int, long: int, **where: Any) -> dict[str, Any]:
        about = {"in": "visits", "of": "visits.days"}
        return {
            **VISITS,
            "visits.long": fact(all=[{"fact": "visits.days", "at_least": long}], on="visits"),
            "total": fact(total={**about, **where}),
            "least": fact(lowest={**about, "none": none, **where}),
            "most": fact(highest={**about, "none": 7}),
            "first": fact(pick={"in": "visits", "by": ["visits.days"], "value": "visits.days", "none": none}),
            "town": fact(
                type="code",
                pick={
                    "in": "visits",
                    "by": ["visits.paid", "visits.days"],
                    "value": "visits.town",
                    "none": "N" * (1 + none % 7),
                },
            ),
            "some": fact(exists={"in": "visits", "where": {"fact": "visits.long", "is": True}}),
            "answer": fact(sum=["total", "least"]),
        }

    book = changing(
        of(0, 5), of(300, 10, where=PAID), of(0, 5, where=PAID), of(1, 99), records={"visits": books.record()}
    )
    agreed(book, ["total", "least", "most", "first", "town", "some", "answer"], visits())


def test_records_refused_and_contradicted_on_some_days() -> None:
    long = {
        days: fact(all=[{"fact": "visits.days", "at_least": days}], on="visits", label=TEXTS) for days in (5, 10, 99)
    }
    exists = {"in": "visits", "where": {"fact": "visits.long", "is": True}}
    refuse = {
        "refuse": [
            {"when": PAID, "on": "visits", "field": "visits.paid", "source": "act", "because": TEXTS},
        ]
    }
    book = changing(
        *({**VISITS, "visits.long": each, "answer": fact(exists=exists)} for each in long.values()),
        {**VISITS, "visits.long": asked("yes_no", on="visits"), "answer": fact(exists=exists)},
        keys=[{}, refuse, {}, refuse],
        records={"visits": books.record()},
    )
    rows = [
        {**row, "visits": [{**each, "long": number % 2 == 0} for each in row["visits"]]} if row.get("visits") else row
        for number, row in enumerate(visits())
    ]
    assert agreed(book, ["answer"], rows).contradicted["visits.long"] > 3


def test_another_list_of_records() -> None:
    """What one day gathers over one list, another gathers over another."""
    stays = {"stays.days": asked("number", at_least=0, at_most=9, on="stays")}
    book = changing(
        *(
            {
                **VISITS,
                **stays,
                "total": fact(total={"in": each, "of": f"{each}.days"}),
                "answer": fact(exists={"in": each, "where": {"fact": f"{each}.days", "at_least": 5}}),
            }
            for each in ("visits", "stays", "visits")
        ),
        {**VISITS, **stays, "total": fact(value=3), "answer": fact(all=[{"fact": "visits", "known": True}])},
        records={"visits": books.record(), "stays": books.record()},
    )
    rows = [{**row, "stays": [{"days": 3}, {"days": 6}]} if number % 3 else row for number, row in enumerate(visits())]
    agreed(book, ["total", "answer"], rows)


def test_whether_a_list_is_given_is_a_fact() -> None:
    """What says that a list was given may be defined otherwise on another day; what gathers over it stays the same."""
    known, total = {"fact": "visits", "known": True}, fact(total={"in": "visits", "of": "visits.days"})
    book = changing(
        {**VISITS, **MEMBER, "given": fact(all=[known]), "answer": total},
        {**VISITS, **MEMBER, "given": fact(all=[known]), "answer": total},
        {**VISITS, **MEMBER, "given": fact(all=[{"fact": "member", "known": False}]), "answer": fact(value=3)},
        {**VISITS, **MEMBER, "given": fact(all=[known, {"fact": "member", "is": True}]), "answer": fact(value=4)},
        records={"visits": books.record()},
    )
    for facts in (["given", "answer"], ["answer", "given"], ["given", "answer", "member"]):
        agreed(book, facts, [{**row, "member": True} for row in visits()])


def test_facts_that_rest_on_each_other_either_way() -> None:
    """Plans in which one supplied fact rests on another, and that other on the first, are run apart."""
    one, other = {"one": fact(sum=["age"])}, {"other": fact(sum=["age"])}
    book = changing(
        {**AGE, **one, "other": fact(sum=["one", "age"]), "answer": fact(sum=["other"])},
        {**AGE, **other, "one": fact(sum=["other", "age"]), "answer": fact(sum=["one"])},
        {**AGE, **one, **other, "answer": fact(sum=["one", "other"])},
    )
    agreed(book, ["one", "other", "answer"], everywhere(age=[0, 50, ...]))
    rows = everywhere(age=[0, 50, ...], one=[7, 50, ...], other=[50, 100, ...])
    agreed(book, ["one", "other", "answer"], rows, merged=False)


def test_an_input_of_another_type() -> None:
    book = changing(
        {"level": asked("number", at_least=0, at_most=9), "answer": fact(sum=["level"])},
        {"level": asked("yes_no"), "answer": fact(count=[{"fact": "level", "is": True}])},
        {"level": asked("number", at_least=0, at_most=9), "answer": fact(sum=["level"], cap=3)},
    )
    agreed(book, ["answer"], everywhere(level=[5, 10, True, ...]), merged=False)


def test_a_fact_between_of_another_type() -> None:
    """A fact that is worked out may be a number on one day, and a yes or no or a text on another."""
    texts = fact(type="text", choose=[{"when": {"fact": "age", "at_least": 9}, "value": "y"}, {"otherwise": "n"}])
    base = {**AGE, **MEMBER}
    book = changing(
        {**base, "mid": fact(all=[{"fact": "age", "at_least": 9}]), "answer": fact(none=[{"fact": "mid", "is": True}])},
        {**base, "mid": fact(sum=["age"]), "answer": fact(all=[{"fact": "mid", "at_least": 50}])},
        {**base, "mid": texts, "answer": fact(all=[{"fact": "mid", "is": "y"}, {"fact": "member", "is": True}])},
        {**base, "mid": fact(any=[{"fact": "member", "is": True}]), "answer": fact(none=[{"fact": "mid", "is": True}])},
    )
    agreed(book, ["answer"], everywhere(age=[0, 9, 25, 120, ...], member=[True, False, ...]))


def test_a_fact_wider_on_another_day() -> None:
    """A fact that some rules look up is found for all: it is as wide as all of them find it."""
    base = {**AGE, **MEMBER}
    small = {**base, "mid": fact(divide={"fact": "age", "by": 60})}
    when = [{"when": {"fact": "member", "is": True}, "value": {"fact": "age"}}, {"otherwise": 1000}]
    large = {**base, "mid": fact(choose=when)}
    book = changing(
        {**small, "answer": fact(table={"key": "mid", "rows": {"0": 5, "1": 6, "2": 7}})},
        {**large, "answer": fact(sum=["mid", "age"])},
        {**large, "answer": fact(least=["age", "mid"])},
    )
    rows = everywhere(age=[0, 59, 60, 100, 120, ...], member=[True, False, ...])
    agreed(book, ["answer"], rows)
    agreed(book, ["answer", "mid"], rows)


def test_numbers_too_large_to_be_one() -> None:
    """A number that one day multiplies, and that another has so large that nothing could hold the product."""
    base = {**AGE, "much": asked("number", decimals=6, at_least=0, at_most=4 * 10**9)}
    times = {"fact": "age", "at_least": {"fact": "mid", "times": "1000001/1000000"}}
    large = {**base, "mid": fact(value={"fact": "much"}, type="number", decimals=6)}
    book = changing(
        {**base, "mid": fact(divide={"fact": "age", "by": 60}), "answer": fact(all=[times])},
        {**large, "answer": fact(all=[{"fact": "mid", "at_least": 50}])},
        {**large, "answer": fact(all=[{"fact": "mid", "at_least": 60}])},
    )
    agreed(book, ["answer"], everywhere(age=[0, 50, 60, 120, ...], much=[55, 4 * 10**9, ...]), merged=False)


def test_rows_set_aside_already() -> None:
    """A row without readable date, or before the book, or whose rules no other row has, is told no more than it is
    where rules run apart; and what is met in one batch changes nothing in the next."""
    book = changing(*({**AGE, "answer": fact(sum=["age"], cap=cap)} for cap in (10, 20, 30, 40)))
    days = ["2014-01-01", "x", None, *DAYS]
    wrong = pa.record_batch({"on": pa.array(days), "age": ["999"] * 3 + ["5", "5", "5", "-1"]})
    listed = pa.record_batch({"on": pa.array([*DAYS]), "age": ["5", "5", "5", "-1"], "visits": ["[]", "[]", "[]", "{"]})
    for batch in (wrong, wrong.slice(1), wrong.slice(0, 6)):
        same(run(book, ["answer"], batch, 3)[0], run(book, ["answer"], batch, NEVER)[0])
    assert run(book, ["answer"], wrong, 3)[1]
    facts = {**AGE, **VISITS, "total": fact(total={"in": "visits", "of": "visits.days"}), "answer": fact(sum=["age"])}
    each = [{**facts, "cap": fact(sum=["age"], cap=cap)} for cap in (10, 20, 30, 40)]
    book = changing(*each, records={"visits": books.record()})
    for batch in (listed, listed.take(pa.array([3, 2, 1, 0])), listed.slice(1)):
        same(run(book, ["cap", "total"], batch, 3)[0], run(book, ["cap", "total"], batch, NEVER)[0])
    made = Kernel(book, Query(("cap", "total"), as_of_column="on"))
    again = pa.record_batch({"on": pa.array([*DAYS]), "age": ["5"] * 4, "visits": ["[]"] * 4})
    before = made.run(listed)
    made.run(again)
    same(before, made.run(listed))


def test_rules_that_rest_on_each_other_very_deeply() -> None:
    """Many facts in a row, each resting on the one before: too deep to be made one, and still right."""

    def chain(step: int) -> dict[str, Any]:
        found = {"step": fact(value=step), "f0": fact(sum=["age", "step"])}
        return found | {f"f{each}": fact(least=[f"f{each - 1}", "step"]) for each in range(1, 600)}

    book = changing(*({**AGE, **chain(each), "answer": fact(sum=["f599"])} for each in (300, 200, 100)))
    agreed(book, ["answer"], everywhere(age=[0, 50, ...]), merged=False)


@pytest.mark.parametrize("seed", range(1))
def test_the_real_book(seed: int) -> None:
    """Rows at random on many days: run as one and run apart, every fact, bound, reject and contradiction is equal."""
    random, engine = Random(seed), books.real_engine()
    days = [random.choice([each for each in engine.history.change_dates if each >= engine.history.first_date])]
    days += [random.randint(read_date("2015-01-01"), read_date("2027-12-31")) for _ in range(19)]
    plans = {day: engine.plan(engine.rules(day)) for day in days}
    last = engine.plan(engine.rules(max(days)))
    derived = [name for name, about in last.facts.items() if steady(plans.values(), about)]
    rows, on = [], []
    for _ in range(200):
        day = random.choice(days)
        made = profiles.candidate(plans[day], day, random, derived=0)
        made = profiles.acceptable(plans[day], made) if random.random() < 0.8 else made
        more = {name: plain(random.randint(0, 1), last.facts[name].type) for name in random.sample(derived, 3)}
        rows.append({**(more if random.random() < 0.3 else {}), **profiles.document(plans[day], made).tree})  # type: ignore[dict-item]
        on.append(date.fromordinal(day).isoformat())
    facts = [name for name, about in last.facts.items() if about.record is None]
    wanted = (*engine.history.headlines, *random.sample(facts, 40))
    batch = batch_of(rows, on)
    (first, together), (second, apart) = (run(books.real(), wanted, batch, several) for several in (1, NEVER))
    assert (together, apart) == (True, False)
    same(first, second)
    assert first.contradicted


def steady(plans: Iterable[Plan], about: Fact) -> bool:
    """Whether a fact of candidates is a yes or no that every one of some plans works out."""
    each = [plan.facts.get(about.name) for plan in plans]
    return about.record is None and all(one is not None and one.form != "input" and one.type == YES_NO for one in each)
