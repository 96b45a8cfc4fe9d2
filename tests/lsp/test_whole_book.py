"""A session over standard input and output about the whole book, in French: what a person sees while they type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.support.editor import Editor

from ronde.read.places import data_folder

BOOK = data_folder("rulesets")
LARGEST = max(BOOK.rglob("*.yaml"), key=lambda path: path.stat().st_size)
FUNDS = BOOK / "funds" / "required" / "2025-07-07.yaml"


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """One session for all of these tests. The check of the whole book, which has tests of its own, would come after
    them."""
    session = Editor(BOOK.parent, locale="fr-CA", pause=1000)
    yield session
    assert session.close() == (0, "")


def test_a_misspelt_key_of_the_largest_file_is_told_where_it_stands(editor: Editor) -> None:
    """After words with accents, in the language of the editor."""
    text = editor.open(LARGEST)
    assert editor.wrong(LARGEST) == []
    editor.type(LARGEST, text.replace("confidence:", "confidense:", 1))
    wrong = {each["code"]: each for each in editor.wrong(LARGEST)}
    assert set(wrong) == {"key-missing", "key-unknown"}
    line = text[: text.index("confidence:")].count("\n")
    assert wrong["key-unknown"]["range"] == {
        "start": {"line": line, "character": 0},
        "end": {"line": line, "character": 10},
    }
    assert "Vouliez-vous dire" in wrong["key-unknown"]["message"]
    editor.type(LARGEST, text)
    assert editor.wrong(LARGEST) == []


def test_a_fact_is_told_in_words_with_its_versions_and_sources(editor: Editor) -> None:
    """Its label, its table, when it held, and where it comes from."""
    text = editor.open(FUNDS)
    told = editor.at("textDocument/hover", FUNDS, text, "funds.|required:\n")
    words = told["contents"]["value"]
    assert "**Fonds exigés selon la taille de la famille** — `funds.required`" in words
    assert "15\N{NO-BREAK SPACE}263" in words
    assert "depuis le 7 juillet 2025" in words
    assert "DORS-2002-227" in words


def test_a_key_is_told_by_its_schema(editor: Editor) -> None:
    """In the language of the editor."""
    text = editor.open(FUNDS)
    told = editor.at("textDocument/hover", FUNDS, text, "be|yond: {each")
    assert "Après la dernière ligne exacte" in told["contents"]["value"]
