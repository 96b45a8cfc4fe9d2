"""What a profile has said to the questions of the rules: what it answers, what it does not know, what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ronde.model.document import Tree
from ronde.model.names import told_of
from ronde.model.nodes import Fact, Plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: a fact or a list by its name, or a fact of one record, by list, position and fact."""

    name: str
    record: str | None = None
    position: int = 0

    @property
    def told(self) -> str:
        """The place as people and programs name it: `family_size`, `work`, `work[0].paid`."""
        return self.name if self.record is None else told_of(self.record, self.position, self.name)

    @property
    def item(self) -> tuple[str, int] | None:
        """The record that it is a part of, by list and position."""
        return None if self.record is None else (self.record, self.position)


def place_of(told: str) -> Place:
    """The place that is named so; it need not be one that the rules have."""
    before, bracket, after = told.partition("[")
    number, closed, field = after.partition("].")
    if not bracket or not closed or not number.isdecimal():
        return Place(told)
    return Place(f"{before}.{field}", before, int(number))


def not_known(tree: Tree, plan: Plan) -> frozenset[str]:
    """The places that a profile names with no value (`null`): they were asked, and the answer is not known."""
    return frozenset(_nulls(tree, plan, "")) if isinstance(tree, dict) else frozenset()


def _nulls(tree: Mapping[str, Tree], plan: Plan, before: str) -> Iterator[str]:
    for key, value in tree.items():
        name = f"{before}{key}"
        if value is None:
            yield name
        elif name in plan.records and isinstance(value, list):
            for position, record in enumerate(value):
                for field in _nulls(record, plan, "") if isinstance(record, dict) else ():
                    yield f"{name}[{position}].{field}"
        elif isinstance(value, dict):
            yield from _nulls(value, plan, f"{name}.")


def asked_of(plan: Plan, record: str | None) -> Iterator[Fact]:
    """The facts that are asked of the candidate, or of each record of a list, by topic, in the order in which a topic
    writes them."""
    found = [fact for fact in plan.facts.values() if fact.form == "input" and fact.record == record]
    topics = list(dict.fromkeys(fact.topic for fact in found))
    return iter(sorted(found, key=lambda fact: (topics.index(fact.topic), fact.location.line)))


def assumed(plan: Plan, fact: Fact) -> bool:
    """Whether the rules say what silence on an input means."""
    return plan.known_by(plan.nodes[plan.roots[fact.name]]).defaulted


def resting(plan: Plan, wanted: Iterable[str]) -> frozenset[str]:
    """The facts that some facts rest on, however deep, and those themselves."""
    found: set[str] = set()
    waiting = [name for name in wanted if name in plan.facts]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(plan.dependencies.get(name, ()))
    return frozenset(found)
