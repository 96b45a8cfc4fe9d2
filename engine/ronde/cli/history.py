"""The command that says when a profile's answers changed, and why: history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ronde.cli import options
from ronde.cli.series import chart_option, spans
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation

if TYPE_CHECKING:
    from ronde.api.rounds import ProfileHistory


def history_command(language: str) -> click.Command:
    """`ronde history PROFILE`."""
    return options.command(
        "history",
        language,
        _history,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            *spans(language),
            click.Option(["--until", "ahead"], metavar="D", help=translate("opt-until", language)),
            click.Option(["--fact", "facts"], metavar="F", multiple=True, help=translate("opt-fact", language)),
            chart_option(language),
            options.form(language),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _history(
    profile: str,
    since: str | None,
    until: str | None,
    ahead: str | None,
    facts: tuple[str, ...],
    chart: str | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    book = options.book(rulesets)
    given = options.profile(profile, language)
    found: ProfileHistory
    if ahead is None:
        found = book.history(given, since=since, until=until, facts=facts)
    elif until is not None:
        raise refuse("both-given", ArgumentLocation("--until"), one="--to", other="--until")
    else:
        found = book.ahead(given, until=ahead, as_of=since, facts=facts)
    if chart:
        found.chart(chart, language)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
