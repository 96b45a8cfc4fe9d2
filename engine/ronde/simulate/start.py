"""The people of a replay: a synthetic pool fitted to a published one, or a file of candidates; and its newcomers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import PCG64, Generator, SeedSequence

from ronde.batch.reading import LINE, PoolFile
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.model.types import Kind
from ronde.rounds.data import Pool
from ronde.simulate.population.assumptions import Population, population_document, read_population
from ronde.simulate.population.bands import Bands
from ronde.simulate.population.fitting import Fitting
from ronde.simulate.population.make import Maker, Order
from ronde.simulate.replay import Crowd

NEWCOMERS = 60_000
"""How many synthetic people newcomers are drawn from, at least."""


SCALE = 10
"""How many real candidates a simulated one stands for, unless another scale or size is asked for."""


@dataclass(frozen=True, slots=True)
class Start:
    """Whom a replay starts from: the candidates of a file, or a synthetic pool of a size or at a scale (at most one of
    the three)."""

    source: str | None = None
    size: int | None = None
    scale: float | None = None

    def __post_init__(self) -> None:
        if sum(each is not None for each in (self.source, self.size, self.scale)) > 1:
            raise refuse("replay-one-size", ArgumentLocation("--scale"))


def crowd_of(
    history: History, pool: Pool, start: Start, seed: int, workers: int, language: str
) -> tuple[Crowd, Fraction]:
    """The people to start with on the day of a published pool, and how many real candidates each stands for. Errors:
    ValidationError."""
    if start.source is not None:
        crowd = from_file(history, Path(start.source), pool.date, required(history, pool.date), language)
        return crowd, Fraction(pool.total, crowd.start.num_rows)
    ratio = Fraction(pool.total, start.size) if start.size is not None else Fraction(str(start.scale or SCALE))
    count = start.size or max(1, round(pool.total / ratio))
    return synthetic(history, population_of(history, pool.date), pool, count, seed, workers), ratio


def population_of(history: History, day: int) -> Population:
    """The population of a book as it is read on a day. Errors: ValidationError."""
    engine = Engine(history, Reference())
    return read_population(population_document(history, None), engine.plan(engine.rules(day)), history)


def required(history: History, day: int) -> tuple[str, ...]:
    """The facts that the book's population requires of everyone; none where the book has no population.

    Errors: ValidationError for a population that is wrong.
    """
    try:
        return population_of(history, day).require
    except ValidationError as refused:
        if [diagnostic.code for diagnostic in refused.diagnostics] == ["population-none"]:
            return ()
        raise


def synthetic(history: History, population: Population, pool: Pool, size: int, seed: int, workers: int) -> Crowd:
    """So many people whose scores spread as in a published pool, on its day, and newcomers of the same population,
    fitted to nothing. Errors: ValidationError."""
    maker = Maker(history, population, Order(size, seed, pool.date, workers=workers))
    shuffle = Generator(PCG64(SeedSequence([seed])))
    chunks = list(Fitting(Bands(pool), size, maker.draw, shuffle, _silent).chunks())
    newcomers: list[pa.RecordBatch] = []
    while chunks and sum(each.num_rows for each in newcomers) < max(size, NEWCOMERS):
        newcomers.append(maker.draw().rows)
        if not newcomers[-1].num_rows:
            break
    if not chunks or not newcomers[-1].num_rows:
        raise refuse("make-nobody", population.document.location(), drawn=maker.block * maker.size)
    start = pa.concat_tables(chunks)
    return Crowd(start, pa.Table.from_batches(newcomers), pool.date, population.require)


def from_file(history: History, path: Path, day: int, require: tuple[str, ...], language: str) -> Crowd:
    """The candidates of a file as they are on a day, who are their own newcomers.

    Errors: ValidationError for a file that cannot be read, or lists written as text, whose dates cannot be moved.
    """
    file = PoolFile(path, language)
    file.survey(_silent)
    people = pa.Table.from_batches(list(file.batches())).drop_columns([LINE])
    engine = Engine(history, Reference())
    plan = engine.plan(engine.rules(day))
    for number, name in enumerate(people.schema.names):
        column = people.column(name)
        if not _is_text(column.type):
            continue
        if name in plan.records:
            raise refuse("replay-dates-text", SourceLocation(str(path)), name=name)
        if name in plan.facts and plan.facts[name].type.kind is Kind.DATE:
            people = people.set_column(number, name, _dates(column, name, path))
    known = [name for name in people.schema.names if name.partition(".")[0] in plan.records or name in plan.facts]
    return Crowd(people.select(known), people.select(known), day, require)


def _silent(kept: int, drawn: int) -> None:
    """Show nothing."""


def _dates(column: pa.ChunkedArray, name: str, path: Path) -> pa.ChunkedArray:
    try:
        text = pc.cast(column, pa.string())
        return pc.cast(pc.if_else(pc.equal(text, ""), None, text), pa.date32())
    except pa.ArrowInvalid:
        raise refuse("replay-dates-wrong", SourceLocation(str(path)), name=name) from None


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
