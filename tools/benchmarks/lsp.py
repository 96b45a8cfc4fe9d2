"""How long an editor waits for `ronde lsp`, over standard input and output, on the whole book: in milliseconds.

The session is that of `tests/support/editor.py`. Every request is made several times; the first, the median and the
longest are printed, then the processor time of the server for each, which what else the machine does hardly changes (on
Linux). Books are checked in the last line only: while they are, the rest takes up to twice as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.editor import Editor

from ronde.read.places import data_folder

TIMES = 10
NEVER, AWHILE = 1e6, 3.0
"""Seconds: a pause after which no book is checked in a session, and the time for the server to make itself ready."""

BOOK = data_folder("rulesets")
LARGEST = max(BOOK.rglob("*.yaml"), key=lambda path: path.stat().st_size)
FUNDS = BOOK / "funds" / "required" / "2025-07-07.yaml"
USING = BOOK / "fsw" / "eligibility" / "2022-11-16.yaml"
REQUIRED = "funds.|required:\n"


def main() -> None:
    """Print every line."""
    start = time.perf_counter()
    editor = Editor(BOOK.parent, locale="fr", pause=NEVER)
    told = Told(editor)
    print(f"   first  median longest     cpu  (ms)\n{1000 * (time.perf_counter() - start):8.0f}{'':24}  initialize")
    time.sleep(AWHILE)
    largest, funds = editor.open(LARGEST), editor.open(FUNDS)
    size = f"{LARGEST.relative_to(BOOK)}, {len(largest) // 1000} kB"
    told.line(f"diagnostics when it is opened ({size})", lambda _: editor.wrong(LARGEST), times=1)
    told.line("diagnostics of a misspelt key in it", lambda number: typed(editor, largest, number))
    told.line("the same with brackets left open at its end", lambda number: broken(editor, largest, number))
    told.line("diagnostics of a fact's name that is not there", lambda number: unknown(editor, funds, number))
    editor.type(FUNDS, funds)
    for name, ask in requests(editor, funds).items():
        told.line(name, ask)
    editor.close()
    editor = Editor(BOOK.parent, locale="fr", pause=0)
    funds = editor.open(FUNDS)
    editor.wrong(FUNDS)
    told = Told(editor)
    told.line("what a fact that is gone breaks elsewhere: the whole book", lambda _: gone(editor, funds), times=1)
    editor.close()


class Told:
    """Prints lines about a session."""

    def __init__(self, editor: Editor) -> None:
        self._process = editor.process.pid

    def line(self, name: str, ask: Callable[[int], Any], times: int = TIMES) -> None:
        """One line: what is asked several times, each with its number."""
        before = self._spent()
        seconds = [timed(partial(ask, number)) for number in range(times)]
        spent = (self._spent() - before) / times
        waited = [seconds[0], median(seconds), max(seconds)] if times > 1 else seconds
        columns = "".join(f"{1000 * each:8.0f}" for each in waited).ljust(24)
        print(f"{columns}{1000 * spent:8.0f}  {name}", flush=True)

    def _spent(self) -> float:
        """The processor time of all threads of the server, in seconds; 0 where the system does not say it."""
        threads = Path(f"/proc/{self._process}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def typed(editor: Editor, text: str, number: int) -> None:
    """From the keystroke to the finding."""
    editor.type(LARGEST, text.replace("confidence:", "confidense:", 1) + f"# {number}\n")
    editor.wrong(LARGEST, lambda found: any(each["code"] == "key-unknown" for each in found))


def broken(editor: Editor, text: str, number: int) -> None:
    """The same of what is no YAML: the parser that says where is the slow one."""
    editor.type(LARGEST, f"{text}# {number}\n  broken: {{\n")
    editor.wrong(LARGEST, lambda found: [each["code"] for each in found] == ["yaml-broken"])


def requests(editor: Editor, text: str) -> dict[str, Callable[[int], Any]]:
    """What a person asks for, in a version of the funds."""
    document = {"textDocument": {"uri": FUNDS.as_uri()}}
    offered = editor.at("textDocument/completion", FUNDS, text, "key: family|_size")["items"]
    return {
        "hover on a fact": lambda _: editor.at("textDocument/hover", FUNDS, text, REQUIRED),
        f"completion of a fact's name ({len(offered)} offers)": lambda _: editor.at(
            "textDocument/completion", FUNDS, text, "key: family|_size"
        ),
        "what is told of an offer": lambda _: editor.ask("completionItem/resolve", offered[0]),
        "definition": lambda _: editor.at("textDocument/definition", FUNDS, text, "key: family|_size"),
        "references, in the book, cases and profiles": lambda _: editor.at(
            "textDocument/references", FUNDS, text, REQUIRED, context={"includeDeclaration": True}
        ),
        "rename everywhere": lambda _: editor.at("textDocument/rename", FUNDS, text, REQUIRED, newName="funds.needed"),
        "outline": lambda _: editor.ask("textDocument/documentSymbol", document),
        "lenses": lambda _: editor.ask("textDocument/codeLens", document),
    }


def unknown(editor: Editor, text: str, number: int) -> None:
    """A name that no fact has."""
    editor.type(FUNDS, text.replace("key: family_size", "key: familly_size") + f"# {number}\n")
    editor.wrong(FUNDS, lambda found: any(each["code"] == "fact-unknown" for each in found))


def gone(editor: Editor, text: str) -> None:
    """A fact that has another name, and is still named elsewhere by the one that it had."""
    editor.type(FUNDS, text.replace("  funds.required:", "  funds.needed:"))
    editor.wrong(USING, lambda found: any(each["code"] == "fact-unknown" for each in found))


def timed(ask: Callable[[], Any]) -> float:
    """How long something takes, in seconds."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
