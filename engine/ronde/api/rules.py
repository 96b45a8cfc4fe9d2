"""The rules in force on a day, topic by topic: which version, since and until when, how sure, by which sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ronde.api.errors import FactError, translated
from ronde.api.shown import Shown
from ronde.evaluate.decision import day_text
from ronde.explain.page import Line, Page
from ronde.explain.rules import rules_cautions, rules_data
from ronde.inputs.absent import topic_absence
from ronde.messages import translate
from ronde.model.finding import Refused
from ronde.model.history import History, Rules


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in force. `until` is the day on which a later version takes effect, None if none is known; `incomplete`
    says that a later version is in force of which only the existence is known. `sources` are as the version writes
    them: `id`, `title` in each language, `provision`, `url`."""

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


class RulesInForce(Shown, Mapping[str, Topic]):
    """The rules in force on a day: a mapping of the names of topics to topics.

    A topic that is not in force is a FactError, which says from or until which day it is.
    """

    def __init__(self, history: History, rules: Rules, as_of: int, known_on: int | None) -> None:
        self._history, self._rules, self._as_of, self._known_on = history, rules, as_of, known_on
        self._data = rules_data(history, rules, as_of, known_on)
        self._topics = {
            each.topic: _topic(told, each.version.name, each.version.tree.get("sources"))
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
    def _book(self) -> History:
        return self._history

    def _page(self, lang: str) -> Page:
        page = Page(translate("evaluated", lang, date=day_text(self._as_of)))
        page.add("", (Line(0, _line(each, lang)) for each in self._topics.values()))
        page.add(translate("cautions-heading", lang), rules_cautions(self._rules, lang))
        return page

    def __getitem__(self, topic: str) -> Topic:
        if topic not in self._topics:
            absence = topic_absence(self._history, str(topic), self._as_of, self._known_on)
            raise translated(FactError, Refused((absence,)))
        return self._topics[topic]

    def __iter__(self) -> Iterator[str]:
        return iter(self._topics)

    def __len__(self) -> int:
        return len(self._topics)

    def __repr__(self) -> str:
        return f"<RulesInForce of {self.as_of}: {len(self)} topics>"


def _topic(told: Mapping[str, Any], version: str, sources: object) -> Topic:
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
        sources=tuple(sources) if isinstance(sources, list) else (),
    )


def _line(topic: Topic, lang: str) -> str:
    title = topic.title.get(lang, topic.topic)
    return f"{topic.topic} — {title} ({topic.file}; {translate(f'confidence-{topic.confidence}', lang)})"
