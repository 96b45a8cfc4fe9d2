"""Whatever an editor sends, and whatever its files hold, the server stays up and says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lsp.conftest import LATER, TEXT
from tests.support.editor import PATIENCE, Editor


def place(path: Path, line: int, character: int) -> dict[str, object]:
    """A place of a file, as requests have it."""
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}


@pytest.mark.parametrize(
    ("broken", "line", "code"),
    [
        pytest.param(TEXT.replace("    type: yes_no", "\ttype: yes_no"), 12, "yaml-tab", id="a tab"),
        pytest.param(
            TEXT.replace("    type: yes_no", "<<<<<<< mine\n    type: yes_no\n=======\n    type: text\n>>>>>>> theirs"),
            12,
            "yaml-merge",
            id="marks of a merge",
        ),
        pytest.param(TEXT + "  other: {", 22, "yaml-broken", id="half"),
        pytest.param("", 0, "file-empty", id="nothing"),
        pytest.param("\ud800", 0, "file-not-utf8", id="half of a character"),
        pytest.param(TEXT + "#" * 5_000_000, 0, "file-too-large", id="five megabytes"),
        pytest.param(
            TEXT.replace("act\n    type", "agt\n    type"), 11, "source-unknown", id="a source that is not listed"
        ),
    ],
)
def test_a_broken_file_is_told_where_it_is_broken(
    editor: Editor, path: Path, broken: str, line: int, code: str
) -> None:
    """And right again once it is mended."""
    editor.type(path, broken)
    wrong = editor.wrong(path)
    assert (line, code) in [(each["range"]["start"]["line"], each["code"]) for each in wrong]


def test_positions_are_counted_in_units_of_utf_16(editor: Editor, path: Path) -> None:
    """A character beyond the first 65,536 counts twice, a letter with an accent once."""
    editor.type(path, TEXT.replace("en: Answer}", "en: Answer, de: Antwort}"))
    wrong = editor.wrong(path)
    assert [each["code"] for each in wrong] == ["key-unknown"]
    assert wrong[0]["range"]["start"]["character"] == len("    label: {fr: Réponse 😀, en: Answer, ") + 1


def test_a_request_of_a_wrong_form_is_answered_with_an_error(editor: Editor) -> None:
    """As is one of a method that nobody has."""
    assert editor.answer("textDocument/hover", {"nothing": 1})["error"]["code"] == -32602
    assert editor.answer("textDocument/nothing", {})["error"]["code"] == -32601


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"Content-Length: 5\r\n\r\n{{{{{", id="no JSON"),
        pytest.param(b"Content-Length: 4\r\n\r\n\xff\xfe\xff\xfe", id="no text"),
        pytest.param(b"Content-Length: 4\r\n\r\n1234", id="no message"),
        pytest.param(b'Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}', id="an empty message"),
        pytest.param(b"Content-Length: 60002\r\n\r\n[" + b"[" * 60_000 + b"]", id="too deep"),
    ],
)
def test_what_is_no_message_is_said(editor: Editor, content: bytes) -> None:
    """And the session goes on."""
    editor.raw(content)
    told = editor.wait(lambda message: message.get("method") == "window/showMessage")
    assert "Ronde did not understand a message of the editor" in told["params"]["message"]


def test_a_server_ends_with_its_editor(folder: Path) -> None:
    """At once, though the book is being checked; it says by its exit code that the editor went without a word."""
    session = Editor(folder, pause=0)
    session.open(folder / "book" / LATER)
    assert session.process.stdin is not None
    session.process.stdin.close()
    assert session.process.wait(PATIENCE) == 1


def test_a_file_that_is_not_there_has_no_answer(editor: Editor, path: Path) -> None:
    """Nor has one that is no file, or a place that is beyond its text."""
    assert editor.ask("textDocument/hover", place(path.parent / "gone.yaml", 1, 1)) is None
    assert editor.ask("textDocument/hover", place(path, 5000, 5000)) is None
    nowhere = {"textDocument": {"uri": "untitled:one"}, "position": {"line": 0, "character": 0}}
    assert editor.ask("textDocument/hover", nowhere) is None


def test_a_file_that_is_deleted_or_broken_on_the_disk_is_told(editor: Editor, folder: Path, path: Path) -> None:
    """Once the editor says that it changed; what is asked of other files is answered all the same."""
    book, later = folder / "book" / "book.yaml", folder / "book" / LATER
    kept = book.read_bytes(), later.read_bytes()
    later.unlink()
    book.unlink()
    editor.note("workspace/didChangeWatchedFiles", {"changes": [{"uri": later.as_uri(), "type": 3}]})
    assert [each["code"] for each in editor.wrong(book)] == ["book-missing"]
    assert editor.at("textDocument/hover", path, TEXT, "ans|wer:") is not None
    book.write_bytes(b"title: [")
    later.write_bytes(b"\xff")
    editor.note("workspace/didChangeWatchedFiles", {"changes": [{"uri": book.as_uri(), "type": 2}]})
    assert [each["code"] for each in editor.wrong(book, bool)] == ["yaml-broken"]
    assert [each["code"] for each in editor.wrong(later)] == ["file-not-utf8"]
    book.write_bytes(kept[0])
    later.write_bytes(kept[1])
    editor.note("workspace/didChangeWatchedFiles", {"changes": [{"uri": book.as_uri(), "type": 2}]})
    assert editor.wrong(book) == []
    assert editor.wrong(later) == []
