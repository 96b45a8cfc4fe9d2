"""The value of a dense table for its keys: how it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.messages.numbers import listed
from ronde.model.document import Tree
from ronde.model.nodes import Fact
from ronde.model.types import Kind
from ronde.operations.told import grid, one_of_column, plural, row_key, unit_heading
from ronde.telling.phrases import Phrases, mapping, sequence


def words(phrases: Phrases, body: Mapping[str, Tree], about: Fact | None) -> Iterator[str]:
    """The lines that say what a fact is by this definition."""
    table = mapping(body["table"])
    keys = [str(key) for key in sequence(table.get("keys", table.get("key")))]
    columns = mapping(table.get("columns"))
    yield phrases.translate(
        "page-form-table", keys=listed([phrases.fact(each) for each in keys], "and", phrases.language)
    )
    yield ""
    head = [_heading(phrases, key) for key in keys]
    names = list(dict.fromkeys(str(name) for value, name in columns.items() if value != "choose"))
    head += [_column(phrases, columns, name) for name in names] or [unit_heading(phrases, about)]
    yield from grid(
        head, _rows(phrases, table, keys, names, about), len(keys), figures=about is None or about.type.ordered
    )
    if "otherwise" in table:
        yield from ("", phrases.translate("page-otherwise", value=phrases.value(table["otherwise"], about)))
    beyond = mapping(table.get("beyond"))
    if beyond:
        yield from ("", _beyond(phrases, beyond, keys[0], about))


def _beyond(phrases: Phrases, beyond: Mapping[str, Tree], key: str, about: Fact | None) -> str:
    """How a table goes on after its last row."""
    told = {"fact": phrases.label(key), "value": phrases.value(beyond["each"], about)}
    form = "page-beyond-begun" if beyond.get("begun") else "page-beyond-per" if "per" in beyond else "page-beyond"
    per, measured = beyond.get("per", 1), phrases.about(key)
    if measured is None or measured.type.kind is not Kind.DATE:
        return phrases.translate(form, **told, per=phrases.value(per, measured))
    return phrases.translate(form, **told, per=phrases.translate("page-days", count=per))


def _rows(
    phrases: Phrases, table: Mapping[str, Tree], keys: list[str], names: list[str], about: Fact | None
) -> Iterator[list[str]]:
    rows = table["rows"]
    for row in rows if isinstance(rows, list) else []:
        when = mapping(mapping(row)["when"])
        told = [phrases.matched(row_key(when[key]), phrases.about(key)) if key in when else "—" for key in keys]
        yield [*told, phrases.cell(mapping(row)["value"], about)]
    for key, value in mapping(rows).items():
        cells = [mapping(value).get(name) for name in names] if names else [value]
        yield [phrases.matched(row_key(key), phrases.about(keys[0])), *(phrases.cell(cell, about) for cell in cells)]


def _column(phrases: Phrases, columns: Mapping[str, Tree], name: str) -> str:
    """The heading of a column: the fact that chooses it, and for which values it does."""
    chooser = str(columns["choose"])
    values = [key for key, column in columns.items() if column == name and key != "choose"]
    shown = " / ".join(phrases.matched(row_key(value), phrases.about(chooser)) for value in values)
    return one_of_column(phrases, phrases.label(chooser), shown)


def _heading(phrases: Phrases, fact: str) -> str:
    unit = plural(phrases, phrases.about(fact))
    return f"{phrases.label(fact)} ({unit})" if unit else phrases.label(fact)
