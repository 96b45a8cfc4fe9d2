"""What requests answer, in the forms of the protocol: positions after characters that count twice are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lsp.conftest import CASES, LATER, TEXT
from tests.support.editor import Editor

OF_CASES = Path("tests") / "cases" / "fees.yaml"


def written(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after some edits of the protocol, whose columns count units of UTF-16."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in sorted(edits, key=lambda each: -each["range"]["start"]["character"]):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"]]
        new = edit["newText"].encode("utf-16-le")
        lines[start["line"]] = line[: 2 * start["character"]] + new + line[2 * end["character"] :]
    return "\n".join(line.decode("utf-16-le") for line in lines)


def test_a_completion_replaces_the_word_at_the_cursor(editor: Editor, path: Path) -> None:
    """In a line after a character that counts twice; what is told of it comes when it is asked for."""
    text = TEXT.replace("value: 10}", "value: {fact: ans}}")
    editor.type(path, text)
    items = editor.at("textDocument/completion", path, text, "{fact: ans|}}")["items"]
    (item,) = (each for each in items if each["label"] == "answer")
    assert item["detail"] == "Answer — yes or no"
    assert "value: {fact: answer}}" in written(text, [item["textEdit"]])
    told = editor.ask("completionItem/resolve", item)
    assert "**Answer** — `answer`" in told["documentation"]["value"]


def test_a_name_leads_to_all_versions(editor: Editor, folder: Path, path: Path) -> None:
    """The newest first, and from there to where it is named."""
    found = editor.at("textDocument/definition", path, TEXT, ", fact: ans|wer")
    assert [each["uri"] for each in found] == [(folder / "book" / LATER).as_uri(), path.as_uri()]
    named = editor.at("textDocument/references", path, TEXT, "  ans|wer:", context={"includeDeclaration": False})
    cases = [each["range"] for each in named if each["uri"] == (folder / OF_CASES).as_uri()]
    before = CASES.splitlines()[3].partition("answer")[0].encode("utf-16-le")
    assert [each["start"] for each in cases] == [{"line": 3, "character": len(before) // 2}]


def test_a_name_is_changed_everywhere(editor: Editor, folder: Path, path: Path) -> None:
    """In files that are not open too; a name that is taken is refused in words."""
    changes = editor.at("textDocument/rename", path, TEXT, "  ans|wer:", newName="replied")["changes"]
    assert set(changes) == {each.as_uri() for each in (path, folder / "book" / LATER, folder / OF_CASES)}
    assert "profile: {replied: true}" in written(CASES, changes[(folder / OF_CASES).as_uri()])
    assert "en: high}, fact: replied, is: true" in written(TEXT, changes[path.as_uri()])
    place = {"textDocument": {"uri": path.as_uri()}, "position": {"line": 9, "character": 4}}
    assert "range" not in editor.ask("textDocument/prepareRename", place)
    refused = editor.answer("textDocument/rename", {**place, "newName": "fee"})["error"]
    assert "already the name of something else" in refused["message"]


def test_a_finding_is_mended_by_a_quick_fix(editor: Editor, path: Path) -> None:
    """After a character that counts twice."""
    text = TEXT.replace("is: true", "iss: true")
    editor.type(path, text)
    wrong = editor.wrong(path, lambda found: any(each["code"] == "key-unknown" for each in found))
    everything = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
    about = {"textDocument": {"uri": path.as_uri()}, "range": everything, "context": {"diagnostics": wrong}}
    actions = editor.ask("textDocument/codeAction", about)
    (action,) = (each for each in actions if each["title"] == "Write “is”")
    assert action["diagnostics"][0]["code"] == "key-unknown"
    assert written(text, action["edit"]["changes"][path.as_uri()]) == TEXT


def test_an_outline_names_what_is_defined(editor: Editor, path: Path) -> None:
    """Each with its label and all of its lines."""
    groups = {
        each["name"]: each
        for each in editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": path.as_uri()}})
    }
    answer, fee = groups["facts"]["children"]
    assert (answer["name"], answer["detail"], fee["name"]) == ("answer", "Answer", "fee")
    assert (answer["range"]["start"]["line"], answer["range"]["end"]["line"]) == (9, 14)


def test_lenses_tell_the_version_before_and_the_cases(editor: Editor, folder: Path, path: Path) -> None:
    """The cases when they are asked for; they lead to where each is written."""
    later, first = ({"textDocument": {"uri": each.as_uri()}} for each in (folder / "book" / LATER, path))
    (before, *_) = editor.ask("textDocument/codeLens", later)
    assert (before["range"]["start"]["line"], before["command"]["title"]) == (
        20,
        "10 in the version of January 1, 2015",
    )
    (reach,) = editor.ask("textDocument/codeLens", first)
    editor.ask("workspace/executeCommand", {"command": "ronde.reach", "arguments": reach["command"]["arguments"]})
    assert any(message.get("method") == "workspace/codeLens/refresh" for message in editor.told)
    lenses = [each["command"] for each in editor.ask("textDocument/codeLens", first)]
    assert [each["title"] for each in lenses] == ["1 case reaches this", "no case reaches this"]
    found = editor.ask("workspace/executeCommand", {"command": "ronde.cases", "arguments": lenses[0]["arguments"]})
    assert [(each["uri"], each["range"]["start"]["line"]) for each in found] == [((folder / OF_CASES).as_uri(), 3)]
