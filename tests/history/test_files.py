"""What a book's folder may hold beside plain files: links, pipes, devices, closed folders, names that are no text."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.support import books
from tests.support.diagnostics import check_words

from ronde.check.whole import check_whole_book
from ronde.messages.diagnostics import ValidationError
from ronde.model.locations import Location
from ronde.read import files as book_files
from ronde.read.book import read_book
from ronde.read.files import FileKind, list_files

FUNDS = "funds/2015-01-01.yaml"
LATER = "funds/2020-01-01.yaml"
FILES = {FUNDS: books.version(facts={"answer": books.fact(value=1)})}
NOBODY = 65534


def told(folder: Path) -> list[str]:
    """What reading a book refuses, as `path code`; what its check finds is the same."""
    try:
        read_book(folder)
    except ValidationError as refused:
        check_words(refused.diagnostics)
        found = sorted(f"{diagnostic.location} {diagnostic.code}" for diagnostic in refused.diagnostics)
        assert found == sorted(f"{each.location} {each.code}" for each in check_whole_book(folder).diagnostics)
        return found
    return []


def answer(folder: Path) -> object:
    """What the book decides in 2024."""
    return books.answer(read_book(folder), "answer", {}, "2024-01-01")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small book with one version."""
    return books.write(tmp_path / "book", FILES)


def special(path: Path, kind: str) -> None:
    """Put something that is no file at a path."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(str(path))
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "device" else "/dev/stdin")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("pipe", "file-special"),
        ("socket", "file-special"),
        ("folder", "file-special"),
        ("device", "link-outside"),
        ("input", "link-outside"),
    ],
)
@pytest.mark.parametrize("path", [LATER, "rounds/2020.yaml", "notes"])
def test_what_is_no_file_is_told_and_never_opened(kind: str, code: str, path: str, book: Path) -> None:
    """A pipe without a writer, a socket, a folder or a device in place of a file is a diagnostic, and nothing waits."""
    (book / path).parent.mkdir(exist_ok=True)
    special(book / path, kind)
    assert told(book) == ([] if (kind, path) == ("folder", "notes") else [f"{path} {code}"])


def test_book_yaml_that_is_a_pipe_is_told(book: Path) -> None:
    """The file that every command reads first is held to the same."""
    (book / "book.yaml").unlink()
    os.mkfifo(book / "book.yaml")
    assert told(book) == ["book.yaml file-special"]


def test_a_file_that_became_a_pipe_after_it_was_listed_is_not_waited_for(book: Path) -> None:
    """Between the look at the folder and the reading of a file anything may happen to it."""
    files = list_files(book)
    (book / FUNDS).unlink()
    os.mkfifo(book / FUNDS)
    contents, diagnostics = files.read(files.of(FileKind.RULES))
    assert (contents, [diagnostic.code for diagnostic in diagnostics]) == ([], ["file-special"])


def test_a_link_that_leads_nowhere_is_told(book: Path) -> None:
    """A dangling link, to a file or round in a circle, is a version that is not read."""
    (book / LATER).symlink_to("elsewhere.yaml")
    (book / "funds" / "2021-01-01.yaml").symlink_to("2021-01-01.yaml")
    assert told(book) == [f"{LATER} link-broken", "funds/2021-01-01.yaml link-broken"]


def test_a_link_out_of_the_book_is_told_for_files_and_folders(book: Path) -> None:
    """What lies outside does not come along when the book is copied: it is not read, and that is said."""
    other = books.write(book.with_name("other"), {"topic/2020-01-01.yaml": "anything: ["})
    (book / LATER).symlink_to(other / "topic" / "2020-01-01.yaml")
    (book / "topic").symlink_to(other / "topic")
    assert told(book) == [f"{LATER} link-outside", "topic link-outside"]
    (book / LATER).unlink()
    (book / "book.yaml").write_text("""{title: {fr: a, en: a}, first_date: 2015-01-01, disclaimer: {fr: a, en: a},
        headlines: [answer], extra: [topic]}""")
    assert told(book) == []


def test_a_link_that_leads_round_is_told(book: Path) -> None:
    """A folder within itself ends, and is told."""
    (book / "funds" / "again").symlink_to("..")
    (book / "funds" / "self").symlink_to(".")
    assert told(book) == ["funds/again link-loop", "funds/self link-loop"]


def test_a_book_of_links_within_it_is_read(book: Path) -> None:
    """Links inside the book are read as what they lead to, as where a folder is mounted under changing names; and the
    book itself may be reached through a link."""
    kept = book / "..2024"
    kept.mkdir()
    (book / "funds").rename(kept / "funds")
    (book / "book.yaml").rename(kept / "book.yaml")
    (book / "..data").symlink_to("..2024")
    (book / "book.yaml").symlink_to("..data/book.yaml")
    (book / "funds").symlink_to("..data/funds")
    link = book.with_name("link")
    link.symlink_to(book)
    assert told(link) == []
    assert answer(link) == 1


@contextmanager
def somebody_else() -> Iterator[None]:
    """Be a user who is not the owner of everything, if this is run by one who is."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("path", "code"), [("funds", "folder-unreadable"), (FUNDS, "file-unreadable")])
def test_what_may_not_be_read_is_told(path: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed folder or file is a diagnostic, not an empty topic: for anybody, also if the tests are run by root."""
    monkeypatch.setenv("RONDE_CACHE", "")
    books.real()
    open_to_all = Path(tempfile.mkdtemp())
    try:
        open_to_all.chmod(0o755)
        book = books.write(open_to_all / "book", FILES)
        (book / path).chmod(0)
        with somebody_else():
            assert told(book) == [f"{path} {code}"]
        (book / path).chmod(0o755)
    finally:
        shutil.rmtree(open_to_all)


def test_a_name_that_is_no_text_is_told(book: Path) -> None:
    """A name in another encoding is shown with its bytes escaped, wherever it stands."""
    (book / os.fsdecode(b"caf\xe9")).mkdir()
    (book / os.fsdecode(b"caf\xe9") / "2015-01-01.yaml").write_text("a: 1")
    assert told(book) == ["caf\\xe9/2015-01-01.yaml file-name"]


def test_digits_of_other_scripts_name_no_version(book: Path) -> None:
    """A day written in full-width digits looks like a version and is none."""
    (book / "funds" / "２０２０-01-01.yaml").write_text("a: 1")
    assert told(book) == ["funds/２０２０-01-01.yaml file-name"]


def test_one_file_does_not_hide_what_is_wrong_in_another(book: Path) -> None:
    """Rules, rounds, pools, feed and populations are each read by their reader, and everything is told at once."""
    for path in ("rounds/2015.yaml", "rounds/pool/2015.yaml", "rounds/feed/types.yaml", "populations/a.yaml"):
        (book / path).parent.mkdir(exist_ok=True, parents=True)
        (book / path).write_text("garbage: [")
    (book / LATER).write_text("garbage: [")
    (book / "funds" / "2021-01-01.yml").write_text("garbage: [")
    found = check_whole_book(book).diagnostics
    assert sorted(f"{each.location.name} {each.code}" for each in found) == [
        "funds/2020-01-01.yaml yaml-broken",
        "funds/2021-01-01.yml file-not-read",
        "populations/a.yaml yaml-broken",
        "rounds/2015.yaml yaml-broken",
        "rounds/feed/types.yaml yaml-broken",
        "rounds/pool/2015.yaml yaml-broken",
    ]


def test_everything_that_is_read_is_counted(book: Path) -> None:
    """The number of files in the report is that of all files of the book."""
    assert check_whole_book(book).files == 2
    real = check_whole_book(Path(__file__).parents[2] / "rulesets")
    assert real.diagnostics == ()
    assert real.files == sum(1 for each in (Path(__file__).parents[2] / "rulesets").rglob("*.yaml"))


def test_a_check_opens_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever asks for it: what is found is of one and the same state of the book."""
    monkeypatch.setenv("RONDE_CACHE", "")
    folder = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts={"x": books.fact(value=1)})})
    opened: list[str] = []
    content = book_files._content

    def counted(path: Path, location: Location) -> bytes | ValidationError:
        opened.append(location.name)
        return content(path, location)

    monkeypatch.setattr(book_files, "_content", counted)
    check_whole_book(folder)
    assert sorted(opened) == ["book.yaml", "topic/2015-01-01.yaml"]
