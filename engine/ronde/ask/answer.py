"""An answer put into a profile: read by the kind of its question, and written in the place that is its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ronde.ask.said import Place
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.document import Tree
from ronde.model.limits import MOST_RECORDS
from ronde.model.locations import ArgumentLocation
from ronde.model.nodes import Plan
from ronde.model.types import Kind

SPACES = re.compile(r"[\s\u00a0\u202f]")
"""What stands between the groups of the digits of a number, in either language."""


def answered(tree: Mapping[str, Tree], plan: Plan, place: Place, answer: object) -> dict[str, Tree]:
    """A profile with one answer more: a value as profiles write it, or what a person typed. None, or a text without
    anything in it, is not known. Of a list the answer is how many records it has.

    Errors: ValidationError for a place that no question has, or an answer that cannot be read. Whether the rules take
    the answer is not asked.
    """
    if place.record is not None:
        return _in_record(tree, plan, place, answer)
    if place.name in plan.records:
        return _with(tree, place.name, _records(tree.get(place.name), place.name, answer))
    _check(plan, place)
    return _with(tree, place.name, read_answer(plan, place, answer))


def read_answer(plan: Plan, place: Place, answer: object) -> Tree:
    """The value that an answer means, as profiles write it; as it was given if it is none of its kind. None is not
    known."""
    kind = plan.facts[place.name].type.kind
    if isinstance(answer, date):
        return answer.isoformat()
    if not isinstance(answer, str):
        return answer  # type: ignore[return-value]  # what is no value of a profile is refused where it is read
    text = answer.strip()
    if not text:
        return None
    if kind is Kind.YES_NO:
        return _yes_no(text)
    if kind in (Kind.NUMBER, Kind.MONEY):
        return _number(text)
    return text


def _yes_no(text: str) -> Tree:
    for key, value in (("ask-yes-words", True), ("ask-no-words", False)):
        if any(text.casefold() in translate(key, language).split() for language in LANGUAGES):
            return value
    return text


def _number(text: str) -> Tree:
    plain = SPACES.sub("", text).replace(",", ".")
    if re.fullmatch(r"-?\d+", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"-?\d*\.\d+", plain) else text


def _records(before: Tree, name: str, answer: object) -> Tree:
    """A list with so many records, those that it had first. Errors: ValidationError for what is no such number."""
    count = _number(answer) if isinstance(answer, str) and answer.strip() else answer
    if count is None or count == "":
        return None
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_RECORDS:
        raise refuse("ask-count", ArgumentLocation(name), value=str(answer), most=MOST_RECORDS)
    rows = list(before) if isinstance(before, list) else []
    return [*rows[:count], *({} for _ in range(count - len(rows)))]


def _in_record(tree: Mapping[str, Tree], plan: Plan, place: Place, answer: object) -> dict[str, Tree]:
    rows = tree.get(str(place.record))
    _check(plan, place)
    if not isinstance(rows, list) or place.position >= len(rows):
        raise refuse("ask-no-record", ArgumentLocation(place.told), name=str(place.record))
    row = rows[place.position]
    field = place.name.removeprefix(f"{place.record}.")
    told = _with(row if isinstance(row, dict) else {}, field, read_answer(plan, place, answer))
    return {**tree, str(place.record): [*rows[: place.position], told, *rows[place.position + 1 :]]}


def _check(plan: Plan, place: Place) -> None:
    """Errors: ValidationError if nothing is asked at a place."""
    about = plan.facts.get(place.name)
    if about is None or about.form != "input" or about.record != place.record:
        raise refuse("ask-no-question", ArgumentLocation(place.told), name=place.told)


def _with(tree: Mapping[str, Tree], name: str, value: Tree) -> dict[str, Tree]:
    """A mapping with one value more: where its name stands, or else in the mappings that its parts name."""
    before, dot, after = name.partition(".")
    inner = tree.get(before, {})
    if name in tree or not dot or not isinstance(inner, dict):
        return {**tree, name: value}
    return {**tree, before: _with(inner, after, value)}
