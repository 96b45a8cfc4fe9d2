"""The command that says what differs between two dates, revisions or folders: diff."""

from __future__ import annotations

import click

from ronde.api.difference import compared
from ronde.api.from_here import book_folder
from ronde.cli import options
from ronde.messages import translate


def diff_command(language: str) -> click.Command:
    """`ronde diff BEFORE [AFTER]`."""
    return options.command(
        "diff",
        language,
        _diff,
        [
            click.Argument(["before"], metavar="BEFORE"),
            click.Argument(["after"], metavar="[AFTER]", required=False),
            click.Option(["--witness"], is_flag=True, help=translate("opt-witness", language)),
            click.Option(["--full"], is_flag=True, help=translate("opt-full", language)),
            options.form(language, options.PAGES),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _diff(
    before: str, after: str | None, witness: bool, full: bool, form: str, rulesets: str | None, language: str
) -> int:
    found = compared(book_folder(rulesets), before, after, names=options.with_names())
    found = found.in_full() if full else found
    found = found.with_witnesses() if witness else found
    options.show_page(found, form, language)
    return 0
