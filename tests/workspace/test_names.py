"""Where names are defined and where they stand: in all versions, in conditions, cases and profiles."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import Opened, Told

from ronde.api.errors import QuestionError


def test_the_definitions_of_a_fact_are_those_of_every_version(opened: Opened, told: Told) -> None:
    """The newest first."""
    found = told(opened.workspace.definition(*opened.at("book/fees/2015-01-01.yaml", "{fact: allo|wance}")))
    assert found == [("book/fees/2020-05-01.yaml", 30, "allowance"), ("book/fees/2015-01-01.yaml", 30, "allowance")]


@pytest.mark.parametrize(
    ("file", "words", "wanted"),
    [
        pytest.param("tests/cases/fees.yaml", "stat|us: other", "person.status", id="in a group of a profile"),
        pytest.param("tests/cases/fees.yaml", "person.s|ize: 1", "person.size", id="with periods"),
        pytest.param("tests/cases/fees.yaml", "{fe|e: {at_least", "fee", id="between bounds"),
        pytest.param("tests/cases/fees.yaml", "[{f|ull: true", "jobs.full", id="in a record"),
        pytest.param("tests/cases/fees.yaml", "jo|bs: [", "jobs", id="a list of records"),
        pytest.param("book/people/2015-01-01.yaml", "list: tra|des", "trades", id="a list"),
        pytest.param("book/fees/2015-01-01.yaml", "label: {fr: Occupée, en: Busy}, source: a|ct", "act", id="a source"),
        pytest.param("book/book.yaml", "[fee, wai|ved]", "waived", id="in book.yaml"),
    ],
)
def test_a_name_leads_to_its_definition(opened: Opened, told: Told, file: str, words: str, wanted: str) -> None:
    """However it is written."""
    found = told(opened.workspace.definition(*opened.at(file, words)))
    assert found
    assert {text for _, _, text in found} == {wanted}


def test_a_source_is_that_of_its_own_file(opened: Opened, told: Told) -> None:
    """Every version has sources of its own, though they are called alike."""
    found = told(opened.workspace.references(*opened.at("book/fees/2015-01-01.yaml", "id: a|ct"), defined=True))
    assert {file for file, _, _ in found} == {"book/fees/2015-01-01.yaml"}


def test_a_fact_is_found_everywhere_that_it_is_named(opened: Opened, told: Told) -> None:
    """Not where something else is called so: in a file that is about something else, and in texts for people."""
    found = told(opened.workspace.references(*opened.at("book/fees/2015-01-01.yaml", "  fe|e:"), defined=False))
    assert [(file, line) for file, line, _ in found] == [
        ("book/book.yaml", 4),
        ("book/fees/2015-01-01.yaml", 26),
        ("book/fees/2020-05-01.yaml", 26),
        ("tests/cases/fees.yaml", 7),
        ("tests/cases/fees.yaml", 11),
        ("tests/cases/fees.yaml", 15),
    ]


def test_a_fact_is_renamed_everywhere(opened: Opened) -> None:
    """Under the group of a profile only the part that stands there changes; the book is then as right as before."""
    edits = opened.workspace.rename(*opened.at("book/people/2015-01-01.yaml", "  person.st|atus:"), "person.situation")
    for path, each in edits.items():
        text = path.read_text(encoding="utf-8")
        for span, new in sorted(each, key=lambda edit: -edit[0].start):
            text = text[: span.start] + new + text[span.end :]
        path.write_text(text, encoding="utf-8")
    assert "situation: student" in opened.path("examples/one.yaml").read_text(encoding="utf-8")
    assert "situation: other" in opened.path("tests/cases/fees.yaml").read_text(encoding="utf-8")
    assert "{fact: person.situation, is: student}" in opened.path("book/fees/2020-05-01.yaml").read_text(
        encoding="utf-8"
    )
    assert Opened(opened.root).workspace.check_book() == {}


def test_a_fact_that_a_case_expects_of_a_record_is_that_fact(opened: Opened, told: Told) -> None:
    """It leads to the definition of the fact, and is renamed with it; its position stays."""
    at = opened.write("tests/cases/fees.yaml", "{fee: 100}", '{fee: 100, "jobs[0].fu|ll": true}')
    assert {text for _, _, text in told(opened.workspace.definition(*at))} == {"jobs.full"}
    text, edits = opened.workspace.text(at[0]) or "", opened.workspace.rename(*at, "jobs.whole")[at[0]]
    assert [(text[span.start : span.end], new) for span, new in edits] == [
        ("full", "whole"),
        ("jobs[0].full", "jobs[0].whole"),
    ]
    with pytest.raises(QuestionError, match="jobs"):
        opened.workspace.rename(*at, "whole")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Person status", "workspace-rename-name"),
        ("as_of", "workspace-rename-name"),
        ("fee", "workspace-rename-taken"),
        ("situation", "workspace-rename-group"),
    ],
)
def test_a_name_that_cannot_be_is_refused(opened: Opened, name: str, code: str) -> None:
    """With what to do instead, and nothing is written."""
    with pytest.raises(QuestionError) as refused:
        opened.workspace.rename(*opened.at("book/people/2015-01-01.yaml", "  person.st|atus:"), name)
    assert [each.code for each in refused.value.diagnostics] == [code]


def test_a_text_for_people_is_no_name(opened: Opened) -> None:
    """Nor is a number."""
    assert opened.workspace.nameable(*opened.at("book/fees/2015-01-01.yaml", "en: Fee t|o pay")) is None
    assert opened.workspace.nameable(*opened.at("book/fees/2015-01-01.yaml", "1: 10|0")) is None
