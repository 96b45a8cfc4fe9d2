"""The coverage of a book as one page of HTML: every version with its lines coloured, each with the cases that touch it.

The page needs no server, no script and nothing from elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

from ronde.cases.coverage.items import Item
from ronde.cases.coverage.measure import Coverage
from ronde.cases.coverage.summary import Gap, by_file, by_sort, count, gaps
from ronde.cases.coverage.told import gap_words
from ronde.messages import translate
from ronde.messages.numbers import grouped
from ronde.model.case import Case

MOST_CASES = 8
"""So many cases are named beside a line; of the others it is said how many there are."""

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em }
table { border-collapse: collapse } td, th { padding: 0 .6em; text-align: left; vertical-align: top }
.file td { font: 13px/1.4 ui-monospace, monospace; white-space: pre-wrap } .number { color: #666; text-align: right }
.all { background: #dff3df } .part { background: #fff1c9 } .no { background: #fbd9d6 }
summary { cursor: pointer } ul { margin: .2em 0 } .file ul, .file p { white-space: normal; margin: .2em 1em }
"""


def page(coverage: Coverage, folder: Path, language: str, beside: Path) -> str:
    """The page in a language. `folder` holds the book; `beside` is the folder of the page, from which links lead to the
    cases."""
    title = escape(translate("coverage-title", language, book=coverage.history.title[language]))
    found: dict[str, dict[int, list[Gap]]] = {}
    for gap in gaps(coverage):
        found.setdefault(gap.item.location.name, {}).setdefault(gap.item.location.line, []).append(gap)
    files = sorted(by_file(coverage).items(), key=lambda each: (-len(found.get(each[0], ())), each[0]))
    return "\n".join(
        (
            f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>",
            *_counts(coverage, language),
            *(_file(coverage, folder / file, items, found.get(file, {}), language, beside) for file, items in files),
            "</html>\n",
        )
    )


def _counts(coverage: Coverage, language: str) -> Iterator[str]:
    told = translate("coverage-of", language, files=len(by_file(coverage)), cases=len(coverage.cases))
    yield f"<p>{escape(told)}</p>\n<ul>"
    for sort, counted in by_sort(coverage).items():
        percent = grouped(f"{counted.percent:.1f}", language)
        told = translate(f"coverage-{sort}", language, touched=counted.touched, all=counted.all, percent=percent)
        yield f"<li>{escape(told)}</li>"
    yield f"</ul>\n<p>{escape(translate('coverage-colours', language))}</p>"


def _file(
    coverage: Coverage, path: Path, items: list[Item], found: dict[int, list[Gap]], language: str, beside: Path
) -> str:
    """One version with its lines; it stands open if something in it is not touched."""
    by_line: dict[int, list[Item]] = {}
    for item in items:
        by_line.setdefault(item.location.line, []).append(item)
    told = grouped(f"{count(coverage, items).percent:.1f}", language)
    rows = (
        _line(coverage, number, text, by_line.get(number, []), found.get(number, []), language, beside)
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    )
    opened = " open" if found else ""
    head = escape(translate("coverage-file", language, file=items[0].location.name, percent=told))
    return f'<details{opened}><summary>{head}</summary>\n<table class="file">\n{"".join(rows)}</table></details>'


def _line(
    coverage: Coverage, number: int, text: str, items: list[Item], found: list[Gap], language: str, beside: Path
) -> str:
    shown = escape(text)
    colour = ""
    if items:
        cases = {id(case): case for item in items for case in coverage.cases_of(item)}
        colour = "all" if not found else "part" if cases else "no"
        told = "".join(f"<p>{escape(gap_words(gap, language))}</p>" for gap in found)
        told += _cases(list(cases.values()), language, beside)
        shown = f"<details><summary>{shown}</summary>{told}</details>"
    return f'<tr class="{colour}"><td class="number">{number}</td><td>{shown}</td></tr>\n'


def _cases(cases: list[Case], language: str, beside: Path) -> str:
    links = "".join(
        f'<li><a href="{escape(_link(case, beside))}">{escape(str(case.location))}</a> {escape(case.name)}</li>'
        for case in cases[:MOST_CASES]
    )
    more = len(cases) - MOST_CASES
    rest = f"<li>{escape(translate('coverage-more', language, count=more))}</li>" if more > 0 else ""
    return f"<ul>{links}{rest}</ul>" if cases else ""


def _link(case: Case, beside: Path) -> str:
    path = os.path.relpath(Path(case.location.name).resolve(), beside.resolve())
    return f"{Path(path).as_posix()}#L{case.location.line}"
