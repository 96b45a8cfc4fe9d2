"""A decision: what the rules in force on a date say of one candidate, as a document that is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

from ronde.evaluate.cautions import Caution, carried, contradiction, doubt, of_topics, rest_on
from ronde.evaluate.trace import Trace
from ronde.inputs.absent import absence, absence_data
from ronde.inputs.profile import Profile
from ronde.messages.diagnostics import Diagnostic
from ronde.model.history import History, InForce, Rules
from ronde.model.locations import ArgumentLocation
from ronde.model.names import told_of
from ronde.model.nodes import Op, Plan
from ronde.model.types import plain
from ronde.read.structure import canonical_digest

FORMAT = "ronde-decision/1"


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
        found = of_topics(self.rules, self.as_of)
        for name, record in sorted(self.trace.outcome.contradicted, key=lambda each: (each[0], each[1] or 0)):
            about = self.plan.facts[name]
            told = name if record is None else told_of(str(about.record), record, name)
            found.append(contradiction(self.plan, name, told, self.as_of))
        found += [doubt(self.plan, name, self.as_of) for name in self.plan.cautioned if self.trace.doubtful(name)]
        return tuple(found)

    @cached_property
    def absent(self) -> tuple[Diagnostic, ...]:
        """What is said of each main answer that no rule defines on the date: from when one does, or until when."""
        names = (name for name in self.history.headlines if name not in self.plan.facts)
        return tuple(
            absence(self.history, name, self.as_of, self.known_on, ArgumentLocation("--as-of")) for name in names
        )

    def cautions_of(self, *names: str) -> tuple[Caution, ...]:
        """The cautions that the answers for some facts carry, once each."""
        facts = set[str]()
        if any(each.name is not None for each in self.cautions):
            facts = rest_on(self.plan, names, self.trace.replaced)
        topics = frozenset[str]().union(*(self.trace.topics.get(name, frozenset()) for name in names))
        return tuple(carried(self.cautions, topics, facts))

    @cached_property
    def digest(self) -> str:
        """The digest of the document: the same for the same profile, day and rules, whatever ran."""
        return str(self.document()["digest"])

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
            "cautions": [caution_data(caution) for caution in self.cautions],
            "notice": self.history.disclaimer,
        }
        if self.absent:
            content["absent"] = [absence_data(each) for each in self.absent]
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
        carried = self.cautions_of(name) if self.cautions else ()
        if carried:
            told["cautions"] = [number for number, caution in enumerate(self.cautions) if caution in carried]
        return told

    def _traced(self, name: str) -> Iterable[dict[str, object]]:
        """What a fact's value rests on: once, or once for each record."""
        about, below = self.plan.facts[name], _named_in_order(self.plan)
        for record in (None,) if about.record is None else self.trace.rows(about.record):
            node = self.trace.definition(name)
            told: dict[str, object] = {
                "value": plain(self.trace.value(name, record), about.type),
                "status": self.trace.status(name, record),
                "topic": about.topic,
                "version": about.version,
                "at": str(about.location),
                "rests_on": list(below[name]),
            }
            if record is not None:
                told["record"] = record
            if node is not None and node.op is Op.TABLE:
                row = self.trace.row(node, record)
                told["row"] = str(row) if row else None
            if node is not None and node.op is Op.CHOOSE:
                told["branch"] = self.trace.branch(node, record)
            yield told


_NAMED: WeakKeyDictionary[Plan, dict[str, tuple[str, ...]]] = WeakKeyDictionary()


def _named_in_order(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The facts that each fact's definition names, in order; found once for as long as the plan lives."""
    found = _NAMED.get(plan)
    if found is None:
        found = _NAMED[plan] = {name: tuple(sorted(plan.dependencies.get(name, ()))) for name in plan.facts}
    return found


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


def caution_data(caution: Caution) -> dict[str, object]:
    """A caution as plain data."""
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
    return list(trace.missing_of(names))
