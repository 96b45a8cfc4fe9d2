"""The commands about time and rounds: rounds, invited, history, standing."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.cli import console, options
from ronde.cli.charts import draw_history, draw_rounds
from ronde.cli.tables import table
from ronde.explain.cautions import carried_lines
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Page
from ronde.explain.rounds import (
    behind,
    horizon_line,
    invited_page,
    none_page,
    rounds_rows,
    standing_page,
)
from ronde.explain.series import history_data, history_page, horizon_data, invited_data
from ronde.explain.why import check_fact
from ronde.inputs.absent import absent
from ronde.model.finding import Place, refuse
from ronde.operations.bounds import bounds, known
from ronde.rounds.asked import rounds_held, since_submission, some_rounds
from ronde.rounds.data import Round, Rounds, read_rounds
from ronde.rounds.invited import answers, terms_of
from ronde.rounds.series import changes
from ronde.rounds.standing import standing
from ronde.run.carried import carried_data, of_decision
from ronde.run.decision import day_text
from ronde.run.engine import Engine
from ronde.run.machine import Reference
from ronde.words import say


def _range(language: str) -> list[click.Parameter]:
    return [
        click.Option(["--from", "since"], metavar="D", help=say("opt-from", language)),
        click.Option(["--to", "until"], metavar="D", help=say("opt-to", language)),
    ]


def _types(language: str) -> click.Option:
    return click.Option(["--type", "types"], metavar="T", multiple=True, help=say("opt-type", language))


def _chart(language: str) -> click.Option:
    return click.Option(["--chart"], metavar="FILE", help=say("opt-chart", language))


def _series_engine(rulesets: str | None) -> Engine:
    """The engine for many days of one profile: the reference alone, which is what every machine is held to."""
    return options.engine(rulesets, Reference())


def _some(found: Rounds, since: str | None, until: str | None, types: tuple[str, ...]) -> list[Round]:
    return some_rounds(found, options.days(since, until), types)


def rounds_command(language: str) -> click.Command:
    """`ronde rounds`."""
    return options.command(
        "rounds",
        language,
        _rounds,
        [*_range(language), _types(language), _chart(language), options.form(language), options.rulesets(language)],
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
    engine = _series_engine(rulesets)
    found = rounds_held(engine.history)
    some = _some(found, since, until, types)
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
        console.answer(table(rounds_rows(some, language), markdown=form == "md"))
        page = Page(say("cautions-heading", language))
        page.add("", carried_lines(engine.history, behind(engine, some), language, of="rounds"))
        if page.sections:
            console.answer("")
            options.show_page(page, form)
        console.talk(horizon_line(found, language))
    return 0


def invited_command(language: str) -> click.Command:
    """`ronde invited PROFILE`."""
    return options.command(
        "invited",
        language,
        _invited,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            *_range(language),
            _types(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _invited(
    profile: str,
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    engine = _series_engine(rulesets)
    found = rounds_held(engine.history)
    document = options.profile(profile, language)
    some = _some(found, since, until, types)
    if since is None:
        some = since_submission(engine, document, some)
    told = list(answers(engine, document, some))
    if form == "json":
        options.show_data(invited_data(engine.history, told, found, language))
    elif not some:
        options.show_page(none_page(found, types, language), form)
    else:
        options.show_page(invited_page(engine.history, told, found, language), form)
    return 0


def history_command(language: str) -> click.Command:
    """`ronde history PROFILE`."""
    return options.command(
        "history",
        language,
        _history,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            *_range(language),
            click.Option(["--fact", "facts"], metavar="F", multiple=True, help=say("opt-fact", language)),
            _chart(language),
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
    engine = _series_engine(rulesets)
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


def standing_command(language: str) -> click.Command:
    """`ronde standing PROFILE`."""
    return options.command(
        "standing",
        language,
        _standing,
        [
            click.Argument(["profile"], metavar="PROFILE"),
            options.as_of(language),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _standing(profile: str, as_of: str | None, form: str, rulesets: str | None, language: str) -> int:
    date, _ = options.day(as_of, "--as-of")
    engine = options.engine(rulesets)
    terms = terms_of(engine.history)
    decision = engine.evaluate(options.profile(profile, language), date)
    if terms.score not in decision.plan.facts:
        raise absent(engine.history, terms.score, date, place=Place("--as-of"))
    score = decision.trace.value(terms.score)
    if not known(score):
        raise refuse("score-unknown", Place(profile), missing=", ".join(decision.trace.missing(terms.score)))
    found = standing(read_rounds(engine.history), bounds(score)[0], date)
    if found is None:
        raise refuse("pool-none", Place("--as-of"), date=day_text(date))
    if form == "json":
        options.show_data(
            {
                "as_of": day_text(date),
                "pool": day_text(found.pool.date),
                "total": found.pool.total,
                "confidence": found.pool.confidence,
                "note": found.pool.note,
                "score": found.score,
                "above": [found.above_least, found.above_most],
                "share_above": list(found.share_above),
                "rank": list(found.rank),
                "cautions": carried_data(engine.history, of_decision(decision, [terms.score])),
            }
        )
    else:
        label = decision.plan.facts[terms.score].label.get(language, terms.score)
        title = say("line-value", language, label=label, value=found.score)
        page = standing_page(found, title, language)
        page.add(say("cautions-heading", language), caution_lines(decision, [terms.score], language))
        options.show_page(page, form)
    return 0
