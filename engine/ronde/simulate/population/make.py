"""Makes a pool: rows drawn in blocks, scores found by the rules, rows kept to follow a published pool, written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import PCG64, Generator, SeedSequence

from ronde import __version__
from ronde.batch.files.beside import about_cautions, tell_beside
from ronde.batch.worker_pool import SharedKernel
from ronde.batch.writing import write_rows
from ronde.columns.query import Query
from ronde.evaluate.carried import Carried, all_carried
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.messages.diagnostics import refuse
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation
from ronde.rounds.invited import terms_of
from ronde.simulate.population.assumptions import Population
from ronde.simulate.population.bands import Bands, Counts, gap, shares
from ronde.simulate.population.blocks import draw_block
from ronde.simulate.population.fitting import AT_LEAST, CHUNK, Counted, Fitting, Scored, Tell

ID = "id"
"""The column that numbers the rows of a pool, from 1."""

MOST_ROWS = 50_000_000
"""How many rows may be asked for."""

HASTY = 3
"""How many rows are drawn at most for each row of a pool that is kept in memory."""

LEAST_BLOCK = 2_000
"""How many rows are drawn together at least."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: so many rows, from a seed, for a day; `language` is that of reasons. Who is kept is decided by
    the rules of that day, or of the day `rules_of`."""

    rows: int
    seed: int
    as_of: int
    language: str = "en"
    workers: int = 1
    rules_of: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.rows <= MOST_ROWS:
            raise refuse("make-rows", ArgumentLocation("N"), rows=self.rows, most=MOST_ROWS)
        if self.seed < 0:
            raise refuse("make-seed", ArgumentLocation("--seed"), seed=self.seed)


@dataclass(frozen=True, slots=True)
class Line:
    """A band: its share as published, as drawn, as written; how many rows it has, and how many it lacks."""

    low: int
    high: int
    published: float
    before: float
    made: float
    rows: int
    short: int


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the bands followed, what was drawn and kept, how many rows each band lacks, and the cautions of
    the answers by which those drawn were kept."""

    bands: Bands
    counted: Counted
    short: Counts
    cautions: Mapping[str, Carried]

    @property
    def kept(self) -> int:
        """How many of those drawn could be kept, whatever their score."""
        return int(self.counted.before.sum()) + self.counted.outside

    @property
    def gaps(self) -> tuple[float, float]:
        """How far the scores are from the published ones: as drawn, as written."""
        published, counted = self.bands.published, self.counted
        return gap(counted.before, published, counted.outside), gap(counted.made, published)

    @property
    def lines(self) -> Iterator[Line]:
        """The bands, in the published order."""
        counted = self.counted
        columns = shares(self.bands.published), shares(counted.before, counted.outside), shares(counted.made)
        for number, band in enumerate(self.bands.pool.bands):
            told = [float(column[number]) for column in columns]
            rows, short = int(counted.made[number]), int(self.short[number])
            yield Line(band.low, band.high, told[0], told[1], told[2], rows, short)


class Maker:
    """Draws rows of a population, block after block, and finds their scores."""

    def __init__(self, history: History, population: Population, order: Order, engine: Engine | None = None) -> None:
        self.population = population
        self.order = order
        self.score = terms_of(history).score
        facts = tuple(dict.fromkeys((self.score, *population.require)))
        question = Query(facts=facts, as_of=order.as_of, rules_of=order.rules_of, id_column=ID, language=order.language)
        self.kernel = SharedKernel(history, question, engine, workers=order.workers)
        self.size = min(CHUNK, max(LEAST_BLOCK, 2 * order.rows))
        self.block = 0
        self.cautions: dict[str, Carried] = {}

    def draw(self) -> Scored:
        """The next block: those of its rows of whom all that is required is true and whose score is known."""
        rows = self._first if self.block == 0 else self._rows(self.block)
        self.block += 1
        numbered = rows.append_column(ID, pa.array(np.arange(rows.num_rows)))
        answers = self.kernel.run(numbered)
        self.cautions = all_carried((self.cautions, answers.cautions))
        found = answers.rows
        fits = pa.array(np.ones(found.num_rows, dtype=np.bool_))
        known = pc.is_valid(found[self.score])
        for name in self.population.require:
            fits = pc.and_(fits, pc.fill_null(found[name], False))
            known = pc.and_(known, pc.is_valid(found[name]))
        kept = found.filter(pc.and_(fits, known))
        reasons = answers.rejects
        return Scored(
            rows.take(kept[ID]),
            kept[self.score].to_numpy(zero_copy_only=False).astype(np.int64),
            rows.num_rows,
            found.num_rows - (pc.sum(known).as_py() or 0),
            rows.num_rows - found.num_rows,
            f"{reasons['field'][0]}: {reasons['reason'][0]}" if reasons.num_rows else "",
        )

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns of a pool: the number of each row, then what is drawn."""
        return pa.schema([pa.field(ID, pa.int64()), *self._first.schema])

    @cached_property
    def _first(self) -> pa.RecordBatch:
        return self._rows(0)

    def _rows(self, block: int) -> pa.RecordBatch:
        """The rows of a block. Errors: ValidationError where a draw gives what its fact cannot be."""
        return draw_block(self.population, self.size, self.order.seed, block, self.order.as_of)


def make(history: History, population: Population, bands: Bands, order: Order, out: Path, tell: Tell) -> Made:
    """Write a pool to a file, whole or not at all.

    Errors: ValidationError for a wrong name of the file, for draws that give what their fact cannot be, where nobody
    drawn can be kept, and where the file cannot be written.
    """
    maker = Maker(history, population, order)
    fitting = _fitting(maker, bands, order, tell)

    def late() -> dict[str, str]:
        return about_cautions(history, maker.cautions)

    rows = _numbered(fitting, population)
    write_rows(out, maker.schema, rows, _about(history, population, bands, order), late)
    tell_beside(out, history, maker.cautions)
    return Made(bands, fitting.counted, fitting.short, maker.cautions)


def draw(engine: Engine, population: Population, bands: Bands | None, order: Order) -> pa.Table:
    """A pool, kept in memory, for which it is not drawn long: bands of which the population has few are short of rows.
    Without bands everybody is kept of whom what the population requires is true.

    Errors: ValidationError, as `make` does.
    """
    maker = Maker(engine.history, population, order, engine)
    if bands is None:
        return _unfitted(maker)
    fitting = _fitting(maker, bands, order, lambda kept, drawn: None)
    fitting.most_for_one = HASTY
    return pa.Table.from_batches(_numbered(fitting, population))


def _unfitted(maker: Maker) -> pa.Table:
    """So many rows as they are drawn. Errors: ValidationError where nobody drawn can be kept."""
    parts: list[pa.RecordBatch] = []
    kept = drawn = 0
    while kept < maker.order.rows and drawn < max(AT_LEAST, HASTY * maker.order.rows):
        scored = maker.draw()
        parts.append(scored.rows)
        kept, drawn = kept + scored.rows.num_rows, drawn + scored.drawn
    if not kept:
        raise refuse("make-nobody", maker.population.document.location(), drawn=drawn)
    table = pa.Table.from_batches(parts).slice(0, maker.order.rows)
    return table.add_column(0, pa.field(ID, pa.int64()), pa.array(np.arange(1, table.num_rows + 1)))


def _fitting(maker: Maker, bands: Bands, order: Order, tell: Tell) -> Fitting:
    """The fitting of what is drawn. Errors: ValidationError for draws that give what their fact cannot be."""
    maker.kernel.check(maker.schema)
    shuffle = Generator(PCG64(SeedSequence([order.seed])))
    return Fitting(bands, order.rows, maker.draw, shuffle, tell)


def _numbered(fitting: Fitting, population: Population) -> Iterator[pa.RecordBatch]:
    """Every chunk, its rows numbered. Errors: ValidationError where there is none."""
    before = 0
    for chunk in fitting.chunks():
        ids = pa.array(np.arange(before + 1, before + chunk.num_rows + 1))
        table = chunk.add_column(0, pa.field(ID, pa.int64()), ids)
        yield table.combine_chunks().to_batches()[0]
        before += chunk.num_rows
    if not before:
        raise refuse("make-nobody", population.document.location(), drawn=fitting.counted.drawn)


def _about(history: History, population: Population, bands: Bands, order: Order) -> dict[str, str]:
    """What the file says of itself: that it is synthetic, and from what it was made."""
    return {
        "ronde.synthetic": "true",
        "ronde.version": __version__,
        "ronde.rules": history.digest,
        "ronde.population": population.document.digest,
        "ronde.seed": str(order.seed),
        "ronde.as_of": day_text(order.as_of),
        "ronde.published": day_text(bands.pool.date),
    }
