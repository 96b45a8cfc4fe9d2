"""What the cache returns is what reading returns: damage, forgery, other people and full disks change no answer."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from pathlib import Path

import pytest
from tests.support import books

from ronde.cli.main import main
from ronde.read import cache
from ronde.read.book import read_book

FILES = {
    "topic/2015-01-01.yaml": books.version(facts={"answer": books.fact(value=15263)}),
    "topic/2020-01-01.yaml": books.version("2020-01-01", facts={"answer": books.fact(value=19001)}),
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book, read once into a cache of its own."""
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    folder = books.write(tmp_path / "book", FILES)
    assert answer(folder) == 15263
    assert entries(tmp_path)
    return folder


def answer(folder: Path) -> object:
    """What the book decides in 2016."""
    return books.answer(read_book(folder), "answer", {}, "2016-01-01")


def entries(folder: Path) -> list[Path]:
    """The entries of the cache."""
    return sorted((folder / "cache").glob("*.json"))


def test_a_changed_figure_is_not_believed(book: Path, tmp_path: Path) -> None:
    """A figure that is changed in the cache changes no answer; the entries are written anew."""
    changed = 0
    for path in entries(tmp_path):
        content = path.read_bytes()
        changed += b"15263" in content
        path.write_bytes(content.replace(b"15263", b"95263"))
    assert changed >= 2
    assert answer(book) == 15263
    assert not any(b"95263" in path.read_bytes() for path in entries(tmp_path))


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_is_believed_or_fails(seed: int, book: Path, tmp_path: Path) -> None:
    """Whatever happens to the bytes of every entry, the answer is that of the files."""
    chance = random.Random(seed)
    for path in entries(tmp_path):
        content = bytearray(path.read_bytes())
        kind = chance.randrange(5)
        at = chance.randrange(len(content))
        if kind == 0:
            content[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del content[at:]
        elif kind == 2:
            content[at:at] = b"[]"
        elif kind == 3:
            content = bytearray(json.dumps([[{"a": 1}, {"": [1]}, "x"], None, True, {}]).encode())
        else:
            content = bytearray(content[:64] + b"[[null, {}, null]]")
        path.write_bytes(content)
    assert answer(book) == 15263


def test_an_entry_under_another_name_is_not_believed(book: Path, tmp_path: Path) -> None:
    """A sealed entry holds for its own content only, as does the mark that a book was checked."""
    first = entries(tmp_path)[0].read_bytes()
    for path in entries(tmp_path):
        path.write_bytes(first)
    assert answer(book) == 15263


def test_the_mark_of_a_checked_book_cannot_be_written_by_hand(book: Path, tmp_path: Path) -> None:
    """A book that is wrong is not taken for checked because a file says so."""
    marks = [path for path in entries(tmp_path) if path.name.startswith("checked-")]
    assert len(marks) == 1
    assert cache.load(marks[0].stem)
    marks[0].write_bytes(b"true")
    assert cache.load(marks[0].stem) is None
    assert answer(book) == 15263
    assert cache.load(marks[0].stem)


@pytest.mark.parametrize("open_to", [0o777, 0o1777, 0o770, 0o702])
def test_a_folder_in_which_others_may_write_is_not_used(
    open_to: int, book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not read and not written, and one line says so."""
    for path in entries(tmp_path):
        path.unlink()
    (tmp_path / "cache").chmod(open_to)
    assert answer(book) == 15263
    assert entries(tmp_path) == []
    assert main(["rules", "--rulesets", str(book), "--lang", "en"]) == 0
    told = capsys.readouterr().err
    assert told.count(str(tmp_path / "cache")) == 1
    (tmp_path / "cache").chmod(0o700)
    assert main(["rules", "--rulesets", str(book), "--lang", "en"]) == 0
    assert str(tmp_path / "cache") not in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_not_used(book: Path, tmp_path: Path) -> None:
    """Whoever owns the folder can write in it."""
    os.chown(tmp_path / "cache", 65534, 65534)
    assert cache.refused_folder() == tmp_path / "cache"
    assert cache.load(entries(tmp_path)[0].stem) is None


def test_the_cache_is_closed_to_others(book: Path, tmp_path: Path) -> None:
    """Folder and entries are their owner's, whatever the user's mask."""
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in entries(tmp_path)} == {0o600}


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, a file in place of the folder: the book is read all the same, and nothing half-written stays."""
    folder = books.write(tmp_path / "book", FILES)
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert answer(folder) == 15263
    assert os.listdir(tmp_path / "cache") == []
    (tmp_path / "cache").rmdir()
    (tmp_path / "cache").write_text("a file")
    assert answer(folder) == 15263


def test_many_write_and_read_the_cache_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several that begin with an empty cache answer the same."""
    folder = books.write(tmp_path / "book", FILES)
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path / "cache"))
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(answer(folder))) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [15263] * 6
    assert {path.suffix for path in (tmp_path / "cache").iterdir()} <= {".json", ""}


def test_old_entries_are_removed_and_used_ones_stay(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a day, what nobody used for long goes, then the least recently used of what is too much, and no more."""
    other = tmp_path / "cache" / "notes.txt"
    other.write_text("not ours")
    now = time.time()
    kept = entries(tmp_path)
    for path in kept:
        os.utime(path, (now, now - 2 * cache.ONCE_A_DAY))
    cache.keep("old", [1])
    cache.keep("large", ["x" * 1000])
    os.utime(tmp_path / "cache" / "old.json", (now, now - cache.LONGEST_UNUSED - 1))
    os.utime(tmp_path / "cache" / "large.json", (now, now - 3 * cache.ONCE_A_DAY))
    assert answer(book) == 15263
    used = [path for path in kept if now - path.stat().st_mtime < cache.ONCE_A_DAY]
    assert used
    os.utime(tmp_path / "cache" / cache.PRUNED, (now, now - 2 * cache.ONCE_A_DAY))
    monkeypatch.setattr(cache, "MOST_BYTES", sum(path.stat().st_size for path in kept) + 500)
    cache.keep("new", [1])
    assert entries(tmp_path) == sorted([*kept, tmp_path / "cache" / "new.json"])
    assert other.exists()
