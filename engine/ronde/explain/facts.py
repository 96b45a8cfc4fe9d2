"""The facts of a book, all or those that are called so: their names, labels, topics, and the days on which they are
defined."""

from __future__ import annotations

from ronde.evaluate.decision import day_text
from ronde.explain.page import Page
from ronde.inputs.absent import periods
from ronde.inputs.all_versions import EverFact, ever_defined
from ronde.inputs.search import found_by
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation

OPEN = "—"
"""What stands for the end of a fact that is still defined."""


def facts_called(history: History, words: str | None) -> dict[str, EverFact]:
    """The facts that the book defines on some day and that are called so (all, if no words are given), by name.

    Errors: ValidationError if none is.
    """
    every = ever_defined(history).facts
    if words is None:
        return {name: every[name] for name in sorted(every)}
    found = found_by(words, {name: about.label.values() for name, about in every.items()})
    if not found:
        raise refuse("facts-none", ArgumentLocation("WORD"), name=words)
    return {name: every[name] for name in sorted(found)}


def facts_data(history: History, facts: dict[str, EverFact]) -> list[dict[str, object]]:
    """Facts as plain data: `since` is the first day on which one is defined, `until` the day on which it ended."""
    return [
        {
            "name": name,
            "label": dict(about.label),
            "topic": about.topic,
            "record": about.record,
            "since": day_text(periods(history, name)[0][0]),
            "until": None if (end := periods(history, name)[-1][1]) is None else day_text(end),
        }
        for name, about in facts.items()
    ]


def facts_page(history: History, facts: dict[str, EverFact], language: str) -> Page:
    """Facts as a table, by name."""
    page = Page(translate("facts-title", language, count=len(facts)))
    heads = ("site-name", "facts-label", "rules-topic", "rules-since", "rules-until")
    rows = [[translate(key, language) for key in heads]]
    for each, (name, about) in zip(facts_data(history, facts), facts.items(), strict=True):
        label = about.label.get(language, name)
        rows.append([name, label, about.topic, str(each["since"]), str(each["until"] or OPEN)])
    page.table("", rows)
    return page
