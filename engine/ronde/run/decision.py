"""A decision: what the rules in force on a date say of one candidate, as a document that is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ronde.model.history import History, InForce, Rules
from ronde.model.nodes import Op, Plan, Texts
from ronde.model.types import plain
from ronde.read.profile import Profile
from ronde.read.structure import canonical_digest
from ronde.run.operations import known
from ronde.run.trace import Trace, told_of

FORMAT = "ronde-decision/1"


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reader must know before relying on an answer.

    `kind` is `incomplete` (a later version exists whose content is not known), `unverified` (nobody confirmed the
    topic after `day`), `contradicted` (a supplied value that the rest of the profile contradicts: `name` is the fact,
    `fact` the way to tell it) or `doubtful` (the fact `name` has a caution of its own, and it is raised).
    """

    kind: str
    topic: str
    version: str
    day: int
    texts: Texts | None = None
    fact: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Decision:
    """The answer for one candidate on one date. `machine` says what ran; the digest does not depend on it."""

    history: History
    rules: Rules
    plan: Plan
    profile: Profile
    as_of: int
    known_on: int | None
    trace: Trace
    machine: str

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """Every caution, by topic, once each."""
        found = [caution for topic in self.rules.topics for caution in _cautions(topic, self.as_of)]
        for name, record in sorted(self.trace.outcome.contradicted, key=lambda each: (each[0], each[1] or 0)):
            about = self.plan.facts[name]
            told = name if record is None else told_of(str(about.record), record, name)
            found.append(Caution("contradicted", about.topic, about.version, self.as_of, fact=told, name=name))
        for name, own in self.plan.cautioned.items():
            if self.trace.doubtful(name):
                about = self.plan.facts[name]
                found.append(Caution("doubtful", about.topic, about.version, self.as_of, own.texts, name, name))
        return tuple(found)

    def cautions_of(self, name: str) -> tuple[Caution, ...]:
        """The cautions that the answer for one fact carries."""
        topics = self.trace.topics.get(name, frozenset())
        return tuple(
            caution
            for caution in self.cautions
            if (caution.topic in topics if caution.name is None else self._rests_on(name, caution.name))
        )

    def _rests_on(self, name: str, other: str) -> bool:
        """Whether a fact rests on another; a supplied fact rests on nothing but itself."""
        reached, waiting = set[str](), [name]
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                if not self.trace.replaced(each):
                    waiting.extend(self.plan.dependencies.get(each, ()))
        return other in reached

    def document(self, *, trace: bool = False) -> dict[str, object]:
        """The decision as plain data for JSON, with its own digest; with what every fact rests on if asked."""
        content: dict[str, object] = {
            "format": FORMAT,
            "as_of": day_text(self.as_of),
            "known_on": None if self.known_on is None else day_text(self.known_on),
            "profile_digest": self.profile.digest,
            "rules_digest": self.rules.digest,
            "topics": [_topic(topic) for topic in self.rules.topics],
            "facts": {name: self._fact(name) for name, fact in self.plan.facts.items() if fact.record is None},
            "cautions": [_caution(caution) for caution in self.cautions],
            "notice": self.history.disclaimer,
        }
        content["digest"] = canonical_digest(content)
        content["machine"] = self.machine
        if trace:
            content["trace"] = {name: list(self._traced(name)) for name in self.plan.facts}
        return content

    def _fact(self, name: str) -> dict[str, object]:
        kind, status = self.plan.facts[name].type, self.trace.status(name)
        told: dict[str, object] = {"status": status, "value": plain(self.trace.value(name), kind)}
        if status == "unknown":
            limits = self.trace.bounds(name)
            if limits:
                told["at_least"], told["at_most"] = (plain(limit, kind) for limit in limits)
            told["missing"] = list(self.trace.missing(name))
        carried = self.cautions_of(name)
        numbers = [number for number, caution in enumerate(self.cautions) if caution in carried]
        if numbers:
            told["cautions"] = numbers
        return told

    def _traced(self, name: str) -> Iterable[dict[str, object]]:
        """What a fact's value rests on: once, or once for each record."""
        about = self.plan.facts[name]
        for record in (None,) if about.record is None else self.trace.rows(about.record):
            node = self.trace.definition(name)
            told: dict[str, object] = {
                "value": plain(self.trace.value(name, record), about.type),
                "status": self.trace.status(name, record),
                "topic": about.topic,
                "version": about.version,
                "at": str(about.place),
                "rests_on": sorted(self.plan.dependencies.get(name, ())),
            }
            if record is not None:
                told["record"] = record
            if node is not None and node.op is Op.TABLE:
                row = self.trace.row(node, record)
                told["row"] = str(row) if row else None
            if node is not None and node.op is Op.CHOOSE:
                told["branch"] = self.trace.branch(node, record)
            yield told


def _cautions(topic: InForce, as_of: int) -> Iterable[Caution]:
    for version in topic.incomplete:
        yield Caution("incomplete", topic.topic, version.name, version.effective, version.texts("missing"))
    stalest = min(topic.layers, key=lambda version: version.checked)
    if as_of > stalest.checked and not topic.incomplete:
        yield Caution("unverified", topic.topic, stalest.name, stalest.checked)


def _topic(topic: InForce) -> dict[str, object]:
    version = topic.version
    return {
        "topic": topic.topic,
        "version": version.name,
        "effective": day_text(version.effective),
        "published": day_text(version.published),
        "checked": day_text(version.checked),
        "confidence": version.confidence,
        "incomplete": [each.name for each in topic.incomplete],
    }


def _caution(caution: Caution) -> dict[str, object]:
    told: dict[str, object] = {
        "kind": caution.kind,
        "topic": caution.topic,
        "version": caution.version,
        "day": day_text(caution.day),
    }
    if caution.texts:
        told["text"] = caution.texts
    if caution.fact:
        told["fact"] = caution.fact
    return told


def day_text(day: int) -> str:
    """A day number as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def undecided(trace: Trace, names: Iterable[str]) -> list[str]:
    """The inputs missing for any of these facts, in the order of the rules."""
    return list(dict.fromkeys(each for name in names if not known(trace.value(name)) for each in trace.missing(name)))
