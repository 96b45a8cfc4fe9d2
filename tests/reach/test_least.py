"""Over random profiles: whatever is proposed reaches, no part of it does, and no cheaper set of its own moves does.

The moves of a small book are tried one by one and together, in every amount and on every day, by evaluation alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import books
from tests.support.books import asked, fact

import ronde

DAY = date(2023, 7, 5)
WAIT = 6
FACTS = {
    "skill": asked("number", at_least=0, at_most=4),
    "speech": asked("number", at_least=0, at_most=4),
    "free": asked("yes_no"),
    "lapses": asked("date"),
    "trips.days": asked("number", on="trips", at_least=0, at_most=9),
    "fresh": fact(all=[{"fact": "lapses", "after": {"fact": "as_of"}}]),
    "left": fact(days_between={"from": "as_of", "to": "lapses"}),
    "bonus": fact(choose=[{"when": {"fact": "fresh", "is": True}, "value": 3}, {"otherwise": 0}]),
    "clash": fact(
        choose=[
            {"when": {"all": [{"fact": "skill", "at_least": 3}, {"fact": "free", "is": True}]}, "value": 0},
            {"when": {"fact": "fresh", "is": False}, "value": {"fact": "speech"}},
            {"otherwise": {"fact": "skill"}},
        ]
    ),
    "travelled": fact(total={"in": "trips", "of": "trips.days"}),
    "answer": fact(sum=["skill", "speech", "bonus", "clash", "travelled"]),
}
REFUSE = [
    {
        "when": {"all": [{"fact": "free", "is": True}, {"fact": "speech", "at_least": 4}]},
        "field": "speech",
        "source": "act",
        "because": books.TEXTS,
    }
]
MOVES: list[dict[str, Any]] = [
    {"facts": ["skill"], "to": "up"},
    {"facts": ["speech"], "to": "up"},
    {"facts": ["free"], "to": True},
    {"add": "trips", "record": {"days": 2}},
    {"wait": WAIT},
]
"""What changes is told apart by the fact or list; `time` is the days."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> ronde.Book:
    moves = [{"label": books.TEXTS, **move} for move in MOVES]
    files = {
        "book.yaml": {**books.BOOK, "moves": moves},
        "t/2015-01-01.yaml": books.version(facts=FACTS, records={"trips": books.record()}, refuse=REFUSE),
    }
    return ronde.open_book(books.write(tmp_path_factory.mktemp("least"), files))


def worth(book: ronde.Book, profile: dict[str, Any], days: int) -> int | None:
    """The answer after some days; None if the rules refuse the profile."""
    try:
        value = book.evaluate(profile, as_of=DAY + timedelta(days=days))["answer"].value
    except ronde.ProfileError:
        return None
    assert isinstance(value, int)
    return value


def made(profile: dict[str, Any], asks: dict[str, int]) -> dict[str, Any]:
    """A profile after some changes, by how much of each."""
    told = {**profile, **{name: asks[name] for name in ("skill", "speech") if name in asks}}
    if "free" in asks:
        told["free"] = True
    if "trips" in asks:
        told["trips"] = [*told["trips"], {"days": 2}]
    return told


def asks_of(way: dict[str, Any]) -> dict[str, int]:
    """What a way asks for, by how much of each; nothing for what it leaves."""
    found = {each["fact"]: int(each["after"]) for change in way["changes"] for each in change["facts"]}
    found |= {change["adds"]: 1 for change in way["changes"] if change["adds"]}
    return found | ({"time": way["days"]} if way["days"] else {})


def less(profile: dict[str, Any], asks: dict[str, int]) -> list[dict[str, int]]:
    """Every cheaper set of the same changes: each left out, or as much or less of it, but for the whole set itself."""
    kinds: list[list[dict[str, int]]] = []
    for name, amount in asks.items():
        low = profile[name] + 1 if name in ("skill", "speech") else 1
        kinds.append([{}, *({name: each} for each in range(low, amount + 1))])
    every = ({name: each for part in parts for name, each in part.items()} for parts in product(*kinds))
    return [each for each in every if each != asks]


@settings(max_examples=25, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "skill": st.integers(0, 4),
            "speech": st.integers(0, 3),
            "free": st.booleans(),
            "lapses": st.integers(-3, 8).map(lambda days: str(DAY + timedelta(days=days))),
            "trips": st.lists(st.fixed_dictionaries({"days": st.integers(0, 3)}), max_size=2),
        }
    ),
    st.integers(3, 18),
)
def test_whatever_is_proposed_reaches_and_nothing_cheaper_of_its_own_moves_does(
    book: ronde.Book, profile: dict[str, Any], wanted: int
) -> None:
    found = book.reach(profile, "answer", wanted, as_of=DAY)
    assert found.holds == ((worth(book, profile, 0) or 0) >= wanted)
    for way in found:
        asks = asks_of(way)
        assert worth(book, made(profile, asks), way["days"]) == way["value"] >= wanted
        for cheaper in less(profile, asks):
            value = worth(book, made(profile, cheaper), cheaper.get("time", 0))
            assert value is None or value < wanted, (way, cheaper)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 4), st.integers(0, 3), st.integers(3, 12))
def test_what_one_change_alone_can_reach_is_found(book: ronde.Book, skill: int, speech: int, wanted: int) -> None:
    """By trying each of them: if a single one reaches on the day, so does a way of one change."""
    profile = {"skill": skill, "speech": speech, "free": False, "lapses": str(DAY), "trips": []}
    every = [{"skill": each} for each in range(skill + 1, 5)] + [{"speech": each} for each in range(speech + 1, 5)]
    reached = any((worth(book, made(profile, asks), 0) or 0) >= wanted for asks in (*every, {"free": 1}, {"trips": 1}))
    found = book.reach(profile, "answer", wanted, as_of=DAY)
    assert found.holds or reached == any(len(way["changes"]) == 1 and not way["day"] for way in found)
