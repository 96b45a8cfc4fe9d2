"""Every version of a topic side by side: when each held, and its figures, a column for each version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ronde.change.difference import side_of
from ronde.change.plainly import plainly
from ronde.change.side import Side
from ronde.change.telling import FactTold, tell_version
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.model.history import Status, Version
from ronde.syntax.texts import text_in, texts_of
from ronde.syntax.version import syntax_of, topic_title
from ronde.topics.figures import blocks, cells_of, in_order, lines_of, sentences

ABSENT = "—"
"""What stands in the column of a version that has no such row."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The versions of a topic, newest first, each with what stood beside it if it says something."""

    topic: str
    versions: tuple[tuple[Version, Side | None], ...]


def compared(engine: Engine, topic: str) -> Compared:
    """The versions of a topic of a book. Errors: ValidationError for rules that are wrong."""
    versions = reversed(engine.history.versions[topic])
    return Compared(topic, tuple((each, _standing(engine, each)) for each in versions))


def _standing(engine: Engine, version: Version) -> Side | None:
    """A version with the rules that stood with it; None if it says nothing, or never stood."""
    if version.status is not Status.COMPLETE:
        return None
    side = side_of(engine, version, version)
    return side if side is not None and side.version is version else None


def versions_page(found: Compared, language: str, *, fact: str | None = None, width: int | None = None) -> Page:
    """The page of all versions: what surrounds each, then each definition, or that of one fact alone.

    If a width is given, versions that have no room beside the others follow in another table below.
    """
    page = Page(topic_title(next(each for each, _ in found.versions if each.status is not Status.REPEALED), language))
    page.table(translate("page-versions", language), _overview(found, language))
    page.add("", _said(found, language))
    told = [
        (version, {each.names: each for each in tell_version(side, language).facts})
        for version, side in found.versions
        if side
    ]
    for names in dict.fromkeys(names for _, facts in told for names in facts):
        if fact is None or fact in names:
            _add_fact(page, [(version, facts.get(names)) for version, facts in told], language, width)
    return page


def versions_data(found: Compared, language: str, *, fact: str | None = None) -> dict[str, Any]:
    """The versions as plain data: what surrounds each, and the figures of each definition by row and version."""
    sides = [(version, side) for version, side in found.versions if side]
    told = [(version, {each.names: each for each in tell_version(side, language).facts}) for version, side in sides]
    every = [names for names in dict.fromkeys(names for _, facts in told for names in facts) if fact in (None, *names)]
    return {
        "topic": found.topic,
        "versions": [_about(version) for version, _ in found.versions],
        "facts": [
            {
                "names": list(names),
                "label": plainly(next(facts[names].label for _, facts in told if names in facts)),
                "figures": {version.name: dict(cells_of(facts[names])) for version, facts in told if names in facts},
                "text": {version.name: _plain(facts[names]) for version, facts in told if names in facts},
            }
            for names in every
        ],
    }


def _about(version: Version) -> dict[str, Any]:
    written = syntax_of(version)
    return {
        "version": version.name,
        "file": version.document.file,
        "status": str(version.status),
        "since": day_text(version.effective),
        "published": day_text(version.published),
        "checked": day_text(version.checked),
        "confidence": version.confidence,
        "for_some": version.conditional,
        "corrects": texts_of(written.corrects),
        "missing": texts_of(written.missing),
    }


def _plain(told: FactTold) -> list[str]:
    return [line.text for line in lines_of(told) or ()]


def _overview(found: Compared, language: str) -> list[list[str]]:
    """A row for each version: since when it holds, when it was published and verified, how sure, in which file."""
    heads = ("rules-since", "page-published", "rules-checked", "rules-confidence", "rules-file")
    rows = [[translate(key, language) for key in heads]]
    for version, _ in found.versions:
        days = (version.effective, version.published, version.checked)
        sure = translate(f"confidence-{version.confidence}", language)
        rows.append([*map(day_text, days), sure, version.document.file])
    return rows


def _said(found: Compared, language: str) -> Iterator[Line]:
    """What is said of versions that are no plain ones: corrections and why, the end of the topic, what is not known."""
    for version, _ in found.versions:
        day, written = day_text(version.effective), syntax_of(version)
        if version.status is Status.REPEALED:
            yield Line(0, translate("site-repealed", language, day=day))
        elif version.status is Status.INCOMPLETE:
            text = text_in(written.missing, language)
            yield Line(0, translate("rules-incomplete", language, day=day, text=text), "unknown")
        if version.serial:
            label = translate("site-from-number", language, number=version.serial, day=day)
            reason = text_in(written.corrects, language)
            yield Line(0, translate("line-value", language, label=label, value=reason))
        if version.conditional:
            yield Line(0, translate("topic-conditional", language, day=day))
        if version.partly:
            yield Line(0, translate("topic-partly", language, day=day))


def _add_fact(page: Page, told: Sequence[tuple[Version, FactTold | None]], language: str, width: int | None) -> None:
    """Add a definition: its tables as one with a column for each version, then what else each says, once for all
    versions that say the same."""
    newest = next(each for _, each in told if each is not None)
    heading = f"{plainly(newest.label)} ({', '.join(newest.names)})"
    cells = [(version, dict(cells_of(each))) for version, each in told]
    keys = in_order([list(own) for _, own in cells])
    head = [translate("topic-row", language)]
    shown = [(version, own) for version, own in cells if own]
    for some in blocks(shown, keys, width):
        names = [version.name for version, _ in some]
        rows = [[key, *(own.get(key, ABSENT) for _, own in some)] for key in keys]
        page.table(heading, [[*head, *names], *rows], range(1, len(names) + 1))
        heading = ""
    page.add(heading, sentences(told, language), told=bool(heading))
