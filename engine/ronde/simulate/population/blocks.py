"""Blocks of rows drawn from a population, as Arrow columns named by the facts.

Each draw of each block has chances of its own, found from the seed, the block's number and the draw's name: the same
seed gives the same rows, whatever is drawn after them, and another draw changes only what rests on it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.random import PCG64, Generator, SeedSequence

from ronde.building.index import AS_OF
from ronde.messages.diagnostics import refuse
from ronde.model.limits import MOST_RECORDS
from ronde.model.types import Kind, show_number
from ronde.simulate.candidate_columns import DAY, EPOCH
from ronde.simulate.population.assumptions import NUMBER, Group, Named, Population, limits
from ronde.simulate.population.frame import Frame, Numbers, Rows, Sort

EMPTY = "[]"
"""A list without records, where nothing says what a record would hold."""


def draw_block(population: Population, rows: int, seed: int, block: int, as_of: int) -> pa.RecordBatch:
    """So many rows of a block, one column for each fact and each list of records.

    Errors: ValidationError where a draw gives what its fact cannot be.
    """
    frame = Frame(rows, _chances(seed, block, ""))
    frame.put(AS_OF, np.full(rows, float(as_of)))
    columns: dict[str, pa.Array] = {}
    texts = pa.array(population.texts, pa.string())
    for named in population.draws:
        values = _drawn(named, frame, seed, block)
        if named.fact is not None:
            columns[named.name] = _column(values, named, texts)
    for name in population.records:
        groups = [group for group in population.groups if group.records == name]
        columns[name] = _list_column(groups, frame, seed, block, texts)
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _chances(seed: int, block: int, key: str) -> Generator:
    return Generator(PCG64(SeedSequence([seed, block, zlib.crc32(key.encode())])))


def _drawn(named: Named, frame: Frame, seed: int, block: int) -> Numbers:
    """The values of one name, kept in the frame; those of a fact in its decimals and within what it can be."""
    values = named.draw.draw(frame.with_random(_chances(seed, block, named.key)))
    about = named.fact
    if about is not None and about.type.ordered and about.type.kind is not Kind.YES_NO:
        decimals = about.type.decimals
        values = np.round(values, decimals)
        low, high = limits(about)
        wrong = (values < low) | (values > high)
        if wrong.any():
            value = show_number(round(float(values[wrong][0]) * 10**decimals), decimals)
            raise refuse(
                "population-bounds",
                named.location,
                name=about.name,
                value=value,
                low=f"{low:.12g}",
                high=f"{high:.12g}",
            )
    frame.put(named.name, values)
    return values


def _column(values: Numbers, named: Named, texts: pa.Array) -> pa.Array:
    """The values of a fact as Arrow has them; null where there is none."""
    assert named.fact is not None
    kind = named.fact.type
    missing = np.isnan(values)
    whole = np.where(missing, 0, values)
    if kind.kind is Kind.YES_NO:
        return pa.array(whole != 0, pa.bool_(), mask=missing)
    if kind.kind is Kind.DATE:
        return pa.array((whole - EPOCH).astype(np.int32), pa.int32(), mask=missing).cast(pa.date32())
    if kind.ordered and kind.decimals:
        return pa.array(values, pa.float64(), mask=missing)
    if kind.ordered:
        return pa.array(whole.astype(np.int64), pa.int64(), mask=missing)
    if named.sort is Sort.TIME:
        return _clock().take(pa.array(whole.astype(np.int64) % DAY, pa.int64(), mask=missing))
    return texts.take(pa.array(whole.astype(np.int32), pa.int32(), mask=missing))


@cache
def _clock() -> pa.Array:
    """Every second of a day as HH:MM:SS."""
    return pa.array([f"{each // 3600:02}:{each // 60 % 60:02}:{each % 60:02}" for each in range(DAY)], pa.string())


def _list_column(groups: list[Group], frame: Frame, seed: int, block: int, texts: pa.Array) -> pa.Array:
    """A list of records for every row, group after group in each row."""
    fields: dict[str, Named] = {}
    owners: list[Rows] = []
    parts: list[Mapping[str, pa.Array]] = []
    for group in groups:
        rows = _owners(group, frame, seed, block)
        below = frame.some(rows)
        first = np.r_[True, rows[1:] != rows[:-1]] if len(rows) else np.zeros(0, dtype=np.bool_)
        starts = np.flatnonzero(first)
        below.put(NUMBER, np.arange(len(rows)) - starts[np.cumsum(first) - 1] + 1.0)
        found: dict[str, pa.Array] = {}
        for named in group.draws:
            values = _drawn(named, below, seed, block)
            if named.fact is not None:
                fields.setdefault(named.name, named)
                found[named.name] = _column(values, named, texts)
        owners.append(rows)
        parts.append(found)
    if not fields:
        return pa.array([EMPTY] * frame.rows, pa.string())
    every = np.concatenate(owners)
    order = np.argsort(every, kind="stable")
    columns = {name: _together(name, named, parts, owners, texts) for name, named in fields.items()}
    ends = np.zeros(frame.rows + 1, dtype=np.int32)
    np.cumsum(np.bincount(every, minlength=frame.rows), out=ends[1:])
    members = pa.StructArray.from_arrays(list(columns.values()), names=list(columns))
    return pa.ListArray.from_arrays(pa.array(ends), members.take(pa.array(order)))


def _owners(group: Group, frame: Frame, seed: int, block: int) -> Rows:
    """The row that each record of a group belongs to, in order."""
    frame.with_random(_chances(seed, block, f"{group.key}/when"))
    rows: Rows = np.arange(frame.rows) if group.when is None else np.flatnonzero(group.when.holds(frame))
    if group.count is None:
        return rows
    below = frame.some(rows).with_random(_chances(seed, block, f"{group.key}/count"))
    counts = np.nan_to_num(np.floor(group.count.draw(below)))
    if len(counts) and (counts.max() > MOST_RECORDS or counts.min() < 0):
        raise refuse("population-many", group.location, name=group.records, most=MOST_RECORDS)
    return np.repeat(rows, counts.astype(np.intp))


def _together(
    name: str, named: Named, parts: list[Mapping[str, pa.Array]], owners: list[Rows], texts: pa.Array
) -> pa.Array:
    """One field of every group, null where a group does not say it."""
    nothing = [_column(np.full(len(rows), np.nan), named, texts) for rows in owners]
    return pa.concat_arrays([part.get(name, nothing[number]) for number, part in enumerate(parts)])
