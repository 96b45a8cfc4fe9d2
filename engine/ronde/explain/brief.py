"""The page of an evaluation on one screen: an answer in each line, what is missing and the cautions in brief."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ronde.evaluate.decision import Decision, day_text, undecided
from ronde.explain.advice import advice_lines, advice_title
from ronde.explain.cautions import caution_text
from ronde.explain.evaluation import date_lines, digest_line, headlines, mark_of, question, title_of, value_text
from ronde.explain.page import MARKS, Line, Page, beginning
from ronde.messages import translate

SCREEN = 40
"""Lines of a usual screen: longer, what is missing is told by its names alone, and of advice the first
sentence, without its title."""

WIDTH = 80
"""Columns of a usual screen."""

FEW = 2
"""Topics last verified on the same day that are named; more are counted."""

LONGEST = 240
"""Characters that a caution has at most, if it is of more than one sentence."""

BEFORE = f"{MARKS['']} "
"""What stands before a label."""

APART = "  "
"""What stands between a label and its value, at least."""

NUMBER = re.compile(r"[^\w\s]*\d(?:[\d.,\u00a0]*\d)?")
"""The number with which a value begins, thousands and decimals with it, and the sign of a currency before it."""


def brief_page(decision: Decision, language: str, *, width: int = WIDTH, today: bool = False) -> Page:
    """The page of a decision, to be shown in so many columns. `today` says that the date was not given."""
    for roomy in (True, False):
        page = _page(decision, language, width, today=today, roomy=roomy)
        if page.text(width).count("\n") <= SCREEN:
            break
    return page


def _page(decision: Decision, language: str, width: int, *, today: bool, roomy: bool) -> Page:
    page = Page(decision.history.title[language])
    page.add("", date_lines(decision, language, today=today))
    answers, advice = list(_answers(decision, language, width)), advice_lines(decision, language)
    if not roomy:
        answers += [Line(0, beginning(line.text, 0).removesuffix(".")) for line in advice]
    page.add("", answers)
    page.add(advice_title(decision, language), advice if roomy else [])
    page.add(translate("missing-heading", language), _missing(decision, language, asked=roomy))
    page.add(translate("cautions-heading", language), brief_cautions(decision, language))
    page.add("", [Line(0, each) for each in (decision.history.disclaimer[language], digest_line(decision, language))])
    return page


def _answers(decision: Decision, language: str, width: int) -> Iterator[Line]:
    """The main answers, a line each: values one below the other, numbers by their last figure, as far as they fit."""
    names = headlines(decision)
    labels = [decision.plan.facts[name].label[language] for name in names]
    values = [_parted(value_text(decision, name, language, brief=True)) for name in names]
    room = width - len(BEFORE) - max(len(after) for _, after in values)
    end = min(room, max(len(f"{label}{APART}{value}") for label, (value, _) in zip(labels, values, strict=True)))
    for name, label, (value, after) in zip(names, labels, values, strict=True):
        told = f"{label}{APART}".ljust(end - len(value))
        yield Line(0, f"{told}{value}{after}", mark_of(decision, name))


def _parted(value: str) -> tuple[str, str]:
    """A value in two: its number, or its first word, and what comes after."""
    number = NUMBER.match(value)
    end = number.end() if number else len(value.partition(",")[0])
    return value[:end], value[end:]


def _missing(decision: Decision, language: str, *, asked: bool) -> Iterator[Line]:
    """The inputs that could still change an answer, each with its question, or their names alone."""
    names = undecided(decision.trace, headlines(decision))
    if asked:
        yield from (Line(0, f"{each} — {question(decision, each, language)}", "unknown") for each in names)
    elif names:
        yield Line(0, ", ".join(names), "unknown")


def brief_cautions(decision: Decision, language: str) -> Iterator[Line]:
    """The cautions that the main answers carry, of each the first sentence: versions of which only the existence is
    known together if they say the same, topics last verified on the same day together."""
    unread: dict[tuple[int, str], list[str]] = {}
    unverified: dict[int, list[str]] = {}
    others: list[str] = []
    for caution in decision.cautions_of(*headlines(decision)):
        title, text = title_of(decision, caution.topic, language), (caution.texts or {}).get(language, "")
        if caution.kind == "unverified":
            unverified.setdefault(caution.day, []).append(title)
        elif caution.kind == "incomplete":
            unread.setdefault((caution.day, beginning(text, 0)), []).append(title)
        else:
            about = decision.plan.facts[caution.name or ""]
            others.append(beginning(caution_text(caution, title, about.label[language], language), LONGEST))
    for (day, text), titles in unread.items():
        yield Line(0, translate("brief-incomplete", language, titles="; ".join(titles), day=day_text(day), text=text))
    yield from (Line(0, text) for text in others)
    for day, titles in sorted(unverified.items()):
        key = "caution-unverified" if len(titles) <= FEW else "brief-unverified"
        yield Line(0, translate(key, language, day=day_text(day), titles="; ".join(titles), count=len(titles)))
