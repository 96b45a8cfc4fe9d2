"""The command that writes a book of rules as plain tables: export."""

from __future__ import annotations

import click

from ronde.cli import console, options
from ronde.export import FORMATS
from ronde.messages import translate
from ronde.messages.escape import plain


def export_command(language: str) -> click.Command:
    """`ronde export --out FOLDER`."""
    return options.command(
        "export",
        language,
        _export,
        [
            click.Option(["--out"], metavar="FOLDER", required=True, help=translate("opt-out", language)),
            click.Option(
                ["--format", "form"],
                type=click.Choice(FORMATS),
                default="csv",
                help=translate("opt-export-format", language),
            ),
            options.spreadsheet(language),
            options.rulesets(language),
        ],
    )


def _export(out: str, form: str, rulesets: str | None, language: str) -> int:
    files = options.book(rulesets).export(out, form, spreadsheet=options.for_spreadsheet(True))
    console.answer("\n".join(plain(str(path)) for path in files))
    return 0
