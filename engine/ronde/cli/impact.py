"""The command that says whom a change of rules touches: impact."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde.api.from_here import book_folder
from ronde.cli import console, options
from ronde.cli.pool_shared import fact_names, needs_pool, processes, workers_option
from ronde.messages import translate

if TYPE_CHECKING:
    from ronde.batch.reading import PoolFile

PEOPLE = 100_000
"""How many synthetic candidates are drawn if nothing is said."""


def impact_command(language: str) -> click.Command:
    """`ronde impact BEFORE [AFTER]`."""
    return options.command(
        "impact",
        language,
        _impact,
        [
            click.Argument(["before"], metavar="BEFORE"),
            click.Argument(["after"], metavar="[AFTER]", required=False),
            click.Option(["--clock"], metavar="D", help=translate("opt-clock", language)),
            click.Option(["--as-of"], metavar="D", help=translate("opt-impact-as-of", language)),
            click.Option(["--facts"], metavar="F", multiple=True, help=translate("opt-compare-facts", language)),
            click.Option(["--pool"], metavar="FILE", help=translate("opt-impact-pool", language)),
            click.Option(["--id", "id_column"], metavar="C", help=translate("opt-pool-id", language)),
            click.Option(["--keep"], metavar="C", multiple=True, help=translate("opt-impact-keep", language)),
            click.Option(["--ignore"], metavar="C", multiple=True, help=translate("opt-ignore", language)),
            click.Option(
                ["--people"],
                metavar="N",
                type=click.IntRange(1),
                default=PEOPLE,
                help=translate("opt-impact-people", language, count=PEOPLE),
            ),
            click.Option(
                ["--seed"], metavar="S", type=click.IntRange(0), default=0, help=translate("opt-make-seed", language)
            ),
            click.Option(["--population"], metavar="FILE", help=translate("opt-make-population", language)),
            workers_option(language),
            click.Option(["--chart"], metavar="FILE", help=translate("opt-impact-chart", language)),
            click.Option(
                ["--format", "form"],
                type=click.Choice(("text", "md", "html", "json")),
                default="text",
                help=translate("opt-format", language),
            ),
            options.rulesets(language),
        ],
    )


def _impact(
    before: str,
    after: str | None,
    clock: str | None,
    as_of: str | None,
    facts: tuple[str, ...],
    pool: str | None,
    id_column: str | None,
    keep: tuple[str, ...],
    ignore: tuple[str, ...],
    people: int,
    seed: int,
    population: str | None,
    workers: int | None,
    chart: str | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.change.impact.chart import impact_chart
    from ronde.change.impact.data import impact_data
    from ronde.change.impact.page import impact_page
    from ronde.change.impact.run import Asked, impact_of
    from ronde.cli.pool_input import say_rejects
    from ronde.rounds.chart import new_figure

    if chart is not None:
        new_figure(Path(chart))
    file = None if pool is None else _file(pool, id_column, language)
    asked = Asked(
        before,
        after,
        options.optional_day(clock, "--clock"),
        options.optional_day(as_of, "--as-of"),
        fact_names(facts),
        file,
        keep,
        ignore,
        people,
        seed,
        population,
        processes(workers),
        language,
    )
    found = impact_of(book_folder(rulesets), asked)
    if file is not None:
        say_rejects(file, None, language)
    if chart is not None:
        impact_chart(found, Path(chart), language)
    if form == "json":
        options.show_data(impact_data(found, language))
        return 0
    page = impact_page(found, language)
    page.picture = chart or ""
    if form == "html":
        console.answer(page.html())
    else:
        options.show_page(page, form)
    return 0


def _file(pool: str, id_column: str | None, language: str) -> PoolFile:
    """The file of candidates, looked through. Errors: Refused."""
    from ronde.cli.pool_input import opened

    return opened(pool, None, id_column, (), language)
