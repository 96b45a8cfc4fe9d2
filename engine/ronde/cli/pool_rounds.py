"""The commands about rounds of a whole pool: pool rank, pool round, pool compare."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ronde.cli import options
from ronde.cli.pool_input import Progress, shared_options, source_argument, source_of, tell_files
from ronde.cli.pool_shared import fact_names, needs_pool
from ronde.messages import translate

if TYPE_CHECKING:
    from ronde.api.pools.compare import PoolCompared
    from ronde.api.pools.rounds import PoolRanked, PoolRound


def rank_command(language: str) -> click.Command:
    """`ronde pool rank IN --out OUT`."""
    return options.command(
        "rank",
        language,
        _rank,
        [
            source_argument(),
            click.Option(["--out"], metavar="OUT", required=True, help=translate("opt-rank-out", language)),
            options.as_of(language),
            *shared_options(language),
        ],
    )


def _rank(
    source: str, out: str, as_of: str | None, form: str, rulesets: str | None, language: str, **columns: Any
) -> int:
    needs_pool()
    gc.enable()
    from ronde.api.pools.rounds import rank

    progress = Progress(language)
    found = rank(options.book(rulesets), source_of(source, language, **columns), Path(out), as_of, progress)
    return _told(found, progress, form, language)


def round_command(language: str) -> click.Command:
    """`ronde pool round IN --type T`."""
    return options.command(
        "round",
        language,
        _round,
        [
            source_argument(),
            click.Option(["--type", "kind"], metavar="T", required=True, help=translate("opt-round-type", language)),
            click.Option(
                ["--invitations"], metavar="N", type=click.IntRange(0), help=translate("opt-invitations", language)
            ),
            options.as_of(language),
            click.Option(["--out"], metavar="OUT", help=translate("opt-round-out", language)),
            *shared_options(language),
        ],
    )


def _round(
    source: str,
    kind: str,
    invitations: int | None,
    as_of: str | None,
    out: str | None,
    form: str,
    rulesets: str | None,
    language: str,
    **columns: Any,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.api.pools.rounds import hold_round

    progress, pool = Progress(language), source_of(source, language, **columns)
    place = None if out is None else Path(out)
    found = hold_round(options.book(rulesets), pool, kind, invitations, as_of, place, progress)
    return _told(found, progress, form, language)


def compare_command(language: str) -> click.Command:
    """`ronde pool compare IN D1 D2`."""
    return options.command(
        "compare",
        language,
        _compare,
        [
            source_argument(),
            click.Argument(["first"], metavar="D1"),
            click.Argument(["second"], metavar="D2"),
            click.Option(["--clock"], metavar="D", help=translate("opt-compare-clock", language)),
            click.Option(["--facts"], metavar="F", multiple=True, help=translate("opt-compare-facts", language)),
            click.Option(["--out"], metavar="OUT", help=translate("opt-compare-out", language)),
            *shared_options(language),
        ],
    )


def _compare(
    source: str,
    first: str,
    second: str,
    clock: str | None,
    facts: tuple[str, ...],
    out: str | None,
    form: str,
    rulesets: str | None,
    language: str,
    **columns: Any,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.api.pools.compare import compare

    progress, pool = Progress(language), source_of(source, language, **columns)
    place = None if out is None else Path(out)
    days = first, second, clock
    found = compare(options.book(rulesets), pool, days, fact_names(facts), place, progress)
    return _told(found, progress, form, language)


def _told(found: PoolRanked | PoolRound | PoolCompared, progress: Progress, form: str, language: str) -> int:
    """Show what came of a pool, and say which files were written."""
    progress.clear()
    tell_files(found.written, language)
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
