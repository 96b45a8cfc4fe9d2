"""The pages of topics: one for each in both languages, with the figures of the rules and no words left over."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import pytest
from tests.support import books
from tools import reference

from ronde.explain.phrases import anchor
from ronde.model.history import Status, Version
from ronde.words import LANGUAGES, WORDS

PAGES = reference.topic_pages()
"""Every page by its path, made anew: none is kept."""
TOPICS = sorted(books.real().versions)
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
ALIKE = {"page-code", "page-status-correction", "page-provision", "page-maximum-column"}
"""Words that are the same in both languages."""


def page(language: str, topic: str) -> str:
    return PAGES[f"{language}/{topic}.md"]


def shown(topic: str) -> list[Version]:
    """The versions that a topic's page shows: those in force on the last day on which it is."""
    history = books.real()
    newest = history.versions[topic][-1]
    day = newest.effective - 1 if newest.status is Status.REPEALED else history.change_dates[-1]
    found = next(each for each in history.in_force(day).topics if each.topic == topic)
    return list(found.layers)


def figures(rows: dict[str, Any] | list[Any], column: str | None, *, every: bool) -> list[list[str]]:
    """What each row of a table or scale says, as written; `every` for all the columns of a row."""
    values = [row["value"] for row in rows] if isinstance(rows, list) else list(rows.values())
    told = []
    for value in values:
        cells = [value] if not isinstance(value, dict) else list(value.values()) if every else [value[column]]
        told.append([str(cell) for cell in cells])
    return told


def tables() -> list[tuple[str, int, str, list[list[str]]]]:
    """Every table and scale: topic, which of the shown versions, first fact, its figures row for row."""
    items = books.real().versions["vocabulary/language"][-1].tree["lists"]["abilities"]["items"]  # type: ignore[index, call-overload]
    found: list[tuple[str, int, str, list[list[str]]]] = []
    for topic in TOPICS:
        for place, version in enumerate(shown(topic)):
            for name, body in (version.tree.get("facts") or {}).items():  # type: ignore[union-attr]
                table: dict[str, Any] = body.get("table") or body.get("scale") or {}  # type: ignore[union-attr, assignment]
                if table:
                    first = re.sub(r"\{\w+\}", next(iter(items)), name)  # type: ignore[call-overload]
                    column = table.get("column")
                    every = column is None or "{" in column
                    found.append((topic, place, first, figures(table["rows"], column, every=every)))
    return found


def plain(cell: str) -> str:
    """A figure of a page as it is written in a file."""
    return re.sub(r"[^\d.-]", "", cell.replace(",", "") if "$" in cell or re.search(r",\d{3}\b", cell) else cell)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_a_page_and_there_is_no_other(language: str) -> None:
    made = {path.removeprefix(f"{language}/") for path in PAGES if path.startswith(f"{language}/")}
    assert made == {f"{topic}.md" for topic in TOPICS} | {"index.md"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_names_every_topic(language: str) -> None:
    assert {f"{topic}.md" for topic in TOPICS} <= set(LINK.findall(page(language, "index")))


@pytest.mark.parametrize("topic", [*TOPICS, "index"])
def test_nothing_is_left_to_fill_in(topic: str) -> None:
    for language in LANGUAGES:
        text = page(language, topic)
        assert "{" not in text
        assert "| None |" not in text
        assert not re.search(r"^#+\s*$", text, re.MULTILINE)


@pytest.mark.parametrize(("topic", "place", "fact", "rows"), tables())
def test_the_figures_of_a_table_are_those_of_the_rules(
    topic: str, place: int, fact: str, rows: list[list[str]]
) -> None:
    parts = page("en", topic).split(f'<a id="{anchor(fact)}"></a>')[1:]
    lines = [line for line in parts[place].split("<sub>")[0].splitlines() if line.startswith("|")][2:]
    width = len(rows[0])
    cells = [re.split(r" \| ", line.strip("| "))[-width:] for line in lines]
    if all(re.fullmatch(r"-?[\d.]+", value) for row in rows for value in row):
        assert [[plain(cell) for cell in row] for row in cells] == rows
    else:
        assert len(cells) == len(rows)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_languages_show_the_same_rows(topic: str) -> None:
    english, french = (page(language, topic).splitlines() for language in LANGUAGES)
    for start in ("|", "#", "<a id", "<sub>", "- ", "    - "):
        assert sum(line.startswith(start) for line in english) == sum(line.startswith(start) for line in french)


def test_no_word_is_left_in_english() -> None:
    same = {key for key, (english, french) in WORDS.items() if key.startswith("page-") and english == french}
    assert same <= ALIKE
    english = {told[0] for key, told in WORDS.items() if key.startswith(("page-", "rules-")) and told[0] != told[1]}
    for topic in TOPICS:
        for heading in HEADING.findall(page("fr", topic)):
            assert heading.lstrip("# ") not in english


@pytest.mark.parametrize("topic", [*TOPICS, "index"])
def test_every_link_leads_somewhere(topic: str) -> None:
    for language in LANGUAGES:
        for link in LINK.findall(page(language, topic)):
            if link.startswith("http"):
                continue
            file, _, name = link.partition("#")
            here = f"{language}/{topic}.md"
            path = posixpath.normpath(posixpath.join(posixpath.dirname(here), file)) if file else here
            assert path in PAGES, link
            assert not name or f'<a id="{name}"></a>' in PAGES[path], link
