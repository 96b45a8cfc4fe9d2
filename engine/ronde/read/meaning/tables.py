"""Tables and scales: rows as on the official page, made dense over the cells that their own bounds cut.

The same cells prove that no two rows overlap and that no value falls between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, product
from math import prod
from operator import xor

from ronde.model.limits import MOST_CELLS, MOST_CELLS_IN_ALL
from ronde.model.nodes import Axis, Beyond, Located, Match, Op, Table
from ronde.model.types import LARGEST, Kind, NotOfType, Type, read_value, show_number
from ronde.read.meaning.lists import check_code
from ronde.read.meaning.lowering import At, Lowering
from ronde.read.structure import DECIMAL, WHOLE


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the page: what each key must be, the value, where it stands."""

    matches: tuple[Match, ...]
    value: int | str
    where: Located


def table(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a table. Errors: Fault for rows that overlap, leave gaps or are of another type."""
    kind = wanted or Type(Kind.NUMBER)
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
    otherwise = _value(at.down("otherwise"), kind) if at.has("otherwise") else None
    if not at.has("beyond"):
        return _dense(low, at, keys, rows, otherwise, kind)
    beyond, rows = _beyond(at.down("beyond"), rows, low.type_of(keys[0]), kind)
    return _dense(low, at, keys, rows, otherwise, kind, beyond)


def scale(low: Lowering, at: At, wanted: Type | None) -> int:
    """The node of a scale: the answer is the first row whose minimum the key reaches. Errors: Fault."""
    key = low.ordered(low.fact(str(at.down("key").tree), at.down("key")), at.down("key"))
    kind, answer = low.type_of(key), wanted or Type(Kind.NUMBER)
    rows: list[Row] = []
    below = kind.high + 1
    for name, cell in _scale_cells(at):
        try:
            least = read_value(cell.tree, kind)
            value = read_value(int(name) if WHOLE.fullmatch(name) and answer.ordered else name, answer, bounded=False)
        except NotOfType as wrong:
            raise cell.wrong(wrong) from None
        if not isinstance(least, int) or least >= below:
            raise cell.fault("scale-order", value=cell.tree)
        rows.append(Row((Match(((least, below - 1),)),), value, cell.place))
        below = least
    return _dense(low, at, [key], rows, _value(at.down("below"), answer), answer)


def _scale_cells(at: At) -> list[tuple[str, At]]:
    rows, column = at.down("rows"), at.down("column").tree
    if not isinstance(rows.tree, dict) or not rows.tree:
        raise at.fault("table-rows")
    cells = [(name, rows.down(name, str(column)) if column is not None else rows.down(name)) for name in rows.tree]
    for name, cell in cells:
        if cell.tree is None:
            raise rows.down(name).fault("column-missing", column=column)
    return cells


def _value(at: At, kind: Type) -> int | str:
    try:
        return read_value(at.tree, kind, bounded=False)
    except NotOfType as wrong:
        raise at.wrong(wrong) from None


def _page_rows(low: Lowering, at: At, keys: list[int], kind: Type) -> list[Row]:
    rows = at.down("rows")
    if not isinstance(rows.tree, dict) or not rows.tree:
        raise at.fault("table-rows")
    found: list[Row] = []
    for written in rows.tree:
        row = rows.down(written)
        match = matched(low, row, written, low.type_of(keys[0]))
        if len(keys) == 1:
            found.append(Row((match,), _value(row, kind), partial(row.place, key=True)))
            continue
        names = _column_names(low, at, keys[1])
        if not names:
            raise at.down("columns").fault("columns-none")
        if not isinstance(row.tree, dict) or set(row.tree) != {name for _, name in names}:
            raise row.fault("column-missing", column=", ".join(dict.fromkeys(name for _, name in names)))
        found.extend(
            Row((match, column), _value(row.down(name), kind), partial(row.down(name).place, key=True))
            for column, name in names
        )
    return found


def _column_names(low: Lowering, at: At, chooser: int) -> list[tuple[Match, str]]:
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


def _general_row(low: Lowering, at: At, row: At, keys: list[int], kind: Type) -> Row:
    when = row.down("when")
    names = [str(key.tree) for key in at.down("keys").items()]
    if not isinstance(when.tree, dict) or set(when.tree) - set(names) or not row.has("value"):
        raise row.fault("general-row", keys=", ".join(names))
    matches = tuple(
        matched(low, when.down(name), when.tree.get(name), low.type_of(key))
        for name, key in zip(names, keys, strict=True)
    )
    return Row(matches, _value(row.down("value"), kind), row.place)


def matched(low: Lowering, at: At, written: object, kind: Type) -> Match:
    """What a row's key means for a fact of this type; nothing written means every value. Errors: Fault."""
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


def _interval(at: At, part: str, kind: Type) -> tuple[int, int]:
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


def _bound(at: At, text: str, kind: Type) -> int:
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


def _beyond(at: At, rows: list[Row], key: Type, kind: Type) -> tuple[Beyond, list[Row]]:
    """What `beyond` adds, and the rows with the last exact one going on upwards. Errors: Fault.

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
    each = _value(at.down("each"), kind)
    step = Type(Kind.NUMBER) if key.kind is Kind.DATE else key
    per = _value(at.down("per"), step) if at.has("per") else 1
    assert isinstance(each, int)
    assert isinstance(per, int)
    if per <= 0:
        raise at.down("per").fault("beyond-step", value=at.down("per").tree)
    going = Match(((start, max(start, key.high)),))
    rows = [row if row is not last else Row((going,), row.value, row.where) for row in rows]
    return Beyond(start, each, per, at.down("begun").tree is True), rows


def _axis(kind: Type, matches: list[Match]) -> tuple[Axis, list[int | str]]:
    """How a key is cut, and one value standing for each cell."""
    if kind.ordered:
        cuts = {kind.low}
        for match in matches:
            for low, high in match.intervals:
                cuts |= {cut for cut in (low, high + 1) if kind.low < cut <= kind.high}
        starts = tuple(sorted(cuts))
        return Axis(starts=starts, size=len(starts)), list(starts)
    texts = list(kind.choices) or sorted(frozenset[str]().union(*(match.texts for match in matches)))
    size = len(texts) if kind.choices else len(texts) + 1
    stand_ins: list[int | str] = [*texts, *([] if kind.choices else ["\0"])]
    return Axis(values={text: number for number, text in enumerate(texts)}, size=size), stand_ins


def _fitting(stand_ins: list[int | str], matches: list[Match]) -> list[int]:
    """For each cell of a key, the rows that speak of it, as the bits of a number."""
    begin = [0] * (len(stand_ins) + 1)
    named: dict[str, int] = {}
    numbers = [each for each in stand_ins if isinstance(each, int)]
    for number, match in enumerate(matches):
        bit = 1 << number
        spans = [(0, len(stand_ins))] if match.every else []
        spans += [(bisect_left(numbers, low), bisect_right(numbers, high)) for low, high in match.intervals]
        reached = 0
        for first, last in sorted(spans):
            if max(first, reached) < last:
                begin[max(first, reached)] ^= bit
                begin[last] ^= bit
                reached = last
        for text in match.texts:
            named[text] = named.get(text, 0) | bit
    cells = accumulate(begin[:-1], xor)
    both = zip(cells, stand_ins, strict=True)
    return [cell | named.get(each, 0) if isinstance(each, str) else cell for cell, each in both]


def _dense(
    low: Lowering,
    at: At,
    keys: list[int],
    rows: list[Row],
    otherwise: int | str | None,
    kind: Type,
    beyond: Beyond | None = None,
) -> int:
    cut = [_axis(low.type_of(key), [row.matches[number] for row in rows]) for number, key in enumerate(keys)]
    cells = prod(axis.size for axis, _ in cut)
    if low.counted(min(cells, MOST_CELLS + 1)) > MOST_CELLS_IN_ALL or cells > MOST_CELLS:
        raise at.fault("table-too-large", most=MOST_CELLS, together=MOST_CELLS_IN_ALL)
    fitting = [_fitting(stand_ins, [row.matches[number] for row in rows]) for number, (_, stand_ins) in enumerate(cut)]
    values: list[int | str] = []
    chosen: list[int] = []
    for cell in product(*(range(axis.size) for axis, _ in cut)):
        found = fitting[0][cell[0]]
        for axis, part in enumerate(cell):
            found &= fitting[axis][part]
        row = found.bit_length() - 1
        if found & (found - 1) or (not found and otherwise is None):
            parts = enumerate(cell)
            stand_in = ", ".join(_shown(cut[axis][1][part], low.type_of(keys[axis])) for axis, part in parts)
            if not found:
                raise at.fault("table-gap", value=stand_in)
            first = (found & -found).bit_length() - 1
            second = (found & (found - 1) & -(found & (found - 1))).bit_length() - 1
            raise at.fault("table-overlap", value=stand_in, first=rows[first].where(), second=rows[second].where())
        chosen.append(row)
        values.append(rows[row].value if found else otherwise)  # type: ignore[arg-type]
    idle = set(range(len(rows))) - set(chosen)
    if idle and not any(kind.ordered and kind.low == kind.high for kind in map(low.type_of, keys)):
        low.warn("row-idle", rows[min(idle)].where())
    data = Table(tuple(axis for axis, _ in cut), tuple(values), tuple(chosen), tuple(row.where for row in rows), beyond)
    return low.apply(Op.TABLE, at, tuple(keys), _bounded(at, kind, data, low.type_of(keys[0])), data=data)


def _bounded(at: At, kind: Type, data: Table, key: Type) -> Type:
    """The type of a table's answer with the least and the greatest that it gives. Errors: Fault."""
    if not kind.ordered:
        return kind
    numbers = [value for value in data.cells if isinstance(value, int)]
    if data.beyond:
        last = numbers[-1]
        ends = (data.axes[0].starts[-1], key.high)
        numbers[-1:] = [last + data.beyond.more(end) for end in ends]
        if max(map(abs, numbers)) > LARGEST:
            raise at.down("beyond").fault("beyond-far", most=show_number(LARGEST, kind.decimals))
    return kind.within(min(numbers), max(numbers))


def _shown(value: int | str, kind: Type) -> str:
    if isinstance(value, str):
        return "…" if value == "\0" else value
    return show_number(value, kind.decimals)
