"""Every finding that a file, a ruleset or a case can have: a file that has it, told at its place, and one that has not.

Each folder is a finding's code. `bad.yaml` begins with `# expect: line:column code`; further comments may say where
the file stands (`# file:`), under what second name (`# also:`), that nothing is added to it (`# whole file`), or that
the second pass is left out (`# pass: meaning`: the third pass guards itself, whatever the schema lets through).
What a whole version needs and the fixture does not write is added below it, so that its lines keep their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ronde.cases.cases import read_cases
from ronde.model.document import Document
from ronde.model.finding import Finding, Refused
from ronde.model.history import History, Rules
from ronde.read import book as reading
from ronde.read import structure
from ronde.read.book import check_structure, read_book
from ronde.read.meaning.compile import compile_with_findings
from ronde.words import tell
from ronde.words.faults import FAULTS
from ronde.words.values import VALUES
from tests.support import books

HERE = Path(__file__).parent
HEADER = {
    "title": "{fr: Sujet, en: Topic}", "effective": "2015-01-01", "published": "2015-01-01", "checked": "2030-01-01",
    "confidence": "official", "sources": "[{id: act, title: {fr: Loi, en: Act}}]",
}
OF_PROFILES = frozenset(code for code in FAULTS if code.startswith("profile-")) | {"date-before-book"}
"""What is said of a profile or of the date asked: tests/profiles."""

IN_THIS_MODULE = frozenset({"file-unreadable", "file-too-large", "file-not-utf8", "folder-missing", "book-missing",
                            "table-too-large"})
"""What needs bytes, a folder or a file too large to keep here: made on the spot below."""

NEVER_SAID = frozenset({"not-yes-no"})
"""Every place that takes a yes or no takes a condition, and a condition always is one: nothing can be said there."""

FIXTURES = tuple(sorted(path.name for path in HERE.iterdir() if (path / "bad.yaml").is_file()))


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings are those of this reading, never of an earlier one."""
    monkeypatch.setenv("RONDE_CACHE", "")


def _comment(text: str, name: str) -> str | None:
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    return found[1] if found else None


def _whole(text: str, name: str) -> str:
    """The fixture as a whole version file."""
    if "# whole file" in text:
        return text
    effective = re.match(r".*(\d{4}-\d{2}-\d{2})", name)
    added = {**HEADER, "effective": effective[1] if effective else HEADER["effective"]}
    return text + "".join(f"{key}: {value}\n" for key, value in added.items() if not re.search(rf"^{key}:", text, re.M))


def findings_in(folder: Path) -> list[Finding]:
    """Everything the three passes find in a book, on every day on which something changes, once each."""
    try:
        history = read_book(folder)
    except Refused as refused:
        return list(refused.findings)
    found = [finding for day in history.change_dates for finding in meaning(history.in_force(day))]
    return list({(finding.code, finding.place): finding for finding in found}.values())


def meaning(rules: Rules) -> list[Finding]:
    return compile_with_findings(rules)[1]


def without_schema(folder: Path) -> list[Finding]:
    """What the third pass finds when the second has not run."""
    documents = [structure.parse(path.read_bytes(), path.relative_to(folder).as_posix())
                 for path in sorted(folder.rglob("*.yaml"))]
    history: History = reading._history(folder, documents)
    return meaning(history.in_force(max(history.change_dates)))


def lint(text: str, folder: Path) -> list[Finding]:
    """What is found in a fixture, put in a small book."""
    if "\ncases:" in text:
        path = folder / "cases.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            read_cases(path)
        except Refused as refused:
            return list(refused.findings)
        return []
    name, also = _comment(text, "file") or "topic/2015-01-01.yaml", _comment(text, "also")
    files = {"base/2015-01-01.yaml": (HERE / "vocabulary.yaml").read_text(encoding="utf-8")}
    files |= {each: _whole(text, each) for each in (name, also) if each}
    books.write(folder, files)
    return without_schema(folder) if _comment(text, "pass") == "meaning" else findings_in(folder)


def places(findings: list[Finding]) -> list[str]:
    return [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings]


def check_words(findings: list[Finding]) -> None:
    """Every finding can be told in both languages, with its place and its code, and nothing left to fill in."""
    for finding in findings:
        english, french = tell(finding, "en"), tell(finding, "fr")
        assert english != french
        for told in (english, french):
            assert told.startswith(str(finding.place))
            assert told.endswith(f"[{finding.code}]")
            assert not re.search(r"\{\w+\}", told.removesuffix(f"[{finding.code}]")) or "{{" in str(FAULTS.get(finding.code))


@pytest.mark.parametrize("code", FIXTURES)
def test_bad_fixture_is_found_at_its_place(code: str, tmp_path: Path) -> None:
    """The bad fixture yields its finding, at the line and column it states, and nothing else."""
    text = (HERE / code / "bad.yaml").read_text(encoding="utf-8")
    found = lint(text, tmp_path)
    check_words(found)
    assert places(found) == [_comment(text, "expect")]


@pytest.mark.parametrize("code", FIXTURES)
def test_good_fixture_has_no_finding(code: str, tmp_path: Path) -> None:
    """The fixture with the same thing put right has no finding at all."""
    assert places(lint((HERE / code / "good.yaml").read_text(encoding="utf-8"), tmp_path)) == []


def test_every_code_has_a_fixture() -> None:
    """Nothing can be said of a file, a ruleset or a case that no test has seen said."""
    covered = {*FIXTURES, *OF_PROFILES, *IN_THIS_MODULE, *NEVER_SAID}
    assert set(FAULTS) - covered == set()
    assert covered - set(FAULTS) - set(VALUES) == set()
    for code in FIXTURES:
        assert (_comment((HERE / code / "bad.yaml").read_text(encoding="utf-8"), "expect") or "").endswith(f" {code}")
