"""The charts of rounds and of a score through time, with what is to be known of them below each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine
from ronde.explain.cautions import caption, carried_lines
from ronde.explain.evaluation import caution_lines
from ronde.explain.page import Line
from ronde.explain.rounds import behind, horizon_line, type_titles
from ronde.inputs.absent import absent
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation
from ronde.model.types import Kind
from ronde.operations.bounds import bounds
from ronde.rounds.chart import cutoffs_chart, series_chart
from ronde.rounds.data import Round, Rounds, chosen, read_rounds
from ronde.rounds.series import Change


def draw_rounds(engine: Engine, found: Rounds, some: list[Round], path: Path, language: str) -> None:
    """The chart of the cut-offs of some of the rounds. Errors: ValidationError, also if there are none."""
    if not some:
        raise refuse("round-none-chart", ArgumentLocation("--chart"))
    titles = type_titles(engine, some, language)
    labels = (translate("chart-cutoffs", language), translate("round-cutoff", language))
    cutoffs_chart(some, titles, labels, caption(_cautions(engine, found, some, language), language), path)


def _cautions(engine: Engine, found: Rounds, some: list[Round], language: str) -> list[Line]:
    """What is to be known of the rounds of a chart, and until which day rounds are known."""
    carried = carried_lines(engine.history, behind(engine, some), language, of="rounds")
    return [*carried, Line(0, horizon_line(found, language), "unknown")]


def draw_history(
    engine: Engine, found: list[Change], names: Sequence[str], decision: Decision, path: Path, language: str
) -> None:
    """The chart of a score with the cut-offs of rounds; without rounds, of the first number among these facts.

    `decision` is that of the last day, whose cautions stand below the picture. Errors: ValidationError.
    """
    terms, last = engine.history.rounds_terms, decision.as_of
    name = terms.score if terms else _first_number(found, names)
    shown = [each for each in found if name in each.decision.plan.facts]
    if not shown:
        raise absent(engine.history, name, last, location=ArgumentLocation("--chart"))
    points = [(each.day, _value(each.decision, name)) for each in shown]
    points.append((last, points[-1][1]))
    label = shown[-1].decision.plan.facts[name].label.get(language, name)
    known_rounds = read_rounds(engine.history)
    rounds = chosen(known_rounds.rounds, found[0].day, last, ())
    cautions = list(caution_lines(decision, [name] if name in decision.plan.facts else [], language))
    if rounds:
        cautions += _cautions(engine, known_rounds, rounds, language)
    series_chart(
        [day for day, _ in points],
        [value for _, value in points],
        rounds,
        (translate("history-title", language), label, translate("chart-cutoffs", language)),
        caption(cautions, language),
        path,
    )


def _first_number(found: list[Change], names: Sequence[str]) -> str:
    """The first of these facts that is a number or an amount on some day. Errors: ValidationError."""
    for name in names:
        for each in found:
            about = each.decision.plan.facts.get(name)
            if about is not None and about.type.kind in (Kind.NUMBER, Kind.MONEY):
                return name
    raise refuse("history-none-chart", ArgumentLocation("--chart"))


def _value(decision: Decision, name: str) -> tuple[float, float]:
    """The bounds of a number as people count it."""
    low, high = bounds(decision.trace.value(name))
    scale = 10 ** decision.plan.facts[name].type.decimals
    return low / scale, high / scale
