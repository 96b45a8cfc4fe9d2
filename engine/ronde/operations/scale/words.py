"""The first of some answers whose minimum a number reaches: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.messages.escape import markdown
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.operations.told import grid, row_key, unit_heading
from ronde.telling.phrases import Phrases, mapping


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    scale = mapping(body["scale"])
    key, column = str(scale["key"]), str(scale.get("column", ""))
    measured, rows = phrases.about(key), mapping(scale["rows"])
    yield phrases.translate("page-form-scale", fact=phrases.fact(key))
    yield ""
    every = list(dict.fromkeys(name for row in rows.values() for name in mapping(row)))
    names = every if column == phrases.loop[0] else [column] if column else []
    head = [
        unit_heading(phrases, about),
        *(phrases.translate("page-minimum", column=markdown(phrases.item(name))) for name in names),
    ]
    if not names:
        head.append(phrases.translate("page-minimum", column=phrases.label(key)))
    yield from grid(head, _steps(phrases, rows, names, measured, about), 1)
    yield from ("", phrases.translate("page-below", value=phrases.value(scale["below"], about)))


def _steps(
    phrases: Phrases, rows: Mapping[str, Tree], names: list[str], measured: Fact | None, about: Fact | None
) -> Iterator[list[str]]:
    for answer, least in rows.items():
        cells = [mapping(least).get(name) for name in names] if names else [least]
        yield [phrases.matched(row_key(answer), about), *(phrases.cell(cell, measured) for cell in cells)]
