"""What changes a book is killed at any moment, runs out of room, or meets somebody else's change: no file is ever half
written or lost, and whoever says it again goes on."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
import yaml
from tests.conftest import Run
from tests.support import books, kills
from tests.support.kills import content, is_killed, kill_at, left, put

from ronde.cli.main import main
from ronde.editing.replacement import Replacement

AHEAD = "2199-01-02"
FILE = f"topic/{AHEAD}.yaml"
COMMANDS = {
    "set": ("set", "topic", AHEAD, "answer/2", "201"),
    "new": ("new", "topic", "2199-03-04"),
    "a correction": ("new", "topic", AHEAD, "--corrects"),
    "check-off": ("check-off", "topic", AHEAD, "--on", "2199-01-03"),
    "fmt": ("fmt",),
}
LEAST = 60
"""Kills that each command sees as it writes: 300 together."""

BETWEEN, BEFORE = 3, 20
"""How many moments, drawn by chance from the first calls of a command, it is killed at before it writes."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of two versions, the second not in force yet, that is not in canonical form."""
    table = books.fact(type="money", table={"key": "size", "rows": {"1": 100, "2": 200}})
    facts = {"size": books.asked("number", at_least=1, at_most=2), "answer": table}
    files = {f"topic/{day}.yaml": books.version(day, facts, checked=AHEAD) for day in (books.FIRST, AHEAD)}
    folder = books.write(tmp_path_factory.mktemp("kills") / "book", files)
    for path in (folder / "topic").iterdir():
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(tree, sort_keys=False) + "\n\n", encoding="utf-8")
    return folder


def command(words: tuple[str, ...], folder: Path) -> int:
    """Run a command, whose words nobody hears."""
    where = [str(folder)] if words[0] == "fmt" else ["--rulesets", str(folder)]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return main([*words, *where, "--yes"])


def written(words: tuple[str, ...], folder: Path) -> list[Replacement]:
    """What a command writes. It is written."""
    made: list[Replacement] = []
    own = Replacement.write

    def keep(self: Replacement) -> None:
        made.append(self)
        own(self)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Replacement, "write", keep)
        assert command(words, folder) == 0
    return made


@pytest.mark.parametrize("name", COMMANDS)
def test_whenever_it_is_killed_each_file_is_as_before_or_as_after(name: str, book: Path, tmp_path: Path) -> None:
    """At each call of the system as it writes, in the midst of the bytes of a file, and before it writes at all."""
    words, folder = COMMANDS[name], tmp_path / "book"
    shutil.copytree(book, folder)
    before = content(folder)
    writes = written(words, folder)
    after = content(folder)
    assert after != before
    put(folder, before)
    said = [
        (each.path.relative_to(folder).as_posix(), each.before and each.before.decode(), each.after.decode())
        for each in writes
    ]
    done = subprocess.run(
        [sys.executable, kills.__file__],
        input=json.dumps({"folder": str(folder), "writes": said, "least": LEAST}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == LEAST

    def whole() -> None:
        command(words, folder)

    moments = random.Random(name).sample(range(BEFORE), BETWEEN)
    assert all(is_killed(whole, kill_at(moment), whole, folder, after) for moment in moments)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_everything_as_it_was(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    """And says so, where it was to be written."""
    folder = tmp_path / "book"
    shutil.copytree(book, folder)
    before = content(folder)

    def full(*arguments: object, **more: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, full)
    code, _, err = run(*COMMANDS["set"], "--yes", "--rulesets", str(folder), "--lang", "fr")
    monkeypatch.undo()
    assert (code, content(folder), left(folder)) == (2, before, [])
    assert f"{folder / FILE}: " in err
    assert "[file-unwritable]" in err


def test_a_folder_that_may_only_be_read_is_said(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may do everything, as in a container, is stood in for."""
    folder = tmp_path / "book"
    shutil.copytree(book, folder)
    before = content(folder)
    (folder / "topic").chmod(0o555)
    if os.access(folder / "topic", os.W_OK):
        monkeypatch.setattr(tempfile, "mkdtemp", refused)
    code, _, err = run(*COMMANDS["new"], "--yes", "--rulesets", str(folder))
    monkeypatch.undo()
    (folder / "topic").chmod(0o755)
    assert (code, content(folder)) == (2, before)
    assert "[file-unwritable]" in err


def refused(suffix: object = None, prefix: object = None, dir: object = None) -> str:  # noqa: A002
    """What the system says to whoever may not write in a folder; elsewhere there is room."""
    if dir is None:
        return OWN_MKDTEMP(suffix, prefix, dir)  # type: ignore[call-overload]
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(dir))


OWN_MKDTEMP = tempfile.mkdtemp


@pytest.mark.parametrize("name", ["set", "check-off", "new"])
def test_what_somebody_else_writes_meanwhile_stays(
    name: str, run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even in the moment before the new file takes its place."""
    folder = tmp_path / "book"
    shutil.copytree(book, folder)
    place = folder / ("topic/2199-03-04.yaml" if name == "new" else FILE)
    theirs = b"theirs\n"
    own = Path.write_bytes

    def write_bytes(self: Path, said: bytes) -> int:
        if ".part" in str(self) and folder in self.parents:
            own(place, theirs)
        return own(self, said)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    code, _, err = run(*COMMANDS[name], "--yes", "--rulesets", str(folder))
    assert (code, place.read_bytes(), left(folder)) == (2, theirs, [])
    assert "[edit-moved]" in err
