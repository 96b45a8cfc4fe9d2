"""The growing list of nodes: facts are lowered when first named, types and bounds are inferred as nodes are added."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from ronde.building.index import Index
from ronde.messages.diagnostics import Diagnostic
from ronde.model.formulas import instead_of
from ronde.model.fractions import decimals_of, fraction_of
from ronde.model.nodes import Fact, Node, Op, Said
from ronde.model.payloads import Located, Match
from ronde.model.types import LARGEST, YES_NO, Kind, NotOfType, Type, read_value, show_number, unscaled
from ronde.syntax.position import CompileError, Position
from ronde.syntax.values import Broken, FactValue, Literal, Name, Value

Choosers: TypeAlias = "dict[str | frozenset[str], tuple[int, tuple[tuple[Match, str], ...]]]"
"""See `Plan.choosers`."""


def is_shared(op: str, fact: str | None, said: Said | None) -> bool:
    """Whether a node is one with every other that is the same operation on the same arguments."""
    return said is None and fact is None and op not in (Op.TABLE, Op.ATTRIBUTE)


class PlanBuilder:
    """A growing list of nodes: of one definition by itself (`draft`), or of all the rules of a date (`linking`)."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.nodes: list[Node] = []
        self.facts: dict[str, Fact] = {}
        self.diagnostics: list[Diagnostic] = []
        self.choosers: Choosers = {}
        self.path: list[str] = []
        self.cells = 0
        self.lists: dict[str, set[str]] = {}
        self._noted: set[int] = set()
        self._shared: dict[tuple[object, ...] | None, int] = {}

    # facts

    def fact(self, name: Name) -> int:
        """The node of a fact that is named. Errors: CompileError for an unknown name or a cycle."""
        raise NotImplementedError

    def key(self, op: str, args: tuple[int, ...], kind: Type, data: object, record: str | None) -> tuple[object, ...]:
        """What two nodes have in common that are one."""
        return op, args, kind, data, record

    def counted(self, cells: int) -> int:
        """Count the cells of a table: how many there are by now."""
        self.cells += cells
        return self.cells

    def rest_on_list(self, name: str) -> None:
        """Note that the fact being lowered uses a list, and those it is drawn from."""
        seen: set[str] = set()
        while name in self.index.lists and self.path and name not in seen:
            seen.add(name)
            version, written = self.index.lists[name]
            self.lists.setdefault(self.path[-1], set()).add(version.topic)
            name = written.of.text if written.of else ""

    def type_of(self, node: int) -> Type:
        """A node's type."""
        return self.nodes[node].type

    def record_of(self, node: int) -> str | None:
        """The list of records a node speaks of, if any."""
        return self.nodes[node].record

    # nodes

    def add(
        self,
        op: str,
        args: tuple[int, ...],
        kind: Type,
        *,
        data: object = None,
        record: str | None = None,
        fact: str | None = None,
        said: Said | None = None,
        written: Located | None = None,
    ) -> int:
        """Add a node; the same operation on the same arguments is one node."""
        key = self.key(op, args, kind, data, record) if is_shared(op, fact, said) else None
        if key in self._shared:
            return self._shared[key]
        node = len(self.nodes)
        self.nodes.append(Node(node, op, args, kind, record, data, fact, said, written))
        if key is not None:
            self._shared[key] = node
        return node

    def on_same(self, where: Position, *args: int) -> str | None:
        """The one list of records that these nodes speak of. Errors: CompileError where there are two."""
        records = {self.record_of(arg) for arg in args} - {None}
        if len(records) > 1:
            raise where.fault("two-records", records=", ".join(sorted(str(record) for record in records)))
        return next(iter(records), None)

    def apply(
        self,
        op: str,
        where: Position,
        args: tuple[int, ...],
        kind: Type,
        *,
        data: object = None,
        said: Said | None = None,
    ) -> int:
        """Add a node that speaks of the same records as its arguments. Errors: CompileError if its values could be
        larger than the engine counts."""
        return self.add(
            op,
            args,
            self.counted_to(where, kind),
            data=data,
            record=self.on_same(where, *args),
            said=said,
            written=where.location,
        )

    def constant(self, value: int | str, kind: Type) -> int:
        """A node with a known value."""
        bounds = kind.within(value, value) if isinstance(value, int) else kind
        return self.add(Op.CONSTANT, (), bounds, data=value)

    def literal(self, written: Literal, kind: Type) -> int:
        """A node for a literal of a type. Errors: CompileError with the reason."""
        return self.constant(literal_of(written, kind), kind)

    def yes_no(self, node: int, where: Position) -> int:
        """The node, which must be a yes or no. Errors: CompileError."""
        if self.type_of(node).kind is not Kind.YES_NO:
            raise where.fault("not-yes-no", found=self.type_of(node).kind)
        return node

    def ordered(self, node: int, where: Position) -> int:
        """The node, which must have an order (a number, an amount, a date, a yes or no). Errors: CompileError."""
        if not self.type_of(node).ordered:
            raise where.fault("not-ordered", found=self.type_of(node).kind)
        return node

    def times(self, node: int, factor: int, where: Position, decimals: int | None = None) -> int:
        """The node times a whole number, counted with so many decimals (default: as before)."""
        kind = self.type_of(node)
        if factor == 1 and decimals in (None, kind.decimals):
            return node
        bounds = (kind.low * factor, kind.high * factor)
        changed = Type(kind.kind, kind.decimals if decimals is None else decimals, min(bounds), max(bounds))
        if self.nodes[node].op is Op.CONSTANT:
            value = self.nodes[node].data
            assert isinstance(value, int)
            return self.constant(value * factor, self.counted_to(where, changed))
        return self.apply(Op.TIMES, where, (node,), changed, data=factor)

    def aligned(self, where: Position, *nodes: int) -> list[int]:
        """The nodes with the same number of decimals. Errors: CompileError where their kinds cannot be compared."""
        kinds = [self.type_of(node) for node in nodes]
        groups = {kind.kind if kind.kind not in (Kind.NUMBER, Kind.MONEY) else Kind.NUMBER for kind in kinds}
        unordered = {kind.kind for kind in kinds if not kind.ordered}
        if len(groups) > 1 and not unordered == groups:
            raise where.fault("types-differ", kinds=", ".join(sorted({kind.kind for kind in kinds})))
        if unordered:
            return list(nodes)
        decimals = max(kind.decimals for kind in kinds)
        return [
            self.times(node, 10 ** (decimals - kind.decimals), where, decimals)
            for node, kind in zip(nodes, kinds, strict=True)
        ]

    def fitted(self, node: int, wanted: Type, where: Position) -> int:
        """The node as a fact of the wanted type takes it. Errors: CompileError where it is of another kind."""
        kind = self.type_of(node)
        numbers = (Kind.NUMBER, Kind.MONEY)
        if kind.kind is not wanted.kind and not (kind.kind in numbers and wanted.kind in numbers):
            raise where.fault("type-not-declared", found=kind.kind, declared=wanted.kind)
        outside = set(kind.choices) - set(wanted.choices) if wanted.choices else set()
        if outside:
            raise where.fault("choice-outside", value=", ".join(sorted(outside)), choices=", ".join(wanted.choices))
        if kind.ordered and kind.decimals > wanted.decimals:
            if wanted.kind is Kind.MONEY:
                raise where.fault("rounding-needed", of="…")
            raise where.fault("too-many-decimals", found=kind.decimals, declared=wanted.decimals)
        return (
            self.times(node, 10 ** (wanted.decimals - kind.decimals), where, wanted.decimals) if kind.ordered else node
        )

    def share(self, written: FactValue) -> tuple[int, Fraction]:
        """The node of a fact, and the exact fraction that it is multiplied by. Errors: CompileError."""
        node = self.fact(written.fact)
        if written.times is None:
            return node, Fraction(1)
        if self.type_of(node).kind not in (Kind.NUMBER, Kind.MONEY):
            raise written.times.at.fault("not-a-number", found=self.type_of(node).kind)
        return node, fraction(written.times)

    def exact(self, written: FactValue) -> int:
        """The node of a share of a fact, with as many decimals as it takes. Errors: CompileError if none are enough."""
        node, part = self.share(written)
        if written.times is None:
            return node
        more = decimals_of(part)
        if more is None:
            of = f"{{fact: {written.fact.text}, times: {written.times.value}}}"
            raise written.times.at.fault("rounding-needed", of=of)
        kind, factor = self.type_of(node), int(part * 10**more)
        decimals = kind.decimals + more
        self.counted_to(written.at, Type(kind.kind, decimals, kind.low * factor, kind.high * factor))
        return self.times(node, factor, written.at, decimals)

    def counted_to(self, where: Position, kind: Type) -> Type:
        """A type whose values the engine can count. Errors: CompileError if one could be larger."""
        largest = max(abs(kind.low), abs(kind.high))
        if kind.ordered and largest > LARGEST:
            told = show_number(largest, kind.decimals)
            raise where.fault("number-too-large", value=told, most=show_number(LARGEST, kind.decimals))
        return kind

    def operand(self, written: Value, kind: Type, *, in_test: bool = False) -> int:
        """The node of a literal of a type, or of a share of another fact. The fraction of a test (`times`) is taken up
        by the test itself, without decimals. Errors: CompileError.
        """
        if isinstance(written, Broken):
            raise written.fault
        if isinstance(written, Literal):
            return self.literal(written, kind)
        return self.fact(written.fact) if in_test else self.exact(written)

    def number(self, written: Value) -> int:
        """The node of a number with its own decimals, or of another fact. Errors: CompileError."""
        if not isinstance(written, Literal):
            return self.ordered(self.operand(written, YES_NO), written.at)
        if isinstance(written.value, bool) or not isinstance(written.value, int | float):
            check_formula(written)
            raise written.at.fault("value-not-number", value=written.value)
        text = repr(written.value)
        exponent = Decimal(text).as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(written.value, float) and isinstance(exponent, int) else 0
        value = unscaled(text, decimals)
        return self.constant(value, self.counted_to(written.at, Type(Kind.NUMBER, decimals, value, value)))

    def note(self, fault: CompileError) -> None:
        """Keep what is wrong among the diagnostics, each once however many facts it ends."""
        new = [diagnostic for diagnostic in fault.diagnostics if id(diagnostic) not in self._noted]
        self._noted.update(map(id, new))
        self.diagnostics.extend(new)

    def chooses(self, known: str | frozenset[str], chooser: int, named: tuple[tuple[Match, str], ...]) -> None:
        """Note which node chooses between the columns of a fact, or between columns of these names."""
        self.choosers[known] = (chooser, named)


def fraction(written: Literal) -> Fraction:
    """The exact fraction of `times` (13/10, -1, 7.5 %). Errors: CompileError."""
    found = fraction_of(str(written.value))
    if not found:
        raise written.at.fault("fraction", value=written.value)
    return found


def literal_of(written: Literal, kind: Type) -> int | str:
    """The inside form of a literal of a type. Errors: CompileError with the reason."""
    try:
        return read_value(written.value, kind, bounded=False)
    except NotOfType as wrong:
        if kind.ordered:
            check_formula(written)
        raise written.at.wrong(wrong) from None


def check_formula(written: Literal) -> None:
    """A text is no formula. Errors: CompileError with the form in which it is written."""
    form = instead_of(written.value) if isinstance(written.value, str) else None
    if form is not None:
        raise written.at.fault("formula", value=written.value, form=form)
