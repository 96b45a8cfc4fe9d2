"""The versions of a topic as its page shows them: what each says, until when it holds, what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ronde.change.between import Changes, changes_between
from ronde.change.side import Side
from ronde.change.telling import FactTold, SourceTold, VersionTold, sources_told, tell_version
from ronde.evaluate.decision import day_text
from ronde.messages import translate
from ronde.model.history import History, Status, Version
from ronde.site.standing import Standing
from ronde.syntax.texts import text_in
from ronde.syntax.version import syntax_of
from ronde.telling.phrases import anchor, list_anchor


@dataclass(frozen=True)
class TopicVersion:
    """A version and what it says in one language; nothing where its content is not known, or it never stood.

    `before` is the version that `changes` compares it with.
    """

    version: Version
    standing: Standing | None
    told: VersionTold | None
    sources: tuple[SourceTold, ...]
    before: TopicVersion | None
    changes: Changes | None

    def title(self, language: str) -> str:
        """The title that the version has."""
        return syntax_of(self.version).title.text(language)

    def missing(self, language: str) -> str:
        """What is not known of it; empty if that is not said."""
        return text_in(syntax_of(self.version).missing, language)

    def notes(self, language: str) -> list[str]:
        """Why it corrects another, and what a reader should know besides, as far as either is written."""
        written = syntax_of(self.version)
        return [text.text(language) for text in (written.corrects, written.note) if text is not None]

    def worded(self, fact: FactTold) -> list[SourceTold]:
        """The sources of a definition whose wording is written."""
        return [each for each in (self.sources[number - 1] for number in fact.sources) if each.wording]

    @property
    def effective(self) -> str:
        """Its first day, YYYY-MM-DD: sentences say it in words."""
        return day_text(self.version.effective)

    @property
    def replaced(self) -> str:
        """The day on which its correction was published, YYYY-MM-DD; empty if it was not corrected."""
        correction = self.standing.replaced if self.standing else None
        return day_text(correction.published) if correction else ""

    def holds(self, language: str) -> str:
        """From when until when it holds, as far as is known."""
        later = self.standing.later if self.standing else None
        until = translate("page-open", language)
        if later is not None:
            keys = {Status.REPEALED: "page-repealed", Status.INCOMPLETE: "page-open-unknown"}
            until = translate(keys.get(later.status, "page-until"), language, date=day_text(later.effective))
        return translate("page-since", language, since=self.effective, until=until)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact or list in the index: where the newest version that has it says it. `label` is Markdown."""

    name: str
    label: str
    topic: str
    anchor: str


def told_versions(
    history: History, versions: Sequence[tuple[Version, Standing | None]], language: str
) -> list[TopicVersion]:
    """The versions of a topic, which are given and returned newest first."""
    found: list[TopicVersion] = []
    before: TopicVersion | None = None
    for version, standing in reversed(versions):
        told = tell_version(Side(history, standing.rules, standing.plan, version), language) if standing else None
        changes = changes_between(before.told, told) if before and before.told and told else None
        each = TopicVersion(version, standing, told, sources_told(version, language), before, changes)
        found.append(each)
        if version.status is Status.REPEALED:
            before = None
        elif told is not None:
            before = each
    return found[::-1]


def index(topics: Mapping[str, Sequence[TopicVersion]]) -> tuple[list[Entry], list[Entry]]:
    """Every fact and every list of a book, by name."""
    facts: dict[str, tuple[int, Entry]] = {}
    lists: dict[str, tuple[int, Entry]] = {}
    for topic, versions in topics.items():
        for each in versions:
            day, at = each.version.effective, each.version.name
            for fact in each.told.facts if each.told else ():
                for name in fact.names:
                    _keep_newest(facts, day, Entry(name, fact.label, topic, anchor(name, at)))
            for told in each.told.lists if each.told else ():
                _keep_newest(lists, day, Entry(told.name, told.label, topic, list_anchor(told.name, at)))
    return [facts[name][1] for name in sorted(facts)], [lists[name][1] for name in sorted(lists)]


def _keep_newest(found: dict[str, tuple[int, Entry]], day: int, entry: Entry) -> None:
    if entry.name not in found or found[entry.name][0] < day:
        found[entry.name] = day, entry
