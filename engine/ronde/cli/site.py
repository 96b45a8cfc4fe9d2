"""The command that writes a book of rules as a static web site: site."""

from __future__ import annotations

import click

from ronde.cli import console, options
from ronde.messages import translate


def site_command(language: str) -> click.Command:
    """`ronde site --out FOLDER`."""
    return options.command(
        "site",
        language,
        _site,
        [
            click.Option(["--out"], metavar="FOLDER", required=True, help=translate("opt-site-out", language)),
            options.rulesets(language),
        ],
    )


def _site(out: str, rulesets: str | None, language: str) -> int:
    count = options.book(rulesets).site(out)
    console.answer(translate("site-written", language, count=count, folder=out))
    return 0
