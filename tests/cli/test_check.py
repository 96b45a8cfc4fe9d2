"""What `ronde check` found as other programs read it, from which severity on it fails, and of which files it tells."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.conftest import Run
from tests.support import books

FILE = f"topic/{books.FIRST}.yaml"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with one error and one advice, in two files, below the working folder."""
    folder = tmp_path / "book"
    later = books.version("2016-01-01", facts={"answer": books.fact(value=1), "more": books.fact(value=2)})
    files = {
        FILE: books.version(facts={"answer": books.fact(value=1)}),
        "topic/2016-01-01.yaml": later,
        "other/2015-01-01.yaml": books.version(facts={"x": books.fact(value=6, maximum=5)}),
    }
    books.write(folder, files)
    monkeypatch.chdir(tmp_path)
    return folder


def test_diagnostics_as_sarif(book: Path, run: Run) -> None:
    """A log with the code, the level and the place from the working folder."""
    code, out, _ = run("check", "book", "--format", "sarif")
    run_of_it = json.loads(out)["runs"][0]
    results = run_of_it["results"]
    assert (code, run_of_it["columnKind"]) == (1, "unicodeCodePoints")
    assert [(each["ruleId"], each["level"]) for each in results] == [
        ("above-maximum", "error"),
        ("change-unnoted", "note"),
    ]
    physical = results[0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "book/other/2015-01-01.yaml"
    region = physical["region"]
    line = (book / "other/2015-01-01.yaml").read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "5"
    assert region["startLine"] == region["endLine"]


def test_diagnostics_as_annotations(book: Path, run: Run) -> None:
    lines = run("check", "book", "--format", "github")[1].splitlines()
    assert re.match(r"::error file=book/other/2015-01-01.yaml,line=\d+,col=15,endColumn=16,", lines[0])
    assert lines[1].startswith("::notice file=book/topic/2016-01-01.yaml,line=")


def test_diagnostics_as_junit(book: Path, run: Run) -> None:
    suite = ElementTree.fromstring(run("check", "book", "--format", "junit")[1])
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    assert [each.get("type") for each in suite.iter("failure")] == ["error", "advice"]


def test_it_fails_from_the_severity_that_is_asked_for(book: Path, run: Run) -> None:
    """Advice is told and fails nothing, unless it is asked to."""
    (book / "other/2015-01-01.yaml").unlink()
    wanted = ("error", 0), ("warning", 0), ("advice", 1)
    assert [(each, run("check", "book", "--fail-on", each)[0]) for each, _ in wanted] == list(wanted)
    assert "change-unnoted" in run("check", "book")[1]


def test_only_what_changed_is_told_and_every_error(book: Path, run: Run) -> None:
    """Of files as they are in the revision only errors are told; without git the option says what to do."""
    assert run("check", "book", "--changed", "HEAD")[0] == 2
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), (*own, "commit", "-qm", "all")):
        subprocess.run(["git", *words], cwd=book, check=True)
    told = run("check", "book", "--changed", "HEAD", "--format", "github")[1].splitlines()
    assert len(told) == 1
    assert told[0].startswith("::error")
    later = book / "topic/2016-01-01.yaml"
    later.write_text(later.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert len(run("check", "book", "--changed", "HEAD", "--format", "github")[1].splitlines()) == 2
    code, _, err = run("check", "book", "--changed", "no-such-revision")
    assert (code, "no-such-revision" in err, "--changed" in err) == (2, True, True)


def test_what_was_in_force_in_the_commit_may_not_say_otherwise(tmp_path: Path, run: Run) -> None:
    """A figure that changes and a file that is gone are errors; words, a file moved and a day to come are not."""
    figures = {name: books.fact(value=1) for name in ("moved", "words", "figure", "gone")}
    files = {
        f"{name}/{books.FIRST}.yaml": books.version(facts={name: each, f"{name}.age": books.asked("yes_no")})
        for name, each in figures.items()
    }
    files["ahead/2199-01-01.yaml"] = books.version("2199-01-01", facts={"answer": books.fact(value=1)})
    folder = books.write(tmp_path / "book", files)
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), (*own, "commit", "-qm", "all")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    (folder / "moved").rename(folder / "elsewhere")
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    (folder / "gone" / f"{books.FIRST}.yaml").unlink()
    for file, old, new in (
        (f"words/{books.FIRST}", books.TEXTS["en"], "other words"),
        (f"figure/{books.FIRST}", '"value": 1', '"value": 2'),
        ("ahead/2199-01-01", '"value": 1', '"value": 2'),
    ):
        path = folder / f"{file}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    for language in ("en", "fr"):
        code, out, _ = run("check", str(folder), "--changed", "HEAD", "--format", "github", "--lang", language)
        told = [line for line in out.splitlines() if "past-changed" in line]
        assert (code, len(told)) == (1, 2)
        assert f"figure/{books.FIRST}.yaml" in told[0]
        assert f"ronde new figure {books.FIRST} --corrects" in told[0]
        assert f"gone/{books.FIRST}.yaml" in told[1]
    (folder / "book.yaml").write_text(json.dumps({**books.BOOK, "checks": {"past-changed": "off"}}), encoding="utf-8")
    assert "past-changed" not in run("check", str(folder), "--changed", "HEAD", "--format", "github")[1]
