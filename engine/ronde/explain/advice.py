"""What a book tells with every evaluation, as far as it has something to tell this candidate."""

from __future__ import annotations

from fnmatch import filter as matching

from ronde.evaluate.decision import Decision
from ronde.explain.page import Line
from ronde.operations.bounds import known
from ronde.telling.values import show


def advised(decision: Decision) -> list[str]:
    """The facts that are told: those of the book's advice that are known and have something to tell, in its order."""
    advice = decision.history.advice
    if advice is None:
        return []
    own = [name for name, about in decision.plan.facts.items() if about.record is None]
    named = dict.fromkeys(name for pattern in advice.facts for name in matching(own, pattern))
    values = {name: decision.trace.value(name) for name in named}
    return [name for name, value in values.items() if known(value) and value != advice.unless]


def advice_title(decision: Decision, language: str) -> str:
    """What the book puts above its advice; empty if it gives none."""
    advice = decision.history.advice
    return "" if advice is None else advice.title[language]


def advice_lines(decision: Decision, language: str) -> list[Line]:
    """The advice of a decision, each in the words of its value."""
    facts, values = decision.plan.facts, decision.trace.value
    return [Line(0, show(values(name), facts[name], decision.plan, language)) for name in advised(decision)]
