"""The figures of a definition side by side, a column for each version; and what its versions say besides, in runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ronde.change.plainly import APART
from ronde.change.telling import FactTold
from ronde.explain.page import Line, Rows
from ronde.messages import translate
from ronde.model.history import Version
from ronde.topics.told import told_parts


def cells_of(told: FactTold | None) -> Iterator[tuple[str, str]]:
    """The cells of the tables of a definition, each by its row and, if there are several figures in it, its column."""
    for part in told_parts(told.lines) if told else ():
        if not isinstance(part, Rows):
            continue
        head, *rows = part.rows
        first = min(part.figures or {len(head) - 1})
        for row in rows:
            key = APART.join(row[:first])
            for name, cell in zip(head[first:], row[first:], strict=True):
                yield (key if len(head) == first + 1 else f"{key}{APART}{name}"), cell


def in_order(every: Sequence[Sequence[str]]) -> list[str]:
    """Each row once: those of the newest version as they stand there, others after the row that they follow."""
    found: list[str] = []
    for keys in every:
        at = 0
        for key in keys:
            if key in found:
                at = found.index(key) + 1
            else:
                found.insert(at, key)
                at += 1
    return found


def blocks(
    cells: Sequence[tuple[Version, dict[str, str]]], keys: Sequence[str], width: int | None
) -> Iterator[Sequence[tuple[Version, dict[str, str]]]]:
    """The versions in as many tables as they need, each no wider than the columns at hand."""
    first = max(map(len, keys), default=0)
    room, some = first, list[tuple[Version, dict[str, str]]]()
    for version, own in cells:
        size = 2 + max(len(version.name), *map(len, own.values()))
        if some and width is not None and room + size > width:
            yield some
            room, some = first, []
        some.append((version, own))
        room += size
    if some:
        yield some


def sentences(told: Sequence[tuple[Version, FactTold | None]], language: str) -> Iterator[Line]:
    """What versions say besides tables: what all that have the definition say alike, then the rest of each; versions in
    a row that say the same are told together."""
    every = [(version.name, lines_of(each)) for version, each in told]
    said = [lines for _, lines in every if lines is not None]
    alike = [line for line in said[0] if all(line in lines for lines in said)] if _are_tables(told) else []
    yield from alike
    rests = [(name, None if lines is None else [line for line in lines if line not in alike]) for name, lines in every]
    runs = list(_together(rests))
    for lines, names in runs:
        if len(runs) == 1:
            yield from lines or ()
        elif lines is None:
            yield Line(0, translate("topic-undefined", language, versions=_run(names, language)))
        elif len(lines) == 1:
            yield Line(0, f"{_run(names, language)} {lines[0].text}")
        elif lines:
            yield Line(0, _run(names, language))
            yield from (Line(line.level + 1, line.text) for line in lines)


def lines_of(told: FactTold | None) -> list[Line] | None:
    """The lines of a definition besides its tables; None if there is no definition."""
    if told is None:
        return None
    return [line for part in told_parts(told.lines) if not isinstance(part, Rows) for line in part]


def _are_tables(told: Sequence[tuple[Version, FactTold | None]]) -> bool:
    """Whether every version that has a definition has a table of it."""
    return all(any(isinstance(part, Rows) for part in told_parts(each.lines)) for _, each in told if each)


def _together(every: Sequence[tuple[str, list[Line] | None]]) -> Iterator[tuple[list[Line] | None, list[str]]]:
    """The names of versions that follow one another and say the same, newest first."""
    for lines, some in groupby(every, key=lambda each: each[1]):
        yield lines, [name for name, _ in some]


def _run(names: Sequence[str], language: str) -> str:
    """Versions in a row, given newest first."""
    if len(names) == 1:
        return translate("topic-run", language, day=names[0])
    return translate("topic-runs", language, low=names[-1], high=names[0])
