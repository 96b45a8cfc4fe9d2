"""A slice as Polars expressions: one column for each fact, in layers so that each is worked out once, collected lazily.

Small tables become `when`/`then`, larger ones a look-up by position. Polars uses its own threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from pool_bench.population import UNIX, Array, load
from pool_bench.runner import Runner, Task
from pool_bench.slices import Cut, Slice
from pool_bench.walk import Rows, Texts, Walk
from ronde.building.index import AS_OF
from ronde.model.nodes import Node, Op
from ronde.model.types import Kind, Type

ROW = "row"
FEW = 4
"""The most runs of values for which a table is written with `when`/`then`."""


def dtype(low: int, high: int) -> Any:
    """The smallest type for whole numbers between these."""
    kinds = ((2**7, pl.Int8), (2**15, pl.Int16), (2**31, pl.Int32))
    return next((kind for most, kind in kinds if -most <= low and high < most), pl.Int64)


class Expressions(Walk[pl.Expr]):
    """Writes one expression for each fact."""

    def __init__(self, cut: Cut, piece: Slice, day: Any) -> None:
        super().__init__(cut, piece)
        self.day = day
        self.type = Type(Kind.NUMBER)

    def column(self, fact: str) -> pl.Expr:
        """A fact as a column."""
        kind = self.slice.nodes[self.slice.facts[fact]].type
        made = self.definition(fact)
        return (made if kind.kind is Kind.YES_NO else made.cast(self.size(kind))).alias(fact)

    def size(self, kind: Type) -> Any:
        """The type of a fact that is worked out."""
        if not kind.ordered:
            return dtype(0, len(kind.choices or self.cut.codes[str(kind.codes)]))
        return dtype(min(kind.low, 0), kind.high)

    def operation(self, node: Node, args: list[pl.Expr]) -> pl.Expr:
        """Notes the type of what is being worked out, for its size."""
        self.type = node.type
        return super().operation(node, args)

    def wide(self, arg: pl.Expr) -> pl.Expr:
        """An argument in the size of the result, so that nothing overflows."""
        return arg.cast(dtype(min(self.type.low, 0), max(self.type.high, 2**15 - 1)))

    def fact(self, node: Node) -> pl.Expr:
        return pl.lit(self.day) if node.fact == AS_OF and self.day is not None else pl.col(str(node.fact))

    def constant(self, node: Node, texts: Texts) -> pl.Expr:
        if isinstance(node.data, str):
            return pl.lit(texts.index(node.data), dtype(0, len(texts)))
        if node.type.kind is Kind.YES_NO:
            return pl.lit(bool(node.data))
        return pl.lit(node.data, dtype(int(str(node.data)), int(str(node.data))))

    def choose(self, node: Node, args: list[pl.Expr], texts: Texts) -> pl.Expr:
        return chain(list(zip(args[0:-1:2], args[1:-1:2], strict=True)), args[-1])

    def equal(self, first: pl.Expr, second: pl.Expr) -> pl.Expr:
        return first == second

    def member(self, key: pl.Expr, members: list[int], node: Node) -> pl.Expr:
        return pl.any_horizontal([key == pl.lit(member, self.size(node.type)) for member in members])

    def all(self, *args: pl.Expr) -> pl.Expr:
        return pl.all_horizontal(args)

    def any(self, *args: pl.Expr) -> pl.Expr:
        return pl.any_horizontal(args)

    def no(self, arg: pl.Expr) -> pl.Expr:
        return ~arg

    def at_least(self, first: pl.Expr, second: pl.Expr) -> pl.Expr:
        return first >= second

    def sum(self, *args: pl.Expr) -> pl.Expr:
        total = self.wide(args[0])
        for arg in args[1:]:
            total = total + self.wide(arg)
        return total

    def least(self, *args: pl.Expr) -> pl.Expr:
        return pl.min_horizontal(args)

    def greatest(self, *args: pl.Expr) -> pl.Expr:
        return pl.max_horizontal(args)

    def times(self, arg: pl.Expr, factor: int) -> pl.Expr:
        return self.wide(arg) * factor

    def divide(self, first: pl.Expr, second: pl.Expr) -> pl.Expr:
        return first // second

    def years(self, first: pl.Expr, second: pl.Expr) -> pl.Expr:
        def month_day(day: pl.Expr) -> pl.Expr:
            return day.dt.month().cast(pl.Int16) * 100 + day.dt.day()

        whole = second.dt.year() - first.dt.year()
        return whole.cast(pl.Int16) - (month_day(second) < month_day(first)).cast(pl.Int16)

    def table(self, node: Node, rows: Rows, keys: list[pl.Expr], texts: Texts) -> pl.Expr:
        nodes = self.args(node)
        only = [(first, rows.values[first]) for first, _ in rows.runs(0, lambda cell: rows.values[cell])]
        if len(rows.sizes) == 1 and len(only) <= FEW and rows.starts[0] is not None:
            found = self.bands(rows, keys[0], nodes[0], only)
        else:
            found = self.dense(rows, keys, nodes)
        if rows.beyond:
            beyond = pl.max_horizontal(keys[0].cast(pl.Int32) - rows.beyond.start, pl.lit(0, pl.Int32))
            found = found + beyond * rows.beyond.each
        return found

    def bands(self, rows: Rows, key: pl.Expr, node: Node, runs: list[tuple[int, int]]) -> pl.Expr:
        """A table of one ordered key, band by band from the top."""
        kind = dtype(min(rows.values), max(rows.values))
        starts = rows.starts[0] or ()
        yes_no = node.type.kind is Kind.YES_NO
        cases = [(key if yes_no else key >= starts[first], pl.lit(value, kind)) for first, value in reversed(runs[1:])]
        return chain(cases, pl.lit(runs[0][1], kind))

    def dense(self, rows: Rows, keys: list[pl.Expr], nodes: list[Node]) -> pl.Expr:
        """A table as one column of values, looked up by position."""
        dense = [rows.dense(axis) for axis in range(len(keys))]
        whole = np.array(rows.values).reshape(rows.sizes)[np.ix_(*(cells for _, cells in dense))]
        position = pl.lit(0, pl.UInt32)
        for key, node, (low, cells) in zip(keys, nodes, dense, strict=True):
            place = key.cast(pl.UInt32) if low == 0 else (key.cast(pl.Int32) - low).cast(pl.UInt32)
            if node.type.ordered and node.type.high > low + len(cells) - 1:
                place = pl.min_horizontal(place, pl.lit(len(cells) - 1, pl.UInt32))
            position = place if key is keys[0] else position * len(cells) + place
        kind = dtype(int(whole.min()), int(whole.max()))
        return pl.lit(pl.Series(whole.reshape(-1), dtype=kind)).gather(position)


def chain(cases: list[tuple[pl.Expr, pl.Expr]], otherwise: pl.Expr) -> pl.Expr:
    """The value of the first case that holds."""
    made: Any = pl
    for condition, value in cases:
        made = made.when(condition).then(value)
    return made.otherwise(otherwise) if cases else otherwise  # type: ignore[no-any-return]


def layers(piece: Slice) -> list[list[str]]:
    """The facts in layers: each rests on columns and earlier layers only."""
    depth: dict[str, int] = {}
    found: list[list[str]] = []
    for fact in piece.derived:
        below = [node.fact for node in piece.inside(fact) if node.op is Op.FACT]
        depth[fact] = 1 + max((depth.get(str(name), 0) for name in below), default=0)
        if len(found) < depth[fact]:
            found.append([])
        found[depth[fact] - 1].append(fact)
    return found


class Polars(Runner):
    """One lazy query for each set of rules, all collected together."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.layers: list[list[list[pl.Expr]]] = []

    def compile(self) -> None:
        """Write the expressions of every slice."""
        same = self.task.same_date
        day = self.date(self.task.days[0]) if same else None
        self.layers = []
        for piece in self.task.cut.slices:
            writer = Expressions(self.task.cut, piece, day)
            self.layers.append([[writer.column(fact) for fact in layer] for layer in layers(piece)])

    def date(self, day: int) -> Any:
        """A day as Polars and Python know it."""
        from datetime import date

        return date.fromordinal(day)

    def load(self, rows: int) -> None:
        """The columns as a frame: numbers as they are, texts by their place in their list, dates as dates."""
        self.rows, population = rows, load(self.task.folder, rows)
        self.days = population.days
        series = [self.series(name, values) for name, values in population.columns.items()]
        if not self.task.same_date:
            series.append(self.series(AS_OF, np.asarray(population.days)))
            series.append(pl.Series(ROW, np.arange(population.rows, dtype=np.uint32)))
        self.frame = pl.DataFrame(series)

    def series(self, name: str, values: Array) -> pl.Series:
        """One column."""
        if self.task.cut.type_of(name).kind is Kind.DATE:
            return pl.Series(name, (values - UNIX).astype(np.int32)).cast(pl.Date)
        return pl.Series(name, values)

    def query(self, frame: pl.LazyFrame, number: int) -> pl.LazyFrame:
        """What one slice makes of a frame."""
        for layer in self.layers[number]:
            frame = frame.with_columns(layer)
        kept = [] if self.task.same_date else [ROW]
        return frame.select([*kept, *self.task.cut.slices[number].wanted])

    def run(self) -> Mapping[str, Array]:
        """Every wanted fact of every row, in the order of the rows."""
        if self.task.same_date:
            return self.columns(self.query(self.frame.lazy(), 0).collect())
        queries = []
        for number, rows, _ in self.task.groups(self.days):
            needed = self.frame.select([ROW, *self.task.cut.slices[number].columns])
            queries.append(self.query(needed[rows].lazy(), number))
        whole = pl.concat(pl.collect_all(queries), how="diagonal_relaxed").sort(ROW)
        return self.columns(whole.select(pl.exclude(ROW)))

    def columns(self, frame: pl.DataFrame) -> dict[str, Any]:
        """The answers by fact."""
        return {name: frame[name] for name in frame.columns}

    def plain(self, answers: Any) -> dict[str, Array]:
        """The answers as whole numbers."""
        filled = {name: values.cast(pl.Int64).fill_null(-1).to_numpy() for name, values in answers.items()}
        return super().plain(filled)
