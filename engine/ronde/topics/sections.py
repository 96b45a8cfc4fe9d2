"""The sections of a page that show a definition in words and figures, and a list with its codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ronde.change.plainly import plainly
from ronde.change.telling import FactTold, ListTold, SourceTold, sources_told
from ronde.explain.page import Line, Page, Rows
from ronde.messages import translate
from ronde.model.history import Version
from ronde.syntax.facts import FactSyntax
from ronde.topics.told import add_parts, told_parts

LONGEST = 40
"""Codes of a list that are shown; of a longer one only their number, unless all is wanted."""

TABULAR = ("table", "scale")
"""The definitions of which each row stands in lines of its own."""


def add_fact(page: Page, version: Version, told: FactTold, language: str) -> None:
    """Add what a version says of a fact: a table with the line of each row; then what its sources say, its names, its
    sources and where it stands."""
    every = sources_told(version, language)
    cited = "; ".join(_cited(every[number - 1]) for number in told.sources)
    last = [Line(0, plainly(told.note))] if told.note else []
    last += _wordings([every[number - 1] for number in told.sources], language)
    names = ", ".join(told.names)
    last.append(Line(0, " — ".join(filter(None, (names, cited, str(told.written.at.location(key=True)))))))
    traits = [Line(0, plainly(each)) for each in told.traits]
    parts = [_with_lines(part, row_lines(told.written), language) for part in told_parts(told.lines)]
    add_parts(page, plainly(told.label), [part for part in (traits, *parts, last) if part])


def add_list(page: Page, told: ListTold, language: str, *, full: bool) -> None:
    """Add what a version says of a list: its codes if they are few, or all are wanted."""
    page.add(plainly(told.label or told.name), [Line(0, plainly(each)) for each in (told.lead, told.note) if each])
    if told.codes and (full or len(told.codes) <= LONGEST):
        head = [translate("page-code", language), translate("page-title", language), *map(plainly, told.columns)]
        page.table("", [head, *map(list, told.codes)])


def row_lines(written: FactSyntax) -> list[int]:
    """The lines of a file in which the rows of a fact's table stand; none for other definitions."""
    for form in TABULAR:
        rows = written.at.down(form, "rows")
        each = [row for _, row in rows.entries()] or rows.items()
        if each:
            return [row.location(key=True).line for row in each]
    return []


def _with_lines(part: list[Line] | Rows, lines: list[int], language: str) -> list[Line] | Rows:
    """A table with one more column: the line of the file in which each row stands."""
    if not isinstance(part, Rows) or len(lines) != len(part.rows) - 1:
        return part
    head, *rows = part.rows
    numbered = [[*row, str(line)] for row, line in zip(rows, lines, strict=True)]
    return Rows([[*head, translate("topic-line", language)], *numbered], part.figures | {len(head)})


def _wordings(sources: Iterable[SourceTold], language: str) -> Iterator[Line]:
    """What the sources of a definition say, each after where it stands and whose words these are."""
    for each in sources:
        if each.wording:
            whose = translate(f"wording-{each.kind}", language)
            yield Line(0, translate("topic-wording", language, place=each.place, whose=whose))
            yield from (Line(1, paragraph) for paragraph in each.wording)


def _cited(source: SourceTold) -> str:
    return f"{source.title}, {source.provision}" if source.provision else source.title
