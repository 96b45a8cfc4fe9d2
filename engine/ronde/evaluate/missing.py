"""Which inputs are missing and would still change what is not known: drawn from the value of every node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ronde.evaluate.reference import Outcome
from ronde.model.names import told_of
from ronde.model.nodes import Node, Op, Plan
from ronde.model.types import Value
from ronde.operations.bounds import known


def missing_below(plan: Plan, outcome: Outcome, roots: Iterable[int], record: int | None = None) -> tuple[str, ...]:
    """The inputs that are missing below some nodes, in the order of the rules; a record's with its position. A list
    that was not given is told by its name. Nodes that are the same are looked at once."""
    walk = _Walk(plan, outcome)
    for root in roots:
        walk.look(root, record)
    return tuple(walk.found)


class _Walk:
    """A walk from nodes down to the inputs that can still change them."""

    def __init__(self, plan: Plan, outcome: Outcome) -> None:
        self._plan, self._values, self._nodes, self._twins = plan, outcome.values, plan.nodes, plan.twins
        self._seen: set[tuple[int, int | None]] = set()
        self.found: dict[str, None] = {}

    def look(self, node_id: int, record: int | None) -> None:
        """Put what is missing below a node into what was found."""
        node = self._nodes[self._twins[node_id]]
        at = None if node.record is None else record
        key = node.id, at
        if key in self._seen or known(self._value(node, at)):
            return
        self._seen.add(key)
        if node.op is Op.FACT and not self._plan.known_by(node).defined:
            assert node.fact is not None
            self.found[node.fact if at is None else told_of(str(node.record), at, node.fact)] = None
            for arg in node.args[-1:]:
                self.look(arg, record)
        elif node.op is Op.GIVEN:
            self.found[str(node.data)] = None
        elif node.args and node.record is None and self._nodes[node.args[0]].op is Op.GIVEN:
            self._gathering(node)
        else:
            for arg in self._undecided(node, at):
                self.look(arg, at)

    def _value(self, node: Node, record: int | None) -> Value:
        found = self._values[node.id]
        return found if node.record is None else found[record or 0]  # type: ignore[index,return-value]  # by record

    def _gathering(self, node: Node) -> None:
        """What is missing of the records that are gathered, or the list itself."""
        given = self._nodes[node.args[0]]
        if self._values[given.id] != 1:
            self.found[str(given.data)] = None
            return
        meant = self._nodes[node.args[1]]
        for arg in node.args:
            values = self._values[arg]
            if self._nodes[arg].record is None or not isinstance(values, tuple):
                self.look(arg, None)
                continue
            for record in range(len(values)):
                if arg == meant.id or self._value(meant, record) != 0:
                    self.look(arg, record)

    def _undecided(self, node: Node, record: int | None) -> Sequence[int]:
        """The arguments that can still change the node: for a choice, up to the branch that is sure."""
        if node.op is not Op.CHOOSE:
            return node.args
        found: list[int] = []
        for position in range(0, len(node.args) - 1, 2):
            value = self._value(self._nodes[node.args[position]], record)
            if value != 0:
                found += node.args[position : position + 2]
            if value == 1:
                return found
        return [*found, node.args[-1]]
