"""Which questions wait for which: one whose answer another may leave no choice is put after it.

Rules refuse answers that contradict each other, and say which of them is then to be corrected (`field`): that somebody
comes along who is not there, a certificate issued by somebody that nobody holds. What is said first decides whether the
other question applies at all, so the question of the field waits for the others of its subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from ronde.ask.said import Place
from ronde.model.nodes import Op, Plan

_WAITING: WeakKeyDictionary[Plan, dict[str, frozenset[str]]] = WeakKeyDictionary()


def in_turn(plan: Plan, places: Iterable[Place]) -> list[Place]:
    """The places, each after those that it waits for, and otherwise as they stand. What waits for each other stays."""
    waiting = _waiting(plan)
    standing = dict.fromkeys(places)
    found: dict[Place, None] = {}

    def put(place: Place, behind: frozenset[Place]) -> None:
        ahead = {Place(name, place.record, place.position) for name in waiting.get(place.name, ())}
        for each in standing:
            if each in ahead and each not in behind:
                put(each, behind | {place})
        found[place] = None

    for place in standing:
        put(place, frozenset())
    return list(found)


def _waiting(plan: Plan) -> dict[str, frozenset[str]]:
    """By the field of a refusal, the inputs of its subject (its record, or the candidate) that it is held to."""
    if plan not in _WAITING:
        found: dict[str, frozenset[str]] = {}
        for refusal in plan.refusals:
            field = plan.facts.get(refusal.field)
            nodes = (plan.nodes[each] for each in plan.below((refusal.node,)))
            facts = [
                plan.facts[str(each.fact)] for each in nodes if each.op is Op.FACT and str(each.fact) in plan.facts
            ]
            if field is not None:
                others = {each.name for each in facts if each.form == "input" and each.record == field.record}
                found[field.name] = found.get(field.name, frozenset()) | others - {field.name}
        _WAITING[plan] = found
    return _WAITING[plan]
