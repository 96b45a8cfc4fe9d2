"""The rules of one day made ready for a table's columns: what is read of it, what is run, who is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np
import pyarrow as pa

from ronde.building.index import AS_OF
from ronde.columns.answers import Asked, same_form
from ronde.columns.arrow_batch import Batch, Ordered, Wrong
from ronde.columns.coerce import Typed, numbers_of
from ronde.columns.merged_plan import RULES
from ronde.columns.native.choice import Choice
from ronde.columns.partial_evaluation import meaning_of, simplified
from ronde.columns.program import Block, Listed, Result, Supplied
from ronde.columns.row_rules import RowRules
from ronde.evaluate.cautions import rest_on
from ronde.inputs.possible import possible
from ronde.model.nodes import Fact, Op, Plan, Texts
from ronde.model.types import DATE, Kind, Type
from ronde.operations.arrays import Array, Column, Context, some_of

if TYPE_CHECKING:
    from ronde.columns.native.straight import Found


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules find for some rows: the columns of the facts wanted, the rows refused, and for each fact the rows
    whose supplied value the rest contradicts; of facts that the rules of some rows do not define, the rows that do;
    for each fact that has a caution of its own, the rows in which it is raised. Positions are within these rows."""

    columns: Mapping[str, Column]
    refused: Sequence[tuple[Array, str, Texts]]
    contradicted: Mapping[str, Array]
    defined: Mapping[str, Array] = field(default_factory=dict)
    raised: Mapping[str, Array] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """The columns of a batch as one set of rules reads them; of texts, their numbers in the rules' lexicon. For several
    sets of rules, also the number of those of each row."""

    lists: dict[str, tuple[Array, Array, Array | None]]
    columns: dict[str, Typed] = field(default_factory=dict)
    texts: dict[str, Array] = field(default_factory=dict)
    rules: Array | None = None


class BoundPlan:
    """One plan for tables that supply columns of the same facts and lists. Threads may share it."""

    def __init__(
        self, plan: Plan, wanted: Sequence[str], facts: Mapping[str, str | None], lists: frozenset[str]
    ) -> None:
        self.plan = plan
        self.facts = {name: about for name in sorted(facts) if (about := plan.facts.get(name)) is not None}
        self.facts = {name: about for name, about in self.facts.items() if about.record == facts[name]}
        self.lists = tuple(name for name in sorted(lists) if name in plan.records)
        self.types = {name: possible(about) for name, about in self.facts.items()}
        self.codes = {name: self._codes(about) for name, about in self.facts.items()}
        wide = any(self.types[name] != about.type for name, about in self.facts.items())
        self.context = Context(plan, wide=wide)
        self.wanted = {name: plan.roots[name] for name in wanted if name in plan.roots}
        self.answers = {name: plan.facts[name].type for name in self.wanted}
        self.refusals = plan.refusals
        self.doubts = doubts(plan, self.wanted)
        self.simple = simplified(self.context, self.nodes, frozenset({*self.facts, AS_OF}), frozenset(self.lists))

    @property
    def nodes(self) -> tuple[int, ...]:
        """The nodes that are wanted of the plan."""
        return (*self.wanted.values(), *(each.node for each in self.refusals), *self.doubts.values())

    @cached_property
    def program(self) -> Choice:
        """What finds them."""
        told = (*self.wanted.values(), *self.doubts.values())
        return Choice(self.context, told, (each.node for each in self.refusals), self.simple)

    @cached_property
    def readings(self) -> Mapping[str, tuple[Type, frozenset[str] | None] | None]:
        """How each column is read; None if not every row reads it in the same way."""
        return {name: (kind, self.codes[name]) for name, kind in self.types.items()}

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts that are looked up in what rows supply, or may be."""
        return frozenset(str(node.fact) for node in self.simple.nodes if node.op is Op.FACT)

    @property
    def meaning(self) -> Hashable:
        """What tells this ruling from others: rulings of the same meaning find the same for every row."""
        reads = tuple((name, kind, self.codes[name]) for name, kind in self.types.items())
        refused = tuple((each.record, each.field, tuple(each.because.items())) for each in self.refusals)
        return tuple(self.wanted), reads, refused, tuple(self.doubts), meaning_of(self.context, self.simple, self.nodes)

    def _codes(self, about: Fact) -> frozenset[str] | None:
        codes = about.type.codes
        return shared(frozenset(self.plan.codes[codes])) if about.type.kind is Kind.CODE and codes else None

    @property
    def scopes(self) -> Mapping[str, Array]:
        """Of facts that not all of several sets of rules define, by their places which do."""
        return {}

    def places(self, numbers: Array) -> Array | None:
        """Of several sets of rules, the place of each row's; None where all rows are under the same."""
        return None

    def wrong(
        self, batch: Batch, rules: RowRules, own: Collection[int], names: Collection[str] | None = None
    ) -> Iterator[Wrong]:
        """The rows of a batch that these rules cannot read, of those whose rules have one of these numbers; of some
        columns, or all."""
        for name in self.types if names is None else names:
            wrong = batch.wrong(name, batch.typed(name, self.types[name], self.codes[name]))
            if len(wrong.rows):
                there = np.isin(rules.numbers[wrong.rows], [*own])
                yield wrong if there.all() else wrong.only(there)

    def read(self, rows: Ordered, rules: RowRules, names: Collection[str] | None = None) -> Reading:
        """The columns of the rows of a batch, or some. `rules` are those of each row of the batch."""
        reading = Reading({name: rows.list_of(name) for name in self.lists})
        for name, kind in self.types.items():
            if name in self.reads and (names is None or name in names):
                column = reading.columns[name] = rows.column(name, kind, self.codes[name])
                if not kind.ordered:
                    reading.texts[name] = numbers_of(column, kind, self.context, rows.batch.strangers)
        return reading

    def run(self, reading: Reading, places: slice, as_of: Array) -> Ruled:
        """What the rules find for some rows, by their places in the batch's work, on their dates (or one that all
        share)."""
        block = self._block(reading, places, as_of)
        result = self.program.run(block)
        columns = {name: result.columns[node] for name, node in self.wanted.items()}
        raised = {name: self._raised(name, result.columns[node].lo, block) for name, node in self.doubts.items()}
        return Ruled(columns, list(self._refused(result, block)), result.contradicted, raised=raised)

    def straight(
        self, batch: Batch, rules: RowRules, used: Sequence[int], kinds: Mapping[str, Type],
        texts: Callable[[Array], pa.Array], *, bounds: bool, threads: int,
    ) -> Found | None:  # fmt: skip
        """What the rules find for all rows of a batch, straight from Arrow's arrays, as answers of these types; None if
        the batch has to go by blocks."""
        if any(not same_form(kind, kinds[name]) for name, kind in self.answers.items()):
            return None

        def asked() -> dict[str, Asked]:
            ordered = {name: bounds and kinds[name].ordered for name in self.wanted}
            return {
                name: Asked(node, kinds[name], ordered[name], self.scopes.get(name))
                for name, node in self.wanted.items()
            }

        own = {name: node for name, node in self.doubts.items() if self.plan.nodes[node].record is None}
        straight = self.program.straight(asked, own, batch.rows)
        return None if straight is None else straight.run(self, batch, rules, used, texts, threads)

    def _raised(self, name: str, true: Array, block: Block) -> Array:
        """The rows in which a fact's own caution is raised: of records, those of which one does that does not give the
        fact itself."""
        record = self.plan.nodes[self.doubts[name]].record
        if not true.any():
            return np.zeros(1, bool)
        if record is not None:
            true = true & block.lists[record].present
            supplied = block.supplied.get(name)
            if supplied is not None and self.plan.facts[name].form != "input":
                true = true & (False if supplied.given is None else ~supplied.given)
            true = some_of(true)
        return np.broadcast_to(true, block.rows)

    def _refused(self, result: Result, block: Block) -> Iterator[tuple[Array, str, Texts]]:
        for each in self.refusals:
            true = result.columns[each.node].lo
            if true.any():
                if each.record is not None:
                    true = some_of(true & block.lists[each.record].present)
                yield np.flatnonzero(np.broadcast_to(true, block.rows)), each.field, each.because

    def _block(self, reading: Reading, places: slice, as_of: Array) -> Block:
        supplied = {AS_OF: Supplied(as_of.astype(self.context.dtype(DATE), copy=False))}
        if reading.rules is not None:
            supplied[RULES] = Supplied(reading.rules[places])
        lists: dict[str, Listed] = {}
        records: dict[str, tuple[Array, Array]] = {}
        for name, (counts, starts, given) in reading.lists.items():
            slots = np.arange(int(counts[places].max(initial=0)))[:, None]
            present = slots < counts[places]
            records[name] = present, np.where(present, starts[places] + slots, 0)
            lists[name] = Listed(None if given is None else _some(given[places]), present)
        for name, column in reading.columns.items():
            record = self.facts[name].record
            if record is None:
                given = None if column.given is None else _some(column.given[places])
                foreign = None if column.foreign is None else _any(column.foreign[places])
                supplied[name] = Supplied(self.inside(reading, name, column.values[places]), given, foreign)
            else:
                supplied[name] = self._placed(reading, name, *records[record])
        return Block(places.stop - places.start, supplied, lists)

    def inside(self, reading: Reading, name: str, values: Array) -> Array:
        """Values as the columns of the plan hold them."""
        if name in reading.texts:
            return reading.texts[name].take(values, mode="clip")
        return values.astype(self.context.dtype(self.types[name]), copy=False)

    def _placed(self, reading: Reading, name: str, present: Array, places: Array) -> Supplied:
        """A fact of records as places by candidates; a place without a record holds a value that does no harm."""
        column, kind = reading.columns[name], self.types[name]
        filler = self.context.dtype(kind).type(kind.low if kind.ordered else 0)
        if not len(column.values):
            return Supplied(np.full(present.shape, filler))
        values = self.inside(reading, name, column.values.take(places, mode="clip"))
        given = None if column.given is None else _some(column.given.take(places, mode="clip") | ~present)
        foreign = None if column.foreign is None else _any(column.foreign.take(places, mode="clip") & present)
        return Supplied(np.where(present, values, filler), given, foreign)


def doubts(plan: Plan, wanted: Iterable[str]) -> dict[str, int]:
    """The facts that some rest on and that have a caution of their own, each with the node that raises it."""
    if not plan.cautioned:
        return {}
    below = rest_on(plan, wanted, lambda _: False)
    return {name: plan.roots[own.when] for name, own in plan.cautioned.items() if name in below}


_CODES: WeakValueDictionary[frozenset[str], frozenset[str]] = WeakValueDictionary()


def shared(codes: frozenset[str]) -> frozenset[str]:
    """The same codes, once for all plans that hold them: the lists of a book are long, and seldom change."""
    return _CODES.setdefault(codes, codes)


def _some(given: Array) -> Array | None:
    """Which rows give a value; None where all do."""
    return None if given.all() else given


def _any(foreign: Array) -> Array | None:
    """Which rows say what their rules do not know; None where none does."""
    return foreign if foreign.any() else None
