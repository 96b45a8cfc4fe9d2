"""One change as plain data and in lines: each fact from its value to another, with what that comes to; a new record."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.evaluate.decision import Decision
from ronde.messages import translate
from ronde.model.history import Referred
from ronde.model.names import told_of
from ronde.model.nodes import Fact
from ronde.model.types import Kind, Value, plain
from ronde.operations.bounds import known
from ronde.reach.options import Option
from ronde.telling.values import show


def change_lines(decision: Decision, option: Option, language: str) -> Iterator[str]:
    """What an option changes: what goes from one value to another in a line; in another, of a new record, what it
    takes of other facts: the rest is what its label says."""
    plan, trace = decision.plan, decision.trace
    changed = [
        _changed(decision, plan.facts[name], trace.value(name), after, language)
        for name, after in option.values.items()
    ]
    for (record, row), fields in option.fields.items():
        label = translate("reach-record", language, title=plan.records[record][language], number=str(row + 1))
        for name, after in fields.items():
            told = _changed(decision, plan.facts[name], trace.value(name, row), after, language)
            changed.append(translate("line-value", language, label=label, value=told))
    added = [
        _labelled(plan.facts[name], show(value, plan.facts[name], plan, language), language)
        for name, value in option.record.items()
        if isinstance(option.move.record[name.removeprefix(f"{option.move.add}.")], Referred)
    ]
    yield from ("; ".join(lines) for lines in (changed, added) if lines)


def change_data(decision: Decision, option: Option, language: str) -> dict[str, object]:
    """The same as plain data; `costs` is what facts that are amounts go up by."""
    plan, trace = decision.plan, decision.trace
    return {
        "label": option.move.label.get(language, ""),
        "note": option.move.note.get(language),
        "facts": [
            {"fact": name, **_before_after(plan.facts[name], trace.value(name), after)}
            for name, after in option.values.items()
        ],
        "adds": option.move.add or None,
        "record": {name: plain(value, plan.facts[name].type) for name, value in option.record.items()},
        "changed": [
            {
                "fact": name,
                "at": told_of(record, row, name),
                **_before_after(plan.facts[name], trace.value(name, row), after),
            }
            for (record, row), fields in option.fields.items()
            for name, after in fields.items()
        ],
        "forgotten": list(option.forgotten),
        "cost": _cost_data(decision, option),
    }


def _before_after(fact: Fact, before: Value, after: Value) -> dict[str, object]:
    return {"before": plain(before, fact.type), "after": plain(after, fact.type)}


def _changed(decision: Decision, fact: Fact, before: Value, after: Value, language: str) -> str:
    first, then = (show(each, fact, decision.plan, language) for each in (before, after))
    text = translate("changed", language, before=first, after=then)
    more = _more(fact, before, after)
    if more:
        amount = show(more, fact, decision.plan, language)
        text = translate("reach-cost", language, change=text, amount=amount)
    return _labelled(fact, text, language)


def _labelled(fact: Fact, value: str, language: str) -> str:
    return translate("line-value", language, label=fact.label.get(language, fact.name), value=value)


def _more(fact: Fact, before: Value, after: Value) -> int:
    """By how much an amount goes up; 0 for what is none."""
    if fact.type.kind is not Kind.MONEY or not known(before):
        return 0
    assert isinstance(before, int)
    assert isinstance(after, int)
    return max(0, after - before)


def _cost_data(decision: Decision, option: Option) -> dict[str, object]:
    """What the amounts among the facts go up by."""
    facts = decision.plan.facts
    found = {name: _more(facts[name], decision.trace.value(name), after) for name, after in option.values.items()}
    return {name: plain(more, facts[name].type) for name, more in found.items() if more}
