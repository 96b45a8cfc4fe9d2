"""What tests of the command line share: to run it in this process, and to write a profile for it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from ronde.cli.main import main

gc.set_threshold(20_000, 10, 10)
"""Compiled rules are many small objects that last: looking through them for garbage as often as Python does by default
takes a quarter of the time of the tests."""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in-process: exit code, standard output, standard error."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

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
