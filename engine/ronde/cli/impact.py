"""The command that says whom a change of rules touches: impact."""

from __future__ import annotations

import gc
from typing import Any

import click

from ronde.api.from_here import book_folder
from ronde.cli import console, options
from ronde.cli.pool_shared import fact_names, needs_pool, processes, workers_option
from ronde.messages import translate

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
            options.form(language, options.PAGES),
            options.rulesets(language),
        ],
    )


def _impact(
    before: str,
    after: str | None,
    clock: str | None,
    as_of: str | None,
    facts: tuple[str, ...],
    people: int,
    workers: int | None,
    chart: str | None,
    form: str,
    rulesets: str | None,
    language: str,
    **pool: Any,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.api.impact import People, impact

    asked = People(rows=people, workers=processes(workers), **pool)
    sides = before, after, clock, as_of
    found = impact(book_folder(rulesets), sides, fact_names(facts), asked, language, chart)
    for each in found.aside:
        console.talk(each)
    options.show_page(found, form, language)
    return 0
