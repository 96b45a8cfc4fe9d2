"""A definition cut off at the facts that it names, so that it can be tried with values of these alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ronde.building.index import AS_OF
from ronde.evaluate.reference import Candidate, Column, values_of
from ronde.model.nodes import Node, Op, Plan
from ronde.model.types import Value, plain
from ronde.operations.bounds import known


@dataclass(frozen=True)
class Cut:
    """The definition of a fact in a plan: its nodes, without those of the facts that it names, the `leaves`."""

    plan: Plan
    name: str
    nodes: frozenset[int]
    leaves: tuple[str, ...]

    @cached_property
    def inside(self) -> list[Node]:
        """The nodes of the definition itself."""
        return [self.plan.nodes[number] for number in sorted(self.nodes)]

    @cached_property
    def whole(self) -> frozenset[int]:
        """The nodes of the definition and of all that it rests on."""
        return self.plan.below((self.plan.roots[self.name],))

    def answer(self, candidate: Candidate, *, whole: bool = False) -> object:
        """What the fact is for a candidate, as JSON has it; of records, for each. None if it is not known.

        The values of all leaves are taken from the candidate, unless the `whole` is worked out.
        """
        about, root = self.plan.facts[self.name], self.plan.roots[self.name]
        if whole:
            (found,) = values_of(self.plan, candidate, [root], self.whole)
        else:
            (found,) = values_of(self.plan, candidate, [root], self.nodes, self._given(candidate))
        if about.record is None:
            return plain(found, about.type) if known(found) else None  # type: ignore[arg-type]  # one value
        assert isinstance(found, tuple)
        values = [plain(each, about.type) if known(each) else None for each in found]
        return tuple(values) if values and None not in values else None

    def _given(self, candidate: Candidate) -> dict[int, Value | Column]:
        """The values of the leaves, as the candidate says them; unknown if nothing is said."""
        found: dict[int, Value | Column] = {}
        for name in (*self.leaves, AS_OF):
            if name in self.plan.roots:
                root = self.plan.nodes[self.plan.roots[name]]
                rows = () if root.record is None else candidate.records.get(root.record, ())
                told = tuple(row.get(name, root.type.unknown) for row in rows)
                found[root.id] = told if root.record else candidate.supplied.get(name, root.type.unknown)
        return found


def cut_of(plan: Plan, name: str) -> Cut:
    """The definition of a fact, cut off at the facts that it names."""
    found, leaves = cut_at(plan, [plan.roots[name]])
    return Cut(plan, name, found, tuple(sorted(leaves - {AS_OF})))


def cut_at(plan: Plan, roots: Collection[int], through: Collection[str] = ()) -> tuple[frozenset[int], frozenset[str]]:
    """The nodes that some nodes rest on, cut off at the facts that they name (but for those that are gone through), and
    these."""
    found, waiting, leaves = set[int](), list(roots), set[str]()
    while waiting:
        number = waiting.pop()
        node = plan.nodes[number]
        if node.op is Op.FACT and number not in roots and node.fact not in through:
            leaves.add(str(node.fact))
        elif number not in found:
            found.add(number)
            waiting.extend((plan.twins[number], *node.args))
    return frozenset(found), frozenset(leaves)


def for_plan(
    plan: Plan, supplied: Mapping[str, Value], records: Mapping[str, Sequence[Mapping[str, Value]]], day: int
) -> Candidate:
    """A candidate on a day, of whom only what a plan knows is said: the rest is as if it were not given."""
    return Candidate(
        {**{name: value for name, value in supplied.items() if name in plan.facts}, AS_OF: day},
        {
            name: [{each: value for each, value in row.items() if each in plan.facts} for row in rows]
            for name, rows in records.items()
            if name in plan.records
        },
    )
