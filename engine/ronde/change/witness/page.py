"""Who shows that answers differ, in words and as plain data: the profile, both answers and why; or that nobody does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from ronde.building.index import AS_OF
from ronde.change.answers import Why, why_of
from ronde.change.difference import Pair
from ronde.change.meaning import changed_facts
from ronde.change.side import Side
from ronde.change.witness.combinations import Given
from ronde.change.witness.cut import for_plan
from ronde.change.witness.search import Looked, Witness
from ronde.evaluate.decision import Decision, day_text
from ronde.evaluate.machine import Reference
from ronde.evaluate.trace import Trace
from ronde.explain.page import Line
from ronde.inputs.profile import read_profile
from ronde.messages import translate
from ronde.messages.nouns import noun
from ronde.model.document import Document, Tree
from ronde.model.nodes import Plan
from ronde.model.nouns import PERSON
from ronde.model.types import Value, plain
from ronde.syntax.version import syntax_of, topic_title


def witness_lines(pairs: Sequence[Pair], looked: Sequence[Looked], language: str) -> Iterator[Line]:
    """What was found, definition by definition; then the topics whose rules are the same for everybody."""
    for each in looked:
        yield from _lines(each, language)
    for pair in pairs:
        if pair.before and pair.after and _same(pair.before, pair.after):
            title = topic_title(pair.after.version, language)
            yield Line(0, translate("witness-same", language, title=title), "yes")


def witness_data(looked: Sequence[Looked], language: str) -> list[dict[str, object]]:
    """The same as plain data."""
    return [
        {
            "fact": each.name,
            "label": _label(each, language),
            "topic": each.sides[1].version.topic,
            "as_of": day_text(each.day),
            "none": each.proof,
            "apart": list(each.apart),
            "combinations": each.tried,
            "candidates": each.people,
            "rows": each.rows,
            "witnesses": [_data(each, witness, language) for witness in each.witnesses],
        }
        for each in looked
    ]


def _data(looked: Looked, witness: Witness, language: str) -> dict[str, object]:
    told = _why(looked, witness, language)
    return {
        "profile": profile_of(witness.given, _plans(looked)),
        "given_in_place_of_definitions": list(witness.derived),
        "before": told.answer.before,
        "after": told.answer.after,
        "difference": told.answer.difference or None,
        "reasons": list(told.both),
        "reasons_before": list(told.before),
        "reasons_after": list(told.after),
    }


def _lines(looked: Looked, language: str) -> Iterator[Line]:
    label = f"{_label(looked, language)} ({looked.name})"
    person = noun(looked.sides[1].history.nouns, PERSON)
    tried = {"combinations": looked.tried, "people": looked.people, "person": person}
    if looked.apart:
        about = {**tried, "names": ", ".join(looked.apart)}
        yield Line(0, translate("witness-apart", language, label=label, **about), "unknown")
    elif looked.proof:
        yield Line(0, translate("witness-none", language, label=label, count=looked.tried), "yes")
    elif not looked.witnesses:
        yield Line(0, translate("witness-not-found", language, label=label, **tried), "unknown")
    for witness in looked.witnesses:
        told = _why(looked, witness, language)
        value = translate("changed", language, before=told.answer.before, after=told.answer.after)
        value = f"{value} ({told.answer.difference})" if told.answer.difference else value
        yield Line(0, translate("line-value", language, label=label, value=value))
        profile = json.dumps(profile_of(witness.given, _plans(looked)), ensure_ascii=False)
        yield Line(1, translate("witness-profile", language, day=day_text(looked.day), profile=profile))
        if witness.derived:
            yield Line(1, translate("witness-derived", language, names=", ".join(witness.derived)), "unknown")
        yield from (Line(1, translate("impact-both", language, text=text)) for text in told.both)
        yield from (Line(1, translate("impact-before", language, text=text)) for text in told.before)
        yield from (Line(1, translate("impact-after", language, text=text)) for text in told.after)
    more = looked.rows - len(looked.witnesses)
    if looked.witnesses and more > 0:
        yield Line(1, translate("witness-more", language, count=more))


def _label(looked: Looked, language: str) -> str:
    return looked.sides[1].plan.facts[looked.name].label.get(language, looked.name)


def _plans(looked: Looked) -> tuple[Plan, Plan]:
    return looked.sides[0].plan, looked.sides[1].plan


def _why(looked: Looked, witness: Witness, language: str) -> Why:
    """Both answers, with what is said for one and not for the other."""
    before, after = (_decision(side, witness.given, _plans(looked), looked.day) for side in looked.sides)
    record = None if looked.sides[1].plan.facts[looked.name].record is None else 0
    return why_of(before, after, looked.name, language, record)


def _decision(side: Side, given: Given, plans: tuple[Plan, Plan], day: int) -> Decision:
    """What the rules of a side say of somebody."""
    document = Document("profile", profile_of(given, plans), {}, "")
    profile = read_profile(document, side.plan, side.history)
    candidate = for_plan(side.plan, profile.supplied, profile.records, day)
    machine = Reference()
    trace = Trace(side.plan, candidate, machine.evaluate(side.plan, candidate))
    return Decision(side.history, side.rules, side.plan, profile, day, None, trace, machine.name)


def profile_of(given: Given, plans: tuple[Plan, Plan]) -> dict[str, Tree]:
    """What is said of somebody, as a profile."""
    kinds = {name: about.type for plan in plans for name, about in plan.facts.items()}

    def written(facts: Mapping[str, Value], before: str) -> dict[str, Tree]:
        told = {name.removeprefix(before): plain(value, kinds[name]) for name, value in facts.items()}
        return cast("dict[str, Tree]", told)

    tree = written({name: value for name, value in given.supplied.items() if name != AS_OF}, "")
    return tree | {record: [written(row, f"{record}.") for row in rows] for record, rows in given.records.items()}


def _same(before: Side, after: Side) -> bool:
    """Whether a topic refuses and defines the same on both sides, each fact with the same meaning."""
    topic = after.version.topic
    refused, refuses = (syntax_of(side.version).at.down("refuse") for side in (before, after))
    return refused.says_same(refuses) and not changed_facts(before.plan, after.plan, topic)
