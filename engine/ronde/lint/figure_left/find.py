"""The figures left in a text when the fact that had them changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.figures_differ.find import GROUPED, SOURCES
from ronde.lint.written import Figure
from ronde.model.history import Rules, Version
from ronde.syntax.cursor import whole
from ronde.syntax.sources import WORDING
from ronde.syntax.texts import Localised
from ronde.syntax.version import syntax_of
from ronde.syntax.walk import names_in

NUMBER = re.compile(r"(?<![\w.,/-])(?<!\w\()\d+(?:[.,]\d+)?(?![\w(/]|[.,]\d|-\d)")
"""A number that stands by itself, and not in a day, a section or a code."""

FACTS = "facts"

Told: TypeAlias = "tuple[tuple[Localised, frozenset[Decimal]], ...]"
"""Texts, with the numbers that stand in each."""


def find(context: Context) -> Iterator[Found]:
    """Every text that still has a figure which facts no longer have: one that the version itself took over from the one
    before, or one of another topic, in a fact that names the fact that changed."""
    told = cache(_told)
    for before, version in written.pairs(context):
        gone = _gone(before, version)
        if not gone or syntax_of(version).corrects is not None or context.history is None:
            continue
        earlier = {text.at.steps: text for text in written.texts(before)}
        own = [(text, numbers) for text, numbers in told(version) if text == earlier.get(text.at.steps)]
        others = _of_others(context.history.in_force(version.effective), version, told)
        for text, numbers in (*own, *others):
            for number in () if numbers.isdisjoint(gone) else sorted(numbers & gone.keys()):
                now = gone[number]
                if text.at.document is version.document or _names(text, now.fact):
                    about = {"value": str(number), "now": str(now.number), "fact": now.fact}
                    yield Found(text.location("en"), {**about, "file": before.document.file})
                    break


def _gone(before: Version, version: Version) -> Mapping[Decimal, Figure]:
    """The figures that no fact of the version has any more, each with the one that took its place."""
    earlier, own = written.figures(before), written.figures(version)
    still = {figure.number for figure in own.values()}
    return {
        figure.number: own[steps] for steps, figure in earlier.items() if steps in own and figure.number not in still
    }


def _of_others(
    rules: Rules, version: Version, told: Callable[[Version], Told]
) -> Iterator[tuple[Localised, frozenset[Decimal]]]:
    """The texts of the versions of other topics that are in force and began before."""
    for topic in rules.topics:
        for layer in topic.whole if topic.topic != version.topic else ():
            if layer.effective < version.effective:
                yield from told(layer)


def _told(version: Version) -> Told:
    """The texts of a version with numbers in them; of its sources what they say, not what they are called."""
    numbered = (
        (text, frozenset(numbers_in(text.texts["en"])))
        for text in written.texts(version)
        if text.at.steps[0] != SOURCES or text.at.steps[-1] == WORDING
    )
    return tuple((text, numbers) for text, numbers in numbered if numbers)


def _names(text: Localised, fact: str) -> bool:
    """Whether the definition in which a text stands names a fact."""
    kind, *held = text.at.steps[:2]
    return kind == FACTS and fact in names_in(whole(text.at.document).down(kind, *held))


def numbers_in(text: str) -> Iterator[Decimal]:
    """The numbers that stand in a text."""
    for found in NUMBER.finditer(GROUPED.sub("", text)):
        yield Decimal(found[0].replace(",", "."))
