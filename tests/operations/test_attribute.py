"""What a list says of a code, of every type: for one candidate and for many, for records, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.columns import Decided, differences

from ronde.evaluate import reference
from ronde.evaluate.chainer import best_machine
from ronde.evaluate.reference import Candidate
from ronde.explain.reasons import why
from ronde.messages.diagnostics import ValidationError
from ronde.model.types import read_date

SAID: dict[str, dict[str, Any]] = {
    "baker": {"wage": 21.5, "weight": 0.75, "since": "2023-07-01", "open": False, "group": "b", "remark": "x"},
    "cook": {"wage": 21.5, "weight": 0.5, "since": "2024-01-15", "open": False, "group": "a", "remark": "y"},
    "welder": {"wage": 31, "weight": 1, "since": "2022-01-01", "open": True, "group": "a", "remark": "z"},
}
GROUPS = {"type": "choice", "choices": {"a": books.TEXTS, "b": books.TEXTS}}
KINDS: dict[str, dict[str, Any]] = {
    "wage": {"type": "money"},
    "weight": {"type": "number", "decimals": 2},
    "since": {"type": "date"},
    "open": {"type": "yes_no"},
    "group": GROUPS,
    "remark": {"type": "text"},
}
TRADES = {
    "label": books.TEXTS,
    "source": "act",
    "attributes": KINDS,
    "items": {code: {**books.TEXTS, **said} for code, said in SAID.items()},
}


def found_in(code: str, named: str, **about: Any) -> dict[str, Any]:
    return books.fact(**KINDS[named], attribute={"list": "trades", "code": code, "named": named}, **about)


FACTS = {
    "trade": books.asked("code", list="trades"),
    "jobs.trade": books.asked("code", on="jobs", list="trades"),
    **{named: found_in("trade", named) for named in KINDS},
    **{f"jobs.{named}": found_in("jobs.trade", named, on="jobs") for named in KINDS},
    "points": books.fact(table={"key": "wage", "rows": {"..24.99": 10, "25..": 30}}),
    "jobs.points": books.fact(on="jobs", table={"key": "jobs.group", "rows": {"a": 1, "b": 5}}),
    "best": books.fact(highest={"in": "jobs", "of": "jobs.points", "none": 0}),
    "latest": books.fact(type="date", highest={"in": "jobs", "of": "jobs.since", "none": "2000-01-01"}),
    "some": books.fact(exists={"in": "jobs", "where": {"fact": "jobs.open", "is": True}}),
}
ABOUT = {"lists": {"trades": TRADES}, "records": {"jobs": books.record()}}
BOOK = books.book(FACTS, **ABOUT)
PLAN = books.plan(BOOK)

BOUNDS = {"wage": {"at_least": 15, "at_most": 200}, "weight": {"at_least": 0, "at_most": 2}}
UNPUBLISHED = {
    **TRADES,
    "attributes": {named: {**kind, **BOUNDS.get(named, {})} for named, kind in KINDS.items()},
    "items": {**TRADES["items"], "diver": {**books.TEXTS, **{named: {"published": False} for named in KINDS}}},
}
"""The same list with a trade of which nothing is published."""
PARTLY = books.book(FACTS, **{**ABOUT, "lists": {"trades": UNPUBLISHED}})
PLANS = {"all is published": PLAN, "not all is": books.plan(PARTLY)}

ONE = st.one_of(st.none(), st.sampled_from(sorted(SAID)))
ROWS = st.tuples(ONE, st.one_of(st.none(), st.lists(ONE, max_size=3)))


def candidate(trade: str | None, jobs: list[str | None] | None) -> Candidate:
    own = {} if trade is None else {"trade": trade}
    each = [{} if job is None else {"jobs.trade": job} for job in jobs or ()]
    return Candidate({"as_of": read_date(books.FIRST), **own}, {} if jobs is None else {"jobs": each})


@pytest.mark.parametrize("code", SAID)
def test_what_is_found_is_what_the_list_says(code: str) -> None:
    """Of every type, and a table keyed by it."""
    told = books.answers(books.decide(BOOK, {"trade": code}))
    assert {named: told[named] for named in KINDS} == SAID[code]
    assert told["points"] == (30 if code == "welder" else 10)


def test_an_unknown_code_leaves_what_the_list_says_of_all() -> None:
    """The least and the greatest, and whether one is enough."""
    told = books.decide(BOOK, {"jobs": [{}, {"trade": "welder"}]}).document()["facts"]
    assert (told["latest"]["at_least"], told["latest"]["at_most"]) == ("2022-01-01", "2024-01-15")
    assert told["some"]["value"] is True


def test_what_is_not_published_is_unknown_and_not_missing() -> None:
    """What rests on it is within what it can be; the person can do nothing about it, and the reasons say why."""
    decision = books.decide(PARTLY, {"trade": "diver", "jobs": [{"trade": "diver"}, {"trade": "welder"}]})
    told = decision.document()["facts"]
    assert {told[named]["status"] for named in KINDS} == {"unknown"}
    assert told["wage"] == {"status": "unknown", "value": None, "missing": []}
    assert told["points"]["status"] == "unknown"
    assert told["some"]["value"] is True
    for language, said in (
        ("en", "This is not published for that code."),
        ("fr", "Ceci n'est pas publié pour ce code."),
    ):
        assert [each.text for each in why(decision, "wage", language).below][1:] == [said]
    assert why(books.decide(PARTLY, {}), "wage", "en").below[1:] == ()


@pytest.mark.parametrize("plan", PLANS)
@settings(max_examples=20, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_one_candidate_and_many_agree(plan: str, rows: list[tuple[str | None, list[str | None] | None]]) -> None:
    """Whatever codes are known."""
    more = [] if plan == "all is published" else [("diver", ["diver", "cook"])]
    candidates = [candidate(*row) for row in (*rows, *more, (None, []))]
    decided = [reference.evaluate(PLANS[plan], each) for each in candidates]
    assert differences(Decided(PLANS[plan], candidates, decided)) == []


@settings(max_examples=3, deadline=None)
@given(ROWS)
def test_the_chainer_agrees(row: tuple[str | None, list[str | None] | None]) -> None:
    """Both machines find every value alike."""
    assert best_machine().evaluate(PLAN, candidate(*row)).values == reference.evaluate(PLAN, candidate(*row)).values


def test_the_chainer_agrees_on_what_is_not_published() -> None:
    plan, diver = PLANS["not all is"], candidate("diver", ["diver", "welder"])
    assert best_machine().evaluate(plan, diver).values == reference.evaluate(plan, diver).values


REFUSED = {
    "attribute-unknown": {"named": "salary"},
    "list-unknown": {"list": "jobs"},
    "attribute-code": {"code": "wage"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_a_list_does_not_say_is_refused(code: str) -> None:
    """One finding for each cause."""
    made = books.fact(attribute={"list": "trades", "code": "trade", "named": "open", **REFUSED[code]})
    with pytest.raises(ValidationError) as refused:
        books.plan(books.book({**FACTS, "made": made}, **ABOUT))
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [code]
