"""The command that looks for what is wrong in a book of rules: check."""

from __future__ import annotations

import click

from ronde.api.checking import check_paths
from ronde.cli import console, options
from ronde.messages import translate
from ronde.messages.diagnostics import Severity

FORMS = ("text", "json", "sarif", "github", "junit")


def check_command(language: str) -> click.Command:
    """`ronde check [PATHS]`."""
    return options.command(
        "check",
        language,
        _check,
        [
            click.Argument(["paths"], metavar="[PATHS]...", nargs=-1),
            options.form(language, FORMS, about="opt-forms"),
            click.Option(["--changed"], metavar="REV", help=translate("opt-changed", language)),
            click.Option(["--cases"], metavar="PATH", multiple=True, help=translate("opt-cases", language)),
            options.fail_on(language),
            options.rulesets(language),
        ],
    )


def _check(
    paths: tuple[str, ...],
    form: str,
    changed: str | None,
    cases: tuple[str, ...],
    fail_on: str,
    rulesets: str | None,
    language: str,
) -> int:
    found = check_paths(paths, rulesets, changed, cases)
    report, diagnostics = found.report, found.diagnostics
    if form == "json":
        options.show_data(found.to_dict(language))
    elif form != "text":
        from ronde.api.diagnostics_as import diagnostics_as

        console.answer(diagnostics_as(form, diagnostics, language))
    elif diagnostics:
        console.answer(
            "\n".join(
                translate(f"severity-{each.severity}", language, text=each.text(language)) for each in diagnostics
            )
        )
    if not report.rules_checked:
        console.talk(translate("check-stopped", language))
    if report.following:
        console.talk(translate("check-following", language, count=report.following))
    if diagnostics:
        errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
        console.talk(translate("check-found", language, errors=errors, warnings=warnings))
        return int(found.any_from(Severity(fail_on)))
    console.talk(translate("check-clean", language, files=report.files, versions=report.versions, slices=report.slices))
    return 0
