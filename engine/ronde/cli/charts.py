"""The charts of the commands about time and rounds, with what is to be known of them below each."""

from __future__ import annotations

from pathlib import Path

from ronde.explain.cautions import caption, carried_lines
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line
from ronde.explain.rounds import behind, horizon_line, type_title
from ronde.inputs.absent import absent
from ronde.model.finding import Place
from ronde.operations.bounds import bounds
from ronde.rounds.chart import cutoffs_chart, series_chart
from ronde.rounds.data import Round, Rounds, chosen, read_rounds
from ronde.rounds.invited import terms_of
from ronde.rounds.series import Change
from ronde.run.decision import Decision
from ronde.run.engine import Engine
from ronde.words import say


def draw_rounds(engine: Engine, found: Rounds, some: list[Round], path: Path, language: str) -> None:
    """The chart of the cut-offs of some of the rounds. Errors: Refused."""
    invited = terms_of(engine.history).invited
    titles = {
        each.type: type_title(
            engine.plan(engine.rules(each.date)), invited.replace("{type}", each.type), each, language
        )
        for each in {one.type: one for one in some}.values()
    }
    labels = (say("chart-cutoffs", language), say("round-cutoff", language))
    cutoffs_chart(some, titles, labels, caption(_cautions(engine, found, some, language), language), path)


def _cautions(engine: Engine, found: Rounds, some: list[Round], language: str) -> list[Line]:
    """What is to be known of the rounds of a chart, and until which day rounds are known."""
    carried = carried_lines(engine.history, behind(engine, some), language, of="rounds")
    return [*carried, Line(0, horizon_line(found, language), "unknown")]


def draw_history(engine: Engine, found: list[Change], decision: Decision, path: Path, language: str) -> None:
    """The chart of a score; `decision` is that of the last day, whose cautions stand below it. Errors: Refused."""
    terms, last = terms_of(engine.history), decision.as_of
    scored = [each for each in found if terms.score in each.decision.plan.facts]
    if not scored:
        raise absent(engine.history, terms.score, last, place=Place("--chart"))
    points = [(each.day, bounds(each.decision.trace.value(terms.score))) for each in scored]
    points.append((last, points[-1][1]))
    plan = scored[-1].decision.plan
    label = plan.facts[terms.score].label.get(language, terms.score)
    known_rounds = read_rounds(engine.history)
    rounds = chosen(known_rounds.rounds, found[0].day, last, ())
    cautions = list(caution_lines(decision, [terms.score] if terms.score in decision.plan.facts else [], language))
    if rounds:
        cautions += _cautions(engine, known_rounds, rounds, language)
    series_chart(
        [day for day, _ in points],
        [value for _, value in points],
        rounds,
        (say("history-title", language), label, say("chart-cutoffs", language)),
        caption(cautions, language),
        path,
    )
