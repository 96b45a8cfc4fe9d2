"""A whole book checked: its rules, then rounds, pools as published, names of the feed and populations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ronde.check import kept
from ronde.compile import Compiler
from ronde.inputs.ever import ever_defined
from ronde.model.document import Document
from ronde.model.finding import Finding, Refused, Severity
from ronde.model.history import History
from ronde.model.near import nearest
from ronde.model.report import BookReport
from ronde.read import cache, schema
from ronde.read.book import book_document, read_book, unread
from ronde.read.files import BookFiles, FileKind, read_files
from ronde.read.sources import check_sources
from ronde.rounds.data import Round, rounds_of
from ronde.run.check import check_rules
from ronde.run.decision import day_text


def report_on(folder: Path, files: BookFiles) -> BookReport:
    """The report on the files of a book, each looked at, whatever was found of them before."""
    history, compiler = None, Compiler()
    try:
        history = read_book(folder)
        kept_as = kept.of_rules(folder, history)
        before = kept.load_rules(kept_as)
        report = check_rules(history, compiler, before)
        if report.right != before:
            kept.keep_rules(kept_as, report.right)
    except Refused as refused:
        report = BookReport(refused.findings, rules_checked=False)
    book = book_document(files)
    rounds, found = rounds_of(folder)
    findings = [*report.findings, *unread(files, book), *found, *_feed(files)]
    sound = not any(finding.severity is Severity.ERROR for finding in report.findings)
    if history is not None and sound:
        findings += [*_terms(history, book), *_types(history, rounds.rounds, compiler)]
    findings += _populations(files, history if sound else None, compiler)
    return replace(report, findings=_once(findings), files=len(files.kinds))


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without those that say the same of the same place."""
    return tuple({(each.code, each.place, str(each.about)): each for each in findings}.values())


def _feed(files: BookFiles) -> list[Finding]:
    """What is wrong with the names of the feed, which only the import of rounds reads."""
    contents, findings = read_files(files.folder, files.of(FileKind.FEED))
    documents, broken = cache.documents(contents)
    findings = [*findings, *broken]
    for document in documents:
        findings += schema.check(document, FileKind.FEED) or check_sources(document)
    return findings


def _terms(history: History, book: Document | None) -> list[Finding]:
    """The facts that rounds go by, if no version has ever defined them."""
    terms = history.rounds_terms
    if terms is None or book is None:
        return []
    known = ever_defined(history).facts
    findings = []
    for key in ("score", "submitted", "submitted_time", "expires"):
        name = getattr(terms, key)
        if name not in known:
            about = {"name": name, "close": nearest(name, known)}
            findings.append(Finding("fact-never", book.place(("rounds", key)), about))
    return findings


def _types(history: History, rounds: Iterable[Round], compiler: Compiler) -> list[Finding]:
    """The rounds of a type that no fact defines on their day."""
    terms = history.rounds_terms
    findings: list[Finding] = []
    if terms is None:
        return findings
    names: dict[str, set[str]] = {}
    for each in rounds:
        rules = history.in_force(each.date)
        if rules.digest not in names:
            names[rules.digest] = set(compiler.index(rules).facts)
        if terms.invited.replace("{type}", each.type) not in names[rules.digest]:
            about = {"number": each.number, "date": day_text(each.date), "type": each.type}
            findings.append(Finding("round-type-undefined", each.place, about))
    return findings


def _populations(files: BookFiles, history: History | None, compiler: Compiler) -> list[Finding]:
    """What is wrong with the populations: as files, and, if the history is sound, under its first and its last rules.
    Without the libraries of pools only the files are looked at."""
    findings: list[Finding] = []
    for path in files.of(FileKind.POPULATION):
        contents, unreadable = read_files(files.folder, [path])
        documents, broken = cache.documents(contents)
        found = [*unreadable, *broken]
        for document in documents:
            found += schema.check(document, FileKind.POPULATION)
        if not found and history is not None:
            found += _under_rules(documents[0], history, compiler)
        findings += found
    return findings


def _under_rules(document: Document, history: History, compiler: Compiler) -> list[Finding]:
    try:
        from ronde.simulate.population.assumptions import read_population
    except ImportError:
        return []
    findings: list[Finding] = []
    for day in dict.fromkeys((history.first_date, max(history.change_dates))):
        try:
            read_population(document, compiler.plan(history.in_force(day)), history)
        except Refused as refused:
            findings += refused.findings
    return findings
