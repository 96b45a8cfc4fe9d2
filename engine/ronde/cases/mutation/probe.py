"""Whether a mistake shows in what a case rests on: the definitions that it changes are worked out again, from the
values that the facts they name had; then what rests on them, if they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from ronde.cases.coverage.measure import Answer
from ronde.change.witness.cut import cut_at
from ronde.evaluate.reference import Column, values_of
from ronde.model.case import Case
from ronde.model.history import Version
from ronde.model.names import told_of
from ronde.model.nodes import Op, Plan
from ronde.model.types import Value


class Probe:
    """The facts that a mistake changes, and if it changes when a version refuses profiles those conditions, on one set
    of rules: as it is, and with the mistake."""

    def __init__(self, right: Plan, wrong: Plan, names: Iterable[str], refusing: Version | None) -> None:
        self.names = [name for name in names if name in right.roots and name in wrong.roots]
        self._records = {name: right.facts[name].record for name in self.names}
        abouts = ((right.facts[name].type, wrong.facts[name].type) for name in self.names)
        self._alike = all(one.decimals == other.decimals for one, other in abouts)
        self._wrong = _Part(wrong, [wrong.roots[name] for name in self.names])
        plans = () if refusing is None else (right, wrong)
        self._refusals = [_Part(plan, refusals_of(plan, refusing)) for plan in plans if refusing is not None]

    def shown(self, answer: Answer) -> list[str] | None:
        """The facts whose value is another for a case, by what it was answered, as a case names them; None if that
        cannot be told, or the profile is refused otherwise."""
        values = self._wrong.values(answer) if self._alike else None
        refused = [part.values(answer) for part in self._refusals]
        if values is None or (refused and (None in refused or refused[0] != refused[1])):
            return None
        pairs = ((name, answer.values.get(name, value), value) for name, value in zip(self.names, values, strict=True))
        return [self._told(name, right, wrong) for name, right, wrong in pairs if right != wrong]

    def _told(self, name: str, right: Value | Column, wrong: Value | Column) -> str:
        """A fact as a case names it; of records, for the first whose value is another."""
        record = self._records[name]
        if record is None or not isinstance(right, tuple) or not isinstance(wrong, tuple):
            return name
        number = next(number for number, (one, other) in enumerate(zip(right, wrong, strict=True)) if one != other)
        return told_of(record, number, name)


def refusals_of(plan: Plan, version: Version) -> list[int]:
    """The conditions under which a version refuses profiles."""
    return [each.node for each in plan.refusals if each.location.name == version.document.file]


class Above:
    """What cases expect, worked out again with the mistake from the facts that do not rest on it."""

    def __init__(self, wrong: Plan, names: Iterable[str]) -> None:
        self._wrong = wrong
        self._through: set[str] = set()
        resting = {wrong.roots[name] for name in names if name in wrong.roots}
        for node in wrong.nodes:
            if node.id in resting or not resting.isdisjoint(node.args):
                resting.add(node.id)
                if node.op is Op.FACT:
                    self._through.add(str(node.fact))
        self._parts: dict[tuple[str, ...], _Part] = {}

    def same(self, case: Case, answer: Answer) -> bool:
        """Whether all values are those that the case was answered, for certain."""
        names = tuple(name for name in case.facts if name in self._through)
        if not all(name in answer.values for name in names):
            return False
        if names not in self._parts:
            self._parts[names] = _Part(self._wrong, [self._wrong.roots[name] for name in names], self._through)
        return self._parts[names].values(answer) == [answer.values[name] for name in names]


class _Part:
    """Some nodes of a plan, cut off at the facts that they name, but for those that are gone through."""

    def __init__(self, plan: Plan, nodes: Sequence[int], through: Collection[str] = ()) -> None:
        self._plan, self._nodes = plan, nodes
        self._within, self._leaves = cut_at(plan, nodes, through)

    def values(self, answer: Answer) -> list[Value | Column] | None:
        """Their values for a case; None if a fact that they name was not worked out for it."""
        roots, known = self._plan.roots, answer.values
        if not self._leaves <= known.keys():
            return None
        given = {roots[name]: known[name] for name in self._leaves}
        return values_of(self._plan, answer.candidate, self._nodes, self._within, given)
