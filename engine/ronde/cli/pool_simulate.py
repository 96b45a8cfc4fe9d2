"""The command that holds the published rounds of a period again on a simulated pool: pool simulate."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from ronde.cli import options
from ronde.cli.console import StatusLine
from ronde.cli.pool_shared import needs_pool, processes, workers_option
from ronde.messages import translate
from ronde.model.nouns import Nouns
from ronde.model.types import DATE_HIGH, DATE_LOW

SCALE = 10
"""How many real candidates a simulated one stands for, unless another scale is asked for."""

ARRIVALS = ("bands", "total")


def simulate_command(language: str) -> click.Command:
    """`ronde pool simulate --out DIR`."""

    def told(*names: str, key: str, metavar: str | None = None, **about: Any) -> click.Option:
        return click.Option(list(names), metavar=metavar, help=translate(key, language), **about)

    years = click.IntRange(date.fromordinal(DATE_LOW).year, date.fromordinal(DATE_HIGH).year)
    return options.command(
        "simulate",
        language,
        _simulate,
        [
            told("--year", key="opt-year", metavar="Y", type=years),
            told("--from", "since", key="opt-from", metavar="D"),
            told("--to", "until", key="opt-to", metavar="D"),
            told("--pool", "source", key="opt-start-pool", metavar="FILE"),
            told("--size", key="opt-start-size", metavar="N", type=click.IntRange(1)),
            click.Option(
                ["--scale"], metavar="N", type=click.FloatRange(1), help=translate("opt-scale", language, scale=SCALE)
            ),
            told("--seed", key="opt-replay-seed", metavar="S", type=click.IntRange(0), default=0),
            told("--arrivals", key="opt-arrivals", type=click.Choice(ARRIVALS), default=ARRIVALS[0]),
            told("--out", key="opt-replay-out", metavar="DIR", required=True),
            told("--chart", key="opt-chart", metavar="FILE"),
            workers_option(language),
            options.spreadsheet(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _simulate(
    source: str | None,
    size: int | None,
    scale: float | None,
    seed: int,
    arrivals: str,
    out: str,
    chart: str | None,
    workers: int | None,
    form: str,
    rulesets: str | None,
    language: str,
    **period: Any,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.api.nouns import nouns_of
    from ronde.api.pools.simulate import Period, Places, Supposed, simulate

    supposed = Supposed(source, size, scale, seed, arrivals)
    places = Places(Path(out), Path(chart) if chart else None, options.for_spreadsheet(True))
    book, count = options.book(rulesets), processes(workers)
    found = simulate(book, Period(**period), supposed, places, count, language, Progress(language, nouns_of(book)))
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0


class Progress(StatusLine):
    """How far a replay is, where somebody may be watching."""

    def __init__(self, language: str, nouns: Mapping[str, Nouns]) -> None:
        super().__init__()
        self.language, self.nouns = language, nouns

    def __call__(self, day: int, done: int, total: int) -> None:
        """Say how many rounds have been held by a day."""
        if done == total:
            self.clear()
        elif sys.stderr.isatty():
            about = {"date": date.fromordinal(day), "done": done, "total": total}
            self.show(translate("replay-progress", self.language, **self.nouns, **about))
