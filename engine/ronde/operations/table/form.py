"""The value of a dense table for its keys: how it is written, with rows as on the official page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ronde.building.builder import PlanBuilder, literal_of
from ronde.building.lists import check_code
from ronde.model.payloads import Beyond, Match
from ronde.model.types import Kind, NotOfType, Type, read_value
from ronde.operations.table.dense import Row, dense
from ronde.operations.table.syntax import (
    BeyondSyntax,
    Column,
    Columns,
    GeneralRow,
    GeneralTable,
    PageTable,
    TableSyntax,
)
from ronde.operations.written import PageRow
from ronde.read.structure import DECIMAL, WHOLE
from ronde.syntax.gather import both, each_of
from ronde.syntax.position import Position
from ronde.syntax.values import Literal


def form(low: PlanBuilder, written: TableSyntax, wanted: Type | None) -> int:
    """The node of a table. Errors: CompileError for rows that overlap, leave gaps or are of another type."""
    kind = wanted or Type(Kind.NUMBER)
    beyond = None
    if isinstance(written, GeneralTable):
        keys, rows = _general_rows(low, written, kind)
    else:
        named = (written.key, *((written.columns.choose,) if written.columns else ()))
        keys = each_of(low.fact, named)
        rows = _page_rows(low, written, keys, kind)
        if written.beyond is not None:
            beyond, rows = _beyond(written.beyond, rows, low.type_of(keys[0]), kind)
    if written.otherwise is None:
        return dense(low, written.at, keys, rows, None, kind, beyond)
    otherwise = literal_of(written.otherwise, kind)
    return dense(low, written.at, keys, rows, otherwise, kind, beyond, written.otherwise.at.location)


def _page_rows(low: PlanBuilder, written: PageTable, keys: list[int], kind: Type) -> list[Row]:
    if not written.rows:
        raise written.at.fault("table-rows")
    key = low.type_of(keys[0])
    if written.columns is None:
        return each_of(partial(_page_row, low, key, kind), written.rows, alike=True)
    columns = _columns(low, written.columns, keys[1])
    rows = each_of(partial(_page_cells, low, columns, key, kind), written.rows, alike=True)
    return [cell for row in rows for cell in row]


def _page_row(low: PlanBuilder, key: Type, kind: Type, row: PageRow) -> Row:
    """A row with one cell. Errors: CompileError."""
    match, value = both(partial(matched, low, row.at, row.key, key), partial(literal_of, row.cell, kind))
    return Row((match,), value, partial(row.at.location, key=True))


def _page_cells(
    low: PlanBuilder, columns: Sequence[tuple[Match, str]], key: Type, kind: Type, row: PageRow
) -> list[Row]:
    """A row with a cell in each column. Errors: CompileError."""
    names = list(dict.fromkeys(name for _, name in columns))
    if set(row.cells) != set(names):
        raise row.at.fault("column-missing", column=", ".join(names))
    cells = [row.cells[name] for name in names]
    match, values = both(
        partial(matched, low, row.at, row.key, key), partial(each_of, partial(_literal, kind), cells, alike=True)
    )
    found = dict(zip(names, values, strict=True))
    return [
        Row((match, column), found[name], partial(row.cells[name].at.location, key=True)) for column, name in columns
    ]


def _literal(kind: Type, written: Literal) -> int | str:
    return literal_of(written, kind)


def _columns(low: PlanBuilder, written: Columns, chooser: int) -> list[tuple[Match, str]]:
    """When each column is meant. Errors: CompileError if there is none."""
    kind = low.type_of(chooser)
    matches = each_of(partial(_column, low, kind), written.every)
    named = [(match, each.name) for match, each in zip(matches, written.every, strict=True)]
    for known in (frozenset(written.names), low.path[-1]):
        low.chooses(known, chooser, tuple(named))
    if not named:
        raise written.at.fault("columns-none")
    return named


def _column(low: PlanBuilder, kind: Type, written: Column) -> Match:
    return matched(low, written.at, written.values, kind)


def _general_rows(low: PlanBuilder, written: GeneralTable, kind: Type) -> tuple[list[int], list[Row]]:
    """The nodes of the keys of a table of several, and its rows. Errors: CompileError."""
    if not written.rows:
        names = ", ".join(key.text for key in written.keys)
        raise written.at.below("rows").fault("general-row", keys=names)
    keys = each_of(low.fact, written.keys)
    return keys, each_of(partial(_general_row, low, written, keys, kind), written.rows, alike=True)


def _general_row(low: PlanBuilder, table: GeneralTable, keys: list[int], kind: Type, row: GeneralRow) -> Row:
    names = [key.text for key in table.keys]
    if row.when is None or set(row.when) - set(names) or row.value is None:
        raise row.at.fault("general-row", keys=", ".join(names))
    matches = tuple(
        matched(low, row.at.below("when", name), row.when[name].value if name in row.when else None, low.type_of(key))
        for name, key in zip(names, keys, strict=True)
    )
    return Row(matches, literal_of(row.value, kind), row.at.location)


def matched(low: PlanBuilder, at: Position, written: object, kind: Type) -> Match:
    """What a row's key means for a fact of this type; nothing written means every value. Errors: CompileError."""
    if written is None:
        return Match(every=True)
    parts = (
        [part.strip() for part in str(written).split(",")] if not isinstance(written, bool) else [str(written).lower()]
    )
    if not kind.ordered:
        for part in parts:
            if kind.choices and part not in kind.choices:
                raise at.fault("value-not-choice", key=True, value=part, choices=", ".join(kind.choices))
            check_code(low, at, part, kind, key=True)
        return Match(texts=frozenset(parts))
    return Match(tuple(_interval(at, part, kind) for part in parts))


def _interval(at: Position, part: str, kind: Type) -> tuple[int, int]:
    if not part:
        raise at.fault("interval-form", key=True, value=part)
    start, dots, end = part.partition("..")
    low = _bound(at, start, kind) if start else None
    high = _bound(at, end, kind) if dots and end else None if dots else low
    if low is not None and high is not None and low > high:
        raise at.fault("interval-order", key=True, value=part)
    if low is None:
        low = kind.low if high is None else min(kind.low, high)
    return low, max(kind.high, low) if high is None else high


def _bound(at: Position, text: str, kind: Type) -> int:
    written: object = text
    if kind.kind is Kind.YES_NO:
        written = {"true": True, "false": False}.get(text, text)
    elif kind.kind is not Kind.DATE:
        if WHOLE.fullmatch(text):
            written = int(text)
        elif DECIMAL.fullmatch(text):
            written = float(text)
        else:
            raise at.fault("interval-form", key=True, value=text)
    try:
        value = read_value(written, kind, bounded=False)
    except NotOfType as wrong:
        raise at.wrong(wrong, key=True) from None
    assert isinstance(value, int)
    return value


def _beyond(written: BeyondSyntax, rows: list[Row], key: Type, kind: Type) -> tuple[Beyond, list[Row]]:
    """What `beyond` adds, and the rows with the last exact one going on upwards. Errors: CompileError.

    A step is one of a whole number or of a day; a key that is an amount or has decimals says with `per` what one is.
    """
    at = written.at
    if not kind.ordered:
        raise at.fault("not-ordered", found=kind.kind)
    if key.kind is Kind.YES_NO or not all(row.matches[0].intervals for row in rows):
        raise at.fault("beyond-last")
    last = max(rows, key=lambda row: max(high for _, high in row.matches[0].intervals))
    start = max(high for _, high in last.matches[0].intervals)
    if len(rows[0].matches) > 1 or last.matches[0].intervals != ((start, start),):
        raise at.fault("beyond-last")
    if key.decimals and written.per is None:
        raise at.fault("beyond-per")
    step = Type(Kind.NUMBER) if key.kind is Kind.DATE else key
    each = int(literal_of(written.each, kind))
    per = 1 if written.per is None else int(literal_of(written.per, step))
    if written.per is not None and per <= 0:
        raise written.per.at.fault("beyond-step", value=written.per.value)
    going = Match(((start, max(start, key.high)),))
    rows = [row if row is not last else Row((going,), row.value, row.where) for row in rows]
    return Beyond(start, each, per, written.begun), rows
