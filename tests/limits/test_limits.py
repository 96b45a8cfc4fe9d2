"""Limits come before work: what is too large is refused, with a message, long before it could be worked through.

Where it can be, work is counted; else time is bounded at several times what is promised, so that no machine fails it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from tests.support import books
from tests.support.findings import check_words

from ronde.model import limits, near
from ronde.model.finding import Finding, Place, Refused
from ronde.model.patterns import PatternBroken, fits
from ronde.read import structure
from ronde.read.meaning.compile import compile_with_findings
from ronde.run.check import check_book

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
GENEROUS = 12.0
"""Seconds of processor time: promised are two."""

NUMBER = books.asked("number", at_least=0, at_most=10**9)


def found_in(folder: Path, facts: dict[str, Any], **keys: Any) -> list[Finding]:
    """What the check of a book of one version finds."""
    return list(check_book(books.write(folder, {"topic/2015-01-01.yaml": books.version(facts=facts, **keys)})).findings)


def codes(found: list[Finding] | tuple[Finding, ...]) -> set[str]:
    check_words(list(found))
    return {finding.code for finding in found}


LARGE = {
    "list in brackets": b"a: [" + b"1," * 145_000 + b"1]",
    "keys": b"".join(b"k%d: 1\n" % number for number in range(20_000)),
    "brackets": b"[" * 290_000,
    "braces": b"{a: " * 70_000,
    "dashes": b"- " * 140_000 + b"a",
    "questions": b"? " * 140_000 + b"a",
    "empty entries": b"-\n" * 140_000,
    "empty pairs": b"a: [" + b":," * 140_000 + b"1]",
    "aliases of a long text": b'a: &a "' + b"x" * 200_000 + b'"\nb: [' + b"*a," * 9_000 + b"1]",
    "aliases of aliases": b"a: &a [1,1,1,1,1,1,1,1,1]\n"
    + b"".join(b"%c: &%c [%s]\n" % (each, each, b",".join([b"*%c" % (each - 1)] * 9)) for each in range(98, 110)),
    "long keys, one in another": b"".join(b" " * n + b"k" * 190 + b"%d:\n" % n for n in range(55))
    + b"".join(b" " * 55 + b"- 1\n" for _ in range(4_500)),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_file_is_read_no_further_than_a_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a file grows without measure, it is refused after so many values, marks, levels or characters."""
    from ruamel.yaml.scanner import Scanner

    taken: list[int] = []
    fetch = Scanner.fetch_more_tokens
    monkeypatch.setattr(Scanner, "fetch_more_tokens", lambda self: (taken.append(1), fetch(self))[1])
    start = process_time()
    with pytest.raises(Refused) as refused:
        structure.parse(LARGE[name], "x.yaml")
    assert codes(refused.value.findings) <= {"yaml-too-large", "yaml-broken"}
    assert len(taken) <= limits.MOST_TOKENS + 10
    assert process_time() - start < GENEROUS


def test_memory_and_time_of_the_command(tmp_path: Path) -> None:
    """The command refuses a large list in a profile and in a book: exit code 2, little memory and time."""
    (tmp_path / "p.yaml").write_bytes(LARGE["list in brackets"])
    book = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": b"facts: [" + b"1," * 200_000 + b"1]"})
    script = (
        "import resource, sys; from ronde.cli.main import main; code = main(sys.argv[1:]);"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        "print('used', used.ru_utime + used.ru_stime, used.ru_maxrss // 1024); sys.exit(code)"
    )
    for expected, asked in ((2, ("evaluate", "p.yaml")), (2, ("evaluate", "p.yaml", "--rulesets", str(book)))):
        done = subprocess.run([sys.executable, "-c", script, *asked], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == expected, done.stderr
        seconds, megabytes = map(float, done.stdout.split("used")[1].split())
        assert seconds < GENEROUS
        assert megabytes < 512


def test_unknown_keys_are_told_up_to_a_limit_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of unknown keys give the first findings and how many more there are; for no more are names compared."""
    sought: list[str] = []
    monkeypatch.setattr(near.difflib, "get_close_matches", lambda name, *about: sought.append(name) or [])
    start = process_time()
    with pytest.raises(Refused) as refused:
        books.decide(books.real(), {f"key_{number}": 1 for number in range(7_000)}, "2024-06-03")
    found = refused.value.findings
    assert len(found) == limits.MOST_FINDINGS
    assert codes(found) == {"profile-unknown", "findings-more"}
    assert found[-1].about["count"] == 7_000 - (limits.MOST_FINDINGS - 1)
    assert len(sought) <= limits.MOST_FINDINGS
    assert process_time() - start < GENEROUS


def test_what_is_counted_stays_counted() -> None:
    """Findings gathered from several refusals are told up to the limit again, and none is lost from the count."""
    many = tuple(Finding("file-empty", Place(f"{number:03}.yaml")) for number in range(200))
    once = Refused(many).findings
    again = Refused((*once, *many[:10])).findings
    assert again[-1].about["count"] == 210 - (limits.MOST_FINDINGS - 1)
    assert sorted(again, key=lambda finding: finding.order)[-1] is again[-1]


def test_no_near_name_is_sought_for_a_long_one() -> None:
    """A name longer than any known one is not compared with them."""
    assert near.nearest("a" * limits.LONGEST_NEAR, ["a" * limits.LONGEST_NEAR])
    assert not near.nearest("a" * (limits.LONGEST_NEAR + 1), ["a" * limits.LONGEST_NEAR])


@pytest.mark.parametrize("keys", [2, 3, 6])
def test_tables_are_measured_before_they_are_made(keys: int, tmp_path: Path) -> None:
    """The cells of a table are counted from its rows' bounds; a table with more than the limit is never made."""
    names = [f"n{number}" for number in range(keys)]
    rows = [{"when": dict.fromkeys(names, 2 * number), "value": 1} for number in range(400 // keys)]
    table = {"keys": names, "rows": rows, "otherwise": 0}
    start = process_time()
    found = found_in(tmp_path, {**dict.fromkeys(names, NUMBER), "x": books.fact(table=table)})
    assert "table-too-large" in codes(found)
    assert process_time() - start < GENEROUS


def test_wide_intervals_make_no_cells() -> None:
    """An interval costs its two ends, not the values between them."""
    table = {"key": "n", "rows": {"..19": 1, "20..1000000": 2, "1000001..": 3}}
    plan = books.plan(books.book({"n": NUMBER, "x": books.fact(table=table)}))
    assert max(len(node.data.cells) for node in plan.nodes if hasattr(node.data, "cells")) == 3


def test_facts_of_for_each_are_counted() -> None:
    """A few definitions for every item of a long list are refused before they are all compiled."""
    items = {f"i{number}": books.TEXTS for number in range(1_500)}
    facts = {f"x{number}.{{a}}": books.fact(for_each={"a": "l"}, value=1) for number in range(60)}
    book = books.book({"n": NUMBER, **facts}, lists={"l": {"label": books.TEXTS, "items": items}})
    start = process_time()
    _, found = compile_with_findings(book.in_force(book.first_date))
    assert "facts-too-many" in codes(found)
    assert process_time() - start < GENEROUS


def test_facts_that_rest_on_one_another_at_any_length() -> None:
    """A thousand facts, each resting on the next, are compiled and answered: no stack is as deep as they are many."""
    facts = {f"x{number}": books.fact(sum=[f"x{number + 1}"]) for number in range(1_000)}
    book = books.book({"x1000": NUMBER, **facts})
    assert books.answer(book, "x0", {"x1000": 7}) == 7


PATTERNS = ["(a+)+$", "(a|aa)+$", "(a*)*b", "([a-z]+)*[A-Z]", "(a|a?)+$"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_end(pattern: str) -> None:
    """Patterns that try forty letters in every way elsewhere are matched in time that grows with the text."""
    start = process_time()
    assert not fits(pattern, "a" * 5_000 + "!")
    assert process_time() - start < GENEROUS


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "((a{1,1000}){1,1000}){1,1000}", "a" * 501, "[z-a]", "("])
def test_patterns_that_could_not_be_matched_so_are_refused(pattern: str) -> None:
    """What RE2 cannot take, or what would be too large, is a finding where the pattern is written."""
    with pytest.raises(PatternBroken):
        fits(pattern, "a")


def test_every_limit_is_in_the_table_of_the_page() -> None:
    """Every limit that people can meet stands in the page on the language, with its figure, and nothing else does."""
    part = PAGE.read_text(encoding="utf-8").partition("## How much may be written")[2].partition("\n## ")[0]
    told = sorted(int(figure.replace(",", "")) for figure in re.findall(r"^\|.*\| ([\d,]+)(?: bytes)? \|$", part, re.M))
    inner = {"MOST_TOKENS"}
    assert told == sorted(value for name, value in vars(limits).items() if name.isupper() and name not in inner)
