"""The command that lists rounds: rounds."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.cli.series import chart_option, spans, types_option


def rounds_command(language: str) -> click.Command:
    """`ronde rounds`."""
    return options.command(
        "rounds",
        language,
        _rounds,
        [
            *spans(language),
            types_option(language),
            chart_option(language),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _rounds(
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    chart: str | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    found = options.book(rulesets).rounds(since=since, until=until, types=types)
    if chart:
        found.chart(chart, language)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
