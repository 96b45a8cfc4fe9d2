"""The page of a difference, and the same as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ronde.change.opened import Difference
from ronde.change.topic import TopicChange
from ronde.change.witness.page import witness_data, witness_lines
from ronde.change.witness.search import Looked
from ronde.explain.page import Line, Page, beginning
from ronde.messages import translate
from ronde.messages.dates import day_or_text

SCREEN = 40
"""Lines of a usual screen, as far as they can be kept."""

LEAST = 3
"""Lines that each topic has, however many there are."""

DETAILED = 5
"""Changed topics that a screen tells line by line: of more, each is told in one line."""


def difference_page(
    found: Difference, language: str, looked: Sequence[Looked] | None = None, *, full: bool = False
) -> Page:
    """The page of a difference. Unless all is wanted, it is cut so that a usual change fits a screen: of a note its
    first sentences, of a topic some lines; what is left out is counted. If witnesses were looked for, they follow."""
    changes = changes_of(found, language)
    ends = (day_or_text(each, language) for each in (found.before, found.after))
    key = "diff-title-days" if found.days else "diff-title-books"
    page = Page(translate(key, language, **dict(zip(("one", "other"), ends, strict=True))))
    if not changes:
        page.add("", [Line(0, translate("diff-none", language))])
    detailed = [each for each in changes if each.kind == "changed"]
    if len(changes) == 1:
        detailed = [each for each in changes if each.kind in ("new", "gone", "changed")]
    if len(detailed) > DETAILED and not full:
        detailed = []
    rest = [each for each in changes if each not in detailed]
    room = None if full else max(LEAST, (SCREEN - 2 - len(rest)) // max(1, len(detailed)) - 4)
    for change in detailed:
        page.add(
            translate("diff-topic", language, title=change.title, day=change.since),
            _lines(change, room, language),
            told=True,
        )
    for kind in ("changed", "new", "gone", "unknown"):
        some = [each for each in rest if each.kind == kind]
        if some:
            page.add(translate(f"diff-topics-{kind}", language), _briefly(some, room, language, full=full))
    if looked is not None:
        page.add(translate("witness-heading", language), witness_lines(found.pairs, looked, language))
    return page


def changes_of(found: Difference, language: str) -> list[TopicChange]:
    """What differs, topic by topic, in a language."""
    return [change for pair in found.pairs for change in pair.told(language)]


def difference_data(found: Difference, language: str, looked: Sequence[Looked] | None = None) -> dict[str, object]:
    """A difference as plain data: all of it, in a language, with the witnesses if they were looked for."""
    told: dict[str, object] = {} if looked is None else {"witnesses": witness_data(looked, language)}
    return {
        "before": found.before,
        "after": found.after,
        "topics": [
            {
                "topic": each.topic,
                "title": each.title,
                "kind": each.kind,
                "before": each.before,
                "after": each.after,
                "since": each.since,
                "note": each.note or None,
                "changes": _nested(each.lines),
            }
            for each in changes_of(found, language)
        ],
        **told,
    }


def _nested(lines: Sequence[Line]) -> list[dict[str, object]]:
    """Lines as data: what is changed, and how."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.level == 0:
            found.append((line.text, []))
        else:
            found[-1][1].append(line.text)
    return [{"text": text, "lines": below} for text, below in found]


def _lines(change: TopicChange, room: int | None, language: str) -> Iterator[Line]:
    if change.note:
        yield Line(0, change.note if room is None else beginning(change.note, 240))
    shown = change.lines if room is None or len(change.lines) <= room else change.lines[: room - 1]
    yield from shown
    if len(shown) < len(change.lines):
        yield Line(0, translate("diff-more", language, count=len(change.lines) - len(shown)))


def _briefly(some: Sequence[TopicChange], room: int | None, language: str, *, full: bool) -> Iterator[Line]:
    """Topics that are not told line by line: a line each, and all of their lines if they are wanted."""
    most = len(some) if full else max(SCREEN - 8, LEAST)
    for change in some[:most]:
        told = change.note if full or not change.note else beginning(change.note, 120 if len(some) > LEAST else 240)
        yield Line(0, translate("line-value", language, label=change.title, value=told) if told else change.title)
        if full:
            yield from (Line(line.level + 1, line.text) for line in change.lines)
    if len(some) > most:
        yield Line(0, translate("diff-more", language, count=len(some) - most))
