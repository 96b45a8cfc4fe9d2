"""The command that finds facts by what they are called: facts."""

from __future__ import annotations

import click

from ronde.cli import options


def facts_command(language: str) -> click.Command:
    """`ronde facts [WORD]...`."""
    return options.command(
        "facts",
        language,
        _facts,
        [
            click.Argument(["words"], metavar="[WORD]...", nargs=-1),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _facts(words: tuple[str, ...], form: str, rulesets: str | None, language: str) -> int:
    found = options.book(rulesets).facts(" ".join(words) if words else None)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
