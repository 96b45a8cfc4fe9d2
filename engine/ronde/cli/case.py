"""The command that begins a dated case from a profile: case."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.api.editing import case_begun
from ronde.api.from_here import book_folder
from ronde.cli import console, options, writing
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
            click.Option(["--expect"], metavar="F[=VALUE]", multiple=True, help=translate("opt-case-expect", language)),
            click.Option(["--source"], metavar="TEXT", help=translate("opt-case-source", language)),
            click.Option(["--name"], metavar="TEXT", help=translate("opt-case-name", language)),
            click.Option(["--as-found"], is_flag=True, help=translate("opt-as-found", language)),
            click.Option(["--out"], metavar="FILE", help=translate("opt-case-out", language)),
            writing.yes(language),
            options.rulesets(language),
        ],
    )


def _case(
    profile: str,
    as_of: str | None,
    known_on: str | None,
    expect: tuple[str, ...],
    source: str | None,
    name: str | None,
    as_found: bool,
    out: str | None,
    yes: bool,
    rulesets: str | None,
    language: str,
) -> int:
    edit = case_begun(
        book_folder(rulesets),
        options.content(profile, language),
        profile,
        as_of=as_of,
        known_on=known_on,
        expect=expect,
        name=name,
        source=source,
        as_found=as_found,
        out=None if out is None else Path(out),
        lang=language,
    )
    if out is None:
        console.answer(edit.file.after.decode())
        return 0
    if edit.file.before is None:
        return writing.put(edit, language=language)
    return writing.write(edit, asked=yes, language=language)
