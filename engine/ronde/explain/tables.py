"""Rows of text as a table: plain, in Markdown, in HTML. The first row holds the headings."""

from __future__ import annotations

import textwrap
from collections.abc import Collection

from ronde.messages import escape

APART = "  "
"""What stands between two columns."""

NARROW = 12
"""Columns that a heading has at least before it is broken."""


def table(rows: list[list[str]], *, markdown: bool, figures: Collection[int] = (), width: int | None = None) -> str:
    """Rows of text as a table, plain or in Markdown; the columns of `figures`, by number from 0, stand to the right. No
    cell acts, or ends its row. Of a plain table that is wider than so many columns the headings take several lines."""
    rows = [[(escape.markdown if markdown else escape.plain)(cell) for cell in row] for row in rows]
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        rule = "".join(" ---: |" if column in figures else " --- |" for column in range(len(rows[0])))
        return "\n".join([lines[0], f"|{rule}", *lines[1:]])
    widths = _widths(rows)
    if width is not None and sum(widths) + len(APART) * (len(widths) - 1) > width:
        rows = [*_broken_heads(rows[0], _widths(rows[1:])), *rows[1:]]
        widths = _widths(rows)
    return "\n".join(
        APART.join(
            cell.rjust(size) if column in figures else cell.ljust(size)
            for column, (cell, size) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _widths(rows: list[list[str]]) -> list[int]:
    """The width of each column of some rows."""
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _broken_heads(heads: list[str], widths: list[int]) -> list[list[str]]:
    """Headings as several lines, no wider than the cells below them or a word; their last lines stand side by side."""
    heads_broken = [
        textwrap.wrap(head, max(NARROW, size), break_long_words=False) or [""]
        for head, size in zip(heads, widths or [0] * len(heads), strict=True)
    ]
    most = max(map(len, heads_broken))
    return [list(line) for line in zip(*([""] * (most - len(each)) + each for each in heads_broken), strict=True)]


def html_table(rows: list[list[str]]) -> str:
    """Rows of text as a table of HTML."""
    head, *body = (
        "".join(f"<{tag}>{escape.html(cell)}</{tag}>" for cell in row)
        for tag, row in zip(("th", *("td" for _ in rows[1:])), rows, strict=True)
    )
    return "\n".join(["<table>", *(f"<tr>{row}</tr>" for row in (head, *body)), "</table>"])
