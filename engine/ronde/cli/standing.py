"""The command that says where a profile stands in the pool: standing."""

from __future__ import annotations

import click

from ronde.cli import options
from ronde.evaluate.carried import carried_data, of_decision
from ronde.evaluate.decision import day_text
from ronde.explain.evaluation import caution_lines
from ronde.explain.rounds import standing_page
from ronde.inputs.absent import absent
from ronde.messages import translate
from ronde.model.finding import Place, refuse
from ronde.operations.bounds import bounds, known
from ronde.rounds.data import read_rounds
from ronde.rounds.invited import terms_of
from ronde.rounds.standing import standing
from ronde.telling.values import show_ordered


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
        about = decision.plan.facts[terms.score]
        label, value = about.label.get(language, terms.score), show_ordered(found.score, about, language)
        title = translate("line-value", language, label=label, value=value)
        page = standing_page(found, title, language)
        page.add(translate("cautions-heading", language), caution_lines(decision, [terms.score], language))
        options.show_page(page, form)
    return 0
