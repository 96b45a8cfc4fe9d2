"""The value of a dense table for its keys: how it is written, with rows as on the official page.: how it is told."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.messages.numbers import listed
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.operations.table.syntax import BeyondSyntax, Columns, GeneralTable, TableSyntax
from ronde.operations.told import grid, one_of_column, plural, row_key, unit_heading
from ronde.syntax.values import Name
from ronde.telling.phrases import Phrases


def words(phrases: Phrases, written: TableSyntax, about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    columns = None if isinstance(written, GeneralTable) else written.columns
    yield phrases.translate(
        "page-form-table", keys=listed([phrases.fact(key) for key in written.keys], "and", phrases.language)
    )
    yield ""
    head = [_heading(phrases, key) for key in written.keys]
    names = columns.names if columns else ()
    head += [_column(phrases, columns, name) for name in names if columns] or [unit_heading(phrases, about)]
    figures = about is None or about.type.ordered
    yield from grid(head, _rows(phrases, written, names, about), len(written.keys), figures=figures)
    if written.otherwise is not None:
        yield from ("", phrases.translate("page-otherwise", value=phrases.value(written.otherwise, about)))
    if not isinstance(written, GeneralTable) and written.beyond is not None:
        yield from ("", _beyond(phrases, written.beyond, written.key, about))


def _beyond(phrases: Phrases, beyond: BeyondSyntax, key: Name, about: Fact | None) -> str:
    """How a table goes on after its last row."""
    told = {"fact": phrases.label(key.text), "value": phrases.value(beyond.each, about)}
    form = "page-beyond-begun" if beyond.begun else "page-beyond-per" if beyond.per else "page-beyond"
    measured, per = phrases.about(key.text), beyond.per.value if beyond.per else 1
    if measured is None or measured.type.kind is not Kind.DATE:
        return phrases.translate(form, **told, per=phrases.single(per, measured))
    return phrases.translate(form, **told, per=phrases.translate("page-days", count=per))


def _rows(phrases: Phrases, written: TableSyntax, names: tuple[str, ...], about: Fact | None) -> Iterator[list[str]]:
    if isinstance(written, GeneralTable):
        for row in written.rows:
            when = row.when or {}
            told = [_matched(phrases, key, when[key.text].value) if key.text in when else "—" for key in written.keys]
            yield [*told, phrases.cell(row.value, about)]
        return
    for page in written.rows:
        cells = [page.cells.get(name) for name in names] if names else [page.cell]
        yield [_matched(phrases, written.key, page.key), *(phrases.cell(cell, about) for cell in cells)]


def _matched(phrases: Phrases, key: Name, values: object) -> str:
    return phrases.matched(row_key(values), phrases.about(key.text))


def _column(phrases: Phrases, columns: Columns, name: str) -> str:
    """The heading of a column: the fact that chooses it, and for which values it does."""
    shown = " / ".join(_matched(phrases, columns.choose, each.values) for each in columns.every if each.name == name)
    return one_of_column(phrases, phrases.label(columns.choose.text), shown)


def _heading(phrases: Phrases, fact: Name) -> str:
    unit = plural(phrases, phrases.about(fact.text))
    return f"{phrases.label(fact.text)} ({unit})" if unit else phrases.label(fact.text)
