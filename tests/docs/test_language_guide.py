"""The short guide to the language is carried out: every file is written, and every command says what the page says."""

from __future__ import annotations

import os
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from tests.support import guide

PAGE = (guide.ROOT / "docs" / "language-in-ten-minutes.md").read_text(encoding="utf-8")
MOST_LINES = 320
"""More could not be read in ten minutes."""


def test_the_guide_does_what_it_says(tmp_path: Path) -> None:
    """From an empty folder, box after box."""
    done, plain = guide.Carried("guide", tmp_path), {"LANG": guide.LOCALES["en"], "LC_ALL": "", "LC_MESSAGES": ""}
    with patch.dict(os.environ, plain), chdir(tmp_path):
        for kind, text in guide.BOX.findall(PAGE):
            if kind == "console":
                for line, expected in guide.commands(text):
                    printed, code = guide.run(line, done)
                    assert code == 0, printed
                    assert guide.agrees(expected, printed), f"{line}\n{printed}"
            else:
                guide.change(kind, text)


def test_the_guide_is_short() -> None:
    """A version, a table, a condition, cases, and a change."""
    assert len(PAGE.splitlines()) <= MOST_LINES
