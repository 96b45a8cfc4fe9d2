"""The command that holds the published rounds of a period again on a simulated pool: pool simulate."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from ronde.cli import console, options
from ronde.cli.console import StatusLine
from ronde.cli.pool_shared import needs_pool, processes, workers_option
from ronde.evaluate.decision import day_text
from ronde.explain.cautions import caption, carried_lines
from ronde.explain.replays import (
    Told,
    accuracy_table,
    assumptions,
    pool_rows,
    pools_table,
    replay_data,
    round_data,
    rounds_table,
)
from ronde.explain.rounds import type_titles
from ronde.explain.tables import table
from ronde.messages import escape, translate
from ronde.messages.escape import csv_text
from ronde.model.finding import Place, refuse
from ronde.model.history import History
from ronde.model.types import DATE_HIGH, DATE_LOW
from ronde.rounds.data import Pool, Round, Rounds, chosen, read_rounds

if TYPE_CHECKING:
    from ronde.simulate.replay import Crowd

SCALE = 10
"""How many real candidates a simulated one stands for, unless another scale is asked for."""

ARRIVALS = ("bands", "total")


def simulate_command(language: str) -> click.Command:
    """`ronde pool simulate --out DIR`."""

    def told(*names: str, key: str, metavar: str | None = None, **about: object) -> click.Option:
        return click.Option(list(names), metavar=metavar, help=translate(key, language), **about)  # type: ignore[arg-type]

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
    year: int | None,
    since: str | None,
    until: str | None,
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
) -> int:
    needs_pool()
    gc.enable()
    from ronde.batch.writing import write_folder
    from ronde.disk.placed import check_empty
    from ronde.rounds.chart import new_figure
    from ronde.simulate.replay import Settings, replay

    if sum(each is not None for each in (source, size, scale)) > 1:
        raise refuse("replay-one-size", Place("--scale"))
    days = _period(year, since, until)
    check_empty(Path(out))
    if chart:
        new_figure(Path(chart))
    engine = options.engine(rulesets)
    rounds, pools = _published(read_rounds(engine.history), days)
    count = processes(workers)
    crowd, ratio = _crowd(engine.history, pools[0], source, size, scale, seed, count, language)
    settings = Settings(ratio, seed, arrivals)
    progress = _progress(rounds, language)
    found = replay(engine.history, rounds, pools, crowd, settings, workers=count, progress=progress)
    told = Told(found, settings, days, type_titles(engine, rounds, language), source, engine.history)
    write_folder(Path(out), _files(told))
    if chart:
        _draw(told, Path(chart), language)
    if form == "json":
        options.show_data(replay_data(told))
    else:
        console.answer(_page(told, language, markdown=form == "md"))
    return 0


def _period(year: int | None, since: str | None, until: str | None) -> tuple[int, int]:
    """The first and the last day whose rounds are held again. Errors: Refused."""
    if year is not None and since is None and until is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    first, last = options.days(since, until)
    if year is not None or first is None or last is None:
        raise refuse("replay-period", Place("--year"))
    return first, last


def _published(found: Rounds, days: tuple[int, int]) -> tuple[list[Round], list[Pool]]:
    """The pools: the last before the first round of a period, those since, the first after the last round; and every
    round from the first of these pools until the last.

    Errors: Refused where there is no round, or no pool before.
    """
    rounds = chosen(found.rounds, *days, ())
    if not rounds:
        raise refuse("replay-no-rounds", Place("--from"), first=day_text(days[0]), last=day_text(days[1]))
    first, last = rounds[0].date, rounds[-1].date
    before = [each for each in found.pools if each.date <= first]
    if not before:
        raise refuse("pool-none", Place("--from"), date=day_text(first))
    after = [each for each in found.pools if each.date > first]
    during = [each for each in after if each.date <= last]
    pools = [before[-1], *during, *after[len(during) : len(during) + 1]]
    until = pools[-1].date - 1 if pools[-1].date > last else last
    return chosen(found.rounds, pools[0].date, until, ()), pools


def _crowd(
    history: History,
    pool: Pool,
    source: str | None,
    size: int | None,
    scale: float | None,
    seed: int,
    workers: int,
    language: str,
) -> tuple[Crowd, Fraction]:
    """The people to start with, and how many real candidates each stands for. Errors: Refused."""
    from ronde.simulate.start import from_file, population_of, required, synthetic

    if source is not None:
        crowd = from_file(history, Path(source), pool.date, required(history, pool.date), language)
        return crowd, Fraction(pool.total, crowd.start.num_rows)
    ratio = Fraction(pool.total, size) if size is not None else Fraction(str(scale or SCALE))
    count = size or max(1, round(pool.total / ratio))
    return synthetic(history, population_of(history, pool.date), pool, count, seed, workers), ratio


def _progress(rounds: Sequence[Round], language: str) -> Callable[[int], None]:
    """Says how far the replay is, where somebody may be watching."""

    line = StatusLine()

    def tell(day: int) -> None:
        done = sum(each.date <= day for each in rounds)
        if done == len(rounds):
            line.clear()
        elif sys.stderr.isatty():
            line.show(translate("replay-progress", language, date=day_text(day), done=done, total=len(rounds)))

    return tell


def _files(told: Told) -> dict[str, bytes]:
    """The files of a replay, by name."""
    data, sheet = replay_data(told), options.for_spreadsheet(True)
    rounds = [round_data(each) for each in told.rounds]
    bands = [row for each in told.replay.pools for row in pool_rows(each)]
    types = data["types"]
    assert isinstance(types, dict)
    errors = [{"type": name, **about} for name, about in types.items()]
    return {
        "rounds.csv": csv_text(rounds, list(rounds[0]), spreadsheet=sheet),
        "pools.csv": csv_text(bands, list(bands[0]), spreadsheet=sheet),
        "errors.csv": csv_text(errors, list(errors[0]), spreadsheet=sheet),
        "replay.json": orjson.dumps(data, option=orjson.OPT_INDENT_2),
    }


def _draw(told: Told, path: Path, language: str) -> None:
    from ronde.simulate.replay_chart import replay_chart

    labels = {
        "title": translate("replay-chart-title", language),
        "cutoff": translate("round-cutoff", language),
        "pool": translate("replay-chart-pool", language),
        "published": translate("replay-pool-published", language),
        "simulated": translate("replay-pool-simulated", language),
    }
    below = caption(carried_lines(told.history, told.replay.cautions, language), language)
    replay_chart(told.rounds, told.replay.pools, told.settings.scale, told.titles, labels, below, path)


def _page(told: Told, language: str, *, markdown: bool) -> str:
    """The whole replay as text or Markdown."""
    first, last = (day_text(day) for day in told.days)
    title = translate("replay-title", language, first=first, last=last)
    rest = [f"- {escape.markdown(each) if markdown else each}" for each in assumptions(told, language)]
    parts = [
        f"# {title}" if markdown else f"{title}\n{'=' * len(title)}",
        translate("replay-honest", language),
        _heading(translate("replay-rounds-heading", language), markdown=markdown),
        table(rounds_table(told, language), markdown=markdown),
        _heading(translate("replay-types-heading", language), markdown=markdown),
        table(accuracy_table(told, language), markdown=markdown),
        _heading(translate("replay-pools-heading", language), markdown=markdown),
        table(pools_table(told, language), markdown=markdown),
        _heading(translate("replay-assumptions-heading", language), markdown=markdown),
        "\n".join(rest),
    ]
    cautions = carried_lines(told.history, told.replay.cautions, language)
    if cautions:
        parts += [
            _heading(translate("cautions-heading", language), markdown=markdown),
            "\n".join(f"- {each.text}" for each in cautions),
        ]
    return "\n\n".join(parts)


def _heading(text: str, *, markdown: bool) -> str:
    return f"## {text}" if markdown else f"{text}\n{'-' * len(text)}"
