"""A new book: every command of its README answers, in its folder, and nothing is written over."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from tests.conftest import Run

BOX = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["library", "prêts # 1"])
def test_a_new_book_does_what_its_readme_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Whatever it is called: it has no diagnostic, its cases pass, its files are in canonical form."""
    folder = tmp_path / "above" / name
    assert run("init", str(folder))[0] == 0
    monkeypatch.chdir(folder)
    text = Path("README.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {name}\n")
    box = BOX.search(text)
    assert box is not None
    for line in box[1].splitlines():
        code, out, err = run(*shlex.split(line, comments=True)[1:])
        assert (code, "report" in err if "check" in line else bool(out)) == (0, True), line
    assert run("fmt", "--check")[0] == 0
    assert run("fmt", "--check", "cases", "profiles")[0] == 0
    assert yaml.safe_load(Path("book.yaml").read_text(encoding="utf-8"))["title"] == {"fr": name, "en": name}
    assert yaml.safe_load(Path(".github/workflows/rules.yml").read_text(encoding="utf-8"))["jobs"]
    for file in Path().rglob("*.yaml"):
        line = file.read_text(encoding="utf-8").splitlines()[0]
        schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert file.parent.name == "profiles" or (schema and (file.parent / schema[1]).is_file())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_written_over(run: Run, tmp_path: Path, language: str) -> None:
    """An empty folder is filled; anything in it stops."""
    (tmp_path / "mine").mkdir()
    assert run("init", str(tmp_path / "mine"), "--lang", language)[0] == 0
    before = sorted(tmp_path.rglob("*"))
    for folder in ("mine", "mine/book.yaml"):
        code, out, err = run("init", str(tmp_path / folder), "--lang", language)
        assert (code, out) == (2, "")
        assert "[folder-not-empty]" in err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_next_version_is_begun_in_canonical_form(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a correction, whose reason stands where readers of other files expect it."""
    run("init", str(tmp_path / "mine"))
    monkeypatch.chdir(tmp_path / "mine")
    assert run("new", "card", "2026-01-01", "--yes")[0] == 0
    assert run("new", "card", "2024-01-01", "--corrects", "--yes", "--lang", "fr")[0] == 0
    assert run("fmt", "--check")[0] == 0
