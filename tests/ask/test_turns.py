"""Which question waits for which: nobody is asked of something before being asked whether it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support import books
from tests.support.books import TEXTS, asked, fact

import ronde

DAY = "2023-07-05"
COMES = {"fact": "partner.comes", "is": True}
PAID = {"fact": "stays.amount", "is": True}


def refused(field: str, other: str, **keys: Any) -> dict[str, Any]:
    """A yes to one question that is refused after a no to another."""
    when = {"all": [{"fact": other, "is": False}, {"fact": field, "is": True}]}
    return {"when": when, "field": field, "source": "act", "because": TEXTS, **keys}


def book(folder: Path, *refusals: dict[str, Any]) -> ronde.Book:
    facts = {
        "partner.comes": asked("yes_no"),
        "partner.there": asked("yes_no"),
        "stays.amount": asked("yes_no", on="stays"),
        "stays.paid": asked("yes_no", on="stays"),
        "paid": fact(exists={"in": "stays", "where": {"all": [PAID, {"fact": "stays.paid", "is": True}]}}),
        "answer": fact(all=[COMES, {"fact": "partner.there", "is": True}]),
    }
    topic = books.version(facts=facts, records={"stays": books.record()}, refuse=list(refusals))
    return ronde.open_book(books.write(folder, {"a/2015-01-01.yaml": topic}))


THERE, PAYMENT = refused("partner.comes", "partner.there"), refused("stays.amount", "stays.paid", on="stays")


@pytest.mark.parametrize(
    ("refusals", "profile", "names"),
    [
        ([], {"stays": []}, ["partner.comes", "partner.there"]),
        ([THERE], {"stays": []}, ["partner.there", "partner.comes"]),
        ([THERE], {"stays": [], "partner": {"there": True}}, ["partner.comes"]),
        ([THERE, refused("partner.there", "partner.comes")], {"stays": []}, ["partner.there", "partner.comes"]),
        ([THERE], {"stays": [{}]}, ["partner.there", "partner.comes", "stays[0].amount", "stays[0].paid"]),
        ([PAYMENT], {"stays": [{}]}, ["partner.comes", "partner.there", "stays[0].paid", "stays[0].amount"]),
    ],
)
def test_what_may_be_refused_beside_an_answer_waits_for_it(
    tmp_path: Path, refusals: list[Any], profile: dict[str, Any], names: list[str]
) -> None:
    found = book(tmp_path, *refusals).questions(profile, as_of=DAY, facts=("answer", "paid"))
    assert [each.name for each in found] == names


def test_nobody_is_asked_of_a_partner_before_whether_there_is_one() -> None:
    """Whatever is wanted: the words of the questions are those of Express Entry."""
    names = [each.name for each in ronde.open_book().questions({}, as_of=DAY, facts="fsw.points")]
    first = names.index("partner.status")
    assert [name for name in names if name.startswith("partner.")] == [
        each for each in names[first:] if "partner." in each
    ]
    assert names.index("sibling_in_canada") < names.index("relative_in_canada")
