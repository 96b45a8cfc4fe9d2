"""Rows made dense over the cells that their own bounds cut: the cells prove that no two rows overlap and that no value
falls between them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, product
from math import prod
from operator import xor

from ronde.building.builder import PlanBuilder
from ronde.model.limits import MOST_CELLS, MOST_CELLS_IN_ALL
from ronde.model.nodes import Op
from ronde.model.payloads import Axis, Beyond, Located, Match, Table
from ronde.model.types import LARGEST, Type, show_number
from ronde.syntax.position import Position


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the page: what each key must be, the value, where it stands."""

    matches: tuple[Match, ...]
    value: int | str
    where: Located


def dense(
    low: PlanBuilder,
    at: Position,
    keys: list[int],
    rows: list[Row],
    otherwise: int | str | None,
    kind: Type,
    beyond: Beyond | None = None,
    last: Located | None = None,
) -> int:
    """The node of a table; `last` says where the value stands that is taken otherwise, if that is a row of its own.

    Errors: CompileError for rows that overlap or leave gaps."""
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
        values.append(rows[row].value if found else otherwise)  # type: ignore[arg-type]  # a gap was refused
    places = tuple(row.where for row in rows)
    data = Table(tuple(axis for axis, _ in cut), tuple(values), tuple(chosen), places, beyond, last)
    return low.apply(Op.TABLE, at, tuple(keys), _bounded(at, kind, data, low.type_of(keys[0])), data=data)


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


def _bounded(at: Position, kind: Type, data: Table, key: Type) -> Type:
    """The type of a table's answer with the least and the greatest that it gives. Errors: CompileError."""
    if not kind.ordered:
        return kind
    numbers = [value for value in data.cells if isinstance(value, int)]
    if data.beyond:
        last = numbers[-1]
        ends = (data.axes[0].starts[-1], key.high)
        numbers[-1:] = [last + data.beyond.more(end) for end in ends]
        if max(map(abs, numbers)) > LARGEST:
            raise at.below("beyond").fault("beyond-far", most=show_number(LARGEST, kind.decimals))
    return kind.within(min(numbers), max(numbers))


def _shown(value: int | str, kind: Type) -> str:
    if isinstance(value, str):
        return "…" if value == "\0" else value
    return show_number(value, kind.decimals)
