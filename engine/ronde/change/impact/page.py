"""The page of an impact: who gains and who loses, by which rule, and candidates who show it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ronde.change.answers import Answer
from ronde.change.impact.distribution import Step, steps
from ronde.change.impact.measure import Impact, touched_mean
from ronde.change.impact.people import InMemory, rejected
from ronde.change.impact.telling import Person, people_told
from ronde.evaluate.cautions import topics_below
from ronde.evaluate.decision import day_text
from ronde.explain.cautions import carried_lines
from ronde.explain.page import Line, Page
from ronde.messages import translate
from ronde.messages.dates import day_or_text
from ronde.messages.nouns import noun
from ronde.messages.numbers import grouped
from ronde.model.nodes import Fact
from ronde.model.nouns import PERSON, Nouns
from ronde.model.types import Kind
from ronde.simulate.comparison import FactChange
from ronde.telling.values import show_difference

MOST_THROUGH = 3
"""How many of the definitions on the way to a cause are named."""

BAR = 24
"""The length of the longest bar of a distribution, in letters."""


def impact_page(found: Impact, language: str) -> Page:
    """The page of an impact."""
    page = Page(title(found, language))
    page.add("", _summary(found, language))
    touched = [each for each in found.changes if moves(each)]
    for each in touched:
        about = fact(found, each.name)
        page.add(f"{about.label.get(language, each.name)} ({each.name})", _fact_lines(found, each, about, language))
    page.add(translate("impact-causes", language), _causes(found, language))
    people = people_told(found, language)
    page.add(
        translate("impact-people", language, person=person(found)),
        (line for each in people for line in _person(found, each, language)),
    )
    page.add(translate("impact-known-heading", language), known_lines(found, language))
    return page


def title(found: Impact, language: str) -> str:
    """What was compared."""
    before, after = (day_or_text(side.written, language) for side in found.sides.both)
    if found.sides.of_books:
        return translate("impact-title-books", language, one=before, other=after)
    return translate("impact-title-days", language, first=before, second=after)


def person(found: Impact) -> Nouns:
    """What the book calls those who are looked at."""
    return noun(found.sides.after.history.nouns, PERSON)


def moves(change: FactChange) -> int:
    """How many people have another answer, in what it says or in whether it is known."""
    return change.changed + change.became_known + change.became_unknown


def fact(found: Impact, name: str) -> Fact:
    """A fact as the rules after define it, or those before."""
    return next(side.plan.facts[name] for side in reversed(found.sides.both) if name in side.plan.facts)


def _labels(found: Impact, names: list[str], language: str) -> str:
    return "; ".join(f"{fact(found, name).label.get(language, name)} ({name})" for name in names)


def _summary(found: Impact, language: str) -> Iterator[Line]:
    sides = found.sides
    if sides.broken:
        broken = tuple(map(day_text, sides.broken))
        yield Line(0, translate("impact-broken", language, days=broken), "unknown")
    if sides.of_books and not sides.days and not sides.broken:
        yield Line(0, translate("impact-no-day", language))
        return
    if sides.of_books:
        yield Line(0, translate("impact-rules-of", language, day=day_text(sides.after.day)))
        others = tuple(day_text(day) for day in sides.days if day != sides.after.day)
        if others:
            yield Line(0, translate("impact-other-days", language, days=others), "unknown")
    if found.people is not None:
        yield Line(0, translate("clock-held", language, day=day_text(sides.clock)))
    if unread := unread_days(found):
        yield Line(0, translate("compare-unread", language, days=unread), "unknown")
    if not found.causes.own:
        yield Line(0, translate("impact-same-known" if unread else "impact-same-meaning", language))
    elif not found.touched:
        yield Line(0, translate("impact-nobody", language, rows=found.rows, person=person(found)))
    else:
        share = percent(found.touched, found.rows, language)
        about = {"touched": found.touched, "rows": found.rows, "percent": share, "person": person(found)}
        yield Line(0, translate("impact-touched", language, **about))
    same = [each.name for each in found.changes if not moves(each)]
    if same and found.touched:
        yield Line(0, translate("impact-unchanged", language, labels=_labels(found, same, language)))
    defined = [name for name in found.alone if any(name in side.plan.facts for side in sides.both)]
    if defined:
        yield Line(0, translate("impact-alone", language, labels=_labels(found, defined, language)), "unknown")


def unread_days(found: Impact) -> tuple[str, ...]:
    """The days of the versions of which only the existence is known, that what is compared rests on by either rules."""
    days = set[int]()
    for side in found.sides.both:
        below = topics_below(side.plan, ())
        topics = frozenset[str]().union(*(below[name] for name in found.causes.wanted))
        days |= {each.effective for topic in side.rules.topics if topic.topic in topics for each in topic.incomplete}
    return tuple(day_text(day) for day in sorted(days))


def percent(some: int, every: int, language: str) -> str:
    """A share in hundredths with a decimal, or with as many as it takes to be more than nothing."""
    share = Decimal(100 * some) / Decimal(max(1, every))
    decimals = next(each for each in (1, 2, 3, 4) if each == 4 or not share or round(share, each))
    return grouped(round(share, decimals), language)


def _fact_lines(found: Impact, change: FactChange, about: Fact, language: str) -> Iterator[Line]:
    """How many gain and lose, the mean of those who do, and the distribution of a number."""
    truth = change.kind is Kind.YES_NO
    for key, count in (
        ("impact-yes" if truth else "impact-up", change.gained),
        ("impact-no" if truth else "impact-down", change.lost),
        ("impact-other", change.changed - change.gained - change.lost),
        ("impact-known", change.became_known),
        ("impact-unknown", change.became_unknown),
    ):
        if count:
            yield Line(0, translate(key, language, count=count, person=person(found)))
    mean = touched_mean(change)
    if mean is not None:
        told = show_difference(mean, about, language)
        yield Line(0, translate("impact-mean", language, mean=told, person=person(found)))
        cut = steps(change.differences)
        most = max(each.people for each in cut)
        for each in cut:
            bar = "█" * max(1, round(BAR * each.people / most))
            told = step_told(each, change, about, language)
            yield Line(1, translate("impact-step", language, value=told, people=each.people, bar=bar))


def step_told(step: Step, change: FactChange, about: Fact, language: str) -> str:
    """The differences of a step, in words."""
    low, high = (show_difference(change.scaled(end), about, language) for end in (step.low, step.high))
    return low if step.low == step.high else translate("impact-between", language, low=low, high=high)


def _causes(found: Impact, language: str) -> Iterator[Line]:
    """The definitions that make the difference, those that touch most people first."""
    for name, counted in sorted(found.by_cause.items(), key=lambda each: -each[1].people):
        if not counted.people:
            continue
        about = fact(found, name)
        label = f"{about.label.get(language, name)} ({name})"
        told = {"label": label, "count": counted.people, "location": about.location, "person": person(found)}
        yield Line(0, translate("impact-cause", language, **told))
        through = [each for each in found.causes.rested(name).changed if each != name]
        if through:
            labels = _labels(found, through[:MOST_THROUGH], language)
            more = len(through) - MOST_THROUGH
            key = "impact-through-more" if more > 0 else "impact-through"
            yield Line(1, translate(key, language, labels=labels, count=more))
        for change in found.changes:
            truth = change.kind is Kind.YES_NO
            up, down = counted.gained.get(change.name, 0), counted.lost.get(change.name, 0)
            moved = [
                translate(key, language, count=count, person=person(found))
                for key, count in (
                    ("impact-yes" if truth else "impact-up", up),
                    ("impact-no" if truth else "impact-down", down),
                )
                if count
            ]
            if moved:
                own = fact(found, change.name).label.get(language, change.name)
                yield Line(1, translate("line-value", language, label=own, value="; ".join(moved)))


def _person(found: Impact, one: Person, language: str) -> Iterator[Line]:
    yield Line(0, translate("impact-person", language, id=one.id, person=person(found)))
    for name, value in one.kept:
        yield Line(1, translate("line-value", language, label=name, value=value))
    for answer in one.answers:
        yield Line(1, translate("line-value", language, label=answer.label, value=_moved(answer, language)))
    for each in one.why:
        yield Line(
            1, translate("impact-because", language, label=each.answer.label, value=_moved(each.answer, language))
        )
        yield from (Line(2, translate("impact-both", language, text=text)) for text in each.both)
        yield from (Line(2, translate("impact-before", language, text=text)) for text in each.before)
        yield from (Line(2, translate("impact-after", language, text=text)) for text in each.after)


def _moved(answer: Answer, language: str) -> str:
    told = translate("changed", language, before=answer.before, after=answer.after)
    return f"{told} ({answer.difference})" if answer.difference else told


def known_lines(found: Impact, language: str) -> Iterator[Line]:
    """What is to be known of the candidates, and of the answers that they were given."""
    people = found.people
    if isinstance(people, InMemory) and people.synthetic is not None:
        drawn = people.synthetic
        about = {"title": drawn.title, "file": drawn.file, "seed": str(drawn.seed), "day": drawn.published}
        key = "impact-synthetic" if drawn.published else "impact-synthetic-unfitted"
        yield Line(0, translate(key, language, **about), "unknown")
        if drawn.short:
            yield Line(0, translate("impact-short", language, count=drawn.short, person=person(found)), "unknown")
    if rejected(people):
        yield Line(0, translate("pool-rejected", language, count=grouped(rejected(people), language)), "unknown")
    told = dict[str, Line]()
    for side, cautions in zip(found.sides.both, found.cautions, strict=True):
        for line in carried_lines(side.history, cautions, language, of=None):
            told.setdefault(line.text, line)
    yield from told.values()
