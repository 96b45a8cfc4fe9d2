"""Typography: every message, and every text of a book of rules, in both languages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tests.support import second_books
from tests.support.glossary import schema_texts
from tests.support.messages import every_message, readings
from tests.support.typography import APART, boxed_texts, faults, labels_of, texts_of, told_in_french

from ronde.messages import LANGUAGES
from ronde.messages.pages import TOLD, pages

ROOT = Path(__file__).resolve().parents[2]
BOOKS = [ROOT / "rulesets", *second_books.BOOKS.values()]
"""Books whose texts are held to it: add yours."""
PAGES = [page for page in (*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")) if page.name != "glossary.md"]
"""The pages whose French is held to it; the glossary, with both languages in each line, is tested by entry."""

sys.path.insert(0, str(ROOT / "tools"))

from importing import messages as importing  # noqa: E402

MESSAGES = {
    **{key: {each: readings(told, each) for each in LANGUAGES} for key, told in every_message().items()},
    **{f"import-{key}": {each: [told.texts[each]] for each in LANGUAGES} for key, told in importing.MESSAGES.items()},
}
"""The whole sentences of every message, by language."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_check_is_set_as_its_language_asks(language: str) -> None:
    texts = {
        (name, part): getattr(page, part)[language]
        for name, page in pages().items()
        for part in ("says", *TOLD)
        if getattr(page, part)
    }
    assert len(texts) > len(pages())
    assert {where: found for where, text in texts.items() if (found := faults(text, language))} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_set_as_its_language_asks(language: str) -> None:
    wrong = {
        key: found
        for key, texts in MESSAGES.items()
        if (found := [fault for text in texts[language] for fault in faults(text, language)])
    }
    assert wrong == {}


@pytest.mark.parametrize("book", BOOKS, ids=[book.name for book in BOOKS])
def test_every_text_of_a_book_is_set_as_its_language_asks(book: Path) -> None:
    texts = list(texts_of(book))
    assert {language for _, language, _ in texts} == set(LANGUAGES)
    assert [(where, found) for where, language, text in texts if (found := faults(text, language))] == []


@pytest.mark.parametrize("book", BOOKS, ids=[book.name for book in BOOKS])
def test_a_label_leaves_the_colon_to_its_value(book: Path) -> None:
    """“Label: yes” is how a value is told: a colon in the label itself would be the second. Nor is a hyphen a dash."""
    labels = list(labels_of(book))
    assert {language for _, language, _ in labels} == set(LANGUAGES)
    assert [(where, label) for where, _, label in labels if re.search(r":| - ", label)] == []


def test_every_text_of_a_schema_is_set_as_its_language_asks() -> None:
    texts = list(schema_texts())
    assert {language for _, language, _ in texts} == set(LANGUAGES)
    assert [(where, found) for where, language, text in texts if (found := faults(text, language))] == []


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_french_of_a_page_is_set_as_french_asks(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [(part, found) for part in told_in_french(text) if (found := faults(part, "fr"))] == []
    assert [(where, found) for where, language, told in boxed_texts(text) if (found := faults(told, language))] == []


def test_the_french_of_the_guide_for_editors_is_found() -> None:
    guide = (ROOT / "docs" / "changing-the-rules.fr.md").read_text(encoding="utf-8")
    french = list(told_in_french(guide))
    assert len(french) > 25
    assert any("Un changement de politique" in part for part in french)
    assert sum(language == "fr" for _, language, _ in boxed_texts(guide)) > 15


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("fr", f"Date{APART}: 1", "Date : 1"),
        ("fr", f"Date{APART}: 1", "Date: 1"),
        ("fr", "Oui; non? Si!", f"Oui{APART}; non"),
        ("fr", "Oui; non? Si!", "non ? Si"),
        ("fr", "Oui; non? Si!", "Si !"),
        ("fr", f"«{APART}mot{APART}»", f"« mot{APART}»"),
        ("fr", f"«{APART}mot{APART}»", f"«{APART}mot »"),
        ("fr", f"«{APART}mot{APART}»", "“mot”"),
        ("fr", f"10{APART}%", "10 %"),
        ("fr", f"10{APART}%", "10%"),
        ("fr", f"15{APART}263{APART}$", f"15 263{APART}$"),
        ("fr", f"15{APART}263{APART}$", f"15{APART}263 $"),
        ("fr", f"15{APART}263{APART}$", "$15,263"),
        ("fr", f"30{APART}h", "30 h"),
        ("fr", f"1{APART}560", "1\N{NARROW NO-BREAK SPACE}560"),
        ("fr", "nº 5", "n° 5"),
        ("fr", "nº 5", "no 5"),
        ("fr", "Écrivez `clé: valeur`.", "Écrivez clé: valeur."),
        ("en", "Write `key: value`: so.", "Write key : value."),
        ("en", "10% of $15,263", "10 % of it"),
        ("en", "10% of $15,263", "15,263 $"),
        ("en", "10% of $15,263", "15 263"),
        ("en", "“word”…", "« word »"),
        ("en", "“word”…", '"word"'),
        ("en", "“word”…", "word..."),
    ],
)
def test_what_typography_asks_for(language: str, right: str, wrong: str) -> None:
    assert faults(right, language) == []
    assert faults(wrong, language) != []
