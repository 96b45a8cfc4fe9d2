"""The people whom a change of rules may touch: the rows of a file, or a synthetic pool that is kept in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from ronde.batch.reading import LINE, PoolFile
from ronde.change.impact.sides import Sides
from ronde.columns.answers import Answers
from ronde.evaluate.decision import day_text
from ronde.model.nodes import Texts
from ronde.rounds.data import read_rounds
from ronde.simulate.population.assumptions import population_document, read_population
from ronde.simulate.population.bands import nearest
from ronde.simulate.population.make import ID, Order, draw

PART = 2**16
"""Rows that are evaluated together."""


@dataclass(frozen=True, slots=True)
class Synthetic:
    """From what people were drawn: the population, the published pool whose scores they follow (None: the population
    alone, since none had been published), the seed; `short` is how
    many fewer there are than were asked for."""

    title: Texts
    file: str
    published: str | None
    seed: int
    short: int


@dataclass
class InMemory:
    """A table of people whose rows are counted from `first`; `synthetic` says from what they were drawn, if they were:
    a pool as it is by the rules before, on the day on which people are looked at."""

    table: pa.Table
    path: Path
    id_column: str | None
    synthetic: Synthetic | None = None
    first: int = 0
    unread: set[int] = field(default_factory=set)

    @property
    def schema(self) -> pa.Schema:
        """The columns, with that of lines."""
        return self.table.schema.append(pa.field(LINE, pa.int64()))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Every row, with its line in the column LINE."""
        lines = pa.array(np.arange(self.first, self.first + self.table.num_rows), pa.int64())
        numbered = self.table.append_column(LINE, lines).combine_chunks()
        yield from numbered.to_batches(max_chunksize=PART)

    def set_aside(self, batch: pa.RecordBatch, answers: Answers) -> None:
        """Note which rows of a batch could not be answered."""
        self.unread.update(batch.column(LINE).take(answers.rejects.column("row")).to_pylist())


def drawn_people(sides: Sides, rows: int, seed: int, population: str | None, workers: int, language: str) -> InMemory:
    """A synthetic pool of so many people, by the rules before. Errors: ValidationError, as `ronde pool make` is."""
    before = sides.before
    document = population_document(before.history, population)
    found = read_population(document, before.plan, before.history)
    pools = [pool for pool in read_rounds(before.history).pools if pool.date <= sides.clock]
    bands = nearest(pools, sides.clock) if pools else None
    order = Order(rows, seed, sides.clock, language, workers, before.day)
    table = draw(before.engine, found, bands, order)
    published = None if bands is None else day_text(bands.pool.date)
    drawn = Synthetic(found.title, document.file, published, seed, rows - table.num_rows)
    return InMemory(table, Path(document.file), ID, drawn, first=1)


def rejected(people: PoolFile | InMemory | None) -> int:
    """How many people could not be answered by the rules of one side or both."""
    if people is None:
        return 0
    return len(people.unread) if isinstance(people, InMemory) else people.rejects.count
