"""What is meant by some words: a fact or a topic by its name, else the only one that is called so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ronde.building.index import index
from ronde.inputs.absent import FACT, absent, topic_absence
from ronde.inputs.all_versions import ever_defined
from ronde.inputs.search import found_by
from ronde.language import LANGUAGES
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.history import History, Rules, Status
from ronde.model.locations import ArgumentLocation, Location
from ronde.model.nodes import Plan, Texts
from ronde.syntax.version import syntax_of

NAMED = "/._"
"""What holds one of these is meant as a name, and is not sought by its words."""

MOST = 12
"""How many that are meant alike are named; the others are counted."""


def fact_meant(
    history: History, plan: Plan, words: str, as_of: int, known_on: int | None = None, location: Location = FACT
) -> str:
    """The name of the fact of the candidate that is named so, or else called so. Errors: ValidationError if there is
    none, with when it is defined, or if there are several, with their names."""
    facts = {name: about.label for name, about in plan.facts.items() if about.record is None}
    if words in facts:
        return words
    known = words in ever_defined(history).facts or _is_name(words)
    found = [] if known else found_by(words, _texts(facts))
    if len(found) > 1:
        raise refuse("fact-several", location, name=words, facts=_told({name: facts[name] for name in found}))
    if not found:
        raise absent(history, words, as_of, known_on, location)
    return found[0]


def topic_meant(
    history: History, rules: Rules, words: str, as_of: int, known_on: int | None = None
) -> tuple[str, str | None]:
    """The topic in force that is named or called so, or the topic of a fact that is, and then this fact.

    Errors: ValidationError if there is none, with when it is in force, or if there are several."""
    titles = {each.topic: syntax_of(each.version).title.texts for each in rules.topics}
    facts = {name: each[0] for name, each in index(rules).facts.items()}
    labels = {name: (each.version.topic, each.written.label.texts) for name, each in facts.items()}
    known = words in history.versions or words in ever_defined(history).facts or _is_name(words)
    found = _topic(words, titles, labels, known=known)
    if found is None and words in ever_defined(history).facts:
        raise absent(history, words, as_of, known_on, ArgumentLocation("TOPIC"))
    if found is None:
        raise ValidationError((topic_absence(history, words, as_of, known_on),))
    return found


def topic_ever(history: History, words: str) -> tuple[str, str | None]:
    """The topic of a book that on some day is named or called so, or that has a fact that is, and then this fact.
    Errors: ValidationError if there is none, or if there are several."""
    titles = {
        topic: syntax_of(each).title.texts
        for topic, versions in history.versions.items()
        for each in versions
        if each.status is not Status.REPEALED
    }
    labels = {name: (each.topic, each.label) for name, each in ever_defined(history).facts.items()}
    found = _topic(words, titles, labels, known=_is_name(words))
    if found is None:
        raise ValidationError((topic_absence(history, words, history.change_dates[-1]),))
    return found


def _topic(
    words: str, titles: Mapping[str, Texts], labels: Mapping[str, tuple[str, Texts]], *, known: bool
) -> tuple[str, str | None] | None:
    """The topic that is meant, and the fact, if one is; None if there is none. What is `known` by its name is not
    sought by its words. Errors: ValidationError."""
    if words in titles:
        return words, None
    if words in labels:
        return labels[words][0], words
    topics = [] if known else found_by(words, _texts(titles))
    facts = [] if known else found_by(words, _texts({name: label for name, (_, label) in labels.items()}))
    every = {*topics, *(labels[name][0] for name in facts)}
    if len(every) > 1:
        some = {name: titles[name] for name in topics} | {name: labels[name][1] for name in facts}
        raise refuse("topic-several", ArgumentLocation("TOPIC"), name=words, topics=_told(some))
    if not every:
        return None
    return every.pop(), facts[0] if len(facts) == 1 and not topics else None


def _is_name(words: str) -> bool:
    return any(each in words for each in NAMED)


def _texts(called: Mapping[str, Texts]) -> dict[str, Iterable[str]]:
    return {name: list(texts.values()) for name, texts in called.items()}


def _told(called: Mapping[str, Texts]) -> dict[str, str]:
    """Names with what they are called, in each language."""
    more = f"; … (+{len(called) - MOST})" if len(called) > MOST else ""
    return {
        language: "; ".join(f"{name} ({called[name].get(language, name)})" for name in list(called)[:MOST]) + more
        for language in LANGUAGES
    }
