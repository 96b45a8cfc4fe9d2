"""What stands above the lines of a version, what mends a finding, what an outline holds."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import Opened

FEES = "book/fees/2020-05-01.yaml"


def test_a_line_that_changed_says_what_it_was(opened: Opened) -> None:
    """And only that."""
    told = [(lens.line, lens.title) for lens in opened.workspace.lenses(opened.path(FEES), "fr") if not lens.asks]
    assert told == [(18, "100 dans la version du 1er janvier 2015"), (30, "80 dans la version du 1er janvier 2015")]
    first = opened.workspace.lenses(opened.path("book/fees/2015-01-01.yaml"), "fr")
    assert [lens.asks for lens in first] == ["reach"]


def test_a_row_says_which_cases_reach_it(opened: Opened) -> None:
    """Once it was asked; a file that is written otherwise since says nothing of it."""
    path = opened.path(FEES)
    opened.workspace.reach(path)
    rows = [(lens.line, lens.title) for lens in opened.workspace.lenses(path, "en") if "version" not in lens.title]
    assert rows == [(18, "1 case reaches this"), (19, "no case reaches this")]
    assert [(site.path.name, site.name) for site in opened.workspace.cases_at(path, 18)] == [
        ("fees.yaml", "one person later")
    ]
    opened.write(FEES, "checked: 2030-01-01", "checked: 2030-01-02|")
    assert [lens.asks for lens in opened.workspace.lenses(path, "en") if lens.asks] == ["reach"]


@pytest.mark.parametrize(
    ("old", "new", "mended"),
    [
        pytest.param("    type: money\n", "    tipe: money|\n", "    type: money\n", id="a key"),
        pytest.param("confidence: official", "confidence:\N{NO-BREAK SPACE}official|", None, id="a space"),
        pytest.param("    any:", "\tany:|", "  any:", id="a tab"),
        pytest.param("effective: 2020-05-01", "effective: 2020-05-10|", "effective: 2020-05-01", id="the day"),
        pytest.param("checked: 2030-01-01\n", "|", "checked: \ntitle:", id="a key that is missing"),
        pytest.param("source: act, exists", "exists|", "busy: {source: , label: {fr", id="in brackets"),
    ],
)
def test_a_finding_proposes_what_mends_it(opened: Opened, old: str, new: str, mended: str | None) -> None:
    """The change is of these characters and no others."""
    path, _ = opened.write(FEES, old, new)
    fixes = opened.workspace.fixes(path, opened.workspace.check(path), "fr")
    assert fixes
    text = opened.workspace.text(path) or ""
    for span, written in sorted(fixes[0].edits, key=lambda edit: -edit[0].start):
        text = text[: span.start] + written + text[span.end :]
    assert mended is None or mended in text


def test_a_fact_that_is_not_there_is_replaced_by_the_one_that_is_meant(opened: Opened) -> None:
    """That is found with the whole book."""
    path, _ = opened.write(FEES, "key: person.size", "key: person.sise|")
    found = opened.workspace.check_book()[path]
    assert [each.code for each in found] == ["fact-unknown"]
    (fix,) = opened.workspace.fixes(path, found, "fr")
    assert fix.title.replace("\N{NO-BREAK SPACE}", " ") == "Écrire « person.size »"
    assert [(fix.edits[0][0].end - fix.edits[0][0].start, fix.edits[0][1])] == [(len("person.sise"), "person.size")]


def test_a_name_is_looked_for_as_it_is_typed(opened: Opened) -> None:
    """Among the rules of the day of the version, without the check of the whole book; as are types, and rows that
    overlap. What is wrong elsewhere because of it, the book's check tells."""
    opened.workspace.prepare()
    told = []
    for old, new in (("key: person.size", "key: person.sise|"), ("is: student", "is: 3|"), ("2: 150", "1: 150|")):
        path, _ = opened.write(FEES, old, new)
        told.append([each.code for each in opened.workspace.check(path)])
    assert told == [["fact-unknown"], ["value-not-text"], ["yaml-duplicate-key"]]
    opened.workspace.write(opened.path(FEES), None)
    path, _ = opened.write("book/people/2015-01-01.yaml", "  person.size:", "  person.extent|:")
    assert opened.workspace.check(path) == []
    assert {each.code for each in opened.workspace.check_book()[opened.path(FEES)]} == {"fact-unknown"}


def test_an_outline_holds_what_is_defined(opened: Opened) -> None:
    """Facts, lists and sources with their labels; cases by name."""
    entries = {each.name: each for each in opened.workspace.outline(opened.path(FEES), "fr")}
    assert [(each.sort, each.name, each.label) for each in entries["facts"].below][:2] == [
        ("fact", "fee", "Droits à payer"),
        ("fact", "waived", "Sans frais"),
    ]
    assert [each.name for each in entries["sources"].below] == ["act"]
    cases = opened.workspace.outline(opened.path("tests/cases/fees.yaml"), "fr")
    assert [each.name for each in cases[-1].below] == ["one person", "one person later", "somebody"]


def test_findings_stay_where_their_lines_are(opened: Opened) -> None:
    """What was found in the book is shown while somebody types above it; not on the line that they write."""
    from ronde.api.workspace import shifted

    path, _ = opened.write(FEES, "key: person.size", "key: person.sise|")
    before = opened.workspace.text(path) or ""
    found = opened.workspace.check_book()[path]
    (after,) = shifted(found, before, "# one more line\n" + before)
    assert after.location.line == found[0].location.line + 1
    assert shifted(found, before, before.replace("person.sise", "person.siz")) == []
