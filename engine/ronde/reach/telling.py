"""What would have to change for a fact to hold, as plain data and as a page; and what the search left out."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.evaluate.carried import carried_data, of_decision
from ronde.evaluate.decision import Decision, day_text
from ronde.explain.evaluation import caution_lines, question
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.model.nodes import Fact
from ronde.model.types import Kind, Value, plain
from ronde.operations.bounds import bounds
from ronde.reach.options import Option
from ronde.reach.search import MOST_TOGETHER, Reached, Way
from ronde.telling.values import show


def reach_data(decision: Decision, fact: Fact, wanted: int | str, found: Reached, language: str) -> dict[str, object]:
    """The ways to a value of a fact."""
    return {
        "as_of": day_text(decision.as_of),
        "fact": fact.name,
        "wanted": plain(wanted, fact.type),
        "value": plain(decision.trace.value(fact.name), fact.type),
        "holds": found.holds,
        "ways": [_way_data(decision, fact, way, language) for way in found.ways],
        "left_out": list(_left_out(decision, found, language)),
        "missing": list(found.missing),
        "cautions": carried_data(decision.history, of_decision(decision, [fact.name])),
        "rules_digest": decision.rules.digest,
    }


def reach_page(decision: Decision, fact: Fact, wanted: int | str, found: Reached, language: str) -> Page:
    """The same as a page."""
    label = fact.label.get(language, fact.name)
    now = _value(decision, fact, decision.trace.value(fact.name), language)
    aim = _value(decision, fact, wanted, language)
    key = "reach-title-least" if fact.type.kind in (Kind.NUMBER, Kind.MONEY) else "reach-title"
    page = Page(translate(key, language, label=label, value=now, wanted=aim))
    told = [translate("evaluated", language, date=day_text(decision.as_of))]
    if found.holds:
        told.append(translate("reach-holds", language))
    elif not found.ways:
        told.append(translate("reach-none", language))
    page.add("", [Line(0, each) for each in told])
    for way in found.ways:
        page.add(_heading(way, language), _way_lines(decision, fact, way, language))
    if not found.holds:
        page.add(
            translate("reach-left-out", language), [Line(0, each) for each in _left_out(decision, found, language)]
        )
    missing = (Line(0, f"{each} — {question(decision, each, language)}", "unknown") for each in found.missing)
    page.add(translate("missing-heading", language), missing)
    page.add(translate("cautions-heading", language), caution_lines(decision, [fact.name], language))
    return page


def _heading(way: Way, language: str) -> str:
    if way.day is not None:
        return translate("reach-wait", language, date=day_text(way.day))
    return translate("reach-changes", language, count=len(way.options))


def _way_lines(decision: Decision, fact: Fact, way: Way, language: str) -> Iterator[Line]:
    for option in way.options:
        yield Line(0, option.move.label.get(language, ""))
        yield from (Line(1, each) for each in _changes(decision, option, language))
    label = fact.label.get(language, fact.name)
    value = _value(decision, fact, way.value, language)
    yield Line(0, translate("line-value", language, label=label, value=value), "yes")


def _changes(decision: Decision, option: Option, language: str) -> Iterator[str]:
    """What an option changes, line by line: each fact from its value to another, or the fields of a new record."""
    plan = decision.plan
    for name, after in option.values.items():
        fact = plan.facts[name]
        before, told = (_value(decision, fact, each, language) for each in (decision.trace.value(name), after))
        text = translate("changed", language, before=before, after=told)
        yield translate("line-value", language, label=fact.label.get(language, name), value=text)
    for name, value in option.record.items():
        fact = plan.facts[name]
        told = _value(decision, fact, value, language)
        yield translate("line-value", language, label=fact.label.get(language, name), value=told)


def _way_data(decision: Decision, fact: Fact, way: Way, language: str) -> dict[str, object]:
    plan, low = decision.plan, way.value
    told = bounds(low)[0] if isinstance(low, tuple) else low
    return {
        "changes": [
            {
                "label": option.move.label.get(language, ""),
                "facts": [
                    {
                        "fact": name,
                        "before": plain(decision.trace.value(name), plan.facts[name].type),
                        "after": plain(after, plan.facts[name].type),
                    }
                    for name, after in option.values.items()
                ],
                "adds": option.move.add or None,
                "record": {name: plain(value, plan.facts[name].type) for name, value in option.record.items()},
            }
            for option in way.options
        ],
        "day": None if way.day is None else day_text(way.day),
        "value": plain(told, fact.type),
    }


def _left_out(decision: Decision, found: Reached, language: str) -> Iterator[str]:
    """What was not looked into."""
    moves = [move.label.get(language, "") for move in decision.history.moves]
    yield translate("reach-left-moves", language, moves="; ".join(moves))
    yield translate("reach-left-sets", language, most=MOST_TOGETHER)
    if found.waited:
        yield translate("reach-left-wait", language, days=found.waited)
    yield translate("reach-left-rules", language, date=day_text(decision.as_of))


def _value(decision: Decision, fact: Fact, value: Value, language: str) -> str:
    return show(value, fact, decision.plan, language)
