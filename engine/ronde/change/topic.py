"""What differs between two versions of a topic, told in a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.change.between import FactChange, ListChange, changes_between
from ronde.change.meaning import meaning
from ronde.change.plainly import APART, differing, plainly
from ronde.change.side import Side
from ronde.change.telling import FactTold, SourceTold, VersionTold, sources_told, tell_version
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line
from ronde.messages import translate
from ronde.model.history import Version
from ronde.syntax.texts import text_in
from ronde.syntax.version import syntax_of, topic_title
from ronde.syntax.walk import texts_under


@dataclass(frozen=True, slots=True)
class TopicChange:
    """What differs in a topic. `kind` is `new`, `gone`, `changed` or `unknown` (a later version of which only the
    existence is known); `before` and `after` are the files, `since` the first day, YYYY-MM-DD."""

    topic: str
    title: str
    kind: str
    before: str | None
    after: str | None
    since: str
    note: str
    lines: tuple[Line, ...]


def topic_change(before: Side | None, after: Side | None, language: str, ended: Version | None = None) -> TopicChange:
    """What differs between two versions, one of which can be absent: then the topic is new, or gone, by the version
    `ended` if one says so."""
    side = after or before
    assert side is not None
    version = ended or side.version
    note = text_in(syntax_of(version).note, language) if after or ended else ""
    if before and after:
        kind, lines = "changed", tuple(_lines(before, after, language))
        note = "" if note == text_in(syntax_of(before.version).note, language) else note
    else:
        kind, told = "new" if after else "gone", tell_version(side, language)
        lines = tuple(_whole(told, kind, language))
    return TopicChange(
        version.topic,
        topic_title(version, language),
        kind,
        before.version.document.file if before else None,
        after.version.document.file if after else ended.document.file if ended else None,
        day_text(version.effective),
        note,
        lines,
    )


def unknown_change(version: Version, language: str) -> TopicChange:
    """A version of which only the existence is known."""
    title = topic_title(version, language)
    file, since = version.document.file, day_text(version.effective)
    return TopicChange(
        version.topic, title, "unknown", None, file, since, text_in(syntax_of(version).missing, language), ()
    )


def _whole(told: VersionTold, kind: str, language: str) -> Iterator[Line]:
    """Every fact and list of a topic that is new or gone."""
    for label in (*(each.label for each in told.facts), *(each.label for each in told.lists)):
        yield Line(0, translate(f"diff-{kind}", language, label=plainly(label)))


def _lines(before: Side, after: Side, language: str) -> Iterator[Line]:
    found = changes_between(tell_version(before, language), tell_version(after, language))
    changed = [each for each in found.changed if not _only_spelt_otherwise(each, before, after)]
    for change in changed:
        yield Line(0, translate("diff-changed", language, label=plainly(change.now.label)))
        for was, now in change.lines:
            yield from (Line(1, line) for line in differing(was, now, language))
    for key, facts in (("new", found.new), ("gone", found.gone)):
        for fact in facts:
            yield Line(0, translate(f"diff-{key}", language, label=plainly(fact.label)))
    for each in found.lists:
        yield from _list_lines(each, language)
    for other in found.others:
        yield Line(0, translate("diff-changed", language, label=translate(other, language)))
    told = list(_around(before.version, after.version, language))
    if not (changed or found.new or found.gone or found.lists or found.others):
        yield Line(0, translate("site-changes-none", language))
    yield from told


def _only_spelt_otherwise(change: FactChange, before: Side, after: Side) -> bool:
    """Whether a definition means what it did, and all that is said for people besides it stays."""
    was, now = change.was, change.now
    old, new = before.plan, after.plan
    both = all(name in old.roots and name in new.roots for name in now.names)
    same = both and all(meaning(old, name) == meaning(new, name) for name in now.names)
    return same and not now.asked and _around_fact(was) == _around_fact(now)


def _around_fact(fact: FactTold) -> tuple[object, ...]:
    """What is said of a fact besides its definition."""
    return (
        fact.label,
        fact.traits,
        fact.note,
        fact.confidence,
        fact.written.caution,
        fact.written.slip,
        sorted(str(each.texts) for each in texts_under(fact.written.at, "because")),
    )


def _list_lines(change: ListChange, language: str) -> Iterator[Line]:
    told = change.now or change.was
    assert told is not None
    kind = "changed" if change.was and change.now else "new" if change.now else "gone"
    yield Line(0, translate(f"diff-{kind}", language, label=plainly(told.label)))
    if kind == "changed":
        for key, rows in (("diff-line-new", change.new), ("diff-line-gone", change.gone)):
            yield from (Line(1, translate(key, language, line=" ".join(row))) for row in rows)
        for was, now in change.otherwise:
            value = translate("changed", language, before=APART.join(was[1:]), after=APART.join(now[1:]))
            yield Line(1, translate("line-value", language, label=now[0], value=value))


def _around(before: Version, after: Version, language: str) -> Iterator[Line]:
    """What surrounds the definitions: title, how sure, sources."""
    titles = [syntax_of(each).title.text(language) for each in (before, after)]
    sure = [translate(f"confidence-{each.confidence}", language) for each in (before, after)]
    for key, (was, now) in (("diff-title", titles), ("rules-confidence", sure)):
        if was != now:
            value = translate("changed", language, before=was, after=now)
            yield Line(0, translate("line-value", language, label=translate(key, language), value=value))
    old, new = ({_cited(each) for each in sources_told(version, language)} for version in (before, after))
    for key, some in (("diff-source-new", new - old), ("diff-source-gone", old - new)):
        if some:
            yield Line(0, translate(key, language, sources="; ".join(sorted(some))))


def _cited(source: SourceTold) -> str:
    return f"{source.title}, {source.provision}" if source.provision else source.title
