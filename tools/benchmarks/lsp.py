"""How long an editor waits for `ronde lsp`, over standard input and output, on the whole book: in milliseconds.

The session is that of `tests/support/editor.py`. Every request is made several times; the first, the median and the
longest are printed, and how much processor time the server took in all. What else the machine does counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.editor import Editor

from ronde.read.places import data_folder

TIMES = 10
BOOK = data_folder("rulesets")
LARGEST = max(BOOK.rglob("*.yaml"), key=lambda path: path.stat().st_size)
FUNDS = BOOK / "funds" / "required" / "2025-07-07.yaml"
REQUIRED = "funds.|required:\n"


def main() -> None:
    """Print every line."""
    start = time.perf_counter()
    editor = Editor(BOOK.parent, locale="fr")
    line("initialize", [time.perf_counter() - start])
    largest, funds = editor.open(LARGEST), editor.open(FUNDS)
    first = timed(lambda: editor.wrong(LARGEST))
    size = f"{LARGEST.relative_to(BOOK)}, {len(largest) // 1000} kB"
    line(f"diagnostics when it is opened ({size})", [first])
    line("diagnostics of a misspelt key in it", [typed(editor, largest, number) for number in range(TIMES)])
    line("the same with brackets left open at its end", [broken(editor, largest, number) for number in range(TIMES)])
    editor.type(LARGEST, largest)
    editor.wrong(LARGEST, lambda found: found == [])
    for name, ask in requests(editor, funds).items():
        line(name, [timed(ask) for _ in range(TIMES)])
    whole = timed(lambda: unknown(editor, funds))
    line("a fact that is not there, told by the check of the whole book", [whole])
    editor.close()
    print(f"{getrusage(RUSAGE_CHILDREN).ru_utime:8.1f} s of processor time of the server in all")


def typed(editor: Editor, text: str, number: int) -> float:
    """From the keystroke to the finding."""
    editor.type(LARGEST, text.replace("confidence:", "confidense:", 1) + f"# {number}\n")
    return timed(lambda: editor.wrong(LARGEST, lambda found: any(each["code"] == "key-unknown" for each in found)))


def broken(editor: Editor, text: str, number: int) -> float:
    """The same of what is no YAML: the parser that says where is the slow one."""
    editor.type(LARGEST, f"{text}# {number}\n  broken: {{\n")
    return timed(lambda: editor.wrong(LARGEST, lambda found: [each["code"] for each in found] == ["yaml-broken"]))


def requests(editor: Editor, text: str) -> dict[str, Callable[[], Any]]:
    """What a person asks for, in a version of the funds."""
    document = {"textDocument": {"uri": FUNDS.as_uri()}}
    offered = editor.at("textDocument/completion", FUNDS, text, "key: family|_size")["items"]
    return {
        "hover on a fact": lambda: editor.at("textDocument/hover", FUNDS, text, REQUIRED),
        f"completion of a fact's name ({len(offered)} offers)": lambda: editor.at(
            "textDocument/completion", FUNDS, text, "key: family|_size"
        ),
        "what is told of an offer": lambda: editor.ask("completionItem/resolve", offered[0]),
        "definition": lambda: editor.at("textDocument/definition", FUNDS, text, "key: family|_size"),
        "references, in the book, cases and profiles": lambda: editor.at(
            "textDocument/references", FUNDS, text, REQUIRED, context={"includeDeclaration": True}
        ),
        "rename everywhere": lambda: editor.at("textDocument/rename", FUNDS, text, REQUIRED, newName="funds.needed"),
        "outline": lambda: editor.ask("textDocument/documentSymbol", document),
        "lenses": lambda: editor.ask("textDocument/codeLens", document),
    }


def unknown(editor: Editor, text: str) -> None:
    """A name that no fact has."""
    editor.type(FUNDS, text.replace("key: family_size", "key: familly_size"))
    editor.wrong(FUNDS, lambda found: any(each["code"] == "fact-unknown" for each in found))


def timed(ask: Callable[[], Any]) -> float:
    """How long something takes, in seconds."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def line(name: str, seconds: list[float]) -> None:
    """One line: the first time, and if there are several the median and the longest."""
    told = [seconds[0], median(seconds), max(seconds)] if len(seconds) > 1 else seconds
    print("".join(f"{1000 * each:8.0f}" for each in told).ljust(26) + name, flush=True)


if __name__ == "__main__":
    print("   first  median longest  (ms)")
    main()
