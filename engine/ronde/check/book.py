"""A whole book checked: its rules, rounds, pools as published, names of the feed and populations, each as such; then
every check of the registry, whatever else was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ronde.check import kept
from ronde.check.cases import cases_and_tried
from ronde.compile.rules import Compiler
from ronde.evaluate.check import Slice, check_rules, compiled
from ronde.lint import registry
from ronde.lint.allowed import allowances, at_levels, levels, without_allowed
from ronde.lint.context import Context
from ronde.messages.diagnostics import Diagnostic, Severity, ValidationError
from ronde.messages.report import BookReport
from ronde.model.document import Document
from ronde.model.history import History
from ronde.read import cache, schema
from ronde.read.book import book_document, read_book, unread
from ronde.read.conforming import check_file
from ronde.read.files import BookFiles, FileKind
from ronde.read.sources import check_sources
from ronde.rounds.data import rounds_of


def report_on(folder: Path, files: BookFiles, cases: Sequence[Path] = ()) -> BookReport:
    """The report on the files of a book, each looked at, whatever was found of them before; and on what the cases of
    some files try of it, if there are any."""
    history, compiler, slices = None, Compiler(), list[Slice]()
    before = right = frozenset[str]()
    kept_as = None
    try:
        history = read_book(folder, files)
        kept_as = kept.of_rules(folder, history)
        before = kept.load_rules(kept_as)
        slices = compiled(history, compiler, before)
        report = check_rules(history, slices)
        right = report.right
    except ValidationError as refused:
        report = BookReport(refused.diagnostics, rules_checked=False)
    book = book_document(files)
    rounds, wrong_rounds = rounds_of(files)
    sound = not any(diagnostic.severity is Severity.ERROR for diagnostic in report.diagnostics)
    documents = _documents(files, history)
    wrong_cases, tried = cases_and_tried(cases, folder, history) if cases and history is not None else ([], None)
    context = Context(files, book, documents, history, slices, rounds.rounds, tried=tried, written=compiler.written)
    mended = registry.found(context)
    if kept_as is not None:
        right = _untouched(right, slices, {each.location.name for each in mended})
        if right != before:
            kept.keep_rules(kept_as, right)
    written = allowances(files.read(files.kinds)[0])
    mended = without_allowed(at_levels(mended, levels(book)), written, registry.unasked(context))
    diagnostics = [*report.diagnostics, *unread(files, book), *wrong_rounds, *_feed(files), *wrong_cases, *mended]
    diagnostics += _populations(files, history if sound else None, compiler)
    return replace(report, diagnostics=_once(diagnostics), files=len(files.kinds))


def _untouched(right: frozenset[str], slices: Iterable[Slice], told: set[str]) -> frozenset[str]:
    """The sets of rules, of those found right, that hold no file of which a check told anything, allowed or not: the
    others are looked at again."""
    touched = {
        each.rules.digest
        for each in slices
        for topic in each.rules.topics
        for version in topic.versions
        if version.document.file in told
    }
    return right - touched


def _documents(files: BookFiles, history: History | None) -> dict[FileKind, list[Document]]:
    """The documents of the kinds that checks look at which agree with their schema; those of a history do."""
    found: dict[FileKind, list[Document]] = {}
    for kind in (FileKind.RULES, FileKind.ROUNDS, FileKind.POOL, FileKind.FEED):
        if kind is FileKind.RULES and history is not None:
            found[kind] = [each.document for versions in history.versions.values() for each in versions]
            continue
        documents, _ = cache.documents(files.read(files.of(kind))[0])
        found[kind] = [each for each in documents if not check_file(each, kind)]
    return found


def _once(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics without those that say the same of the same place."""
    return tuple({(each.code, each.location, str(each.params)): each for each in diagnostics}.values())


def _feed(files: BookFiles) -> list[Diagnostic]:
    """What is wrong with the names of the feed, which only the import of rounds reads."""
    contents, diagnostics = files.read(files.of(FileKind.FEED))
    documents, broken = cache.documents(contents)
    diagnostics = [*diagnostics, *broken]
    for document in documents:
        diagnostics += check_file(document, FileKind.FEED) or check_sources(document)
    return diagnostics


def _populations(files: BookFiles, history: History | None, compiler: Compiler) -> list[Diagnostic]:
    """What is wrong with the populations: as files, and, if the history is sound, under its first and its last rules.
    Without the libraries of pools only the files are looked at."""
    diagnostics: list[Diagnostic] = []
    for path in files.of(FileKind.POPULATION):
        contents, unreadable = files.read([path])
        documents, broken = cache.documents(contents)
        found = [*unreadable, *broken]
        for document in documents:
            found += schema.check(document, FileKind.POPULATION)
        if not found and history is not None:
            found += _under_rules(documents[0], history, compiler)
        diagnostics += found
    return diagnostics


def _under_rules(document: Document, history: History, compiler: Compiler) -> list[Diagnostic]:
    try:
        from ronde.simulate.population.assumptions import read_population
    except ImportError:
        return []
    diagnostics: list[Diagnostic] = []
    for day in dict.fromkeys((history.first_date, max(history.change_dates))):
        try:
            read_population(document, compiler.plan(history.in_force(day)), history)
        except ValidationError as refused:
            diagnostics += refused.diagnostics
    return diagnostics
