"""Where a score stands in a published pool, as plain data and as a page."""

from __future__ import annotations

from ronde.evaluate.carried import carried_data, of_decision
from ronde.evaluate.decision import Decision, day_text
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.numbers import grouped
from ronde.rounds.invited import terms_of
from ronde.rounds.standing import Standing
from ronde.telling.values import show_ordered


def standing_data(found: Standing, decision: Decision) -> dict[str, object]:
    """Where the score of a decision stands."""
    return {
        "as_of": day_text(decision.as_of),
        "pool": day_text(found.pool.date),
        "total": found.pool.total,
        "confidence": found.pool.confidence,
        "note": found.pool.note,
        "score": found.score,
        "above": [found.above_least, found.above_most],
        "share_above": list(found.share_above),
        "rank": list(found.rank),
        "cautions": carried_data(decision.history, of_decision(decision, [_name(decision)])),
    }


def standing_page(found: Standing, decision: Decision, language: str) -> Page:
    """The same as a page."""
    about = decision.plan.facts[_name(decision)]
    label, value = about.label.get(language, about.name), show_ordered(found.score, about, language)
    page = Page(translate("line-value", language, label=label, value=value))
    page.add("", standing_lines(found, language))
    page.add(translate("cautions-heading", language), caution_lines(decision, [about.name], language))
    return page


def standing_lines(found: Standing, language: str) -> list[Line]:
    """The published pool, how many are above the score, the rank, and how sure the figures are."""
    pool, (best, worst) = found.pool, found.rank
    low, high = (grouped(f"{share:.1%}"[:-1], language) for share in found.share_above)
    about = {"title": pool.title.get(language, ""), "date": day_text(pool.date), "total": pool.total}
    above = {"least": grouped(found.above_least, language), "most": found.above_most, "low": low, "high": high}
    ranks = {"best": grouped(best, language), "worst": grouped(worst, language)}
    told = [
        translate("standing-pool", language, **about),
        translate("standing-above", language, **above),
        translate("standing-rank", language, **ranks),
        translate(f"confidence-{pool.confidence}", language),
    ]
    note = [Line(0, pool.note[language], "unknown")] if pool.note else []
    return [*(Line(0, each) for each in told), *note]


def _name(decision: Decision) -> str:
    """The fact that is the score."""
    return terms_of(decision.history).score
