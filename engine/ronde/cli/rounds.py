"""The command that lists rounds: rounds."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.cli import console, options
from ronde.cli.charts import draw_rounds
from ronde.cli.series import chart_option, series_engine, some_of, spans, types_option
from ronde.cli.tables import table
from ronde.evaluate.carried import carried_data
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Page
from ronde.explain.rounds import behind, horizon_line, none_page, rounds_rows
from ronde.explain.series import horizon_data
from ronde.messages import translate
from ronde.model.finding import Place, refuse
from ronde.rounds.selected import rounds_held


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
    engine = series_engine(rulesets)
    found = rounds_held(engine.history)
    some = some_of(found, since, until, types)
    if chart and not some:
        raise refuse("round-none-chart", Place("--chart"))
    if chart:
        draw_rounds(engine, found, some, Path(chart), language)
    if form == "json":
        options.show_data(
            {
                **horizon_data(found),
                "cautions": carried_data(engine.history, behind(engine, some)),
                "rounds": [dict(each.written) for each in some],
            }
        )
    elif not some:
        options.show_page(none_page(found, types, language), form)
    else:
        console.answer(table(rounds_rows(engine, some, language), markdown=form == "md"))
        page = Page(translate("cautions-heading", language))
        page.add("", carried_lines(engine.history, behind(engine, some), language, of="rounds"))
        if page.sections:
            console.answer("")
            options.show_page(page, form)
        console.talk(horizon_line(found, language))
    return 0
