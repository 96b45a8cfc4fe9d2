"""Candidates at random for a cut of the rules, in columns: drawn in chunks from one seed, so that a small population is
the beginning of a large one. Kept as NumPy files for most engines and as an Arrow file for ours: the same values.

Numbers fall often on the values that the rules compare with, or beside them; otherwise anywhere in their usual range.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pool_bench.slices import Cut, texts_of
from ronde.building.index import AS_OF
from ronde.model.nodes import Node, Op
from ronde.model.payloads import Table
from ronde.model.types import Kind, Type

CHUNK = 250_000
SEED = 20_240_601
UNIX = date(1970, 1, 1).toordinal()
OFTEN, RARELY = 0.8, 0.1
MOST_DAYS = 60 * 365
AGES = {"birth_date": 17 * 365}
"""The fewest days before the evaluation, for dates that are never recent."""
UNMARKED = 3_000
PARTNERS_OWN = ("partner.accompanying", "partner.citizen_or_permanent_resident", "partner.studied_two_years_in_canada")
"""What nobody without a partner answers yes to."""
ROW_DATE = "evaluated_on"
"""The column with each row's own date."""

Array = NDArray[Any]


@dataclass(frozen=True)
class Population:
    """Columns by fact in inside form: texts as their place in the list of texts, dates as day numbers, decimals scaled.
    `days` has each row's date of evaluation, or the one date of all."""

    columns: Mapping[str, Array]
    days: Array | int

    @property
    def rows(self) -> int:
        """How many candidates."""
        return len(next(iter(self.columns.values())))


def make(cut: Cut, folder: Path, rows: int, days: tuple[int, int]) -> None:
    """Write a population: `columns/<fact>.npy`, and `batches.arrow`. `days` are the first and last date of evaluation;
    every row has its own between them, unless they are the same."""
    about = {"rows": rows, "days": list(days), "columns": list(cut.columns), "seed": SEED, "rules": cut.digest}
    said = folder / "about.json"
    if said.exists() and json.loads(said.read_text()) == about:
        return
    (folder / "columns").mkdir(parents=True, exist_ok=True)
    said.unlink(missing_ok=True)
    kinds = {name: column_type(cut, name) for name in cut.columns}
    names = {**kinds, **({AS_OF: np.dtype(np.int32)} if days[0] < days[1] else {})}
    files = {
        name: np.lib.format.open_memmap(_file(folder, name), mode="w+", dtype=kind, shape=(rows,))
        for name, kind in names.items()
    }
    drawn = _Marks(cut)
    with pa.OSFile(str(folder / "batches.arrow"), "wb") as sink, pa.ipc.new_file(sink, _schema(cut, names)) as out:
        for start in range(0, rows, CHUNK):
            stop = min(rows, start + CHUNK)
            chunk = _draw(cut, drawn, np.random.default_rng([SEED, start // CHUNK]), days, kinds)
            for name, file in files.items():
                file[start:stop] = chunk[name][: stop - start]
            out.write_batch(_batch(cut, {name: chunk[name][: stop - start] for name in names}))
    for file in files.values():
        file.flush()
    said.write_text(json.dumps(about))


def drawn_columns(cut: Cut, names: list[str], days: tuple[int, int], chunk: int, count: int) -> pa.RecordBatch:
    """The first rows of one chunk as Arrow, of some columns only."""
    kinds = {name: column_type(cut, name) for name in cut.columns}
    found = _draw(cut, _Marks(cut), np.random.default_rng([SEED, chunk]), days, kinds)
    return _batch(cut, {name: found[name][:count] for name in names})


def load(folder: Path, rows: int) -> Population:
    """The first rows of a population, in memory."""
    about = json.loads((folder / "about.json").read_text())
    columns = {name: _read(folder, name, rows) for name in about["columns"]}
    first, last = about["days"]
    return Population(columns, first if first == last else _read(folder, AS_OF, rows))


def batches(folder: Path, rows: int, size: int) -> list[pa.RecordBatch]:
    """The first rows of a population as Arrow batches of a size, in memory."""
    with pa.OSFile(str(folder / "batches.arrow")) as source:
        file = pa.ipc.open_file(source)
        read, left = [], rows
        while left > 0:
            read.append(file.get_batch(len(read)).slice(0, left))
            left -= read[-1].num_rows
    found = pa.Table.from_batches(read).combine_chunks().to_batches(max_chunksize=size)
    del read
    pa.default_memory_pool().release_unused()
    return found  # type: ignore[no-any-return]


def _file(folder: Path, name: str) -> Path:
    return folder / "columns" / f"{name}.npy"


def _read(folder: Path, name: str, rows: int) -> Array:
    return np.array(np.load(_file(folder, name), mmap_mode="r")[:rows])


def column_type(cut: Cut, name: str) -> np.dtype[Any]:
    """The smallest type that holds a fact."""
    kind = cut.type_of(name)
    if kind.kind is Kind.YES_NO:
        return np.dtype(np.bool_)
    high = kind.high if kind.ordered else len(texts_of(cut, name))
    low = min(kind.low, 0)
    return next(
        np.dtype(each)
        for each in (np.int8, np.int16, np.int32, np.int64)
        if np.iinfo(each).min <= low and min(high, 10**9) <= np.iinfo(each).max
    )


def _draw(
    cut: Cut, marks: _Marks, random: np.random.Generator, days: tuple[int, int], kinds: Mapping[str, np.dtype[Any]]
) -> dict[str, Array]:
    """One chunk of candidates."""
    as_of = random.integers(days[0], days[1] + 1, CHUNK, dtype=np.int32)
    found: dict[str, Array] = {AS_OF: as_of}
    for name, dtype in kinds.items():
        kind = cut.type_of(name)
        if kind.kind is Kind.YES_NO:
            values = random.random(CHUNK, dtype=np.float32) < (RARELY if name in marks.denied else OFTEN)
        elif kind.kind is Kind.DATE:
            values = as_of - random.integers(AGES.get(name, 0), MOST_DAYS, CHUNK, dtype=np.int32)
        elif kind.ordered:
            values = _numbers(random, kind, marks.numbers.get(name, set()))
        else:
            values = _texts(random, texts_of(cut, name), marks.texts.get(name, set()))
        found[name] = values.astype(dtype)
    _agree(found, cut)
    return found


def _numbers(random: np.random.Generator, kind: Type, marks: set[int]) -> Array:
    """Half anywhere in the usual range, half at the values that matter or one beside. Decimals are whole."""
    unit = 10**kind.decimals
    known = np.array(sorted(mark // unit for mark in marks if kind.low <= mark <= kind.high), dtype=np.int64)
    low, high = -(-kind.low // unit), kind.high // unit
    most = min(high, max(low + 1, int(known.max() * 1.25) if len(known) else UNMARKED))
    values = random.integers(low, most + 1, CHUNK)
    if len(known):
        beside = known[random.integers(0, len(known), CHUNK)] + random.integers(-1, 2, CHUNK)
        values = np.where(random.random(CHUNK, dtype=np.float32) < 0.5, values, beside)
    return np.clip(values, low, high) * unit


def _texts(random: np.random.Generator, texts: tuple[str, ...], marks: set[str]) -> Array:
    """Half anything of the list, half one of those that the rules name."""
    values = random.integers(0, len(texts), CHUNK)
    known = np.array([texts.index(mark) for mark in sorted(marks) if mark in texts], dtype=np.int64)
    if len(known):
        named = known[random.integers(0, len(known), CHUNK)]
        values = np.where(random.random(CHUNK, dtype=np.float32) < 0.5, values, named)
    return values


def _agree(found: dict[str, Array], cut: Cut) -> None:
    """Mend what the rules would refuse: answers that contradict each other."""
    single = found["partner.status"] == texts_of(cut, "partner.status").index("none")
    for name in PARTNERS_OWN:
        if name in found:
            found[name] &= ~single
    found["relative_in_canada"] |= found["sibling_in_canada"]
    if "certificate_is_federal" in found:
        found["certificate_is_federal"] &= found["certificate_of_qualification"]
    found["family_size"] = np.where(single, found["family_size"], np.maximum(found["family_size"], 2))


def _schema(cut: Cut, names: Mapping[str, Any]) -> pa.Schema:
    empty = _batch(cut, {name: np.zeros(0, dtype) for name, dtype in names.items()})
    return empty.schema


def _batch(cut: Cut, chunk: Mapping[str, Array]) -> pa.RecordBatch:
    """A chunk as Arrow: what a file of candidates would hold."""
    fields = [ROW_DATE if name == AS_OF else name for name in chunk]
    return pa.RecordBatch.from_arrays([_arrow(cut, name, values) for name, values in chunk.items()], names=fields)


def _arrow(cut: Cut, name: str, values: Array) -> pa.Array:
    kind = cut.type_of(name)
    if kind.kind is Kind.DATE:
        return pa.array((values - UNIX).astype(np.int32)).cast(pa.date32())
    if kind.ordered:
        return pa.array(values // np.array(10**kind.decimals, values.dtype) if kind.decimals else values)
    return pa.DictionaryArray.from_arrays(pa.array(values), pa.array(texts_of(cut, name), pa.string()))


class _Marks:
    """The values that columns are compared with, and the yes or no columns of which only a no is ever wanted."""

    def __init__(self, cut: Cut) -> None:
        self.numbers: dict[str, set[int]] = {}
        self.texts: dict[str, set[str]] = {}
        denied, affirmed = set[str](), set[str]()
        for each in cut.slices:
            for node in each.nodes.values():
                args = [each.nodes[arg] for arg in node.args]
                self.look(node, args)
                names = {arg.fact for arg in args if arg.fact and not arg.args}
                (denied if node.op is Op.NEGATE else affirmed).update(names)
        self.denied = denied - affirmed

    def look(self, node: Node, args: list[Node]) -> None:
        """Take in one node."""
        if node.op in (Op.AT_LEAST, Op.EQUALS, Op.LEAST, Op.GREATEST):
            for arg in args:
                for other in args:
                    if other.op is Op.CONSTANT and isinstance(other.data, int | str):
                        self.note(arg, other.data)
                    elif other is not arg and other.op is not Op.CONSTANT and node.op is Op.AT_LEAST:
                        self.note(arg, other.type.low, other.type.high)
        elif node.op is Op.MEMBER and isinstance(node.data, frozenset):
            self.note(args[0], *node.data)
        elif node.op is Op.DIVIDE and isinstance(args[1].data, int):
            self.note(args[0], *(args[1].data * times for times in range(8)))
        elif node.op is Op.TABLE and isinstance(node.data, Table):
            for arg, axis in zip(args, node.data.axes, strict=True):
                self.note(arg, *axis.starts, *(axis.values or ()))

    def note(self, node: Node, *values: int | str) -> None:
        """Note that a node is compared with these values, where it is a column."""
        if node.op is Op.FACT and not node.args:
            for value in values:
                if isinstance(value, str):
                    self.texts.setdefault(str(node.fact), set()).add(value)
                else:
                    self.numbers.setdefault(str(node.fact), set()).add(value)
