"""Edits of the whole book (`tests/docs/edits.md`) as something that can be carried out: boxes, done in a folder."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "tests" / "docs" / "edits.md").read_text(encoding="utf-8")
BOX = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# (\S+\.yaml)( \(above facts:\))?\n")


@dataclass(frozen=True)
class Box:
    """A box of the page: its language and its text."""

    language: str
    text: str


SECTIONS = {
    part.partition("\n")[0]: [Box(language, text) for language, text in BOX.findall(part)]
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
}
CHANGES = [name for name, boxes in SECTIONS.items() if boxes]


def carry_out(folder: Path, section: str, placed: Callable[[str], str] = str) -> None:
    """Do what the boxes of a section say in a folder that holds a copy of the rules. `placed` changes the text of each
    box first."""
    for written in SECTIONS[section]:
        box = Box(written.language, placed(written.text))
        if box.language == "sh":
            for line in box.text.splitlines():
                run(folder, line)
            continue
        named = NAMED.match(box.text)
        assert named, f"a box does not name its file: {box.text[:60]}"
        file, body = folder / named[1], box.text[named.end() :]
        if box.language == "diff":
            file.write_text(patched(file.read_text(encoding="utf-8"), body), encoding="utf-8")
        elif named[2]:
            before, line, after = file.read_text(encoding="utf-8").partition("\nfacts:\n")
            assert before
            assert line
            file.write_text(body + "facts:\n" + after, encoding="utf-8")
        else:
            assert box.language == "yaml"
            assert not file.exists(), f"{named[1]} is there already: a file that was once in force is never edited"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")


def run(folder: Path, line: str) -> None:
    """Run one line of a box, with this Python's commands."""
    known = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": known, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(shlex.split(line), cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def patched(text: str, change: str) -> str:
    """The text with the lines that go and the lines that come; the place must be found once."""
    lines = change.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("-", " "))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("+", " "))
    assert text.count(old) == 1, f"found {text.count(old)} times:\n{old}"
    return text.replace(old, new)
