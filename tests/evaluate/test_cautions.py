"""The caution of a fact: what raises it, how far it goes, and what a supplied fact does to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.support import books

from ronde.evaluate.decision import Decision
from ronde.evaluate.machine import Reference

ABOUT = {"text": {"fr": "À vérifier.", "en": "To verify."}}

RULES: dict[str, Any] = {
    "amount": books.asked("number", at_least=0, at_most=100),
    "asked": books.asked("yes_no", caution={"when": "asked", **ABOUT}),
    "met": books.fact(all=[{"fact": "amount", "at_least": 50}], caution={"when": "doubt", **ABOUT}),
    "doubt": books.fact(all=[{"fact": "met", "is": False}, {"fact": "amount", "at_least": 40}]),
    "points": books.fact(choose=[{"when": {"fact": "met", "is": True}, "value": 1}, {"otherwise": 0}]),
    "jobs.paid": books.asked("yes_no", on="jobs"),
    "jobs.hours": books.asked("number", on="jobs", at_least=0, at_most=100),
    "jobs.doubt": books.fact(on="jobs", all=[{"fact": "jobs.hours", "between": [40, 49]}]),
    "jobs.counts": books.fact(
        on="jobs", all=[{"fact": "jobs.hours", "at_least": 50}], caution={"when": "jobs.doubt", **ABOUT}
    ),
    "any_job": books.fact(exists={"in": "jobs", "where": {"fact": "jobs.counts", "is": True}}),
    "answer": books.fact(count=[{"fact": "met", "is": True}, {"fact": "any_job", "is": True}]),
}


def decided(profile: dict[str, Any]) -> Decision:
    """The decision for a profile by the rules above."""
    return books.decide(books.book(RULES, records={"jobs": books.record()}), profile, machine=Reference())


def raised(profile: dict[str, Any], fact: str) -> list[str | None]:
    """The facts whose own cautions an answer carries."""
    return [each.name for each in decided(profile).cautions_of(fact) if each.kind == "doubtful"]


@pytest.mark.parametrize(("amount", "found"), [(39, []), (40, ["met"]), (49, ["met"]), (50, [])])
def test_a_caution_is_carried_if_the_fact_named_is_true_by_all_that_rests_on_it(amount: int, found: list[str]) -> None:
    """Both sides of both bounds; the fact named rests on the cautioned one without making a circle."""
    for fact in ("met", "points", "answer"):
        assert raised({"amount": amount}, fact) == found
    assert raised({"amount": amount}, "amount") == []
    assert raised({"amount": amount}, "any_job") == []


def test_an_unknown_raises_no_caution() -> None:
    """Nothing is said while it is not known whether there is a doubt."""
    assert decided({}).cautions == ()


def test_a_supplied_fact_carries_no_caution_from_below_nor_its_own() -> None:
    """What the profile gives in place of a definition rests on nothing; what rests on it carries nothing either."""
    assert raised({"amount": 45, "points": 1}, "points") == []
    assert raised({"amount": 45, "doubt": True, "met": True}, "met") == []
    assert raised({"amount": 45, "doubt": True, "met": True}, "answer") == []
    assert raised({"amount": 45, "points": 1}, "answer") == ["met"]


def test_an_input_keeps_its_own_caution() -> None:
    """What is asked is always given: its caution speaks of the answer."""
    assert raised({"asked": True}, "asked") == ["asked"]
    assert raised({"asked": False}, "asked") == []


@pytest.mark.parametrize(
    ("jobs", "found"),
    [
        ([{"hours": 39}, {"hours": 50}], []),
        ([{"hours": 60}, {"hours": 45}], ["jobs.counts"]),
        ([{"hours": 45, "counts": False}], []),
        ([{"hours": 45, "counts": False}, {"hours": 60}], []),
        ([{"hours": 45, "counts": False}, {"hours": 45}], ["jobs.counts"]),
        ([], []),
    ],
)
def test_one_record_raises_a_caution_unless_it_gives_the_fact_itself(jobs: list[Any], found: list[str]) -> None:
    """A record whose own value is given is certain of it, whatever the doubt."""
    for fact in ("any_job", "answer"):
        assert raised({"amount": 60, "jobs": jobs}, fact) == found


def test_the_document_names_the_fact_and_the_text() -> None:
    """The decision as a document says what is doubtful, and which facts carry it."""
    content = decided({"amount": 45}).document()
    cautions, facts = content["cautions"], content["facts"]
    assert isinstance(facts, dict)
    assert cautions == [
        {
            "kind": "doubtful",
            "topic": "topic",
            "version": books.FIRST,
            "day": books.FIRST,
            "text": ABOUT["text"],
            "fact": "met",
        }
    ]
    schema = json.loads((Path(__file__).parents[2] / "schemas" / "decision.schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(content)) == []
    assert {name for name, told in facts.items() if "cautions" in told} == {"met", "doubt", "points", "answer"}
