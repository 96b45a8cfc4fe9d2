"""One walk of a slice, for every engine: each says only what the operations become in its own terms.

Texts are numbered by their place in the list of the fact they belong to. A node that stands for a text is met with that
list in hand, handed down from the fact that is being defined or compared.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pool_bench.slices import CannotSlice, Cut, Slice
from ronde.model.nodes import Node, Op
from ronde.model.payloads import Axis, Beyond, Table

T = TypeVar("T")
Texts = tuple[str, ...]


class Walk(ABC, Generic[T]):
    """Writes the definition of a fact. An engine gives the leaves; `fact` is what naming another fact becomes."""

    def __init__(self, cut: Cut, piece: Slice) -> None:
        self.cut, self.slice = cut, piece
        self.met: dict[int, T] = {}

    def definition(self, fact: str) -> T:
        """What a derived fact is."""
        return self.value(self.slice.definition(fact), self.texts(self.slice.nodes[self.slice.facts[fact]]))

    def texts(self, node: Node) -> Texts:
        """The texts that a node can be: those of its list, in order; none for numbers."""
        if node.type.ordered:
            return ()
        return node.type.choices or self.cut.codes[str(node.type.codes)]

    def value(self, node: Node, texts: Texts) -> T:
        """What a node becomes; once, unless it names a fact."""
        if node.op is Op.FACT:
            return self.fact(node)
        if node.id not in self.met:
            self.met[node.id] = self.kept(node, self.made(node, texts))
        return self.met[node.id]

    def kept(self, node: Node, made: T) -> T:
        """What stands for a node from now on; an engine may give it a name here."""
        return made

    def made(self, node: Node, texts: Texts) -> T:
        """What an operation becomes."""
        match node.op:
            case Op.CONSTANT:
                return self.constant(node, texts)
            case Op.CHOOSE:
                return self.choose(node, [self.value(arg, texts) for arg in self.args(node)], texts)
            case Op.EQUALS:
                sides = self.args(node)
                named = next((self.texts(side) for side in sides if side.op is Op.FACT), ())
                return self.equal(*(self.value(side, named) for side in sides))
            case Op.MEMBER:
                (key,) = self.args(node)
                members: frozenset[int | str] = node.data  # type: ignore[assignment]
                return self.member(self.value(key, self.texts(key)), self.numbered(members, self.texts(key)), key)
            case Op.TABLE:
                keys = self.args(node)
                found = [self.value(key, self.texts(key)) for key in keys]
                return self.table(node, Rows.of(self, node, texts), found, texts)
        return self.operation(node, [self.value(arg, ()) for arg in self.args(node)])

    def args(self, node: Node) -> list[Node]:
        """The nodes of a node's arguments."""
        return [self.slice.nodes[arg] for arg in node.args]

    def numbered(self, members: frozenset[int | str], texts: Texts) -> list[int]:
        """Members as numbers; texts that the list does not have can never be met."""
        return sorted(
            member if isinstance(member, int) else texts.index(member)
            for member in members
            if isinstance(member, int) or member in texts
        )

    def operation(self, node: Node, args: list[T]) -> T:
        """Logic and arithmetic. Errors: CannotSlice for an operation that no engine here has been given."""
        leaves: dict[Op, Callable[..., T]] = {
            Op.ALL: self.all, Op.ANY: self.any, Op.NEGATE: self.no, Op.AT_LEAST: self.at_least,
            Op.SUM: self.sum, Op.LEAST: self.least, Op.GREATEST: self.greatest, Op.DIVIDE: self.divide,
            Op.YEARS_BETWEEN: self.years,
        }  # fmt: skip
        if node.op is Op.TIMES:
            return self.times(args[0], int(str(node.data)))
        if node.op not in leaves:
            raise CannotSlice(f"{node.op} at {node.location} is not written for {type(self).__name__}")
        return leaves[node.op](*args)

    @abstractmethod
    def fact(self, node: Node) -> T:
        """Naming another fact, derived or a column."""

    @abstractmethod
    def constant(self, node: Node, texts: Texts) -> T:
        """A number, a yes or no, or a text of these."""

    @abstractmethod
    def choose(self, node: Node, args: list[T], texts: Texts) -> T:
        """Condition, value, condition, value, ..., otherwise."""

    @abstractmethod
    def equal(self, first: T, second: T) -> T:
        """Whether two values are the same."""

    @abstractmethod
    def member(self, key: T, members: list[int], node: Node) -> T:
        """Whether a key is one of these numbers, or of the texts of its list with these numbers."""

    @abstractmethod
    def table(self, node: Node, rows: Rows, keys: list[T], texts: Texts) -> T:
        """The value of the cell in which the keys fall."""

    @abstractmethod
    def all(self, *args: T) -> T:
        """Whether each is true."""

    @abstractmethod
    def any(self, *args: T) -> T:
        """Whether one is true."""

    @abstractmethod
    def no(self, arg: T) -> T:
        """The contrary."""

    @abstractmethod
    def at_least(self, first: T, second: T) -> T:
        """Whether the first is the second or more."""

    @abstractmethod
    def sum(self, *args: T) -> T:
        """The sum."""

    @abstractmethod
    def least(self, *args: T) -> T:
        """The least."""

    @abstractmethod
    def greatest(self, *args: T) -> T:
        """The greatest."""

    @abstractmethod
    def times(self, arg: T, factor: int) -> T:
        """A whole number of times."""

    @abstractmethod
    def divide(self, first: T, second: T) -> T:
        """How many times the second goes into the first."""

    @abstractmethod
    def years(self, first: T, second: T) -> T:
        """Whole calendar years from the first day to the second."""


@dataclass(frozen=True)
class Rows:
    """A table with its texts numbered: for each key, the values at which cells begin (ordered keys) or the cell of each
    of its texts; the values row by row; and what is added for every unit beyond a value of its one key."""

    starts: tuple[tuple[int, ...] | None, ...]
    cells_of: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]
    values: tuple[int, ...]
    beyond: Beyond | None

    @classmethod
    def of(cls, walk: Walk[T], node: Node, texts: Texts) -> Rows:
        """The rows of a table's node, whose values are of these texts if any."""
        table: Table = node.data  # type: ignore[assignment]
        keys = walk.args(node)
        values = tuple(texts.index(cell) if isinstance(cell, str) else cell for cell in table.cells)
        return cls(
            tuple(axis.starts if axis.values is None else None for axis in table.axes),
            tuple(_cells_of(axis, walk.texts(key)) for axis, key in zip(table.axes, keys, strict=True)),
            tuple(axis.size for axis in table.axes),
            tuple((key.type.low, key.type.high) for key in keys),
            values,
            table.beyond,
        )

    def runs(self, axis: int, take: Callable[[int], object]) -> Iterator[tuple[int, list[int]]]:
        """The cells of a key joined where `take` gives the same: the first cell of each, and all of them."""
        together: list[list[int]] = []
        for cell in range(self.sizes[axis]):
            ordered = self.starts[axis] is not None
            same = [run for run in (together[-1:] if ordered else together) if take(run[0]) == take(cell)]
            if same:
                same[0].append(cell)
            else:
                together.append([cell])
        for run in together:
            yield run[0], run

    def dense(self, axis: int) -> tuple[int, list[int]]:
        """The cell of every value a key can be: the least value, and the cells from there on."""
        starts = self.starts[axis]
        if starts is None:
            return 0, list(self.cells_of[axis])
        low, high = max(starts[0], self.bounds[axis][0]), max(starts[-1], self.bounds[axis][0])
        cells = [Axis(starts=starts, size=len(starts)).cell(value) for value in range(low, high + 1)]
        return low, cells


def _cells_of(axis: Axis, texts: Sequence[str]) -> tuple[int, ...]:
    return () if axis.values is None else tuple(axis.cell(text) for text in texts)
