"""The command that says when a profile's answers changed, and why: history."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.cli import options
from ronde.cli.charts import draw_history
from ronde.cli.series import chart_option, series_engine, spans
from ronde.explain.series import history_data, history_page
from ronde.explain.why import check_fact
from ronde.messages import translate
from ronde.rounds.series import changes


def history_command(language: str) -> click.Command:
    """`ronde history PROFILE`."""
    return options.command(
        "history",
        language,
        _history,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            *spans(language),
            click.Option(["--fact", "facts"], metavar="F", multiple=True, help=translate("opt-fact", language)),
            chart_option(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _history(
    profile: str,
    since: str | None,
    until: str | None,
    facts: tuple[str, ...],
    chart: str | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    engine = series_engine(rulesets)
    history = engine.history
    last, _ = options.day(until, "--to")
    first = options.days(since, until)[0] or history.first_date
    document = options.profile(profile, language)
    decision = engine.evaluate(document, last)
    for name in facts:
        check_fact(decision, name)
    found = list(changes(engine, document, facts or history.headlines, first, last))
    names = facts or history.headlines
    if chart:
        draw_history(engine, found, names, decision, Path(chart), language)
    if form == "json":
        options.show_data(history_data(found, decision, names, first, last))
    else:
        options.show_page(history_page(found, decision, names, first, last, language), form)
    return 0
