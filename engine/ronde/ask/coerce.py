"""What a person types for an answer: a number that stands for a choice, words for a code, a word of a choice."""

from __future__ import annotations

from dataclasses import dataclass

from ronde.ask.said import Place
from ronde.inputs.search import found_by
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind


@dataclass(frozen=True, slots=True)
class Several:
    """Codes that are called so, more than one: each with its title in every language."""

    codes: dict[str, dict[str, str]]


def coerce(plan: Plan, place: Place, text: str) -> str | Several:
    """What is meant by a text: a choice by its number or words of it, a code by words of its title, else the text as it
    is."""
    about = plan.facts.get(place.name)
    if about is None or not text.strip():
        return text
    if about.type.kind is Kind.CHOICE:
        return _choice(about, text.strip())
    codes = plan.codes.get(about.type.codes or "", {})
    if about.type.kind is not Kind.CODE or text.strip() in codes:
        return text
    found = found_by(text, {code: titles.values() for code, titles in codes.items()})
    if len(found) > 1:
        return Several({code: dict(codes[code]) for code in found})
    return found[0] if found else text


def numbered(about: Fact) -> bool:
    """Whether the choices of a fact can be told by their number: not where they are numbers themselves."""
    return not any(choice.isdecimal() for choice in about.type.choices)


def _choice(about: Fact, text: str) -> str:
    choices = about.type.choices
    if text in choices:
        return text
    if text.isdecimal() and numbered(about) and 1 <= int(text) <= len(choices):
        return choices[int(text) - 1]
    found = found_by(text, {choice: about.choices.get(choice, {}).values() for choice in choices})
    return found[0] if len(found) == 1 else text
