"""The page of a history: every day on which the answers changed, what changed and what did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from ronde.evaluate.decision import Decision, day_text
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.dates import in_words
from ronde.model.history import InForce, Version
from ronde.model.nodes import Plan
from ronde.model.types import Value, plain
from ronde.rounds.series import Change, Moved
from ronde.syntax.version import topic_title
from ronde.telling.values import show


def changes_page(changes: Iterable[Change], title: str, language: str) -> Page:
    """The page of these changes, in order of time."""
    page = Page(title)
    changes = list(changes)
    before: Decision | None = None
    for change in changes:
        page.add(in_words(date.fromordinal(change.day), language), _lines(change, before, changes, language))
        before = change.decision
    return page


def _lines(change: Change, before: Decision | None, every: list[Change], language: str) -> Iterator[Line]:
    plan = change.decision.plan
    plans = [plan, *([before.plan] if before else ())]
    for moved in change.moved:
        text = _value(moved.name, moved.after, moved.defined_after, plan, language)
        if before is not None:
            text = translate(
                "changed",
                language,
                before=_value(moved.name, moved.before, moved.defined_before, before.plan, language),
                after=text,
            )
        yield Line(
            0,
            translate(
                "line-value",
                language,
                label=_label(moved, chain(plans, (each.decision.plan for each in every)), language),
                value=text,
            ),
        )
    for topic in change.versions:
        version = told_version(change, topic)
        key = "cause-incomplete" if topic.topic in change.cautions else "cause-version"
        title = topic_title(version, language)
        yield Line(1, translate(key, language, title=title, file=version.document.file))
    for cause in change.causes:
        if cause.name in plan.facts:
            text = translate(
                "changed",
                language,
                before=_value(cause.name, cause.before, True, plan, language),
                after=_value(cause.name, cause.after, True, plan, language),
            )
            yield Line(1, translate("cause-time", language, label=_label(cause, plans, language), value=text))


def _label(moved: Moved, plans: Iterable[Plan], language: str) -> str:
    """The label of a fact in the first of these plans that defines it."""
    about = next((plan.facts[moved.name] for plan in plans if moved.name in plan.facts), None)
    label = about.label.get(language, moved.name) if about else moved.name
    return label if moved.record is None else f"{label} [{moved.record + 1}]"


def _value(name: str, value: Value, defined: bool, plan: Plan, language: str) -> str:
    if not defined or name not in plan.facts:
        return translate("not-defined", language)
    return show(value, plan.facts[name], plan, language)


def changes_data(changes: Iterable[Change]) -> list[dict[str, object]]:
    """These changes as plain data."""
    found: list[dict[str, object]] = []
    before: Plan | None = None
    for change in changes:
        plan = change.decision.plan
        found.append(
            {
                "date": day_text(change.day),
                "changed": [_moved_data(moved, before or plan, plan) for moved in change.moved],
                "versions": [
                    {
                        "topic": topic.topic,
                        "file": told_version(change, topic).document.file,
                        "incomplete": topic.topic in change.cautions,
                    }
                    for topic in change.versions
                ],
                "causes": [_moved_data(moved, before or plan, before or plan) for moved in change.causes],
            }
        )
        before = plan
    return found


def told_version(change: Change, topic: InForce) -> Version:
    """The version that a change is laid to: the one of which only the existence is known, or the one in force."""
    return topic.incomplete[0] if topic.topic in change.cautions else topic.version


def _moved_data(moved: Moved, before: Plan, after: Plan) -> dict[str, object]:
    told: dict[str, object] = {"fact": moved.name}
    if moved.record is not None:
        told["record"] = moved.record
    for key, value, plan in (("before", moved.before, before), ("after", moved.after, after)):
        about = plan.facts.get(moved.name)
        told[key] = plain(value, about.type) if about else None
    return told
