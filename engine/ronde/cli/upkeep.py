"""The commands that look after the rules: check and test."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from ronde.api.errors import Diagnostic
from ronde.api.from_here import book_folder, from_here, openable
from ronde.cases.cases import FOLDER, SUFFIXES, case_files, read_cases
from ronde.cases.run import run_cases
from ronde.check.book import check_whole_book
from ronde.cli import console, options
from ronde.model.finding import Finding, Place, Refused, Severity, refuse
from ronde.read.files import BOOK
from ronde.run.check import BookReport
from ronde.words import say, tell


def check_command(language: str) -> click.Command:
    """`ronde check [PATHS]`."""
    return options.command(
        "check",
        language,
        _check,
        [click.Argument(["paths"], metavar="[PATHS]...", nargs=-1), options.form(language), options.rulesets(language)],
    )


def _check(paths: tuple[str, ...], form: str, rulesets: str | None, language: str) -> int:
    report = BookReport()
    for path in paths or (str(book_folder(rulesets)),):
        report = report.plus(_checked(Path(path)))
    findings = sorted(report.findings, key=lambda each: each.order)
    if form == "json":
        told = [Diagnostic(finding).to_dict(language) for finding in findings]
        options.show_data({"findings": told, "following": report.following, "rules_checked": report.rules_checked})
    elif findings:
        console.answer(
            "\n".join(f"{say(f'severity-{each.severity}', language)}: {tell(each, language)}" for each in findings)
        )
    if not report.rules_checked:
        console.talk(say("check-stopped", language))
    if report.following:
        console.talk(say("check-following", language, count=report.following))
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    if findings:
        console.talk(say("check-found", language, errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING]))
        return 1
    console.talk(say("check-clean", language, files=report.files, versions=report.versions, slices=report.slices))
    return 0


def _checked(path: Path) -> BookReport:
    """The report on a book, on one file of a book (the book is read whole), or on a file or folder of cases."""
    if not path.exists() and not path.is_symlink():
        raise refuse("file-missing", Place(str(path)))
    root = next((folder for folder in (path, *path.resolve().parents) if os.path.lexists(folder / BOOK)), None)
    if root is None:
        return _checked_cases(path)
    report = check_whole_book(root)
    if path.resolve() == root.resolve():
        return _openable(report, path)
    wanted = path.resolve().relative_to(root.resolve()).as_posix()
    kept = tuple(
        each for each in report.findings if each.place.file == wanted or each.place.file.startswith(f"{wanted}/")
    )
    return _openable(replace(report, findings=kept), from_here(root))


def _openable(report: BookReport, folder: Path) -> BookReport:
    """The report on a book, each place as it can be opened from here."""
    return replace(report, findings=tuple(openable(each, folder) for each in report.findings))


def _cases_at(path: Path) -> list[Path]:
    """The files of cases at a path. Errors: Refused where there is none."""
    if not path.exists():
        raise refuse("file-missing", Place(str(path)))
    files = case_files(path)
    if not files or (files == [path] and path.suffix.lower() not in SUFFIXES):
        raise refuse("cases-none", Place(str(path)))
    return files


def _checked_cases(path: Path) -> BookReport:
    files = _cases_at(path)
    findings: list[Finding] = []
    for file in files:
        try:
            read_cases(file)
        except Refused as refused:
            findings.extend(refused.findings)
    return BookReport(tuple(findings), len(files))


def test_command(language: str) -> click.Command:
    """`ronde test [PATHS]`."""
    return options.command(
        "test", language, _test, [click.Argument(["paths"], metavar="[PATHS]...", nargs=-1), options.rulesets(language)]
    )


def _test(paths: tuple[str, ...], rulesets: str | None, language: str) -> int:
    files = [file for path in paths or (str(Path("tests") / FOLDER),) for file in _cases_at(Path(path))]
    run = run_cases(dict.fromkeys(files), Path(rulesets) if rulesets else None, language)
    for failure in run.failures:
        head = say("test-failed", language, place=str(failure.place), name=failure.name)
        console.answer("\n".join((head, *(f"  {each}" for each in failure.differences))))
    failed = len(run.failures)
    console.answer(say("test-summary", language, cases=run.cases, passed=run.cases - failed, failed=failed))
    return 1 if failed else 0
