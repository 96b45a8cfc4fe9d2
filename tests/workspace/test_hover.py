"""What is told of a name: label, definition, versions and sources, in the words of the file's own day."""

from __future__ import annotations

from tests.support import second_books
from tests.workspace.conftest import Opened

from ronde.api.workspace import Workspace


def plain(opened: Opened, file: str, words: str, lang: str) -> str:
    """What is told at a cursor, with ordinary spaces."""
    found = opened.workspace.hover(*opened.at(file, words), lang)
    return "" if found is None else found.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_fact_is_told_as_the_version_has_it(opened: Opened) -> None:
    """The table of that version, and when each version holds."""
    first = plain(opened, "book/fees/2015-01-01.yaml", "  fe|e:", "fr")
    second = plain(opened, "book/fees/2020-05-01.yaml", "  fe|e:", "fr")
    assert "| 1 | 100 $ |" in first
    assert "| 1 | 120 $ |" in second
    assert "- **depuis le 1er mai 2020" in second
    assert "Loi sur les droits élevés, art. 3" in second


def test_a_case_is_told_by_the_rules_of_its_day(opened: Opened) -> None:
    """Each by its own."""
    assert "| 1 | 100 $ |" in plain(opened, "tests/cases/fees.yaml", "expect: {f|ee: 100", "fr")
    assert "| 1 | $120 |" in plain(opened, "tests/cases/fees.yaml", "{f|ee: 120", "en")


def test_keys_lists_and_sources_are_told(opened: Opened) -> None:
    """A key by the schema, in the language that is asked for."""
    assert "for each further step" in plain(opened, "book/fees/2020-05-01.yaml", "bey|ond", "en")
    assert "chaque pas supplémentaire" in plain(opened, "book/fees/2020-05-01.yaml", "bey|ond", "fr")
    assert "**Métiers** — `trades`" in plain(opened, "book/people/2015-01-01.yaml", "list: tra|des", "fr")
    assert "**Jobs** — `jobs`" in plain(opened, "book/fees/2020-05-01.yaml", "{in: j|obs", "en")
    assert plain(opened, "book/fees/2020-05-01.yaml", "source: a|ct\n    type", "en") == "Fees Act, section 3"


def test_what_the_text_says_is_told_with_the_source() -> None:
    """Of a source, and of a fact that cites it."""
    book = second_books.BOOKS["tax"]
    workspace = Workspace(book, [book])
    path = book / "income" / "2023-01-01.yaml"
    text = path.read_text(encoding="utf-8")
    for words in ("deduction.most:", "act-4-2\n    type"):
        found = workspace.hover(path, text.index(words) + 1, "en")
        assert found is not None
        assert found.text.endswith(
            "Imaginary Income Tax Act of Montreuil-les-Îles, s. 4(2)\n\n*invented wording*\n\n"
            "> The deduction for a year is no more than $21,250."
        )


def test_a_fact_that_was_just_typed_is_told_by_its_label(opened: Opened) -> None:
    """Of a book that is not right yet: the rest follows when it is."""
    path, at = opened.write(
        "book/fees/2020-05-01.yaml", "  allowance: {label: {fr: Aba", "  new_|one: {label: {fr: Aba"
    )
    found = opened.workspace.hover(path, at, "fr")
    assert found is not None
    assert found.text == "**Abattement** — `new_one`"


def test_nothing_is_told_of_what_is_no_name(opened: Opened) -> None:
    """Texts, numbers, a name that nothing defines."""
    assert plain(opened, "book/fees/2020-05-01.yaml", "Fee to| pay", "en") == ""
    path, at = opened.write("book/fees/2020-05-01.yaml", "{fact: trade, in", "{fact: tra|ed, in")
    assert opened.workspace.told(path, "traed", "en") == ""
    found = opened.workspace.hover(path, at, "en")
    assert found is None or "`traed`" not in found.text


def test_a_book_that_cannot_be_read_is_told_as_it_last_could(opened: Opened) -> None:
    """Another file is broken, or the whole folder is gone."""
    assert "| 1 | 100 $ |" in plain(opened, "book/fees/2015-01-01.yaml", "  fe|e:", "fr")
    opened.workspace.write(opened.path("book/people/2015-01-01.yaml"), "facts: [")
    opened.workspace.check_book()
    assert "| 1 | 100 $ |" in plain(opened, "book/fees/2015-01-01.yaml", "  fe|e:", "fr")
