"""A small book in a session that all of these tests share: starting a server takes longer than what it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support import books
from tests.support.editor import Editor

TOPIC = f"topic/{books.FIRST}.yaml"
LATER = "topic/2020-05-01.yaml"
TEXT = """title: {fr: Sujet, en: Topic}
effective: 2015-01-01
published: 2015-01-01
checked: 2030-01-01
confidence: official
sources:
  - id: act
    title: {fr: Loi, en: Act}
facts:
  answer:
    label: {fr: Réponse 😀, en: Answer}
    source: act
    type: yes_no
    input:
      question: {fr: "Oui?", en: "Yes?"}
  fee:
    label: {fr: Coût, en: Fee}
    source: act
    type: number
    choose:
      - {when: {because: {fr: "élevé 😀", en: high}, fact: answer, is: true}, value: 10}
      - {otherwise: 5}
"""
CASES = """title: {fr: Cas, en: Cases}
source: made up
cases:
  - {name: oui 😀, as_of: 2019-01-01, profile: {answer: true}, expect: {fee: 10}}
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is open: a small book, and its cases beside it."""
    root = tmp_path_factory.mktemp("open")
    later = TEXT.replace("2015-01-01", "2020-05-01").replace("value: 10", "value: 12")
    books.write(root / "book", {TOPIC: TEXT, LATER: later, "book.yaml": {**books.BOOK, "headlines": ["fee"]}})
    (root / "tests" / "cases").mkdir(parents=True)
    (root / "tests" / "cases" / "fees.yaml").write_text(CASES, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def editor(folder: Path) -> Iterator[Editor]:
    """One session, which must outlive every test and then end well."""
    session = Editor(folder, capabilities={"workspace": {"codeLens": {"refreshSupport": True}}})
    session.open(folder / "book" / TOPIC)
    assert session.wrong(folder / "book" / TOPIC) == []
    yield session
    assert session.at("textDocument/hover", folder / "book" / TOPIC, TEXT, "ans|wer:") is not None
    assert session.close() == (0, "")


@pytest.fixture
def path(editor: Editor, folder: Path) -> Iterator[Path]:
    """A version that is open in the session, and is as it was after each test."""
    yield folder / "book" / TOPIC
    editor.type(folder / "book" / TOPIC, TEXT)
    editor.wrong(folder / "book" / TOPIC, lambda found: found == [])
