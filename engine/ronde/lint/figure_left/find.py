"""The figures left in a text by a version that changed them in its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.lint.figures_differ.find import GROUPED, SOURCES
from ronde.lint.written import Figure
from ronde.model.history import Version
from ronde.syntax.version import syntax_of

NUMBER = re.compile(r"(?<![\w.,/-])(?<!\w\()\d+(?:[.,]\d+)?(?![\w(/]|[.,]\d|-\d)")
"""A number that stands by itself, and not in a day, a section or a code."""


def find(context: Context) -> Iterator[Found]:
    """Every text that is still the one of the version before, with a figure that its facts no longer have."""
    for before, version in written.pairs(context):
        gone = _gone(before, version)
        if not gone or syntax_of(version).corrects is not None:
            continue
        earlier = {text.at.steps: text for text in written.texts(before)}
        for text in written.texts(version):
            if text.at.steps[0] != SOURCES and text == earlier.get(text.at.steps):
                left = next((each for each in _numbers(text.texts["en"]) if each in gone), None)
                if left is not None:
                    now = gone[left]
                    told = {"value": str(left), "now": str(now.number), "fact": now.fact, "file": f"{before.name}.yaml"}
                    yield Found(text.location("en"), told)


def _gone(before: Version, version: Version) -> Mapping[Decimal, Figure]:
    """The figures that no fact of the version has any more, each with the one that took its place."""
    earlier, own = written.figures(before), written.figures(version)
    still = {figure.number for figure in own.values()}
    return {
        figure.number: own[steps] for steps, figure in earlier.items() if steps in own and figure.number not in still
    }


def _numbers(text: str) -> Iterator[Decimal]:
    """The numbers that stand in a text."""
    for found in NUMBER.finditer(GROUPED.sub("", text)):
        yield Decimal(found[0].replace(",", "."))
