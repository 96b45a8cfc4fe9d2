"""The guide to changing the rules is true: every change is carried out as written, and prints what the page says.

The boxes of both pages are the same but for words for people, so each change is carried out once, in one language;
`python -m tests.support.guide` carries out both pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.support.guide import BOX, PAGES, ROOT, WHO, Carried, agrees, carry_out, commands, sections

from ronde.cli.main import main

ENGLISH, FRENCH = (sections(PAGES[language].read_text(encoding="utf-8")) for language in ("en", "fr"))
CHANGES = [title for title in FRENCH if title[0].isdigit()]
WHOLE = next(title for title in FRENCH if title not in CHANGES)
"""The change that is told up to its pull request."""

LAST = ("ronde check", "ronde test cases", "ronde fmt --check .")
NOT_OF_THE_BOOK = {"7": {"funds.required"}, "9": {"crs.additional"}}
"""What a change makes otherwise than the book: the seventh is made up, the ninth leaves out another factor."""

AROUND = ("label", "source", "note", "confidence")


@pytest.fixture(scope="module", params=range(len(CHANGES)), ids=CHANGES)
def carried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Carried:
    """A change carried out: every other one in French."""
    language, pages = ("fr", FRENCH) if request.param % 2 else ("en", ENGLISH)
    title = list(pages)[-len(CHANGES) :][request.param]
    return carry_out(title, pages[title], tmp_path_factory.mktemp("change"), language)


def test_there_are_ten_changes_in_both_languages() -> None:
    assert len(CHANGES) == len(ENGLISH) == 10
    assert [title.partition(".")[0] for title in CHANGES] == [title.partition(".")[0] for title in ENGLISH]


@pytest.mark.parametrize(("french", "english"), list(zip(CHANGES, ENGLISH, strict=True)))
def test_both_pages_make_the_same_changes(french: str, english: str) -> None:
    assert boxes(FRENCH[french], "essai") == boxes(ENGLISH[english], "trial")


def boxes(section: str, folder: str) -> list[object]:
    """What a section does, without what commands print and without names and sources of cases."""
    found: list[object] = []
    for kind, text in BOX.findall(section):
        if kind == "console":
            found += [line.replace(f" {folder}", " FOLDER") for line, _ in commands(text)]
        else:
            found.append(re.sub(r"^(source|  - name): .*$", r"\1", text, flags=re.MULTILINE))
    return found


def test_a_change_prints_what_the_page_says(carried: Carried) -> None:
    for line in carried.lines:
        assert agrees(line.expected, line.printed), f"{line.typed}\n{line.printed}"


def test_a_change_ends_green(carried: Carried) -> None:
    """What fails before is `check`, which says what is still to be done."""
    assert tuple(line.typed for line in carried.lines[-3:]) == LAST
    assert [line.code for line in carried.lines[-3:]] == [0, 0, 0]
    assert {line.typed for line in carried.lines if line.code} <= {"ronde check"}


def test_a_change_is_data_alone_and_touches_no_file_that_was_there(carried: Carried) -> None:
    status = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=carried.folder, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert status
    assert all(line.startswith("?? ") and line.endswith(".yaml") for line in status), status


def test_a_change_makes_what_the_book_says(carried: Carried) -> None:
    """The version that somebody makes by the page decides what the book's own version decides."""
    apart = NOT_OF_THE_BOOK.get(carried.title.partition(".")[0], set())
    made = [path for path in new_versions(carried.folder) if (ROOT / "rulesets" / path).exists()]
    assert made or apart
    for path in made:
        ours, books = tree(carried.folder / path), tree(ROOT / "rulesets" / path)
        for key in ("effective", "status", "repealed", "lists", "refuse"):
            assert ours.get(key) == books.get(key), path
        facts = {name: decides(fact) for name, fact in (ours.get("facts") or {}).items() if name not in apart}
        whole = books.get("facts") or {}
        assert facts == {name: decides(fact) for name, fact in whole.items() if name in facts}, path
        assert apart or len(facts) == len(whole), path


def new_versions(folder: Path) -> list[str]:
    """The versions of topics that are not in the last commit."""
    words = ["git", "ls-files", "--others"]
    found = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout.split()
    return [path for path in found if not path.startswith("cases/")]


def tree(path: Path) -> dict[str, Any]:
    """What a file says."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return found


def decides(fact: dict[str, Any]) -> dict[str, Any]:
    """A definition without what is said around it."""
    return {key: value for key, value in fact.items() if key not in AROUND}


def test_one_change_is_whole_in_nine_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the announcement to a branch on which CI finds nothing; one file of rules, and its cases."""
    done = carry_out(WHOLE, FRENCH[WHOLE], tmp_path, "fr")
    for line in done.lines:
        assert line.code == 0, line.printed
        assert agrees(line.expected, line.printed), f"{line.typed}\n{line.printed}"
    typed = [line.typed.partition("\n")[0] for line in done.lines]
    first, last = (
        next(n for n, each in enumerate(typed) if each.startswith(f"git {word}")) for word in ("switch", "push")
    )
    assert last - first + 1 <= 9
    clone = tmp_path / "clone"
    branch = typed[last].split()[-1]
    subprocess.run(["git", "clone", "-q", "-b", branch, f"{done.folder}.git", str(clone)], check=True)
    differs = subprocess.run(
        ["git", "diff", "--name-only", "origin/main"], cwd=clone, capture_output=True, text=True, check=True
    ).stdout.split()
    assert [name.partition("/")[0] for name in differs] == ["cases", "funds"]
    assert main(["review", "origin/main", str(clone / "cases"), "--rulesets", str(clone)]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("carried", [2], indirect=True)
def test_the_comment_on_a_removal_is_the_one_that_the_page_on_ci_shows(
    carried: Carried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8").partition("## Points for a job offer removed")[2]
    assert carried.title.startswith("3.")
    folder = shutil.copytree(carried.folder, tmp_path / "trial")
    monkeypatch.chdir(folder)
    for words in (["checkout", "-qb", "offer"], ["add", "."], ["commit", "-qm", "Points removed"]):
        subprocess.run(["git", *words], check=True, env={**os.environ, **WHO})
    assert main(["review", "main", "--format", "md", "--lang", "en"]) == 0
    assert capsys.readouterr().out == shown.partition("```text\n")[2].partition("```")[0]
