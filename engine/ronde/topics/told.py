"""What is told of a definition in Markdown, as parts of a page: lines, nested as they are, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ronde.change.plainly import plainly
from ronde.explain.page import Line, Page, Rows

CELLS = re.compile(r"(?<!\\)\|")
"""What stands between the cells of a row."""

ITEM = re.compile(r"( *)(?:- |\d+\. )(.*)")
"""An item of a list, and how far it is set in."""

INDENT = 4
"""Columns by which an item is set in for each level."""


def told_parts(lines: Sequence[str]) -> Iterator[list[Line] | Rows]:
    """The parts of a page that lines of Markdown make."""
    plain: list[Line] = []
    rows: list[list[str]] = []
    for line in (*lines, ""):
        if line.startswith("|"):
            if plain:
                yield plain
                plain = []
            rows.append([cell.strip() for cell in CELLS.split(line)[1:-1]])
            continue
        if rows:
            yield _table(rows)
            rows = []
        item = ITEM.fullmatch(line)
        if item:
            plain.append(Line(len(item[1]) // INDENT + 1, plainly(item[2])))
        elif line:
            plain.append(Line(0, plainly(line)))
    if plain:
        yield plain


def add_parts(page: Page, heading: str, parts: Iterable[list[Line] | Rows]) -> None:
    """Add parts to a page, the first of them below a heading."""
    for part in parts:
        page.sections.append((heading, part))
        heading = ""


def _table(rows: list[list[str]]) -> Rows:
    """A table: the headings, the line that says which columns are figures, then the rows."""
    head, rule, *body = rows
    figures = frozenset(number for number, cell in enumerate(rule) if cell.endswith(":"))
    return Rows([[plainly(cell) for cell in row] for row in (head, *body)], figures)
