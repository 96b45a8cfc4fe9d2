"""Several plans made one, in which the number of a row's rules is one more fact of the row.

What several rules say alike stands in the plan once; a table or a number that they say otherwise becomes a table with
their number as one more key; where they are built otherwise, both are found and their number chooses. Rows under many
sets of rules then need not be sorted by their rules, and run at nearly the speed of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ronde.columns.merged_tables import by_rules, stacked
from ronde.columns.partial_evaluation import Simplified, data_of
from ronde.model.nodes import Fact, Node, Op, Plan, Texts
from ronde.model.payloads import Known, Table
from ronde.model.types import YES_NO, Kind, Type, Value
from ronde.operations.arrays import Context
from ronde.operations.bounds import bounds
from ronde.operations.registry import RECORDS

RULES = "(rules)"
"""The fact that numbers the rules of a row: a name that no fact of a ruleset can have."""


class Entangled(Exception):
    """Facts rest on each other one way in one plan and the other way in another: these plans cannot be made one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A value that all rows of one plan share."""

    value: Value


Part: TypeAlias = "int | Shared | None"
"""What one plan says: a node still to be found, a value that all rows share, or (None) nothing that matters."""

Parts: TypeAlias = tuple[Part, ...]
"""What every plan says, by number."""

Named: TypeAlias = tuple[str, Kind, str]
"""A fact by its name, its kind, and the list of records whose members have it: what these differ in is not one fact."""


@dataclass(frozen=True)
class Merged:
    """One plan for several: the node of each thing wanted, the node of each condition, and for each fact that rows
    supply the plans, by number, that look at it."""

    plan: Plan
    wanted: tuple[int, ...]
    conditions: tuple[int, ...]
    scopes: Mapping[str, frozenset[int]]


class Reduced:
    """A plan with what is left of it to be found for each row."""

    def __init__(self, context: Context, simple: Simplified) -> None:
        self.plan, self.simple = context.plan, simple
        self._texts = tuple(context.lexicon)
        self.nodes = {node.id: node for node in simple.nodes}
        self.facts: dict[Named, int] = {}
        self.names: dict[int, set[Named]] = {}
        for name, number in simple.facts.items():
            named = name, self.nodes[number].type.kind, self.nodes[number].record or ""
            self.facts[named] = number
            self.names.setdefault(number, set()).add(named)

    def part(self, number: int) -> Part:
        """What a node of the plan comes to. Texts are texts again, whatever their numbers."""
        found = self.simple.found[self.plan.twins[number]]
        if isinstance(found, int):
            return found
        lo, hi = int(found.lo.item()), int(found.hi.item())
        if not self.plan.nodes[number].type.ordered:
            return Shared(self._texts[lo] if lo >= 0 else None)
        return Shared(lo if lo == hi else (lo, hi))

    def type(self, number: int) -> Type:
        """The type of a node of the plan."""
        return self.plan.nodes[number].type


def merged(
    plans: Sequence[Reduced], wanted: Sequence[Mapping[int, int]], conditions: Sequence[Mapping[int, int]]
) -> Merged:
    """The one plan for several: of each thing wanted, and of each condition, the node in the plans that have one, by
    their number. A condition that a plan does not have holds of no row of it; what is wanted of a plan that does not
    have it may be anything. Errors: Entangled."""
    work = _Work(plans)
    found = tuple(work.of(nodes) for nodes in wanted)
    held = tuple(work.of(nodes, Shared(0)) for nodes in conditions)
    facts: dict[str, Fact] = {}
    for each in plans:
        for name, about in each.plan.facts.items():
            before = facts.get(name, about).type
            same = before.kind is about.type.kind
            facts[name] = bare(about, hull([before, about.type]) if same else about.type)
    codes = {name: dict.fromkeys(items, _NO_TEXTS) for each in plans for name, items in each.plan.codes.items()}
    return Merged(Plan("", tuple(work.nodes), facts, {}, {}, (), codes, {}), found, held, work.scopes)


def bare(about: Fact, kind: Type) -> Fact:
    """A fact as one of a type, without what is for people."""
    return Fact(about.name, kind, _NO_TEXTS, about.form, about.topic, about.version, about.location, about.record)


_NO_TEXTS: Texts = {}


class _Work:
    """Merging under way."""

    def __init__(self, plans: Sequence[Reduced]) -> None:
        self.plans = plans
        self.nodes: list[Node] = []
        self.scopes: dict[str, frozenset[int]] = {}
        self._written: dict[object, int] = {}
        self._joined: dict[tuple[Parts, Kind], int] = {}
        self._open: frozenset[Named] = frozenset()
        names = {name for each in plans for name in each.facts}
        self._facts: dict[Named, Parts] = {name: tuple(each.facts.get(name) for each in plans) for name in names}
        self._number = self.add(Op.FACT, (), Type(Kind.NUMBER, high=len(plans) - 1), data=Known(), fact=RULES)

    def of(self, nodes: Mapping[int, int], rest: Part = None) -> int:
        """The node for the nodes of some plans, by the numbers of the plans."""
        parts = [self.plans[number].part(nodes[number]) if number in nodes else rest for number in self._every]
        return self.join(tuple(parts), hull([self.plans[number].type(node) for number, node in nodes.items()]))

    @property
    def _every(self) -> range:
        return range(len(self.plans))

    def join(self, parts: Parts, kind: Type) -> int:
        """The node that says for each row what its own plan says, a value of this type."""
        asked = parts, kind.kind
        if asked not in self._joined:
            name = self._name(parts)
            full = (parts, kind.kind) if name is None else (self._facts[name], name[1])
            if full not in self._joined:
                named = self._open
                self._open = named if name is None else named | {name}
                self._joined[full] = self._join(full[0], kind)
                self._open = named
            self._joined[asked] = self._joined[full]
        return self._joined[asked]

    def _name(self, parts: Parts) -> Named | None:
        """A fact that all parts are: what is said of it for all plans serves for some of them too."""
        names = [
            self.plans[number].names.get(part, set()) if isinstance(part, int) else set()
            for number, part in _there(parts)
        ]
        return min(set.intersection(*names) - self._open, key=self._diversity, default=None)

    def _diversity(self, name: Named) -> tuple[int, int, Named]:
        """How many nodes a fact takes: the fewest first, then the fact that the most plans have."""
        parts = self._facts[name]
        return len(self._groups(parts)), parts.count(None), name

    def _join(self, parts: Parts, kind: Type) -> int:
        groups = self._groups(parts)
        if len(groups) == 1:
            return self._same(parts, kind)
        found = [
            self.join(tuple(part if number in group else None for number, part in enumerate(parts)), kind)
            for group in groups
        ]
        return self._chosen(groups, found)

    def _chosen(self, groups: Sequence[frozenset[int]], found: Sequence[int]) -> int:
        """Of some nodes, one for each group of plans, the one of the plan of each row."""
        args = [arg for group, each in zip(groups, found, strict=True) for arg in (self._among(group), each)]
        kind = hull([self.nodes[each].type for each in found])
        return self.add(Op.CHOOSE, (*args[:-2], args[-1]), kind, record=self._record(found))

    def _groups(self, parts: Parts) -> list[frozenset[int]]:
        """The plans whose parts can be one node, the most last."""
        groups: dict[object, list[int]] = {}
        for number, part in _there(parts):
            groups.setdefault(self._shape(number, part), []).append(number)
        return sorted(map(frozenset, groups.values()), key=lambda group: (len(group), min(group)))

    def _shape(self, number: int, part: int | Shared) -> object:
        """What must be the same for parts to become one node."""
        if isinstance(part, Shared):
            return part if isinstance(part.value, tuple | None) else Shared
        node = self.plans[number].nodes[part]
        if node.op is Op.FACT:
            return node.op, node.fact, node.record, node.type.kind
        kinds = tuple(self.plans[number].type(arg).kind for arg in node.args)
        about: object = data_of(node) if node.op is not Op.TABLE else None
        if node.op in (Op.DIVIDE, Op.QUOTIENT, Op.ATTRIBUTE):
            about = about, node.type.unknown
        if node.op in RECORDS:
            about = about, node.type.unknown, self.plans[number].plan.nodes[node.args[0]].data
        return node.op, node.record, node.type.kind, kinds, about

    def _same(self, parts: Parts, kind: Type) -> int:
        """One node for parts of one shape."""
        shared = {number: part.value for number, part in _there(parts) if isinstance(part, Shared)}
        if shared:
            return self._value(shared, kind)
        nodes = {number: self.plans[number].nodes[part] for number, part in _there(parts) if isinstance(part, int)}
        first = next(iter(nodes.values()))
        kind = hull([each.type for each in nodes.values()])
        if first.op is Op.FACT:
            return self._fact(str(first.fact), nodes, kind)
        args = [
            self.of({number: node.args[place] for number, node in nodes.items()})
            for place in range(first.op in RECORDS, len(first.args))
        ]
        if first.op in RECORDS:
            given = self.plans[next(iter(nodes))].plan.nodes[first.args[0]]
            args.insert(0, self.add(Op.GIVEN, (), given.type, data=given.data))
        if first.op is not Op.TABLE:
            return self.add(first.op, tuple(args), kind, record=first.record, data=first.data)
        return self._table(nodes, args, kind)

    def _value(self, values: Mapping[int, Value], kind: Type) -> int:
        """A value that all rows of each plan share."""
        different = set(values.values())
        if kind.ordered:
            lows, highs = zip(*map(bounds, different), strict=True)
            kind = kind.within(min(lows), max(highs))
        if len(different) == 1:
            return self.add(Op.CONSTANT, (), kind, data=different.pop())
        return self.add(Op.TABLE, (self._number,), kind, data=by_rules(values))

    def _among(self, group: frozenset[int]) -> int:
        """Whether the rules of a row are among these."""
        return self._value({number: int(number in group) for number in self._every}, YES_NO)

    def _table(self, nodes: Mapping[int, Node], args: list[int], kind: Type) -> int:
        """One table for several; where it would be too large, one for each that is different."""
        tables = {number: node.data for number, node in nodes.items() if isinstance(node.data, Table)}
        record = next(iter(nodes.values())).record
        table = stacked(tables, [self.nodes[arg].type for arg in args], kind)
        if table is not None:
            keys = args if len(table.axes) == len(args) else [*args, self._number]
            return self.add(Op.TABLE, tuple(keys), kind, record=record, data=table)
        groups: dict[object, list[int]] = {}
        for number, node in nodes.items():
            groups.setdefault(data_of(node), []).append(number)
        found = [
            self.add(Op.TABLE, tuple(args), kind, record=record, data=tables[group[0]]) for group in groups.values()
        ]
        return self._chosen([frozenset(group) for group in groups.values()], found)

    def _fact(self, name: str, nodes: Mapping[int, Node], kind: Type) -> int:
        """The node of a fact that some plans derive and others do not. Errors: Entangled."""
        if name in self.scopes:
            raise Entangled(name)
        self.scopes[name] = frozenset(nodes)
        known = {number: node.data for number, node in nodes.items() if isinstance(node.data, Known)}
        defined = (
            any(each.defined for each in known.values()) or len({node.type.unknown for node in nodes.values()}) > 1
        )
        defaulted = any(each.defaulted for each in known.values())
        plain = {
            number: self.plans[number].part(node.args[0]) if known[number].defined else Shared(node.type.unknown)
            for number, node in nodes.items()
        }
        other = {
            number: self.plans[number].part(node.args[-1]) if known[number].defaulted else plain[number]
            for number, node in nodes.items()
        }
        asked = [each for each, there in ((plain, defined), (other, defaulted)) if there]
        args = [self.join(tuple(each.get(number) for number in self._every), kind) for each in asked]
        record = next(iter(nodes.values())).record
        return self.add(Op.FACT, tuple(args), kind, record=record, data=Known(defined, defaulted), fact=name)

    def add(
        self, op: str, args: tuple[int, ...], kind: Type, *, record: str | None = None, data: object = None,
        fact: str | None = None,
    ) -> int:  # fmt: skip
        """A node of the merged plan; one that is there already is not written again."""
        made = Node(len(self.nodes), op, args, kind, record, data, fact)
        key = op, args, kind, record, data_of(made), fact
        if key not in self._written:
            self._written[key] = made.id
            self.nodes.append(made)
        return self._written[key]

    def _record(self, nodes: Sequence[int]) -> str | None:
        """The list of records whose members have a value each, if one of the nodes has."""
        return next((self.nodes[each].record for each in nodes if self.nodes[each].record), None)


def _there(parts: Sequence[Part]) -> Iterator[tuple[int, int | Shared]]:
    """The parts that matter, each with the number of its plan."""
    return ((number, part) for number, part in enumerate(parts) if part is not None)


def hull(kinds: Sequence[Type]) -> Type:
    """The type of every value of several types of one kind."""
    if all(kind is kinds[0] for kind in kinds) and not kinds[0].choices and kinds[0].pattern is None:
        return kinds[0]
    choices = tuple(sorted({text for kind in kinds for text in kind.choices}))
    low, high = min(kind.low for kind in kinds), max(kind.high for kind in kinds)
    return replace(kinds[0], low=low, high=high, choices=choices, pattern=None)
