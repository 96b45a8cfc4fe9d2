"""Every version of every topic, and what of them is in force on a date, as far as it was known on another date."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from ronde.model.document import Document
from ronde.model.nodes import Texts
from ronde.model.nouns import Nouns


class Status(StrEnum):
    """What a version brings: all of its topic, the knowledge that something changed, or the topic's end."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Version:
    """One dated file of a topic. Dates are day numbers; `name` is the file's name without its ending;
    `conditional` says that it applies to some only, `partly` that some of its facts do.

    `ronde.syntax.version` reads what is written in it.
    """

    topic: str
    name: str
    effective: int
    published: int
    checked: int
    confidence: str
    status: Status
    serial: int
    document: Document
    conditional: bool = False
    partly: bool = False


@dataclass(frozen=True, slots=True)
class InForce:
    """A topic in force: its layers, newest first (all but the last apply to some only, or have facts that do), and
    the versions later than the newest one for everybody of which it is only known that they exist."""

    topic: str
    layers: tuple[Version, ...]
    incomplete: tuple[Version, ...] = ()

    @property
    def version(self) -> Version:
        """The newest complete version."""
        return self.layers[0]

    @property
    def whole(self) -> tuple[Version, ...]:
        """The layers that hold as they are: down to the newest one for everybody. Of those below it only the facts go
        on that it says for some."""
        last = next((place for place, layer in enumerate(self.layers) if not layer.conditional), len(self.layers))
        return self.layers[: last + 1]

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version that has a part in it: the layers, then those that are incomplete."""
        return *self.layers, *self.incomplete


@dataclass(frozen=True, slots=True)
class RoundsTerms:
    """Which facts rounds go by: the score that is ranked, the day and the time of day at which a profile was submitted,
    the first day on which it is out of the pool, and for each type of round (`{type}`) the fact that says whom it was
    for."""

    score: str
    submitted: str
    submitted_time: str
    expires: str
    invited: str

    def fact_of(self, round_type: str) -> str:
        """The name of the fact that says whether a round of a type was for a candidate."""
        return self.invited.replace("{type}", round_type)


@dataclass(frozen=True)
class Rules:
    """The rules in force: immutable, and the same whatever the day and the machine that found them. `currency` is the
    sign of the book's amounts in each language."""

    topics: tuple[InForce, ...]
    currency: Texts = field(default_factory=dict, compare=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the digests of the versions in force, by topic."""
        hasher = hashlib.sha256()
        for topic in self.topics:
            for version in topic.versions:
                hasher.update(f"{topic.topic}\0{version.name}\0{version.document.digest}\n".encode())
        return hasher.hexdigest()


@dataclass(frozen=True, slots=True)
class Referred:
    """The value of another fact, so many days later if it is a date."""

    fact: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """What a person can change, as book.yaml says: facts that go up together, or to a value; a record that is added to
    a list; fields of the records of a list that change; facts, or values of a field, that are exchanged (`swap`); or
    days that are waited, alone or after the change. Values are as written, or those of another fact.

    `only_if` is the fact that must hold; what is to `forget` is no longer said after the change; of moves
    with the same `one_of` only one is made; `note` says what the change supposes.
    """

    label: Texts
    note: Texts = field(default_factory=dict)
    only_if: str = ""
    facts: tuple[str, ...] = ()
    to: object = None
    add: str = ""
    change: str = ""
    record: Mapping[str, object] = field(default_factory=dict)
    swap: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    forget: tuple[str, ...] = ()
    one_of: str = ""
    wait: int = 0

    @property
    def only_waits(self) -> bool:
        """Whether it is nothing but time."""
        return not (self.facts or self.add or self.change or self.swap)


@dataclass(frozen=True, slots=True)
class Advice:
    """What is told with every evaluation under a title, as book.yaml says: facts, by name or by pattern, unless they
    have a value."""

    title: Texts
    facts: tuple[str, ...] = ()
    unless: str = ""


@dataclass(frozen=True, eq=False)
class History:
    """A book of rules: every version of every topic, by topic, in order of effect, then of publication."""

    root: str
    title: Texts
    disclaimer: Texts
    first_date: int
    headlines: tuple[str, ...]
    rounds_terms: RoundsTerms | None
    currency: Texts
    versions: Mapping[str, tuple[Version, ...]]
    moves: tuple[Move, ...] = ()
    advice: Advice | None = None
    nouns: Mapping[str, Nouns] = field(default_factory=dict)

    def in_force(self, as_of: int, known_on: int | None = None) -> Rules:
        """The rules in force on a day, seen with what was published by `known_on` (default: everything).

        Days between which nothing takes effect have one and the same object.
        """
        place = bisect_right(self.change_dates, as_of)
        seen = None if known_on is None else bisect_right(self._published, known_on)
        if (place, seen) not in self._slices:
            found = (self._topic(topic, as_of, known_on) for topic in self.versions)
            rules = Rules(tuple(topic for topic in found if topic is not None), self.currency)
            self._slices[place, seen] = self._rules.setdefault(rules.digest, rules)
        return self._slices[place, seen]

    @cached_property
    def _slices(self) -> dict[tuple[int, int | None], Rules]:
        return {}

    @cached_property
    def _rules(self) -> dict[str, Rules]:
        return {}

    @cached_property
    def _published(self) -> tuple[int, ...]:
        return tuple(sorted({version.published for versions in self.versions.values() for version in versions}))

    def _topic(self, topic: str, as_of: int, known_on: int | None) -> InForce | None:
        latest: dict[int, Version] = {}
        for version in self.versions[topic]:
            if version.effective <= as_of and (known_on is None or version.published <= known_on):
                latest[version.effective] = version
        layers: list[Version] = []
        incomplete: list[Version] = []
        settled = False
        for version in reversed(latest.values()):
            if version.status is Status.INCOMPLETE:
                incomplete.extend(() if settled else (version,))
                continue
            if version.status is Status.REPEALED:
                break
            layers.append(version)
            settled |= not version.conditional
            if not (version.conditional or version.partly):
                break
        return InForce(topic, tuple(layers), tuple(incomplete)) if layers else None

    def next_change(self, topic: str, after: int, known_on: int | None = None) -> Version | None:
        """The first version of a topic that takes effect after a day, of those published by `known_on`, if any."""
        published = [each for each in self.versions[topic] if known_on is None or each.published <= known_on]
        later = [version for version in published if version.effective > after]
        return min(later, key=lambda version: version.effective, default=None)

    @cached_property
    def change_dates(self) -> tuple[int, ...]:
        """Every day on which some topic's version takes effect, in order."""
        return tuple(sorted({version.effective for versions in self.versions.values() for version in versions}))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every version of the book."""
        hasher = hashlib.sha256()
        for topic in sorted(self.versions):
            for version in self.versions[topic]:
                hasher.update(f"{topic}\0{version.name}\0{version.document.digest}\n".encode())
        return hasher.hexdigest()
