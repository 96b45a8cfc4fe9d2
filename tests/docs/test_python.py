"""The page on Python is true: its boxes are run in order, print what it says, and it names all that is public.

How the page is read. The `python` boxes are run one after another in one namespace, from the folder of the examples; a
`text` box after one is what it prints, and one without prints nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import ronde

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BOX = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def examples(text: str) -> list[tuple[str, str]]:
    """Each example of a page with what it prints."""
    boxes = BOX.findall(text)
    after = [*boxes[1:], ("", "")]
    return [
        (body, printed if kind == "text" else "")
        for (language, body), (kind, printed) in zip(boxes, after, strict=True)
        if language == "python"
    ]


def printed_by(body: str, namespace: dict[str, object]) -> str:
    """What an example prints; trailing spaces are nobody's."""
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(body, "docs/python.md", "exec"), namespace)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_every_example_prints_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {}
    found = examples(TEXT)
    assert len(found) > 8
    for body, printed in found:
        assert printed_by(body, namespace) == printed, body


def test_the_example_of_the_readme_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = examples(README)
    assert found
    for body, printed in found:
        assert printed_by(body, {}) == printed
    assert "(docs/python.md)" in README


def test_the_page_names_what_is_public_and_nothing_else_of_the_package() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", TEXT.partition("## What is public")[2].partition("\n## ")[0], re.MULTILINE)
    assert sorted(listed) == sorted(ronde.__all__)
    used = {name for body, _ in examples(TEXT) for name in re.findall(r"\bronde\.(\w+)", body)}
    assert used <= set(ronde.__all__)
    assert not re.findall(r"(?:from|import) ronde\.", TEXT)


@pytest.mark.parametrize("kind", [ronde.Book, ronde.Decision, ronde.Diagnostic, ronde.RondeError])
def test_the_page_names_every_public_member(kind: type) -> None:
    known = {*dir(Mapping), *dir(Exception)}
    members = [name for name in dir(kind) if not name.startswith("_") and name not in known]
    assert members
    assert [name for name in members if not re.search(rf"\b{name}\b", TEXT)] == []
