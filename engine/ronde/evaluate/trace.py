"""What an outcome rests on: drawn from the recorded value of every node, never by running rules again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from ronde.evaluate.cautions import topics_below
from ronde.evaluate.missing import missing_below
from ronde.evaluate.reference import Candidate, Outcome
from ronde.model.locations import Location
from ronde.model.nodes import Node, Plan, payload
from ronde.model.payloads import Table
from ronde.model.types import Value
from ronde.operations.bounds import all_known, bounds, known

_TOPICS: WeakKeyDictionary[Plan, tuple[frozenset[str], dict[str, frozenset[str]]]] = WeakKeyDictionary()
"""Of each plan the facts last supplied, and the topics that each fact then rests on: from day to day the same."""


@dataclass(frozen=True)
class Trace:
    """A plan, what was known of the candidate, and the value of every node."""

    plan: Plan
    candidate: Candidate
    outcome: Outcome

    def value(self, name: str, record: int | None = None) -> Value:
        """The value of a fact, for one record where it is a record's."""
        return self.node(self.plan.roots[name], record)

    def node(self, node: int, record: int | None = None) -> Value:
        """The value of a node, for one record where it is a record's."""
        found = self.outcome.values[node]
        if self.plan.nodes[node].record is None:
            return found  # type: ignore[return-value]  # of no list: one value
        assert isinstance(found, tuple)
        return found[record or 0]

    def status(self, name: str, record: int | None = None) -> str:
        """How a fact is known: `supplied`, `derived` or `unknown`."""
        if not known(self.value(name, record)):
            return "unknown"
        return "supplied" if self.supplied(name, record) else "derived"

    def supplied(self, name: str, record: int | None = None) -> bool:
        """Whether the profile gives this fact."""
        about = self.plan.facts.get(name)
        if about is None or about.record is None or record is None:
            return self.candidate.supplied.get(name) is not None
        return self.candidate.records[about.record][record].get(name) is not None

    def replaced(self, name: str) -> bool:
        """Whether the profile gives this fact in place of its definition: for its records, in every one of them."""
        about = self.plan.facts.get(name)
        if about is None or about.record is None:
            return self.supplied(name)
        rows = self.rows(about.record)
        return bool(rows) and all(self.supplied(name, row) for row in rows)

    def doubtful(self, name: str) -> bool:
        """Whether a fact's own caution is raised. What the profile gives in place of a definition has none; of records,
        one that raises it is enough."""
        about = self.plan.facts[name]
        if about.caution is None:
            return False
        when = about.caution.when
        raising = self.plan.facts.get(when)
        if raising is None or raising.record is None:
            return self.value(when) == 1 and not (about.form != "input" and self.replaced(name))
        return any(
            self.value(when, row) == 1 and (about.form == "input" or not self.supplied(name, row))
            for row in self.rows(raising.record)
        )

    def definition(self, name: str) -> Node | None:
        """The node at the root of a fact's definition (None for inputs)."""
        node = self.plan.nodes[self.plan.roots[name]]
        return self.plan.nodes[node.args[0]] if self.plan.known_by(node).defined else None

    def rows(self, record: str) -> range:
        """The positions of the records of a list; none where the list was not given."""
        return range(len(self.candidate.records.get(record, ())))

    def row(self, node: Node, record: int | None = None) -> Location | None:
        """Where the row of a table stands that gave its value; None for `otherwise` or an unknown key."""
        table = payload(node, Table)
        keys = [self.node(arg, record) for arg in node.args]
        if not all_known(keys):
            return None
        chosen = table.rows[table.place(keys)]
        return table.places[chosen]() if chosen >= 0 else None

    def branch(self, node: Node, record: int | None = None) -> int | None:
        """The number of the branch of a choice that was taken; None where that is unknown."""
        for position in range(0, len(node.args) - 1, 2):
            value = self.node(node.args[position], record)
            if value == 1:
                return position // 2
            if value != 0:
                return None
        return len(node.args) // 2

    def missing(self, name: str, record: int | None = None) -> tuple[str, ...]:
        """The inputs that are missing and would still change an unknown fact, in the order of the rules.

        A record's input is told with its position: `work[0].paid`. A list that was not given is told by its name.
        """
        return missing_below(self.plan, self.outcome, (self.plan.roots[name],), record)

    def missing_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The inputs that are missing for any of some facts, in the order of the rules, each once."""
        return missing_below(self.plan, self.outcome, [self.plan.roots[name] for name in names])

    @cached_property
    def topics(self) -> dict[str, frozenset[str]]:
        """For each fact, the topics that its value rests on. What was supplied rests on no topic."""
        given = frozenset(name for name, value in self.candidate.supplied.items() if value is not None)
        before = _TOPICS.get(self.plan)
        if before is None or before[0] != given:
            before = _TOPICS[self.plan] = given, topics_below(self.plan, given)
        return before[1]

    def bounds(self, name: str, record: int | None = None) -> tuple[int, int] | None:
        """The least and the greatest that an unknown ordered fact can be; None where nothing more is known."""
        value = self.value(name, record)
        kind = self.plan.facts[name].type
        if not isinstance(value, tuple) or value == (kind.low, kind.high):
            return None
        return bounds(value)
