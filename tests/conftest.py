"""What tests of the command line share: to run it in this process, and to write a profile for it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from ronde.api.book import Book, open_book
from ronde.cli import options
from ronde.cli.main import main

gc.set_threshold(20_000, 10, 10)
"""Compiled rules are many small objects that last: looking through them for garbage as often as Python does by default
takes a quarter of the time of the tests."""

settings.register_profile("the same in every run", derandomize=True, database=None)
settings.load_profile("the same in every run")

Run = Callable[..., tuple[int, str, str]]

LONGEST_FIRST = ("tests/fuzz/", "tests/pool/spark/")
"""What waits for one long run. It begins first, so that the other processes have all the rest to do meanwhile."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first; the rest stay in their order, so that what a file shares is made once."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST_FIRST))


@cache
def shared_book(*, names: bool) -> Book:
    """The book that travels with the package, which no test changes: read and compiled once for all commands."""
    return open_book(names=names)


def book(folder: str | None) -> Book:
    """As `options.book`."""
    return open_book(folder, names=options.with_names()) if folder else shared_book(names=options.with_names())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in-process: exit code, standard output, standard error."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setattr(options, "book", book)

    def call(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], str]:
    """Write a profile and return its path."""

    def write(text: str) -> str:
        path = tmp_path / "profile.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
