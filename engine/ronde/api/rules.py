"""The rules in force on a day, topic by topic: which version, since and until when, how sure, by which sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ronde.api.errors import BookError, FactError, QuestionError, refusals_as, translated
from ronde.api.opened import Opened
from ronde.api.shown import Shown
from ronde.change.side import Side
from ronde.evaluate.decision import day_text
from ronde.explain.page import Page
from ronde.explain.rules import rules_data, rules_page
from ronde.inputs.absent import topic_absence
from ronde.inputs.meant import topic_meant
from ronde.messages.diagnostics import ValidationError
from ronde.model.history import Rules
from ronde.syntax.sources import ListedSource
from ronde.syntax.version import syntax_of
from ronde.topics.data import topic_facts
from ronde.topics.page import Standing, topic_page


@dataclass(frozen=True)
class Topic(Shown):
    """A topic in force; it shows itself with all that it defines. `until` is the day on which a later version takes
    effect, None if none is known; `incomplete` says that a later version is in force of which only the existence is
    known. `sources` are as the version writes them: `id`, `title` in each language, `provision`, `url`."""

    topic: str
    title: Mapping[str, str]
    version: str
    file: str
    since: date
    until: date | None
    published: date
    checked: date
    confidence: str
    incomplete: bool
    sources: tuple[Mapping[str, Any], ...]
    _rules: RulesInForce = field(repr=False, compare=False)
    _fact: str | None = field(default=None, repr=False)
    _full: bool = field(default=False, repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The topic as plain data, as `ronde rules TOPIC --format json` prints it: with every fact that it defines."""
        whole = self._rules.to_dict()
        [about] = (each for each in whole["topics"] if each["topic"] == self.topic)
        facts = topic_facts(self._rules._rules, self.topic, self._fact)
        return {**whole, "topics": [{**about, "facts": facts}]}

    @property
    def _root(self) -> str:
        return self._rules._root

    def _page(self, lang: str) -> Page:
        return self._rules._page_of(self.topic, lang, fact=self._fact, full=self._full)


class RulesInForce(Shown, Mapping[str, Topic]):
    """The rules in force on a day: a mapping of the names of topics to topics.

    A topic that is not in force is a FactError, which says from or until which day it is.
    """

    def __init__(self, opened: Opened, rules: Rules, as_of: int, known_on: int | None, *, today: bool) -> None:
        self._opened, self._rules, self._as_of, self._known_on = opened, rules, as_of, known_on
        self._today = today
        self._data = rules_data(opened.history, rules, as_of, known_on)
        self._topics = {
            each.topic: self._topic(told, each.version.name, tuple(map(_source, syntax_of(each.version).sources)))
            for each, told in zip(rules.topics, self._data, strict=True)
        }

    @property
    def as_of(self) -> date:
        """The day on which the rules are in force."""
        return date.fromordinal(self._as_of)

    @property
    def digest(self) -> str:
        """The digest of the rules, which decisions carry."""
        return self._rules.digest

    @property
    def rows(self) -> list[Topic]:
        """The topics, in the order of their names."""
        return list(self._topics.values())

    def to_dict(self) -> dict[str, Any]:
        """The rules as plain data, as `ronde rules --format json` prints them."""
        return {"as_of": day_text(self._as_of), "rules_digest": self._rules.digest, "topics": self._data}

    @property
    def _root(self) -> str:
        return self._opened.history.root

    def _page(self, lang: str) -> Page:
        return rules_page(self._opened.history, self._rules, self._as_of, self._known_on, lang, today=self._today)

    def find(self, words: str, *, full: bool = False) -> Topic:
        """The topic in force that is named so, or that alone is called so, by words of its title or of a fact's label;
        if a fact is, it shows itself with this fact alone. It shows all codes of its lists if `full`, else those of
        short ones. Errors: FactError if there is none, or several."""
        with refusals_as(FactError):
            topic, fact = topic_meant(self._opened.history, self._rules, str(words), self._as_of, self._known_on)
        return replace(self._topics[topic], _fact=fact, _full=full)

    def _page_of(self, topic: str, lang: str, *, fact: str | None, full: bool) -> Page:
        """The page of one topic in force, or of one of its facts. Errors: BookError."""
        with refusals_as(BookError, self._opened.folder):
            plan = self._opened.engine.plan(self._rules)
        [found] = (each for each in self._rules.topics if each.topic == topic)
        later = self._opened.history.next_change(topic, self._as_of, self._known_on)
        side = Side(self._opened.history, self._rules, plan, found.version, self._opened.names)
        return topic_page(Standing(side, found, later), lang, fact=fact, full=full)

    def __getitem__(self, topic: str) -> Topic:
        if topic not in self._topics:
            absence = topic_absence(self._opened.history, str(topic), self._as_of, self._known_on)
            raise translated(FactError, ValidationError((absence,)))
        return self._topics[topic]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __len__(self) -> int:
        return len(self._topics)

    def __repr__(self) -> str:
        return f"<RulesInForce of {self.as_of}: {len(self)} topics>"

    def _topic(self, told: Mapping[str, Any], version: str, sources: tuple[Mapping[str, Any], ...]) -> Topic:
        return Topic(
            topic=told["topic"],
            title=told["title"] or {},
            version=version,
            file=told["file"],
            since=date.fromisoformat(told["since"]),
            until=None if told["until"] is None else date.fromisoformat(told["until"]),
            published=date.fromisoformat(told["published"]),
            checked=date.fromisoformat(told["checked"]),
            confidence=told["confidence"],
            incomplete=bool(told["incomplete"]),
            sources=sources,
            _rules=self,
        )


def rules_in_force(opened: Opened, as_of: int, known_on: int | None, *, today: bool, topic: str | None) -> RulesInForce:
    """The rules in force on a day; `today` says that it was not given. Errors: QuestionError, also if none is, which
    says when the topic asked about is in force, else when any is."""
    with refusals_as(QuestionError):
        rules = opened.engine.rules(as_of, known_on)
        if not rules.topics:
            raise ValidationError((topic_absence(opened.history, topic, as_of, known_on),))
    return RulesInForce(opened, rules, as_of, known_on, today=today)


def _source(source: ListedSource) -> Mapping[str, Any]:
    """A source as the version writes it."""
    texts = {"title": source.title, "provision": source.provision, "url": source.url}
    told = {key: text.plain() for key, text in texts.items() if text is not None}
    sure = {"confidence": source.confidence} if source.confidence else {}
    worded = {"wording": {"kind": source.wording.kind, **source.wording.text.texts}} if source.wording else {}
    return {"id": source.id, **told, **sure, **worded}
