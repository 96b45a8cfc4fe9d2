"""The page of questions is true: each command is run, and says the answer that stands beside it, word for word."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "questions.fr.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<question>.+?) \| `ronde (?P<command>.+?)` \| (?P<answer>.+) \|$", re.MULTILINE)
OMITTED = " … "


def plain(text: str) -> str:
    """A text without its line breaks and marks, whatever its spaces."""
    return " ".join(re.sub(r"[✓✗?·] ", " ", text).split())


def test_every_command_answers_as_the_page_says(run: Run) -> None:
    found = list(ROW.finditer(PAGE))
    assert len(found) == sum(line.startswith("| ") for line in PAGE.splitlines()) - PAGE.count("| Question |")
    assert len(found) > 30
    said: dict[str, str] = {}
    for row in found:
        command = row["command"]
        if command not in said:
            said[command] = plain(run(*shlex.split(command), "--lang", "fr")[1])
        for part in row["answer"].split(OMITTED):
            assert plain(part) in said[command], f"{row['question']} {part}"


def test_the_page_is_linked() -> None:
    assert "docs/questions.fr.md" in (ROOT / "README.md").read_text(encoding="utf-8")
