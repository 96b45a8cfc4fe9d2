"""The commands about time and rounds: rounds, invited, history, standing."""

from __future__ import annotations

from pathlib import Path

import click

from ronde.cli import console, options
from ronde.cli.charts import draw_history, draw_rounds
from ronde.cli.tables import table
from ronde.explain.cautions import carried_lines
from ronde.explain.changes import changes_data, changes_page
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line, Page
from ronde.explain.rounds import (
    behind,
    carried_by,
    horizon_line,
    invited_page,
    none_page,
    outcome_text,
    rests,
    rounds_rows,
    standing_page,
)
from ronde.model.finding import Place, refuse
from ronde.model.types import plain
from ronde.read.absent import absent
from ronde.read.files import BOOK
from ronde.rounds.data import Round, Rounds, chosen, read_rounds
from ronde.rounds.invited import Answer, answers, end_of_day, submission, terms_of
from ronde.rounds.series import changes
from ronde.rounds.standing import standing
from ronde.run.carried import carried_data, of_decision
from ronde.run.decision import day_text
from ronde.run.engine import Engine
from ronde.run.machine import Reference
from ronde.run.operations import bounds, known
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


def _read(engine: Engine) -> Rounds:
    """The rounds of a book. Errors: Refused for a book without any."""
    terms_of(engine.history)
    found = read_rounds(engine.history)
    if not found.rounds:
        raise refuse("rounds-none", Place(engine.history.root or BOOK))
    return found


def _some(found: Rounds, since: str | None, until: str | None, types: tuple[str, ...]) -> list[Round]:
    known = {each.type for each in found.rounds}
    for each in types:
        if each not in known:
            raise refuse("round-type-unknown", Place("--type"), name=each, known=", ".join(sorted(known)))
    return chosen(found.rounds, *options.days(since, until), types)


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
    found = _read(engine)
    some = _some(found, since, until, types)
    if chart and not some:
        raise refuse("round-none-chart", Place("--chart"))
    if chart:
        draw_rounds(engine, found, some, Path(chart), language)
    if form == "json":
        options.show_data(
            {
                **_horizon(found),
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
    found = _read(engine)
    document = options.profile(profile, language)
    some = _some(found, since, until, types)
    if since is None and some:
        submitted = submission(engine.evaluate(document, some[-1].date))
        later = [each for each in some if submitted is None or (each.instant or end_of_day(each.date)) >= submitted[0]]
        if not later and submitted is not None:
            raise refuse("submitted-after", Place(profile), date=submitted[0].date(), last=day_text(some[-1].date))
        some = later
    told = list(answers(engine, document, some))
    if form == "json":
        options.show_data(
            {
                **_horizon(found),
                "cautions": carried_data(engine.history, carried_by(told)),
                "rounds": [_answer_data(each, language) for each in told],
            }
        )
    elif not some:
        options.show_page(none_page(found, types, language), form)
    else:
        options.show_page(invited_page(engine.history, told, found, language), form)
    return 0


def _horizon(found: Rounds) -> dict[str, object]:
    """The day after which no round is known, and what is known all the same of later ones."""
    return {"complete_until": day_text(found.horizon), "later": found.later}


def _answer_data(each: Answer, language: str) -> dict[str, object]:
    plan, score = each.decision.plan, each.score
    terms = terms_of(each.decision.history)
    told: dict[str, object] = {
        "number": each.round.number,
        "date": day_text(each.round.date),
        "type": each.round.type,
        "cutoff": each.round.cutoff,
        "outcome": each.outcome,
        "says": outcome_text(each, language),
    }
    if terms.score in plan.facts:
        told["score"] = plain(score, plan.facts[terms.score].type) if known(score) else list(bounds(score))
    if each.short:
        told["short"] = each.short
    codes = [caution.code for caution in each.decision.cautions_of(*rests(each))]
    if codes:
        told["cautions"] = codes
    if each.late is not None:
        told["late_seconds"] = int(each.late.total_seconds())
    return told


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
        if name not in decision.plan.facts or decision.plan.facts[name].record:
            raise absent(history, name, last)
    found = list(changes(engine, document, facts or history.headlines, first, last))
    if chart:
        draw_history(engine, found, decision, Path(chart), language)
    names = facts or history.headlines
    if form == "json":
        carried = of_decision(decision, names)
        data = {"from": day_text(first), "to": day_text(last), "changes": changes_data(found)}
        options.show_data({**data, "cautions": carried_data(history, carried)})
    else:
        page = changes_page(found, say("history-title", language), language)
        if len(found) == 1:
            page.add("", [Line(0, say("history-none", language, first=day_text(first), last=day_text(last)))])
        defined = [name for name in names if name in decision.plan.facts]
        page.add(say("cautions-on", language, date=day_text(last)), caution_lines(decision, defined, language))
        options.show_page(page, form)
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
