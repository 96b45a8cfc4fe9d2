"""A book whose files change while it is served: it is read again, or stays as it was, and every page says so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.support import second_books

from ronde.api.book import open_book
from ronde.web import fresh
from ronde.web.app import application

FILE = "amount/2023-09-01.yaml"
ASKED = {"as_of": "2024-01-15"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(second_books.BOOKS["grant"], tmp_path / "book")
    return tmp_path / "book"


@pytest.fixture
def web(folder: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Looks at the files at every request."""
    monkeypatch.setattr(fresh, "EVERY", 0.0)
    return TestClient(application(open_book(folder)), raise_server_exceptions=False)


def write(path: Path, change: Callable[[str], str]) -> str:
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    return before


def amount(web: TestClient) -> str:
    return web.get("/rules/amount", params={**ASKED, "lang": "en"}).text


def test_rules_that_are_written_meanwhile_are_those_that_answer(web: TestClient, folder: Path) -> None:
    assert "1,800" in amount(web)
    write(folder / FILE, lambda text: text.replace("1: 1800", "1: 1855"))
    assert "1,855" in amount(web)
    assert 'id="broken"' not in web.get("/").text


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda text: text.replace("confidence: recalled", "confidence: recalled: yes"), 6),
        (lambda text: text.replace("key: distance", "key: nothing.there"), 33),
        (lambda text: text.replace("checked: 2026-11-28", "checked: soon"), 5),
    ],
)
def test_a_book_that_breaks_answers_as_before(
    web: TestClient, folder: Path, change: Callable[[str], str], line: int
) -> None:
    before = write(folder / FILE, lambda text: change(text).replace("1: 1800", "1: 1855"))
    assert f"{FILE}:{line}:" in web.get("/change").text.partition('id="broken"')[2]
    assert "1,800" in amount(web)
    (folder / FILE).write_text(before, encoding="utf-8")
    assert 'id="broken"' not in web.get("/change").text


def test_every_page_says_since_when_in_either_language(web: TestClient, folder: Path) -> None:
    write(folder / FILE, lambda text: text.replace("title:", "tittle:"))
    for path in ("/", "/form", "/rules", "/rounds", "/change", "/nothing"):
        assert "are broken since" in web.get(path, params={"lang": "en"}).text, path
        assert "sont fautifs depuis le" in web.get(path, params={"lang": "fr"}).text, path


@pytest.mark.parametrize(
    ("path", "sent"),
    [("/", {}), ("/change", {"topic": "amount", "day": "2027-01-01", "text": "a: 1", "do": "written"})],
)
def test_a_part_of_a_page_says_it_too(web: TestClient, folder: Path, path: str, sent: dict[str, str]) -> None:
    """And says it no more once it is mended."""
    before = write(folder / FILE, lambda text: text.replace("title:", "tittle:"))
    for broken in (True, False):
        part = web.post(path, data=sent, headers={"hx-request": "true"}).text
        assert "<body" not in part
        assert 'id="standing" hx-swap-oob="innerHTML"' in part
        assert ('id="broken"' in part) == broken
        (folder / FILE).write_text(before, encoding="utf-8")


def test_a_file_of_rounds_that_breaks_is_told_too(web: TestClient, folder: Path) -> None:
    path = next((folder / "rounds").glob("*.yaml"))
    write(path, lambda text: text + "\n- nothing\n")
    assert path.name in web.get("/").text.partition('id="broken"')[2]


def test_a_book_that_is_gone_is_told_too(web: TestClient, folder: Path) -> None:
    shutil.rmtree(folder)
    assert 'id="broken"' in web.get("/").text
    assert "1,800" in amount(web)
