"""What pages show of the rules of a book: topics on a day, their versions, what changed, where words stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.book import Book
from ronde.api.errors import BookError, FactError, QuestionError, refusals_as, translated
from ronde.change.plainly import plainly
from ronde.change.side import Side
from ronde.change.telling import tell_version
from ronde.evaluate.decision import day_text
from ronde.inputs.absent import topic_absence
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import Rules, Version
from ronde.rounds.data import Pool
from ronde.site.dated import dated_part, dated_versions
from ronde.site.pages import environment, folders_of, title_of
from ronde.telling.phrases import anchor, list_anchor, version_anchor

MOST_TOLD = 8
"""Sets of rules whose words are kept to be searched, in one language each."""

MOST_LINES = 3
"""Lines of a definition that are shown of what was found in it."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a topic in a list: its name, its first day, the day of publication, whether it `stands` on the day
    asked about, its status, and its topic with the title."""

    topic: str
    title: str
    name: str
    anchor: str
    effective: str
    published: str
    status: str
    confidence: str
    serial: int
    stands: bool
    digest: str


@dataclass(frozen=True, slots=True)
class TopicOnDay:
    """A topic on a day: its title, what is told of it, or why nothing is (it is not in force), and all of its versions,
    newest first. `digest` is that of the rules of the day."""

    topic: str
    title: str
    told: Markup
    absent: str
    versions: tuple[VersionLine, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found: the topic with its title, the anchor and label of the definition or list, and lines."""

    topic: str
    title: str
    anchor: str
    label: str
    lines: tuple[str, ...]


class RulePages:
    """The rules of a book as pages."""

    def __init__(self, book: Book) -> None:
        self._opened = book._opened
        self._history = self._opened.history
        self._templates = environment(self._history)
        self._words = lru_cache(MOST_TOLD)(self._words_of)

    def folders(self, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every topic of the book with its title, by the folder that it stands in."""
        return [
            (folder, [(topic, title_of(self._history, topic, lang)) for topic in topics])
            for folder, topics in folders_of(self._history.versions)
        ]

    def topic(
        self,
        topic: str,
        as_of: Date | None,
        known_on: Date | None,
        lang: str,
        address: Callable[[str, str | None], str],
    ) -> TopicOnDay:
        """A topic on a day. `address` gives that of the page of a topic, on a day if one is given.

        Errors: FactError for a topic that the book never has, with the nearest; QuestionError, BookError."""
        rules, days = self._rules(as_of, known_on)
        absence = (
            topic_absence(self._history, topic, *days) if all(each.topic != topic for each in rules.topics) else None
        )
        if absence is not None and topic not in self._history.versions:
            raise translated(FactError, ValidationError((absence,)))
        with refusals_as(BookError, self._opened.folder):
            every = dated_versions(self._history, self._opened.engine.plan, rules, topic, days, lang)
        told = dated_part(
            self._templates,
            self._history,
            every,
            lambda name: address(name, None),
            lambda version: address(version.topic, day_text(version.effective)),
            lang,
        )
        standing = {each.version.name for each in every}
        versions = tuple(_line(each, title_of(self._history, topic, lang), standing) for each in self._newest(topic))
        absent = "" if absence is None else absence.message(lang)
        return TopicOnDay(topic, title_of(self._history, topic, lang), told, absent, versions, rules.digest)

    def round_topic(self, kind: str, as_of: Date) -> str | None:
        """The topic that says whom a type of round was for on a day, if one does."""
        rules, _ = self._rules(as_of, None)
        terms = self._history.rounds_terms
        with refusals_as(BookError, self._opened.folder):
            about = self._opened.engine.plan(rules).facts.get(terms.fact_of(kind)) if terms else None
        return about.topic if about else None

    def pool_by(self, as_of: Date) -> Pool | None:
        """The last pool published by a day, if there is one."""
        day = arguments.day(as_of, "as_of")
        with refusals_as(BookError, self._opened.folder):
            published = [each for each in self._opened.rounds.pools if each.date <= day]
        return published[-1] if published else None

    def changes(self, lang: str) -> Iterator[VersionLine]:
        """Every version of every topic, the last published first."""
        every = (each for versions in self._history.versions.values() for each in versions)
        for each in sorted(every, key=lambda one: (-one.published, -one.effective, one.topic)):
            yield _line(each, title_of(self._history, each.topic, lang), set())

    def find(self, words: str, as_of: Date | None, known_on: Date | None, lang: str) -> list[Hit]:
        """Where all of some words (or a code) stand in what is told of the rules of a day."""
        rules, _ = self._rules(as_of, known_on)
        wanted = words.casefold().split()
        with refusals_as(BookError, self._opened.folder):
            told = self._words(rules, lang)
        return [
            Hit(hit.topic, hit.title, hit.anchor, hit.label, _matching(hit.lines, wanted))
            for hit in told
            if wanted and all(any(word in each.casefold() for each in (hit.label, *hit.lines)) for word in wanted)
        ]

    def _words_of(self, rules: Rules, lang: str) -> tuple[Hit, ...]:
        return tuple(self._every_word(rules, lang))

    def _every_word(self, rules: Rules, lang: str) -> Iterator[Hit]:
        plan = self._opened.engine.plan(rules)
        for found in rules.topics:
            version, title = found.version, title_of(self._history, found.topic, lang)
            told = tell_version(Side(self._history, rules, plan, version), lang)
            for fact in told.facts:
                lines = (*fact.names, *map(plainly, filter(None, (*fact.lines, fact.note))))
                yield Hit(found.topic, title, anchor(fact.names[0], version.name), plainly(fact.label), lines)
            for each in told.lists:
                lines = (each.name, *(" · ".join(filter(None, row)) for row in each.codes))
                yield Hit(found.topic, title, list_anchor(each.name, version.name), plainly(each.label), lines)

    def _rules(self, as_of: Date | None, known_on: Date | None) -> tuple[Rules, tuple[int, int | None]]:
        day, _ = arguments.day_or_today(as_of, "as_of")
        known = arguments.optional_day(known_on, "known_on")
        with refusals_as(QuestionError):
            return self._opened.engine.rules(day, known), (day, known)

    def _newest(self, topic: str) -> Iterator[Version]:
        return reversed(self._history.versions[topic])


def _line(version: Version, title: str, standing: set[str]) -> VersionLine:
    return VersionLine(
        version.topic,
        title,
        version.name,
        version_anchor(version.name),
        day_text(version.effective),
        day_text(version.published),
        str(version.status),
        str(version.confidence),
        version.serial,
        version.name in standing,
        version.document.digest,
    )


def _matching(lines: tuple[str, ...], wanted: list[str]) -> tuple[str, ...]:
    """The first lines in which one of the words stands."""
    found = (each for each in lines if any(word in each.casefold() for word in wanted))
    return tuple(each for each, _ in zip(found, range(MOST_LINES), strict=False))
