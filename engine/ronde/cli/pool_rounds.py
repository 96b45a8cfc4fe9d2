"""The commands about rounds of a whole pool: pool rank, pool round, pool compare."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ronde.cli import options
from ronde.cli.pool_input import (
    Progress,
    candidates,
    opened,
    read_of,
    say_rejects,
    shared_options,
    source_argument,
    write_answers,
)
from ronde.cli.pool_shared import fact_names, needs_pool, processes
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.explain.pools import AsPublished, Read, compare_data, compare_page, instant_text, rank_page, round_page
from ronde.messages import translate
from ronde.model.finding import Place, refuse
from ronde.model.history import History
from ronde.rounds.data import Round, read_rounds
from ronde.rounds.invited import end_of_day, terms_of

if TYPE_CHECKING:
    from ronde.simulate.round_result import RoundResult


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
    source: str,
    out: str,
    as_of: str | None,
    id_column: str | None,
    keep: tuple[str, ...],
    ignore: tuple[str, ...],
    workers: int | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.batch.files.formats import format_of
    from ronde.simulate.candidate_columns import UNKNOWN
    from ronde.simulate.reports import everyone, ranked

    day, _ = options.day(as_of, "--as-of")
    format_of(Path(out))
    engine = options.engine(rulesets)
    file = opened(source, out, id_column, keep, language)
    found, order = candidates(engine.history, file, day, None, (keep, ignore), workers, language)
    unknown = int((found.pool.score == UNKNOWN).sum())
    ordered = everyone(found, order)
    schema, batches = ranked(found, ordered, file.id_column or "line", terms_of(engine.history))
    write_answers(Path(out), schema, batches, engine.history, file, day, language, lambda: found.cautions)
    read = read_of(found, file)
    if form == "json":
        counts = {"ranked": found.pool.size - unknown, "unknown": unknown}
        options.show_data({"as_of": day_text(day), **counts, **read.data(engine.history), "out": out})
    else:
        options.show_page(rank_page(engine.history, read, found.pool.size - unknown, unknown, day, language), form)
    return 0


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
    id_column: str | None,
    keep: tuple[str, ...],
    ignore: tuple[str, ...],
    workers: int | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.batch.files.formats import format_of
    from ronde.simulate.replay import instant_of
    from ronde.simulate.reports import everyone, outcomes
    from ronde.simulate.round_result import CODE, held_as_published, hold

    day, _ = options.day(as_of, "--as-of")
    if out is not None:
        format_of(Path(out))
    engine = options.engine(rulesets)
    terms = terms_of(engine.history)
    published = _published(engine, kind, day)
    if invitations is None:
        if published is None:
            raise refuse("round-size-needed", Place("--invitations"), type=kind, date=day_text(day))
        invitations = published.invitations
    file = opened(source, out, id_column, keep, language)
    found, places = candidates(engine.history, file, day, kind, (keep, ignore), workers, language)
    instant = int(end_of_day(day).timestamp()) if published is None else instant_of(published)
    held = hold(found.pool, day, instant, invitations, places)
    compared = None
    if published is not None:
        tie = None if published.tie_break is None else int(published.tie_break.timestamp())
        codes = held_as_published(found.pool, day, instant, published.cutoff, tie)
        invited, tied = int((codes == CODE["invited"]).sum()), int((codes == CODE["tie_unknown"]).sum())
        compared = AsPublished(published, invited, tied)
    if out is not None:
        ordered = everyone(found, places)
        schema, batches = outcomes(found, held, ordered, file.id_column or "line", terms)
        write_answers(Path(out), schema, batches, engine.history, file, day, language, lambda: found.cautions)
    else:
        say_rejects(file, None, language)
    read = read_of(found, file)
    if form == "json":
        options.show_data(_round_data(engine.history, held, kind, day, invitations, compared, read))
    else:
        plan = engine.plan(engine.rules(day))
        title, score = (
            plan.facts[terms.fact_of(kind)].label.get(language, kind),
            plan.facts[terms.score],
        )
        page = round_page(engine.history, held, title, day, invitations, compared, score, read, language)
        options.show_page(page, form)
    return 0


def _published(engine: Engine, kind: str, day: int) -> Round | None:
    """The published round of a date and type, if there is one. Errors: Refused for a type that no fact defines."""
    terms, plan = terms_of(engine.history), engine.plan(engine.rules(day))
    rounds = read_rounds(engine.history).rounds
    before, _, after = terms.invited.partition("{type}")
    if terms.fact_of(kind) not in plan.facts:
        defined = sorted(
            name.removeprefix(before).removesuffix(after)
            for name in plan.facts
            if name.startswith(before) and name.endswith(after)
        )
        types = {each.type for each in rounds}
        if kind in types:
            raise refuse("round-type-on", Place("--type"), type=kind, date=day_text(day), known=", ".join(defined))
        raise refuse("round-type-unknown", Place("--type"), name=kind, known=", ".join(sorted(types | set(defined))))
    return next((each for each in rounds if each.date == day and each.type == kind), None)


def _round_data(
    history: History,
    held: RoundResult,
    kind: str,
    day: int,
    invitations: int,
    published: AsPublished | None,
    read: Read,
) -> dict[str, object]:
    told: dict[str, object] = {
        "date": day_text(day),
        "type": kind,
        "invitations": invitations,
        "invited": len(held.invited),
        "cutoff": held.cutoff,
        "tie_break": None if held.tie_break is None else instant_text(held.tie_break),
        "tied_out": held.tied_out,
        "outcomes": held.counts,
        **read.data(history),
    }
    if published is not None:
        told["published"] = {
            "number": published.round.number,
            "invitations": published.round.invitations,
            "cutoff": published.round.cutoff,
            "tie_break": published.round.written.get("tie_break"),
            "invited_here": published.invited,
            "tie_unknown_here": published.tied,
        }
    return told


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
    id_column: str | None,
    keep: tuple[str, ...],
    ignore: tuple[str, ...],
    workers: int | None,
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    gc.enable()
    from ronde.batch.files.formats import format_of
    from ronde.simulate.comparison import Comparison

    days = options.day(first, "D1")[0], options.day(second, "D2")[0]
    if days[0] == days[1]:
        raise refuse("compare-one-date", Place("D2"), date=day_text(days[1]))
    if out is not None:
        format_of(Path(out))
    engine = options.engine(rulesets)
    plans = engine.plan(engine.rules(days[0])), engine.plan(engine.rules(days[1]))
    file = opened(source, out, id_column, keep, language)
    found = Comparison(
        engine.history,
        file,
        days,
        fact_names(facts),
        clock=options.optional_day(clock, "--clock"),
        id_column=file.id_column,
        keep=keep,
        ignore=ignore,
        language=language,
        workers=processes(workers),
    )
    shown = Progress(language)
    batches = (shown.after(batch) for batch in found.run())
    if out is not None:
        write_answers(Path(out), found.schema, batches, engine.history, file, None, language, lambda: found.carried)
    else:
        for _ in batches:
            pass
        say_rejects(file, None, language)
    shown.clear()
    read = Read(file.rows, file.rejects.count, cautions=found.carried)
    if form == "json":
        options.show_data(compare_data(engine.history, found, read))
    else:
        options.show_page(compare_page(engine.history, found, plans, read, language), form)
    return 0
