"""The page on a book of one's own is carried out in a folder: its commands answer, and its new version is in force."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from tests.support import guide

PAGE = (guide.ROOT / "docs" / "your-own-book.md").read_text(encoding="utf-8")
LINE = "ronde invited examples/books/grant/profiles/renewal.yaml --rulesets examples/books/grant"


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every box in order, and the command of the last sentence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "examples").symlink_to(guide.ROOT / "examples")
    boxes = guide.BOX.findall(PAGE)
    assert [language for language, _ in boxes] == ["sh", "yaml", "sh"]
    said = ""
    for language, text in boxes:
        if language == "yaml":
            named = guide.NAMED.match(text)
            assert named
            (tmp_path / named[1]).write_text(text[named.end() :], encoding="utf-8")
        else:
            for line in text.splitlines():
                said = answered(line)
    assert "December 31, 2029" in said
    assert LINE in " ".join(PAGE.split())
    assert "Invited in 1 of 6 rounds" in answered(LINE)


def answered(line: str) -> str:
    """What a command line of the page prints; Ronde is run in this process."""
    if not line.startswith("ronde "):
        subprocess.run(shlex.split(line, comments=True), check=True)
        return ""
    said, code = guide.run(line, guide.Carried("", Path.cwd()))
    assert code == 0, said
    return said
