"""What would have to change, as plain data and as a page; and what the search left out."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.evaluate.carried import carried_data, of_decision
from ronde.evaluate.decision import Decision, day_text
from ronde.explain.evaluation import caution_lines, question
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.nouns import nouns_of
from ronde.model.types import plain
from ronde.operations.bounds import bounds
from ronde.reach.changes import change_data, change_lines
from ronde.reach.goals import Goal
from ronde.reach.search import Reached, Way
from ronde.reach.target import Target
from ronde.telling.values import show


def reach_data(decision: Decision, target: Target, found: Reached, language: str) -> dict[str, object]:
    """The ways to what is asked."""
    goal, names = target.goal, [each.fact.name for each in target.goals]
    return {
        "as_of": day_text(decision.as_of),
        "fact": goal.fact.name,
        "wanted": plain(goal.wanted, goal.fact.type),
        "value": plain(decision.trace.value(goal.fact.name), goal.fact.type),
        "also": [{"fact": each.fact.name, "wanted": plain(each.wanted, each.fact.type)} for each in target.goals[1:]],
        "round": _round_data(target),
        "holds": found.holds,
        "ways": [_way_data(decision, target, way, language) for way in found.ways if not way.missing],
        "open": [_way_data(decision, target, way, language) for way in found.ways if way.missing],
        "left_out": list(_left_out(decision, target, found, language)),
        "missing": list(found.missing),
        "cautions": carried_data(decision.history, of_decision(decision, names)),
        "rules_digest": decision.rules.digest,
    }


def reach_page(decision: Decision, target: Target, found: Reached, language: str) -> Page:
    """The same as a page."""
    page = Page(_title(decision, target, language))
    told = [translate("evaluated", language, date=day_text(decision.as_of))]
    told += [_goal_line(decision, each, language) for each in target.goals[1:]]
    told += _round_lines(decision, target, language)
    sure = [way for way in found.ways if not way.missing]
    if found.holds:
        told.append(translate("reach-holds", language))
    elif not sure:
        told.append(translate("reach-none", language))
    page.add("", [Line(0, each) for each in told])
    for way in sure:
        page.add(_heading(way, language), _way_lines(decision, target, way, language))
    for way in found.ways:
        if way.missing:
            page.add(translate("reach-open", language), _way_lines(decision, target, way, language))
    if not found.holds:
        left = _left_out(decision, target, found, language)
        page.add(translate("reach-left-out", language), [Line(0, each) for each in left])
    missing = (Line(0, f"{each} — {question(decision, each, language)}", "unknown") for each in found.missing)
    page.add(translate("missing-heading", language), missing)
    names = [each.fact.name for each in target.goals]
    page.add(translate("cautions-heading", language), caution_lines(decision, names, language))
    return page


def _title(decision: Decision, target: Target, language: str) -> str:
    goal = target.goal
    now, aim = (
        show(each, goal.fact, decision.plan, language) for each in (decision.trace.value(goal.fact.name), goal.wanted)
    )
    key = "reach-title-least" if goal.least else "reach-title"
    return translate(key, language, label=goal.fact.label.get(language, goal.fact.name), value=now, wanted=aim)


def _goal_line(decision: Decision, goal: Goal, language: str) -> str:
    """A further goal, and how it stands."""
    value = show(decision.trace.value(goal.fact.name), goal.fact, decision.plan, language)
    return translate("reach-also", language, label=goal.fact.label.get(language, goal.fact.name), value=value)


def _round_lines(decision: Decision, target: Target, language: str) -> Iterator[str]:
    """Which round's cut-off is wanted, and what a tie at it would need."""
    each = target.round
    if each is not None:
        about = {"number": each.number, "date": day_text(each.date), "cutoff": each.cutoff}
        yield translate("reach-round", language, **nouns_of(decision.history.nouns), **about)
        if each.tie_break is not None:
            yield translate("reach-round-tie", language, cutoff=each.cutoff)


def _round_data(target: Target) -> dict[str, object] | None:
    each = target.round
    if each is None:
        return None
    return {"number": each.number, "date": day_text(each.date), "type": each.type, "cutoff": each.cutoff}


def _heading(way: Way, language: str) -> str:
    count = len(way.options)
    if way.day is None:
        return translate("reach-changes", language, count=count)
    return translate("reach-changes-wait" if count else "reach-wait", language, count=count, date=day_text(way.day))


def _way_lines(decision: Decision, target: Target, way: Way, language: str) -> Iterator[Line]:
    for option in way.options:
        yield Line(0, option.move.label.get(language, ""))
        yield from (Line(1, each) for each in change_lines(decision, option, language))
        if language in option.move.note:
            yield Line(1, option.move.note[language])
    for goal, value in zip(target.goals, way.values, strict=True):
        label = goal.fact.label.get(language, goal.fact.name)
        told = show(value, goal.fact, decision.plan, language)
        mark = "unknown" if way.missing else "yes"
        yield Line(0, translate("line-value", language, label=label, value=told), mark)
    if way.day is not None:
        yield Line(0, translate("reach-day", language, days=way.day - decision.as_of))
    if way.until is not None:
        yield Line(0, translate("reach-until", language, date=day_text(way.until)))
    for each in way.missing:
        yield Line(0, f"{each} — {question(decision, each, language)}", "unknown")


def _way_data(decision: Decision, target: Target, way: Way, language: str) -> dict[str, object]:
    values = [
        plain(bounds(value)[0] if isinstance(value, tuple) and not way.missing else value, goal.fact.type)
        for goal, value in zip(target.goals, way.values, strict=True)
    ]
    return {
        "changes": [change_data(decision, option, language) for option in way.options],
        "day": None if way.day is None else day_text(way.day),
        "days": 0 if way.day is None else way.day - decision.as_of,
        "until": None if way.until is None else day_text(way.until),
        "value": values[0],
        "values": {goal.fact.name: value for goal, value in zip(target.goals, values, strict=True)},
        "missing": list(way.missing),
    }


def _left_out(decision: Decision, target: Target, found: Reached, language: str) -> Iterator[str]:
    """What was not looked into."""
    moves = dict.fromkeys(move.label.get(language, "") for move in decision.history.moves)
    yield translate("reach-left-moves", language, moves="; ".join(moves))
    yield translate("reach-left-sets", language, most=found.together)
    if found.missing and not found.holds:
        yield translate("reach-left-missing", language)
    if found.stopped:
        yield translate("reach-left-stopped", language)
    if found.waited:
        yield translate("reach-left-wait", language, days=found.waited)
    if target.round is not None:
        yield translate("reach-left-round", language, **nouns_of(decision.history.nouns))
    yield translate("reach-left-rules", language, date=day_text(decision.as_of))
    yield translate("reach-left-costs", language)
