"""Cautions told apart from the decisions that carry them: by code, with how many rows and which facts carry each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ronde.evaluate.cautions import Caution
from ronde.evaluate.decision import Decision, caution_data
from ronde.model.history import History, Version
from ronde.model.nodes import Texts
from ronde.syntax.texts import texts_of
from ronde.syntax.version import syntax_of


@dataclass(frozen=True, slots=True)
class Carried:
    """How many rows carry a caution, and which of the facts asked for do in some of them, in the order asked."""

    rows: int
    facts: tuple[str, ...]

    def plus(self, other: Carried | None) -> Carried:
        """This of some rows and that of others."""
        if other is None:
            return self
        return Carried(self.rows + other.rows, tuple(dict.fromkeys((*self.facts, *other.facts))))


def all_carried(every: Iterable[Mapping[str, Carried]]) -> dict[str, Carried]:
    """What rows carry, from what each part of them does."""
    found: dict[str, Carried] = {}
    for part in every:
        for code, each in part.items():
            found[code] = found[code].plus(each) if code in found else each
    return found


def of_decision(decision: Decision, names: Iterable[str]) -> dict[str, Carried]:
    """What a decision carries for some facts, of those that its rules define."""
    parts = (
        {each.code: Carried(1, (name,)) for each in decision.cautions_of(name)}
        for name in names
        if name in decision.plan.facts
    )
    return {code: Carried(1, each.facts) for code, each in all_carried(parts).items()}


@dataclass(frozen=True, slots=True)
class Told:
    """A caution as its code tells it: with the title of its topic and the label of its fact, where there is one."""

    caution: Caution
    title: Texts
    label: Texts


def told(history: History, code: str) -> Told:
    """The caution of a code."""
    kind, _, rest = code.partition(":")
    where, _, name = rest.partition(":")
    topic, _, number = where.rpartition("@")
    version = next(each for each in history.versions[topic] if each.name == number)
    written = syntax_of(version)
    title = written.title.texts
    if kind == "incomplete":
        return Told(Caution(kind, topic, number, version.effective, texts_of(written.missing)), title, {})
    if kind == "unverified":
        return Told(Caution(kind, topic, number, version.checked), title, {})
    fact = written.facts.get(name)
    texts = fact.caution.text.texts if fact and fact.caution and kind == "doubtful" else None
    label = fact.label.texts if fact else {}
    return Told(Caution(kind, topic, number, version.effective, texts, name, name), title, label)


def carried_data(history: History, carried: Mapping[str, Carried]) -> list[dict[str, object]]:
    """What rows carry, as plain data, in a stable order."""
    return [
        {
            "code": code,
            **caution_data(told(history, code).caution),
            "rows": each.rows,
            "facts": list(each.facts),
        }
        for code, each in ordered(carried)
    ]


def ordered(carried: Mapping[str, Carried]) -> list[tuple[str, Carried]]:
    """Cautions in the order in which they are told: unread versions first, topics that nobody verified last."""
    kinds = ("incomplete", "doubtful", "contradicted", "unverified")
    return sorted(carried.items(), key=lambda each: (kinds.index(each[0].partition(":")[0]), each[0]))


def versions_of(history: History, carried: Iterable[str]) -> list[Version]:
    """The versions of which only the existence is known, of the cautions with these codes."""
    found = [told(history, code).caution for code in carried if code.startswith("incomplete:")]
    return [
        version for caution in found for version in history.versions[caution.topic] if version.name == caution.version
    ]
