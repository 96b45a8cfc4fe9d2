"""The command that begins a dated case from a profile: case."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.editing import case_begun
from ronde.api.from_here import book_folder
from ronde.cli import console, options, writing
from ronde.cli.pool_shared import fact_names
from ronde.messages import translate


def case_command(language: str) -> click.Command:
    """`ronde case PROFILE`."""
    return options.command(
        "case",
        language,
        _case,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            options.as_of(language),
            options.known_on(language),
            click.Option(["--expect"], metavar="F", multiple=True, help=translate("opt-case-expect", language)),
            click.Option(["--as-found"], is_flag=True, help=translate("opt-as-found", language)),
            click.Option(["--out"], metavar="FILE", help=translate("opt-case-out", language)),
            options.rulesets(language),
        ],
    )


def _case(
    profile: str,
    as_of: str | None,
    known_on: str | None,
    expect: tuple[str, ...],
    as_found: bool,
    out: str | None,
    rulesets: str | None,
    language: str,
) -> int:
    edit = case_begun(
        book_folder(rulesets),
        options.content(profile, language),
        profile,
        as_of=as_of,
        known_on=known_on,
        expect=fact_names(expect),
        as_found=as_found,
        out=None if out is None else Path(out),
        lang=language,
    )
    if out is None:
        console.answer(edit.file.after.decode())
        return 0
    return writing.put(edit, language=language)
