"""Editors that know YAML alone: schemas pass Ajv at its strictest, and the server that such editors run helps by them.

What is run comes from npm (`package-lock.json`), which `tools/prepare test` fetches if npm is at hand. Without it these
tests are skipped, and the summary of the tests says so.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ronde.cli.main import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not SERVER.exists(),
    reason="editors that know YAML alone were not tried: install npm, then run npm ci --prefix tests/yaml_editors",
)

DAY = "2025-07-01"


class Server:
    """The language server for YAML, spoken to as editors do."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self.told: dict[str, list[dict[str, Any]]] = {}
        assert NODE is not None
        self.process = subprocess.Popen(
            [NODE, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={
            "workspace": {"configuration": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}, "completion": {"completionItem": {}}},
        })  # fmt: skip
        self.say("initialized")

    def send(self, **message: object) -> None:
        """Send a message."""
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def say(self, method: str, **params: object) -> None:
        """Tell the server something."""
        self.send(method=method, params=params)

    def next(self) -> dict[str, Any]:
        """The next message of the server. What it asks of an editor is answered."""
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline().strip()) or not length:
            assert line or length or self.process.poll() is None, "the server ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "workspace/configuration":
            asked = [each.get("section") for each in message["params"]["items"]]
            settings = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
            self.send(id=message["id"], result=[settings if each == "yaml" else None for each in asked])
        elif "method" in message and "id" in message:
            self.send(id=message["id"], result=None)
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def ask(self, method: str, **params: object) -> Any:
        """What the server answers."""
        self.number += 1
        self.send(id=self.number, method=method, params=params)
        while (message := self.next()).get("id") != self.number or "method" in message:
            pass
        assert "error" not in message, message
        return message["result"]

    def open(self, name: str, text: str) -> str:
        """Show a file to the server; its address."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.say("textDocument/didOpen", textDocument=document)
        return uri

    def diagnostics(self, uri: str) -> list[str]:
        """What the server finds in a file."""
        while uri not in self.told:
            self.next()
        return [each["message"] for each in self.told[uri]]


def at(text: str, mark: str = "▮") -> tuple[str, dict[str, int]]:
    """A text without the mark in it, and where the mark stands."""
    before, _, after = text.partition(mark)
    return before + after, {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new book, with its schemas."""
    folder = tmp_path_factory.mktemp("yaml") / "library"
    assert main(["init", str(folder), "--lang", "fr"]) == 0
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The server, for all tests."""
    server = Server(folder)
    yield server
    server.process.kill()
    server.process.wait()


@pytest.fixture(scope="module")
def version(folder: Path) -> str:
    """The version of the new book."""
    (file,) = (folder / "card").glob("*.yaml")
    return file.read_text(encoding="utf-8")


def test_every_schema_passes_ajv_at_its_strictest(folder: Path) -> None:
    """Those that are shipped, and those that a book gets."""
    files = [*(ROOT / "schemas").glob("*.json"), *(folder / "schemas").glob("*.json")]
    assert len(files) > 10
    done = subprocess.run(
        ["node", str(HERE / "strict.mjs"), *map(str, files)], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""


def test_a_file_of_a_new_book_is_right(server: Server, version: str) -> None:
    assert server.diagnostics(server.open("card/2024-01-01.yaml", version)) == []


def test_a_key_is_completed_inside_a_condition(server: Server, version: str) -> None:
    """With what it means, in both languages."""
    text, position = at(version.replace("{fact: age, less_than: 18}", "fact: age\n        ▮"))
    uri = server.open(f"card/{DAY}.yaml", text)
    found = server.ask("textDocument/completion", textDocument={"uri": uri}, position=position)
    items = {each["label"]: each.get("documentation", "") for each in found["items"]}
    assert {"is", "in", "at_least", "less_than", "unless", "because"} <= items.keys()
    assert "effective" not in items
    french, _, english = items["less_than"].partition("\n\n")
    assert french.startswith("Est moins")
    assert english.startswith("Is less")


def test_hovering_over_effective_says_what_it_is(server: Server, version: str) -> None:
    """In the language of the book first, then in the other."""
    text, position = at(version.replace("effective:", "effect▮ive:"))
    uri = server.open("card/2025-07-02.yaml", text)
    told = server.ask("textDocument/hover", textDocument={"uri": uri}, position=position)["contents"]["value"]
    schema = json.loads((ROOT / "schemas" / "ruleset.schema.json").read_text(encoding="utf-8"))
    about = schema["properties"]["effective"]
    plain = re.sub(r"\\(?=[^\w\s])", "", told)
    assert plain.index(about["x-description-fr"]) < plain.index(about["description"])


@pytest.mark.parametrize(
    ("right", "wrong"), [("effective:", "efective:"), ("less_than: 18", "less_then: 18"), ("rows:", "row:")]
)
def test_a_misspelt_key_is_told(server: Server, version: str, right: str, wrong: str) -> None:
    found = server.diagnostics(server.open(f"card/{wrong[:4].strip()}.yaml", version.replace(right, wrong)))
    assert any(wrong.partition(":")[0] in each for each in found), found
