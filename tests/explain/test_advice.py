"""What a book tells with every evaluation: in words, to whom it concerns, on every face."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import Run
from tests.support import books

from ronde.explain.advice import advice_lines

WORDS = {"office": {"fr": "Allez au bureau", "en": "Go to the office"}, "none": books.TEXTS}
CHOSEN = {"when": {"fact": "given", "is": True}, "value": "office"}
FACTS: dict[str, Any] = {
    "given": books.asked("yes_no"),
    "answer": books.fact(all=[{"fact": "given", "is": False}]),
    "advice.where": books.fact(type="choice", choices=WORDS, choose=[CHOSEN, {"otherwise": "none"}]),
}
ADVICE = {"title": {"fr": "Où aller", "en": "Where to go"}, "facts": ["advice.*"], "unless": "none"}
BOOK = books.history(
    {"book.yaml": {**books.BOOK, "advice": ADVICE}, f"topic/{books.FIRST}.yaml": books.version(facts=FACTS)}
)


@pytest.mark.parametrize(
    ("profile", "told"), [({"given": True}, ["Allez au bureau"]), ({"given": False}, []), ({}, [])]
)
def test_a_choice_is_told_unless_it_has_nothing_to_tell(profile: dict[str, Any], told: list[str]) -> None:
    """Nor is one that is not known."""
    assert [line.text for line in advice_lines(books.decide(BOOK, profile), "fr")] == told


@pytest.mark.parametrize("more", [(), ("--full",), ("--format", "md")])
def test_who_is_not_concerned_is_told_where_to_turn(run: Run, more: tuple[str, ...]) -> None:
    """On the page of an evaluation, without asking why; and everybody, that there is no other way."""
    told = run("evaluate", "examples/quebec-bound.yaml", "--as-of", "2026-03-05", "--lang", "fr", *more)[1]
    assert "Où s'adresser" in told
    assert "Arrima" in told
    assert "ne s'ouvrent que par Entrée express" in told
