"""What a book asks on a day, as Python programs see it: every input with its type, its words and its choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ronde.api.arguments import language
from ronde.api.errors import BookError, QuestionError, refusals_as
from ronde.api.opened import Opened
from ronde.ask.said import assumed, resting
from ronde.ask.telling import records_of
from ronde.model.history import Rules
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, plain
from ronde.syntax.version import topic_title


class Input:
    """One input: the `name` of its fact, its `kind` (`yes_no`, `number`, `money`, `date`, `choice`, `code`,
    `text`), the `record` if it is asked of each record of a list, and the `topic` that asks it.

    `field` is its name within its record. `codes` names the list that a code is from. `least` and `most` bound a
    number. `changes` are the main answers that rest on it on that day; `assumed` says that silence has a meaning of its
    own.
    """

    def __init__(self, about: Fact, changes: tuple[str, ...] = (), assumed: bool = False) -> None:
        self._about, self.changes, self.assumed = about, changes, assumed
        self.name, self.record, self.topic = about.name, about.record, about.topic
        self.kind, self.codes = str(about.type.kind), about.type.codes
        self.field = about.name if about.record is None else about.name.removeprefix(f"{about.record}.")
        bounded = about.type.kind in (Kind.NUMBER, Kind.MONEY)
        self.least = plain(about.type.low, about.type) if bounded else None
        self.most = plain(about.type.high, about.type) if bounded else None

    def label(self, lang: str = "en") -> str:
        """What the fact is called, in `en` or `fr`."""
        return self._about.label.get(language(lang), self.name)

    def text(self, lang: str = "en") -> str:
        """The question, in `en` or `fr`."""
        return (self._about.question or self._about.label).get(language(lang), self.name)

    def help(self, lang: str = "en") -> str:
        """What helps to answer, in `en` or `fr`; empty if nothing is written."""
        return (self._about.help or {}).get(language(lang), "")

    def unit(self, lang: str = "en") -> str:
        """The unit of a number, as it stands beside more than one; empty if it has none."""
        unit = self._about.unit.get(language(lang))
        return unit.other if unit else ""

    def choices(self, lang: str = "en") -> dict[str, str]:
        """What may be chosen, each with its label; empty for other kinds."""
        told = language(lang)
        return {each: self._about.choices.get(each, {}).get(told, each) for each in self._about.type.choices}

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The input as plain data, in `en` or `fr`."""
        told: dict[str, Any] = {
            "name": self.name,
            "record": self.record,
            "topic": self.topic,
            "kind": self.kind,
            "label": self.label(lang),
            "question": self.text(lang),
            "help": self.help(lang),
            "unit": self.unit(lang),
            "choices": self.choices(lang),
            "codes": self.codes,
        }
        return told if self.least is None else {**told, "least": self.least, "most": self.most}

    def __repr__(self) -> str:
        return f"<Input {self.name}: {self.kind}>"


@dataclass(frozen=True, slots=True)
class Subject:
    """Inputs that belong together: those that one topic asks of the candidate, or those of one list of records
    (`record`), with what `one` of them is called and what helps (`help`); both are empty if nothing is written."""

    title: str
    record: str | None
    inputs: tuple[Input, ...]
    one: str = ""
    help: str = ""


class Vocabulary(Mapping[str, Input]):
    """What a book asks on a day: a mapping of the names of facts to inputs, in the order of topics and, within one,
    in that in which they are written."""

    def __init__(self, plan: Plan, rules: Rules, as_of: int, headlines: Iterable[str]) -> None:
        self._plan, self._rules, self._as_of = plan, rules, as_of
        below = {name: resting(plan, (name,)) for name in headlines if name in plan.facts}
        asked = sorted((each for each in plan.facts.values() if each.form == "input"), key=_written)
        self._inputs = {
            each.name: Input(
                each, tuple(name for name, facts in below.items() if each.name in facts), assumed(plan, each)
            )
            for each in asked
        }

    @property
    def as_of(self) -> date:
        """The day on which this is asked."""
        return date.fromordinal(self._as_of)

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists of records, in their order."""
        return tuple(self._plan.records)

    def subjects(self, lang: str = "en") -> list[Subject]:
        """The inputs in groups, those of the candidate by topic and those of each list of records; first the group on
        which most main answers rest."""
        told = language(lang)
        titles = {each.topic: topic_title(each.version, told) for each in self._rules.topics}
        own: dict[str, list[Input]] = {}
        for each in self.values():
            if each.record is None:
                own.setdefault(each.topic, []).append(each)
        groups = [Subject(titles.get(topic, topic), None, tuple(each)) for topic, each in own.items()]
        lists = [
            Subject(title.get(told, name), name, self._fields(name), *self._of_records(name, told))
            for name, title in self._plan.records.items()
        ]
        return sorted([*groups, *lists], key=_weight, reverse=True)

    def _of_records(self, name: str, told: str) -> tuple[str, str]:
        """What one record of a list is called, and what helps to fill the list."""
        written = records_of(self._rules, name)
        texts = (written.one, written.help) if written else (None, None)
        one, helping = (each.text(told) or "" if each else "" for each in texts)
        return one, helping

    def _fields(self, name: str) -> tuple[Input, ...]:
        """The inputs of a list; first those of the topic that asks most of them."""
        found = [each for each in self.values() if each.record == name]
        count = Counter(each.topic for each in found)
        return tuple(sorted(found, key=lambda each: -count[each.topic]))

    def title(self, name: str, lang: str = "en") -> str:
        """The title of a list of records, in `en` or `fr`. Errors: KeyError for a list that is not there."""
        return self._plan.records[name].get(language(lang), name)

    def codes(self, name: str, lang: str = "en") -> dict[str, str]:
        """The codes of a list, each with its title, in `en` or `fr`. Errors: KeyError for a list that is not there."""
        told = language(lang)
        return {code: title.get(told, code) for code, title in self._plan.codes[name].items()}

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All that is asked as plain data, in `en` or `fr`: the lists of records with their titles, and the inputs."""
        told = language(lang)
        return {
            "as_of": self.as_of.isoformat(),
            "rules_digest": self._rules.digest,
            "lists": {name: title.get(told, name) for name, title in self._plan.records.items()},
            "inputs": [each.to_dict(told) for each in self.values()],
        }

    def __getitem__(self, name: str) -> Input:
        return self._inputs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inputs)

    def __len__(self) -> int:
        return len(self._inputs)

    def __repr__(self) -> str:
        return f"<Vocabulary of {self.as_of}: {len(self)}>"


def _weight(subject: Subject) -> tuple[int, int]:
    """How much rests on a subject: main answers, and how often one rests on one of its inputs."""
    changes = [each.changes for each in subject.inputs]
    return len({name for each in changes for name in each}), sum(map(len, changes))


def _written(about: Fact) -> tuple[str, int]:
    """Where an input is written: its topic, and its line there."""
    return about.topic, about.location.line


def vocabulary_on(opened: Opened, as_of: int, known_on: int | None) -> Vocabulary:
    """What is asked on a day. Errors: QuestionError for a day without rules, BookError."""
    with refusals_as(QuestionError):
        rules = opened.engine.rules(as_of, known_on)
    with refusals_as(BookError, opened.folder):
        return Vocabulary(opened.engine.plan(rules), rules, as_of, opened.history.headlines)
