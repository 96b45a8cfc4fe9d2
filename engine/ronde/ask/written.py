"""A profile as a file: what was answered, as YAML; and an empty one, in which every question stands as a comment."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

import yaml

from ronde.ask.said import Place, asked_of, resting
from ronde.ask.telling import choices_of, help_of, subject_of, text_of
from ronde.evaluate.decision import Decision, day_text
from ronde.messages import translate
from ronde.model.document import Tree
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, show_number

WIDTH = 100
"""The columns of a comment, at most."""


def profile_text(tree: Mapping[str, Tree], language: str) -> str:
    """A profile as a file of YAML, its answers in the order in which they were given; what is not known says so."""
    if not tree:
        return "{}\n"
    text = yaml.safe_dump(dict(tree), allow_unicode=True, sort_keys=False, default_flow_style=False, width=10_000)
    return re.sub(r": null$", f": null  # {translate('ask-not-known', language)}", text, flags=re.MULTILINE)


def blank_text(decision: Decision, wanted: Iterable[str], language: str) -> str:
    """An empty profile: every question on which some facts rest, each as a comment above its line, which is one too."""
    plan = decision.plan
    below = resting(plan, wanted)
    told = [f"# {line}" for line in _wrapped(translate("ask-blank", language, date=day_text(decision.as_of)), 2)]
    subject = ""
    for fact in asked_of(plan, None):
        if fact.name in below:
            place = Place(fact.name)
            title = subject_of(decision, place, language)[1]
            if title != subject:
                subject = title
                told += ["", f"# == {title} =="]
            told += _asked(decision, place, language, "", "")
    for record in plan.records:
        fields = [fact for fact in asked_of(plan, record) if fact.name in below]
        if fields:
            told += ["", f"# == {subject_of(decision, Place(record), language)[1]} =="]
            none = translate("ask-blank-none", language, written=f"{record}: []")
            told += [f"# {line}" for line in _wrapped(f"{help_of(decision, Place(record), language)} {none}", 2)]
            told.append(f"#{record}:")
            told += _record(decision, fields, language)
    return "\n".join(told) + "\n"


def _record(decision: Decision, fields: list[Fact], language: str) -> Iterator[str]:
    for number, fact in enumerate(fields):
        yield from _asked(
            decision, Place(fact.name, str(fact.record), 0), language, "    ", "  - " if not number else "    "
        )


def _asked(decision: Decision, place: Place, language: str, indent: str, before: str) -> Iterator[str]:
    """The comment of a question, and the line for its answer."""
    yield ""
    for text in (
        text_of(decision, place, language),
        help_of(decision, place, language),
        _answers(decision.plan, place, language),
    ):
        yield from (f"# {indent}{line}" for line in _wrapped(text, len(indent) + 2))
    field = place.name.removeprefix(f"{place.record}.") if place.record else place.name
    yield f"#{before}{field}:"


def _answers(plan: Plan, place: Place, language: str) -> str:
    """What can be answered, in a line."""
    about = plan.facts[place.name]
    if about.type.kind is Kind.YES_NO:
        return "true, false"
    if about.type.kind is Kind.CHOICE:
        return "; ".join(f"{value} ({text})" for value, text in choices_of(plan, place, language))
    if about.type.kind in (Kind.NUMBER, Kind.MONEY):
        low, high = (show_number(each, about.type.decimals) for each in (about.type.low, about.type.high))
        return translate("page-from-to", language, low=low, high=high)
    return translate("ask-blank-quotes", language) if about.type.kind in (Kind.CODE, Kind.TEXT) else ""


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
