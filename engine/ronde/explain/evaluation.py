"""The page of an evaluation: the main answers with their breakdowns, what is missing, cautions and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ronde.evaluate.decision import Decision, day_text, undecided
from ronde.evaluate.machine import REFERENCE
from ronde.explain.advice import advice_lines, advice_title
from ronde.explain.cautions import caution_text, unverified_text
from ronde.explain.page import Line, Page, cite, lines_of
from ronde.explain.reasons import maximum_of, why
from ronde.messages import translate
from ronde.messages.numbers import grouped
from ronde.model.names import told_of
from ronde.model.types import Kind, show_number
from ronde.operations.bounds import known
from ronde.syntax.version import topic_title
from ronde.telling.values import show, show_ordered


def evaluation_page(decision: Decision, language: str, *, today: bool = False, reasons: bool = False) -> Page:
    """The page of a decision. `today` says that the date was not given; `reasons` adds every reason."""
    book = decision.history
    page = Page(book.title[language])
    page.add("", date_lines(decision, language, today=today))
    for name in headlines(decision):
        about = decision.plan.facts[name]
        heading = translate(
            "line-value", language, label=about.label[language], value=value_text(decision, name, language)
        )
        page.add(heading, _answer(decision, name, language, reasons=reasons), told=True)
    page.add(advice_title(decision, language), advice_lines(decision, language))
    page.add(translate("missing-heading", language), _missing(decision, language))
    page.add(translate("cautions-heading", language), caution_lines(decision, headlines(decision), language))
    page.add(translate("sources-heading", language), _sources(decision, language))
    page.add(translate("notice-heading", language), [Line(0, book.disclaimer[language])])
    page.add("", [Line(0, digest_line(decision, language))])
    return page


def digest_line(decision: Decision, language: str) -> str:
    """What tells the rules and the decision from all others, and what ran."""
    key = "machine-reference" if decision.machine == REFERENCE else "machine-chained"
    return translate(
        "digest-line",
        language,
        rules=decision.rules.digest[:12],
        decision=decision.digest[:12],
        machine=translate(key, language, name=decision.machine),
    )


def headlines(decision: Decision) -> list[str]:
    """The facts that the book shows first, as far as they are defined on the date."""
    return [name for name in decision.history.headlines if name in decision.plan.facts]


def date_lines(decision: Decision, language: str, *, today: bool) -> Iterator[Line]:
    """On which day it was evaluated, what of it is not defined, and what of the profile was left aside."""
    yield Line(0, translate("evaluated-today" if today else "evaluated", language, date=day_text(decision.as_of)))
    if decision.known_on is not None:
        yield Line(0, translate("known-on", language, date=day_text(decision.known_on)))
    for each in decision.absent:
        yield Line(0, translate(each.code, language, **each.params), "unknown")
    if decision.profile.ignored:
        yield Line(0, translate("ignored", language, names=", ".join(decision.profile.ignored)))
    if decision.profile.foreign:
        names = [
            translate("line-value", language, label=where if isinstance(where, str) else told_of(*where), value=written)
            for where, written in decision.profile.foreign.items()
        ]
        yield Line(0, translate("foreign", language, names=", ".join(names)))


def value_text(decision: Decision, name: str, language: str, *, brief: bool = False) -> str:
    """The value of a fact, and what it is out of.

    In brief, what is out of something has no unit, an unknown number is told by its bounds, and what is not known at
    all is out of nothing.
    """
    about, value = decision.plan.facts[name], decision.trace.value(name)
    maximum, limits = maximum_of(decision, about), decision.trace.bounds(name)
    shown = replace(about, unit={}) if brief and maximum is not None else about
    text = show(value, shown, decision.plan, language)
    if brief and limits and about.type.kind in (Kind.NUMBER, Kind.MONEY):
        low, high = (
            show_ordered(limit, each, language)
            for limit, each in zip(limits, (replace(about, unit={}), shown), strict=True)
        )
        text = translate("page-from-to", language, low=low, high=high)
    if maximum is not None and (known(value) or limits or not brief):
        text += translate("out-of", language, maximum=grouped(show_number(maximum, about.type.decimals), language))
    return text


def mark_of(decision: Decision, name: str) -> str:
    """The mark of an answer: what a yes or no came to, or that it is not known."""
    value = decision.trace.value(name)
    if not known(value):
        return "unknown"
    return ("no", "yes")[value == 1] if decision.plan.facts[name].type.kind is Kind.YES_NO else ""


def _answer(decision: Decision, name: str, language: str, *, reasons: bool) -> Iterator[Line]:
    """What stands below an answer: all its reasons, or the parts of a total, or the first conditions."""
    about = decision.plan.facts[name]
    if reasons:
        for reason in why(decision, name, language).below:
            yield from lines_of(reason, language)
    elif about.parts and not about.shares:
        yield from _parts(decision, name, language, 0)
    else:
        for reason in why(decision, name, language).below:
            yield Line(0, reason.text, reason.mark)
            yield from (Line(1, below.text) for below in reason.below if not below.mark)


def _parts(decision: Decision, name: str, language: str, level: int) -> Iterator[Line]:
    """The parts of a total, each with its value and maximum, and their parts."""
    for part in decision.plan.facts[name].parts:
        about = decision.plan.facts[part]
        if maximum_of(decision, about) == 0:
            continue
        yield Line(
            level,
            translate("line-value", language, label=about.label[language], value=value_text(decision, part, language)),
        )
        if about.parts and about.form == "sum" and not about.shares:
            yield from _parts(decision, part, language, level + 1)


def _missing(decision: Decision, language: str) -> Iterator[Line]:
    for each in undecided(decision.trace, headlines(decision)):
        yield Line(0, f"{each} — {question(decision, each, language)}", "unknown")


def question(decision: Decision, told: str, language: str) -> str:
    """The question of a missing input, or the title of a missing list."""
    before, bracket, after = told.partition("[")
    name = f"{before}.{after.partition('].')[2]}" if bracket else told
    if name in decision.plan.records:
        return decision.plan.records[name].get(language, name)
    about = decision.plan.facts[name]
    return (about.question or about.label).get(language, name)


def caution_lines(decision: Decision, names: Iterable[str], language: str) -> Iterator[Line]:
    """The cautions that some facts carry, once each; topics last verified on the same day are told together."""
    titles: dict[int, list[str]] = {}
    for caution in decision.cautions_of(*names):
        title = title_of(decision, caution.topic, language)
        if caution.kind == "unverified":
            titles.setdefault(caution.day, []).append(title)
            continue
        about = decision.plan.facts.get(caution.name or "")
        label = about.label.get(language, about.name) if about else ""
        yield Line(0, caution_text(caution, title, label, language))
    for day in sorted(titles):
        yield Line(0, unverified_text(titles[day], day, language))


def title_of(decision: Decision, name: str, language: str) -> str:
    """The title of a topic in force."""
    topic = next((each for each in decision.rules.topics if each.topic == name), None)
    return topic_title(topic.version, language) if topic else name


def _sources(decision: Decision, language: str) -> Iterator[Line]:
    """The sources that the main answers and their parts cite, each with how sure it is."""
    waiting, found = list(headlines(decision)), dict[str, None]()
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in decision.plan.facts or decision.plan.facts[name].form == "input":
            continue
        seen.add(name)
        about = decision.plan.facts[name]
        if known(decision.trace.value(name)) and not decision.trace.supplied(name):
            for source in about.sources:
                confidence = translate(f"confidence-{source.confidence or about.confidence}", language)
                found.setdefault(f"{cite(source, language)} ({confidence})", None)
        waiting.extend(about.parts)
    yield from (Line(0, text) for text in found)
