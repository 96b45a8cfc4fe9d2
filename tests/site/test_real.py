"""The site of the book that travels with the package: every version, fact and figure is there, in both languages."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from tests.support import books
from tests.support.sites import blocks, broken, by_id, ids, real_site, real_tree, text
from tests.support.typography import faults

from ronde.messages import LANGUAGES
from ronde.messages.dates import in_words
from ronde.messages.numbers import APART
from ronde.model.history import Status, Version
from ronde.telling.phrases import anchor, version_anchor

TOPICS = sorted(books.real().versions)
VERSIONS = [(topic, version) for topic in TOPICS for version in books.real().versions[topic]]


def named(topic_and_version: object) -> str:
    return topic_and_version.name if isinstance(topic_and_version, Version) else str(topic_and_version)


def page(language: str, topic: str) -> str:
    return f"{language}/topics/{topic}.html"


def test_there_is_a_page_for_each_topic_and_no_other() -> None:
    shared = {"style.css", "index.html"}
    for language in LANGUAGES:
        shared |= {f"{language}/index.html", f"{language}/facts.html", *(page(language, each) for each in TOPICS)}
    assert set(real_site()) == shared


def test_every_link_leads_somewhere() -> None:
    assert broken(real_site()) == []


def test_nothing_is_fetched_and_no_program_runs() -> None:
    for path, content in real_site().items():
        if path == "style.css":
            assert b"url(" not in content
            assert b"@import" not in content
            continue
        for each in real_tree(path).iter():
            assert each.tag not in ("script", "img", "iframe", "object", "embed", "video", "audio", "form")
            assert not any(name.startswith("on") or name == "style" for name in each.attrib)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_of_a_language_and_leads_to_the_same_page_of_the_other(language: str) -> None:
    other = next(each for each in LANGUAGES if each != language)
    disclaimer = books.real().disclaimer[language]
    for path in real_site():
        if path.startswith(f"{language}/"):
            found = real_tree(path)
            assert found.get("lang") == language
            links = [each for each in found.iter("a") if each.get("hreflang") == other]
            assert [each.get("lang") for each in links] == [other]
            assert links[0].attrib["href"].removeprefix("../").replace("../", "") == path.replace(language, other, 1)
            assert text(found.find(".//footer")) == disclaimer


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_by_one_and_places_are_named_once(language: str) -> None:
    for path in real_site():
        if path.startswith(f"{language}/"):
            levels = [int(each.tag[1]) for each in real_tree(path).iter() if re.fullmatch(r"h\d", each.tag)]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after <= before + 1 for before, after in pairwise(levels)), path
            assert len(ids(real_tree(path))) == len(set(ids(real_tree(path)))), path


def test_every_table_has_a_caption_and_headings() -> None:
    count = 0
    for path in real_site():
        if path.endswith(".html"):
            for table in real_tree(path).iter("table"):
                count += 1
                assert text(table.find("caption"))
                assert {each.get("scope") for each in table.iter("th")} == {"col", "row"}
    assert count > 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topic", "version"), VERSIONS, ids=named)
def test_every_version_is_shown_with_its_days_facts_and_sources(topic: str, version: Version, language: str) -> None:
    shown = by_id(real_tree(page(language, topic)), version_anchor(version.name))
    told = text(shown)
    for day in (version.effective, version.published, version.checked):
        assert in_words(date.fromordinal(day), language) in told
    assert version.document.file in told
    for key in ("note", "missing", "corrects"):
        assert " ".join(version.document.tree.get(key, {}).get(language, "").split(" ")).strip() in told
    sources: Any = version.document.tree.get("sources", [])
    assert all(each["title"][language] in told for each in sources)
    facts: Any = version.document.tree.get("facts", {})
    for name, body in facts.items():
        if "{" not in name:
            assert body["label"][language] in text(by_id(shown, anchor(name, version.name)).find("h4"))
            assert name in text(by_id(shown, anchor(name, version.name)))
    home = [each.attrib["href"] for each in real_tree(f"{language}/index.html").iter("a")]
    assert f"topics/{topic}.html#{version_anchor(version.name)}" in home


def figures(rows: dict[str, Any] | list[Any], column: str | None, *, every: bool) -> list[list[str]]:
    """What each row of a table or scale says, as written; `every` for all the columns of a row."""
    values = [row["value"] for row in rows] if isinstance(rows, list) else list(rows.values())
    told = []
    for value in values:
        cells = [value] if not isinstance(value, dict) else list(value.values()) if every else [value[column]]
        told.append([str(cell) for cell in cells])
    return told


def tables() -> list[Any]:
    """Every table and scale of every version: topic, version, first fact, its figures row for row."""
    items: Any = books.real().versions["vocabulary/language"][-1].document.tree["lists"]
    found = []
    for topic, version in VERSIONS:
        facts: Any = version.document.tree.get("facts") or {}
        for name, body in facts.items():
            table = body.get("table") or body.get("scale") or {}
            if table:
                first = re.sub(r"\{\w+\}", next(iter(items["abilities"]["items"])), name)
                column = table.get("column")
                rows = figures(table["rows"], column, every=column is None or "{" in column)
                found.append(pytest.param(topic, version, first, rows, id=f"{topic} {version.name} {name}"))
    return found


def plain(cell: str, language: str) -> str:
    """A figure of a page as it is written in a file."""
    told = cell.replace(APART, "").replace(",", ".") if language == "fr" else cell.replace(",", "")
    return told.strip("$ ")


@pytest.mark.parametrize(("topic", "version", "fact", "rows"), tables())
def test_the_figures_of_a_table_are_those_of_the_rules(
    topic: str, version: Version, fact: str, rows: list[list[str]]
) -> None:
    for language in LANGUAGES:
        shown = by_id(real_tree(page(language, topic)), anchor(fact, version.name)).findall(".//tbody/tr")
        cells = [[text(cell) for cell in row][-len(rows[0]) :] for row in shown]
        if all(re.fullmatch(r"-?[\d.]+", value) for row in rows for value in row):
            assert [[plain(cell, language) for cell in row] for row in cells] == rows
        else:
            assert len(cells) == len(rows)


def test_the_languages_show_the_same() -> None:
    for topic in TOPICS:
        english, french = (real_tree(page(language, topic)) for language in LANGUAGES)
        for tag in ("section", "table", "tr", "h4", "blockquote"):
            assert len(list(english.iter(tag))) == len(list(french.iter(tag))), (topic, tag)
        assert ids(english) == ids(french)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_set_as_their_language_asks(language: str) -> None:
    told = {block for path in real_site() if path.startswith(f"{language}/") for block in blocks(real_tree(path))}
    assert len(told) > 2_000
    assert {block: found for block in told if (found := faults(block, language))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_whose_newest_version_is_not_known_says_so_first(language: str) -> None:
    count = 0
    for topic in TOPICS:
        awaiting = books.real().versions[topic][-1].status is Status.INCOMPLETE
        first = [each.tag for each in next(iter(real_tree(page(language, topic)).iter("main")))][:3]
        assert (first == ["h1", "p", "p"]) == awaiting, topic
        count += awaiting
    assert count


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_names_every_fact_and_list(language: str) -> None:
    named = {text(each) for each in real_tree(f"{language}/facts.html").iter("code")}
    plan = books.real_plan(books.real().change_dates[-1])
    assert plan.facts.keys() <= named
    assert {name for _, version in VERSIONS for name in version.document.tree.get("lists") or {}} <= named  # type: ignore[union-attr]


def luminance(colour: str) -> float:
    """The relative luminance of a colour written #rrggbb (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_what_it_stands_on(scheme: int) -> None:
    """At least 4.5 to 1 (WCAG 2.2, level AA)."""
    roots = re.findall(r":root \{(.*?)\}", real_site()["style.css"].decode(), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", roots[scheme]))
    for on in ("paper", "shade", "warn"):
        for name in ("ink", "quiet", "link"):
            light, dark = sorted((luminance(colours[name]), luminance(colours[on])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, on)
