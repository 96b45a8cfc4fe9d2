"""A question as it is put to people: its words, its subject, and what can be answered; and a page of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ronde.ask.order import Interview, Open
from ronde.ask.said import Place
from ronde.evaluate.decision import Decision, day_text
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.model.history import Rules
from ronde.model.nodes import Plan
from ronde.model.types import Kind, Type, plain
from ronde.syntax.lists import RecordsSyntax
from ronde.syntax.version import syntax_of, topic_title
from ronde.telling.values import show

LIST = "list"
"""The kind of the question how many records a list has."""


def kind_of(plan: Plan, place: Place) -> str:
    """The kind of answer a question takes: that of its fact, or `list`."""
    return LIST if place.name in plan.records else str(plan.facts[place.name].type.kind)


def text_of(decision: Decision, place: Place, language: str) -> str:
    """The question itself."""
    plan = decision.plan
    if place.name in plan.records:
        return translate("ask-how-many", language, title=plan.records[place.name].get(language, place.name))
    about = plan.facts[place.name]
    return (about.question or about.label).get(language, place.name)


def label_of(plan: Plan, place: Place, language: str) -> str:
    """What is asked for, in a few words."""
    texts = plan.records.get(place.name) or plan.facts[place.name].label
    return texts.get(language, place.name)


def help_of(decision: Decision, place: Place, language: str) -> str:
    """What helps to answer; empty if the rules say nothing."""
    written = records_of(decision.rules, place.name)
    if written is not None:
        return (written.help.text(language) or "") if written.help else ""
    return (decision.plan.facts[place.name].help or {}).get(language, "")


def subject_of(decision: Decision, place: Place, language: str) -> tuple[str, str]:
    """The subject that a question belongs to, and its title: a topic's, or that of one record of a list."""
    if place.record is not None:
        written = records_of(decision.rules, place.record)
        one = written.one.text(language) if written and written.one else None
        title = translate("ask-record", language, title=one or place.record, number=f"{place.position + 1}")
        return f"{place.record}[{place.position}]", title
    if place.name in decision.plan.records:
        return place.name, decision.plan.records[place.name].get(language, place.name)
    topic = decision.plan.facts[place.name].topic
    version = next(each.version for each in decision.rules.topics if each.topic == topic)
    return topic, topic_title(version, language)


def choices_of(plan: Plan, place: Place, language: str) -> list[tuple[object, str]]:
    """The answers of a yes or no, or of a choice, as a profile writes them, each with its words."""
    if place.name in plan.records:
        return []
    about = plan.facts[place.name]
    if about.type.kind is Kind.YES_NO:
        return [(True, translate("yes", language)), (False, translate("no", language))]
    return [(each, about.choices.get(each, {}).get(language, each)) for each in about.type.choices]


def codes_of(plan: Plan, place: Place, language: str) -> dict[str, str]:
    """The codes that can be answered, each with its title; none if the answer is not from a list of codes."""
    kind = None if place.name in plan.records else plan.facts[place.name].type
    listed: Mapping[str, Mapping[str, str]] = plan.codes.get(kind.codes or "", {}) if kind else {}
    return {code: title.get(language, code) for code, title in listed.items()}


def assumed_text(decision: Decision, place: Place, language: str) -> str:
    """What silence means, in words; empty if that depends on other answers."""
    plan = decision.plan
    node = plan.nodes[plan.nodes[plan.roots[place.name]].args[-1]]
    value = decision.trace.node(node.id, place.position if node.record else None)
    told = show(value, plan.facts[place.name], plan, language)
    return told if not isinstance(value, tuple) and value is not None else ""


def question_data(decision: Decision, each: Open, language: str) -> dict[str, object]:
    """An open question as plain data."""
    plan, place = decision.plan, each.place
    topic, title = subject_of(decision, place, language)
    told: dict[str, object] = {
        "name": place.told,
        "fact": place.name,
        "record": place.record,
        "position": place.position if place.record else None,
        "subject": topic,
        "subject_title": title,
        "label": label_of(plan, place, language),
        "text": text_of(decision, place, language),
        "help": help_of(decision, place, language),
        "kind": kind_of(plan, place),
        "changes": list(each.changes),
        "assumed": assumed_text(decision, place, language) if each.assumed else None,
    }
    choices = choices_of(plan, place, language)
    if choices:
        told["choices"] = [{"value": value, "text": text} for value, text in choices]
    if place.name in plan.facts:
        told |= _limits(plan.facts[place.name].type)
        unit = plan.facts[place.name].unit.get(language)
        if unit:
            told["unit"] = unit.other
    return told


def _limits(kind: Type) -> dict[str, object]:
    """What bounds an answer: the least and the greatest number, decimals, the list of codes, the form of a text."""
    told: dict[str, object] = {}
    if kind.kind in (Kind.NUMBER, Kind.MONEY):
        told = {"at_least": plain(kind.low, kind), "at_most": plain(kind.high, kind), "decimals": kind.decimals}
    if kind.codes:
        told["codes"] = kind.codes
    if kind.pattern:
        told["pattern"], told["form"] = kind.pattern, dict(kind.form)
    return told


def interview_data(decision: Decision, found: Interview, language: str) -> dict[str, object]:
    """Where an interview stands, as plain data; the first question is the next one."""
    return {
        "as_of": day_text(decision.as_of),
        "decided": list(found.decided),
        "undecided": list(found.undecided),
        "unknown": list(found.unknown),
        "questions": [question_data(decision, each, language) for each in found.open],
        "assumed": [each.told for each in found.assumed],
        "rules_digest": decision.rules.digest,
    }


def interview_page(decision: Decision, found: Interview, language: str) -> Page:
    """The same as a page: the questions by subject, the subject of the next one first."""
    page = Page(translate("ask-title", language, count=len(found.open)))
    subjects: dict[str, list[Line]] = {}
    for each in found.open:
        _, title = subject_of(decision, each.place, language)
        subjects.setdefault(title, []).append(Line(0, f"{each.place.told} — {text_of(decision, each.place, language)}"))
    for title, lines in subjects.items():
        page.add(title, lines)
    page.add(translate("ask-decided", language), _labels(decision, found.decided, language))
    page.add(translate("ask-unknown", language), _labels(decision, found.unknown, language))
    return page


def answer_line(decision: Decision, name: str, language: str) -> str:
    """A fact wanted, and its value as it stands."""
    about = decision.plan.facts[name]
    value = show(decision.trace.value(name), about, decision.plan, language)
    return translate("line-value", language, label=about.label.get(language, name), value=value)


def _labels(decision: Decision, names: Iterable[str], language: str) -> list[Line]:
    return [Line(0, answer_line(decision, name, language)) for name in names]


def records_of(rules: Rules, name: str) -> RecordsSyntax | None:
    """What the rules write of a list of records; None if it is none."""
    written = (syntax_of(each.version).records for each in rules.topics)
    return next((each[name] for each in written if name in each), None)
