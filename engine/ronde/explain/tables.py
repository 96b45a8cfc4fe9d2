"""Rows of text as a table: plain, in Markdown, in HTML. The first row holds the headings."""

from __future__ import annotations

from ronde.messages import escape


def table(rows: list[list[str]], *, markdown: bool) -> str:
    """Rows of text as a table, plain or in Markdown. No cell acts, or ends its row."""
    rows = [[(escape.markdown if markdown else escape.plain)(cell) for cell in row] for row in rows]
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def html_table(rows: list[list[str]]) -> str:
    """Rows of text as a table of HTML."""
    head, *body = (
        "".join(f"<{tag}>{escape.html(cell)}</{tag}>" for cell in row)
        for tag, row in zip(("th", *("td" for _ in rows[1:])), rows, strict=True)
    )
    return "\n".join(["<table>", *(f"<tr>{row}</tr>" for row in (head, *body)), "</table>"])
