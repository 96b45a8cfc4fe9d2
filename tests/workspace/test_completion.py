"""What is offered at a cursor, whether or not the file can be read as it is."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import Opened

FEES = "book/fees/2020-05-01.yaml"
PEOPLE = "book/people/2015-01-01.yaml"
CASES = "tests/cases/fees.yaml"


def offered(opened: Opened, file: str, old: str, new: str) -> dict[str, str]:
    """What is written for each offer, by what is shown."""
    found = opened.workspace.completion(*opened.write(file, old, new), "fr")
    return {} if found is None else {each.label: each.text for each in found.offers}


@pytest.mark.parametrize(
    ("file", "old", "new", "some", "none"),
    [
        pytest.param(
            FEES, "    type: money\n", "    |\n    type: money\n", {"choose", "unit"}, {"type", "label"}, id="keys"
        ),
        pytest.param(FEES, "    type: money\n", "    ty|\n", {"type"}, {"label"}, id="a key that is begun"),
        pytest.param(FEES, "type: money\n", "type: |\n", {"money", "yes_no"}, {"fee"}, id="a word of the schema"),
        pytest.param(FEES, "key: person.size", "key: per|", {"person.size", "fee"}, {"money"}, id="a fact"),
        pytest.param(FEES, "is: student", "is: |", {"student", "other"}, {"fee"}, id="a choice"),
        pytest.param(FEES, "in: [A1]", "in: [|]", {"A1", "100"}, {"fee"}, id="a code"),
        pytest.param(FEES, "{fact: allowance}}", "{fact: |", {"allowance"}, {"student"}, id="brackets left open"),
        pytest.param(FEES, "source: act, exists", "source: |, exists", {"act"}, {"fee"}, id="a source"),
        pytest.param(FEES, "{in: jobs, where", "{in: |, where", {"jobs"}, {"act"}, id="a list of records"),
        pytest.param(FEES, "facts:\n", "facts:\n  |\n", set(), {"label"}, id="a fact that is new"),
        pytest.param(FEES, "  waived:\n", "  |\n  other:\n", {"waived"}, {"fee"}, id="a fact that was there before"),
        pytest.param(PEOPLE, "list: trades", "list: |", {"trades"}, {"fee"}, id="a list"),
        pytest.param(CASES, "size: 1, status", "|, status", {"size"}, {"person.size"}, id="a group of a profile"),
        pytest.param(CASES, "status: other", "status: |", {"student", "other"}, {"fee"}, id="a value of a profile"),
        pytest.param(CASES, "expect: {fee: 100}", "expect: {|}", {"fee", "waived"}, {"jobs.x"}, id="an answer"),
        pytest.param(CASES, "    expect: {fee: 100}", "    |", {"expect", "known_on"}, {"name"}, id="a key of a case"),
        pytest.param("book/book.yaml", "[fee, waived]", "[fee, |]", {"waived"}, {"act"}, id="a headline"),
        pytest.param("examples/one.yaml", "status: student", "status: |", {"student"}, {"size"}, id="a profile"),
    ],
)
def test_what_can_be_written_is_offered(
    opened: Opened, file: str, old: str, new: str, some: set[str], none: set[str]
) -> None:
    """And not what cannot."""
    found = offered(opened, file, old, new)
    assert some <= set(found)
    assert none.isdisjoint(found)


def test_a_code_that_reads_as_a_number_is_written_as_text(opened: Opened) -> None:
    """With quotation marks, unless they are there."""
    assert offered(opened, FEES, "in: [A1]", "in: [|]")["100"] == '"100"'
    assert offered(opened, FEES, "in: [A1]", 'in: ["|"]')["100"] == "100"


def test_an_offer_says_what_it_is(opened: Opened) -> None:
    """The label, the type, and the value of a constant in force on the day of the version; a key is described."""
    path, at = opened.write(FEES, "key: person.size", "key: |")
    found = opened.workspace.completion(path, at, "fr")
    assert found is not None
    details = {each.label: each.detail for each in found.offers}
    assert details["person.status"] == "Situation — choix"
    assert details["allowance"].replace("\N{NO-BREAK SPACE}", " ") == "Abattement — montant: 90 $"
    assert "**Abattement** — `allowance`" in opened.workspace.told(path, "allowance", "fr")


def test_a_file_that_cannot_be_read_up_to_the_cursor_has_no_offers(opened: Opened) -> None:
    """A tab, brackets left open further up, a file of five megabytes."""
    assert offered(opened, FEES, "facts:\n", "\tx: [\nfacts:\n  |\n") == {}
    assert offered(opened, FEES, "facts:\n", "#" * 5_000_000 + "\nfacts:\n  fee: {|}\n") == {}
