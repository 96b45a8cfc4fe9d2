"""The command that looks for what is wrong in a book of rules: check."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from ronde.api.from_here import book_folder, from_here, openable
from ronde.check.whole import check_whole_book
from ronde.cli import console, options
from ronde.messages import render, translate
from ronde.model.finding import Place, Severity, refuse
from ronde.model.report import BookReport
from ronde.read.files import BOOK

FORMS = ("text", "json", "sarif", "github", "junit")


def check_command(language: str) -> click.Command:
    """`ronde check [PATHS]`."""
    return options.command(
        "check",
        language,
        _check,
        [
            click.Argument(["paths"], metavar="[PATHS]...", nargs=-1),
            click.Option(
                ["--format", "form"], type=click.Choice(FORMS), default="text", help=translate("opt-forms", language)
            ),
            click.Option(["--changed"], metavar="REV", help=translate("opt-changed", language)),
            click.Option(
                ["--fail-on"],
                type=click.Choice([each.value for each in Severity]),
                default=Severity.WARNING.value,
                help=translate("opt-fail-on", language),
            ),
            options.rulesets(language),
        ],
    )


def _check(
    paths: tuple[str, ...], form: str, changed: str | None, fail_on: str, rulesets: str | None, language: str
) -> int:
    report = BookReport()
    for path in paths or (str(book_folder(rulesets)),):
        found = _checked(Path(path))
        report = report.plus(found if changed is None else _touched(found, Path(path), changed))
    findings = sorted(report.findings, key=lambda each: each.order)
    if form == "json":
        from ronde.api.errors import Diagnostic

        told = [Diagnostic(finding).to_dict(language) for finding in findings]
        options.show_data({"findings": told, "following": report.following, "rules_checked": report.rules_checked})
    elif form != "text":
        from ronde.cli.findings_as import findings_as

        console.answer(findings_as(form, findings, language))
    elif findings:
        console.answer(
            "\n".join(
                f"{translate(f'severity-{each.severity}', language)}: {render(each, language)}" for each in findings
            )
        )
    if not report.rules_checked:
        console.talk(translate("check-stopped", language))
    if report.following:
        console.talk(translate("check-following", language, count=report.following))
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    if findings:
        console.talk(
            translate("check-found", language, errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING])
        )
        worst = list(Severity).index(Severity(fail_on))
        return int(any(list(Severity).index(each.severity) <= worst for each in findings))
    console.talk(translate("check-clean", language, files=report.files, versions=report.versions, slices=report.slices))
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


def _touched(report: BookReport, path: Path, revision: str) -> BookReport:
    """The report on the files that differ from a revision of git, and on every error: a change may break what stands
    elsewhere."""
    from ronde.change.changed import changed_lines

    folder = path if path.is_dir() else path.parent
    names = {(folder / name).resolve() for name in changed_lines(folder, revision, "--changed")}
    return replace(
        report,
        findings=tuple(
            each
            for each in report.findings
            if each.severity is Severity.ERROR or Path(each.place.file).resolve() in names
        ),
    )


def _openable(report: BookReport, folder: Path) -> BookReport:
    """The report on a book, each place as it can be opened from here."""
    return replace(report, findings=tuple(openable(each, folder) for each in report.findings))


def _checked_cases(path: Path) -> BookReport:
    from ronde.cases.cases import read_every
    from ronde.cli.cases_at import cases_at

    files = cases_at(path)
    _, findings = read_every(files)
    return BookReport(tuple(findings), len(files))
