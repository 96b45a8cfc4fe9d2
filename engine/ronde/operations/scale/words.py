"""The first of some answers whose minimum a number reaches: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.escape import markdown
from ronde.model.nodes import Fact
from ronde.operations.scale.syntax import ScaleSyntax
from ronde.operations.told import grid, unit_heading
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: ScaleSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    column = written.column.text if written.column else ""
    measured = phrases.about(written.key.text)
    yield phrases.translate("page-form-scale", fact=phrases.fact(written.key))
    yield ""
    every = list(dict.fromkeys(name for row in written.rows for name in row.cells))
    names = every if column == phrases.loop[0] else [column] if column else []
    head = [
        unit_heading(phrases, about),
        *(phrases.translate("page-minimum", column=markdown(phrases.item(name))) for name in names),
    ]
    if not names:
        head.append(phrases.translate("page-minimum", column=phrases.label(written.key.text)))
    yield from grid(head, _steps(phrases, written, names, measured, about), 1)
    yield from ("", phrases.translate("page-below", value=phrases.value(written.below, about)))


def _steps(
    phrases: Phrases, written: ScaleSyntax, names: list[str], measured: Fact | None, about: Fact | None
) -> Iterator[list[str]]:
    for row in written.rows:
        cells = [row.cells.get(name) for name in names] if names else [row.cell]
        yield [phrases.matched(row.key, about), *(phrases.cell(cell, measured) for cell in cells)]
