"""The check of the rules of a book: the three passes on every set of rules that was ever in force or ever known."""

from __future__ import annotations

from pathlib import Path

from ronde.compile import Compiler
from ronde.model.finding import Finding, Place, Refused, Severity
from ronde.model.history import History, Rules
from ronde.model.report import BookReport
from ronde.read.book import read_book
from ronde.read.files import BOOK
from ronde.run.strata import may_be_unsafe, shape_findings, stratify


def check_book(folder: Path) -> BookReport:
    """The report on the book in a folder."""
    try:
        return check_rules(read_book(folder), Compiler())
    except Refused as refused:
        return BookReport(refused.findings, rules_checked=False)


def check_rules(history: History, compiler: Compiler, right: frozenset[str] = frozenset()) -> BookReport:
    """The report on the rules of a book, of which some are known to be right, by their digests."""
    findings: dict[tuple[str, Place], Finding] = {}
    slices = rules_ever(history)
    headlines = set(history.headlines)
    failed: set[str] = set()
    found_right: set[str] = set()
    for rules in slices:
        if rules.digest in right:
            found_right.add(rules.digest)
            headlines -= compiler.index(rules).facts.keys()
            continue
        plan, found = compiler.plan_and_findings(rules)
        headlines -= plan.facts.keys()
        if any(finding.severity is Severity.ERROR for finding in found):
            failed |= compiler.index(rules).facts.keys() - plan.facts.keys()
        elif may_be_unsafe(plan):
            found = [*found, *shape_findings(plan, stratify(plan))]
        if not found:
            found_right.add(rules.digest)
        for finding in found:
            findings.setdefault((finding.code, finding.place), finding)
    for name in sorted(headlines - failed):
        findings[name, Place(BOOK)] = Finding("fact-unknown", Place(BOOK), {"name": name, "close": ""})
    count = sum(map(len, history.versions.values()))
    following = len(headlines & failed)
    return BookReport(tuple(findings.values()), count + 1, count, len(slices), following, True, frozenset(found_right))


def rules_ever(history: History) -> list[Rules]:
    """Every different set of rules that was in force on some day, seen from some day, once each."""
    versions = [version for versions in history.versions.values() for version in versions]
    days = sorted({history.first_date, *(version.effective for version in versions)})
    late = sorted({version.published for version in versions if version.published != version.effective})
    found: dict[str, Rules] = {}
    for day in days:
        for known_on in (None, day, *late):
            rules = history.in_force(day, known_on)
            found.setdefault(rules.digest, rules)
    return list(found.values())
