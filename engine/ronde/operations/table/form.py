"""The value of a dense table for its keys: how it is written, with rows as on the official page."""

from __future__ import annotations

from functools import partial

from ronde.building.builder import PlanBuilder
from ronde.building.lists import check_code
from ronde.model.nodes import Beyond, Match
from ronde.model.types import Kind, NotOfType, Type, read_value
from ronde.operations.table.dense import Row, dense, value_at
from ronde.read.structure import DECIMAL, WHOLE
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of a table. Errors: CompileError for rows that overlap, leave gaps or are of another type."""
    at, kind = at.down("table"), wanted or Type(Kind.NUMBER)
    if at.has("keys"):
        at.only("keys", "rows", "otherwise")
        if not at.down("rows").items():
            raise at.down("rows").fault("general-row", keys=", ".join(str(key.tree) for key in at.down("keys").items()))
        keys = [low.fact(str(key.tree), key) for key in at.down("keys").items()]
        rows = [_general_row(low, at, row, keys, kind) for row in at.down("rows").items()]
    else:
        at.only("key", "columns", "rows", "beyond", "otherwise")
        keys = [low.fact(str(at.down("key").tree), at.down("key"))]
        if at.has("columns"):
            keys.append(low.fact(str(at.down("columns", "choose").tree), at.down("columns", "choose")))
        rows = _page_rows(low, at, keys, kind)
    otherwise = value_at(at.down("otherwise"), kind) if at.has("otherwise") else None
    if not at.has("beyond"):
        return dense(low, at, keys, rows, otherwise, kind)
    beyond, rows = _beyond(at.down("beyond"), rows, low.type_of(keys[0]), kind)
    return dense(low, at, keys, rows, otherwise, kind, beyond)


def _page_rows(low: PlanBuilder, at: Cursor, keys: list[int], kind: Type) -> list[Row]:
    rows = at.down("rows")
    if not isinstance(rows.tree, dict) or not rows.tree:
        raise at.fault("table-rows")
    found: list[Row] = []
    for written in rows.tree:
        row = rows.down(written)
        match = matched(low, row, written, low.type_of(keys[0]))
        if len(keys) == 1:
            found.append(Row((match,), value_at(row, kind), partial(row.place, key=True)))
            continue
        names = _column_names(low, at, keys[1])
        if not names:
            raise at.down("columns").fault("columns-none")
        if not isinstance(row.tree, dict) or set(row.tree) != {name for _, name in names}:
            raise row.fault("column-missing", column=", ".join(dict.fromkeys(name for _, name in names)))
        found.extend(
            Row((match, column), value_at(row.down(name), kind), partial(row.down(name).place, key=True))
            for column, name in names
        )
    return found


def _column_names(low: PlanBuilder, at: Cursor, chooser: int) -> list[tuple[Match, str]]:
    columns = at.down("columns")
    assert isinstance(columns.tree, dict)
    kind = low.type_of(chooser)
    named = [
        (matched(low, columns.down(written), written, kind), str(name))
        for written, name in columns.tree.items()
        if written != "choose"
    ]
    for known in (frozenset(name for _, name in named), low.path[-1]):
        low.chooses(known, chooser, tuple(named))
    return named


def _general_row(low: PlanBuilder, at: Cursor, row: Cursor, keys: list[int], kind: Type) -> Row:
    when = row.down("when")
    names = [str(key.tree) for key in at.down("keys").items()]
    if not isinstance(when.tree, dict) or set(when.tree) - set(names) or not row.has("value"):
        raise row.fault("general-row", keys=", ".join(names))
    matches = tuple(
        matched(low, when.down(name), when.tree.get(name), low.type_of(key))
        for name, key in zip(names, keys, strict=True)
    )
    return Row(matches, value_at(row.down("value"), kind), row.place)


def matched(low: PlanBuilder, at: Cursor, written: object, kind: Type) -> Match:
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


def _interval(at: Cursor, part: str, kind: Type) -> tuple[int, int]:
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


def _bound(at: Cursor, text: str, kind: Type) -> int:
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


def _beyond(at: Cursor, rows: list[Row], key: Type, kind: Type) -> tuple[Beyond, list[Row]]:
    """What `beyond` adds, and the rows with the last exact one going on upwards. Errors: CompileError.

    A step is one of a whole number or of a day; a key that is an amount or has decimals says with `per` what one is.
    """
    if not kind.ordered:
        raise at.fault("not-ordered", found=kind.kind)
    if key.kind is Kind.YES_NO or not all(row.matches[0].intervals for row in rows):
        raise at.fault("beyond-last")
    last = max(rows, key=lambda row: max(high for _, high in row.matches[0].intervals))
    start = max(high for _, high in last.matches[0].intervals)
    if len(rows[0].matches) > 1 or last.matches[0].intervals != ((start, start),):
        raise at.fault("beyond-last")
    if key.decimals and not at.has("per"):
        raise at.fault("beyond-per")
    each = value_at(at.down("each"), kind)
    step = Type(Kind.NUMBER) if key.kind is Kind.DATE else key
    per = value_at(at.down("per"), step) if at.has("per") else 1
    assert isinstance(each, int)
    assert isinstance(per, int)
    if per <= 0:
        raise at.down("per").fault("beyond-step", value=at.down("per").tree)
    going = Match(((start, max(start, key.high)),))
    rows = [row if row is not last else Row((going,), row.value, row.where) for row in rows]
    return Beyond(start, each, per, at.down("begun").tree is True), rows
