"""The pages of the book that travels with the package, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ronde.api.book import Book, open_book
from ronde.web.app import application

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def book() -> Book:
    return open_book()


@pytest.fixture(scope="session")
def client(book: Book) -> Iterator[TestClient]:
    """One browser for all tests: its loop is begun once."""
    with TestClient(application(book, ["testserver"]), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def web(client: TestClient) -> TestClient:
    """A browser that has no cookie yet."""
    client.cookies.clear()
    return client


class Form(HTMLParser):
    """The fields of the forms of a page as a browser would send them, without its buttons and files."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        name = about.get("name", "")
        if tag == "select":
            self._select, self.fields[name] = name, ""
        elif tag == "option" and "selected" in about:
            self.fields[self._select] = about["value"]
        elif tag == "input" and name:
            kind = about.get("type")
            if kind != "file" and (kind not in ("radio", "checkbox") or "checked" in about):
                self.fields[name] = about.get("value", "")
