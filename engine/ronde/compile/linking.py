"""The definitions in force on one date linked: drafts found again or made, then numbered in one list of nodes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeAlias

from ronde.building.builder import PlanBuilder
from ronde.building.index import AS_OF, Definition, Index, Origin, origin_of
from ronde.compile.draft import Asked, Draft, Part, Unit
from ronde.model.history import InForce
from ronde.model.limits import MOST_CELLS_IN_ALL, MOST_DIAGNOSTICS
from ronde.model.near import nearest
from ronde.model.nodes import Node, Op, Refusal
from ronde.model.payloads import Known
from ronde.model.types import DATE, Type
from ronde.syntax.position import CompileError, Position
from ronde.syntax.values import Name

Define: TypeAlias = Callable[[PlanBuilder, str, list[Definition]], int]

Refuse: TypeAlias = Callable[[PlanBuilder, InForce], list[Refusal]]

DEEPEST_CHAIN = 50
"""Facts that rest on one another so deep are lowered in another order, which keeps the recursion shallow."""


@dataclass(slots=True)
class Drafts:
    """The definitions compiled so far, by what they were compiled from (which is kept with them, so that nothing else
    can take its identity); the lists found right so far; and the numbers of sorts of nodes."""

    units: dict[tuple[int, ...], list[tuple[object, Unit]]] = field(default_factory=dict)
    sound: set[tuple[str, Origin]] = field(default_factory=set)
    numbers: dict[Hashable, int] = field(default_factory=dict)

    def numbered(self, each: Hashable) -> int:
        """The number of a sort of nodes."""
        return self.numbers.setdefault(each, len(self.numbers))


class Linking(PlanBuilder):
    """All facts of one date. A fact is found with its type first, then put in the list with what it rests on."""

    def __init__(self, index: Index, define: Define, drafts: Drafts, deepest: int = DEEPEST_CHAIN) -> None:
        super().__init__(index)
        self.roots: dict[str, int] = {}
        self._define, self._drafts, self._deepest = define, drafts, deepest
        self._units: dict[str, Unit] = {AS_OF: _AS_OF}
        self._failed: dict[str, CompileError] = {}
        self._origins: dict[str, Origin] = {}

    def fact(self, name: Name) -> int:
        """The node of a fact, which is put in the list first if it is not there. Errors: CompileError, as `unit`."""
        own = name.text
        return self.roots[own] if own in self.roots else self._placed(own, self.unit(own, name.at))

    def key(self, op: str, args: tuple[int, ...], kind: Type, data: object, record: str | None) -> tuple[object, ...]:
        """What two nodes have in common that are one: the sort of the operation, and the arguments."""
        return self._drafts.numbered((op, kind, data, record)), args

    # what is in force

    def unit(self, name: str, where: Position | None) -> Unit:
        """A fact's definition compiled; `where` it is named matters only if it cannot be: see `_is_of`.

        Errors: CompileError for an unknown name or a cycle; RecursionError if facts rest on one another too deep.
        """
        if name in self._units:
            return self._units[name]
        definitions = self.index.facts.get(name)
        if where is not None:
            if name in self.path:
                cycle = [*self.path[self.path.index(name) :], name]
                raise where.fault("cycle", path=" → ".join(cycle))
            if definitions is None and not name:
                raise where.missing()
            if definitions is None and any(names.fullmatch(name) for names in self.index.lost):
                raise CompileError
            if definitions is None:
                known = chain(self.index.facts, self.index.records)
                close = nearest(name, known) if len(self.diagnostics) < MOST_DIAGNOSTICS else ""
                raise where.fault("fact-unknown", name=name, close=close)
            if name in self._failed:
                raise self._failed[name]
        assert definitions is not None
        if len(self.path) >= self._deepest:
            raise RecursionError
        self.path.append(name)
        try:
            self._units[name] = self._found(definitions) or self._drafted(name, definitions)
        except CompileError as fault:
            self._failed[name] = fault
            raise
        finally:
            self.path.pop()
        return self._units[name]

    def _found(self, written: Sequence[object]) -> Unit | None:
        """What was compiled of this before, if all that it asked has the same answers now."""
        for _, unit in self._drafts.units.get(tuple(map(id, written)), ()):
            if self._answers(unit.asked) and self.cells + unit.cells <= MOST_CELLS_IN_ALL:
                self.cells += unit.cells
                return unit
        return None

    def _answers(self, asked: Asked) -> bool:
        return (
            self.index.currency == asked.currency
            and all(self._origin(name) == origin for name, origin in asked.lists)
            and all((name in self.index.records) is there for name, there in asked.records)
            and all(self._is_of(name, kind, record) for name, kind, record in asked.facts)
        )

    def _is_of(self, name: str, kind: Type, record: str | None) -> bool:
        """Whether a fact is known, of this type and of these records."""
        own = self._units.get(name)
        if own is None:
            if name in self.path or name in self._failed or name not in self.index.facts:
                return False
            try:
                own = self.unit(name, None)
            except CompileError:
                return False
        return (own.type is kind or (own.type == kind and own.type.form == kind.form)) and own.record == record

    def _drafted(self, name: str, definitions: list[Definition]) -> Unit:
        """These definitions compiled, and kept. Errors: CompileError."""
        draft = Draft(name, self.index, self.unit, self.counted)
        try:
            root = self._define(draft, name, definitions)
        except CompileError:
            self.facts.update(draft.facts)
            raise
        return self._kept(definitions, draft.unit(root, self._drafts.numbered))

    def _kept(self, written: Sequence[object], unit: Unit) -> Unit:
        self._drafts.units.setdefault(tuple(map(id, written)), []).append((written, unit))
        return unit

    def refusals(self, topic: InForce, refuse: Refuse) -> list[Refusal]:
        """The refusals of a topic, in the list; what is wrong with them is noted."""
        unit = self._found(topic.layers)
        if unit is None:
            draft = Draft(None, self.index, self.unit, self.counted)
            unit = draft.refusing(refuse(draft, topic), self._drafts.numbered)
            for fault in draft.faults:
                self.note(fault)
            if not draft.faults:
                self._kept(topic.layers, unit)
        here = self._numbered(unit)
        return [replace(each, node=here[each.node]) for each in unit.refusals]

    def check_list(self, name: str, check: Callable[[PlanBuilder, str], None]) -> None:
        """Look at a list, but for one found right before."""
        if (name, self._origin(name)) not in self._drafts.sound:
            before = len(self.diagnostics)
            check(self, name)
            if len(self.diagnostics) == before:
                self._drafts.sound.add((name, self._origin(name)))

    def _origin(self, name: str) -> Origin:
        if name not in self._origins:
            self._origins[name] = origin_of(self.index, name)
        return self._origins[name]

    # the list of nodes

    def _placed(self, name: str, unit: Unit) -> int:
        """The node of a fact, once its parts stand in the list."""
        self.roots[name] = self._numbered(unit)[-1]
        if unit.about is not None:
            self.facts[name] = unit.about
            if unit.lists:
                self.lists[name] = set(unit.lists)
        return self.roots[name]

    def _numbered(self, unit: Unit) -> list[int]:
        """The node of each part, once it stands in the list; a fact is put there where it is first named."""
        here: list[int] = []
        nodes, shared, roots = self.nodes, self._shared, self.roots
        asides = iter((*unit.asides, None))
        aside = next(asides)
        for place, part in enumerate(unit.parts):
            while aside is not None and aside[0] == place:
                known, chooser, named = aside[1]
                self.chooses(known, here[chooser], named)
                aside = next(asides)
            if part.named is not None:
                root = roots.get(part.named)
                here.append(self._placed(part.named, self._units[part.named]) if root is None else root)
                continue
            number = len(nodes)
            args = tuple([here[arg] for arg in part.node.args])
            if part.sort is not None:
                number = shared.setdefault((part.sort, args), number)
            if number == len(nodes):
                nodes.append(part.at(number, args))
            here.append(number)
        return here


_AS_OF = Unit((Part(Node(0, Op.FACT, (), DATE, None, Known(), AS_OF), None, None),), Asked((), (), ()), DATE)
