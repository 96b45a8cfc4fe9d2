"""The currency of a book is its own: book.yaml says the sign of every amount, and without it they are plain numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.support import second_books

from ronde import open_book
from ronde.messages.numbers import APART

PROFILE = {"permit.granted": 1, "lives_in": "OLD"}


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("currency: {fr: $, en: $}", "$120", f"120{APART}$"),
        ("currency: {fr: €, en: €}", "€120", f"120{APART}€"),
        ("currency: {fr: CHF, en: CHF}", f"CHF{APART}120", f"120{APART}CHF"),
        ("", "120", "120"),
    ],
)
def test_an_amount_is_told_in_the_currency_of_its_book(tmp_path: Path, written: str, english: str, french: str) -> None:
    folder = shutil.copytree(second_books.BOOKS["parking"], tmp_path / "book")
    page = folder / "book.yaml"
    page.write_text(page.read_text("utf-8").replace("currency: {fr: $, en: $}", written), encoding="utf-8")
    decision = open_book(folder).evaluate(PROFILE, as_of="2024-03-01")
    assert decision["fee.base"].value == 120
    assert (decision["fee.base"].text("en"), decision["fee.base"].text("fr")) == (english, french)
