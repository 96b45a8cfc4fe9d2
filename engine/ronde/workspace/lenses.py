"""What stands above lines of a version: what the version before said there, and how many cases reach it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ronde.evaluate.decision import day_text
from ronde.messages import translate
from ronde.messages.numbers import listed
from ronde.model.case import Case
from ronde.model.document import Document
from ronde.model.history import History, Status, Version
from ronde.syntax.cursor import whole
from ronde.workspace.before import differing

FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Lens:
    """A line, from 1, and what is told above it. `asks` says what it leads to: the `cases` that reach the line, or that
    these are looked for (`reach`); nothing if it only tells."""

    line: int
    title: str
    asks: str = ""


def before_lenses(history: History, version: Version, document: Document, language: str) -> Iterator[Lens]:
    """What the version before said at each line that differs from it."""
    earlier = [
        each
        for each in history.versions[version.topic]
        if (each.effective, each.serial) < (version.effective, version.serial) and each.status is Status.COMPLETE
    ]
    if not earlier or version.status is not Status.COMPLETE:
        return
    day = day_text(earlier[-1].effective)
    for found in differing(document, earlier[-1].document):
        values = listed(list(found.values), "and", language)
        key = "workspace-before" if found.values else "workspace-new"
        yield Lens(found.line, translate(key, language, values=values, date=day))


def case_lenses(document: Document, reached: Mapping[int, tuple[Case, ...]] | None, language: str) -> Iterator[Lens]:
    """How many cases reach each row and branch; as long as that is not known, that it can be looked for."""
    if reached is None:
        if whole(document).has(FACTS):
            line = document.location((FACTS,), key=True).line
            yield Lens(line, translate("workspace-reach", language), "reach")
        return
    for line, cases in sorted(reached.items()):
        count = len(once(cases))
        told = (
            translate("workspace-reached", language, count=count)
            if count
            else translate("workspace-unreached", language)
        )
        yield Lens(line, told, "cases" if count else "")


def once(cases: tuple[Case, ...]) -> list[Case]:
    """Each case as it is written, of which there may be one for each of several days or people."""
    return list({each.location: each for each in cases}.values())
