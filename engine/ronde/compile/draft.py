"""One definition lowered by itself, against no more than the types of what it names: what is compiled once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from ronde.building.builder import PlanBuilder, is_shared
from ronde.building.index import Index, Origin, origin_of
from ronde.model.history import Version
from ronde.model.nodes import Fact, Node, Op, Refusal, Texts
from ronde.model.payloads import Known, Match
from ronde.model.types import YES_NO, Type
from ronde.syntax.lists import ListSyntax, RecordsSyntax
from ronde.syntax.position import CompileError, Position
from ronde.syntax.values import Name

T = TypeVar("T")

Chooser: TypeAlias = "tuple[str | frozenset[str], int, tuple[tuple[Match, str], ...]]"
"""A key of `Plan.choosers`, the node that chooses, and when it chooses which."""

Numbered: TypeAlias = Callable[[Hashable], int]
"""Gives equal things the same number, and different ones different numbers."""


@dataclass(slots=True)
class Part:
    """One node of a draft, with the draft's own numbers. `named` is the fact that stands there, if it is another's.

    Two parts have the same `sort` if they are the same operation but for their arguments; None for one that is never
    shared. `placed` holds the nodes made of it so far, by their number and arguments.
    """

    node: Node
    named: str | None
    sort: int | None
    placed: dict[tuple[int, tuple[int, ...]], Node] = field(default_factory=dict)

    def at(self, number: int, args: tuple[int, ...]) -> Node:
        """The node in a plan: the same object in every plan in which its number and arguments are the same."""
        found = self.placed.get((number, args))
        if found is None:
            own = self.node
            found = Node(number, own.op, args, own.type, own.record, own.data, own.fact, own.said, own.where)
            self.placed[number, args] = found
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a draft asked of the rules in force, with the answers: it holds on every date that answers the same.

    Of facts their types and records in the order in which they were named, of lists where they come from, of lists of
    records whether there are any of that name; and the currency of the book.
    """

    facts: tuple[tuple[str, Type, str | None], ...]
    lists: tuple[tuple[str, Origin], ...]
    records: tuple[tuple[str, bool], ...]
    currency: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unit:
    """One definition compiled, or the refusals of a topic. `asides` are choosers, each before the part of that
    number; the nodes of refusals are numbers of parts."""

    parts: tuple[Part, ...]
    asked: Asked
    type: Type = YES_NO
    record: str | None = None
    about: Fact | None = None
    lists: frozenset[str] = frozenset()
    asides: tuple[tuple[int, Chooser], ...] = ()
    cells: int = 0
    refusals: tuple[Refusal, ...] = ()


class Consulted(dict[str, T]):
    """A mapping of the index that notes under which names it was looked at."""

    def __init__(self, known: Mapping[str, T]) -> None:
        super().__init__(known)
        self.asked: dict[str, None] = {}

    def __contains__(self, name: object) -> bool:
        self.asked.setdefault(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> T:
        self.asked.setdefault(name)
        return super().__getitem__(name)


class Draft(PlanBuilder):
    """The lowering of one fact's definitions, or without a name of a topic's refusals. Facts that it names are parts
    without a definition."""

    def __init__(
        self, name: str | None, index: Index, about: Callable[[str, Position], Unit], counted: Callable[[int], int]
    ) -> None:
        self._lists: Consulted[tuple[Version, ListSyntax]] = Consulted(index.lists)
        self._records: Consulted[RecordsSyntax] = Consulted(index.records)
        super().__init__(replace(index, lists=self._lists, records=self._records, diagnostics=[]))
        self.path = [] if name is None else [name]
        self._whole = index
        self.faults: list[CompileError] = []
        self._about, self._counted = about, counted
        self._named: dict[str, int] = {}
        self._asides: list[tuple[int, Chooser]] = []

    def fact(self, name: Name) -> int:
        """The part that stands for a fact. Errors: CompileError for an unknown name or a cycle."""
        return self._part(name.text, name.at)

    def _part(self, name: str, where: Position) -> int:
        if name not in self._named:
            own = self._about(name, where)
            self._named[name] = len(self.nodes)
            self.nodes.append(Node(len(self.nodes), Op.FACT, (), own.type, own.record, Known(), name))
        return self._named[name]

    def counted(self, cells: int) -> int:
        """Count the cells of a table: how many there are by now in all the rules."""
        self.cells += cells
        return self._counted(cells)

    def note(self, fault: CompileError) -> None:
        """Keep a fault that ends a refusal."""
        self.faults.append(fault)

    def chooses(self, known: str | frozenset[str], chooser: int, named: tuple[tuple[Match, str], ...]) -> None:
        """Note which node chooses between columns, with the definition."""
        self._asides.append((len(self.nodes), (known, chooser, named)))

    def unit(self, root: int, numbered: Numbered) -> Unit:
        """The definition compiled, whose node is `root`."""
        name, own = self.path[0], self.nodes[root]
        return Unit(
            self._parts(numbered),
            self._asked,
            own.type,
            own.record,
            self.facts[name],
            frozenset(self.lists.get(name, ())),
            tuple(self._asides),
            self.cells,
        )

    def refusing(self, refusals: Iterable[Refusal], numbered: Numbered) -> Unit:
        """The refusals of a topic compiled."""
        return Unit(self._parts(numbered), self._asked, refusals=tuple(refusals))

    def _parts(self, numbered: Numbered) -> tuple[Part, ...]:
        stands = {number: name for name, number in self._named.items()}
        return tuple(Part(each, stands.get(each.id), _sort(each, numbered)) for each in self.nodes)

    @property
    def _asked(self) -> Asked:
        return Asked(
            tuple((each, self.nodes[number].type, self.nodes[number].record) for each, number in self._named.items()),
            tuple((each, origin_of(self._whole, each)) for each in self._lists.asked),
            tuple((each, dict.__contains__(self._records, each)) for each in self._records.asked),
            self._whole.currency,
        )


def _sort(node: Node, numbered: Numbered) -> int | None:
    if not is_shared(node.op, node.fact, node.said):
        return None
    return numbered((node.op, node.type, node.data, node.record))
