"""Every day on which an answer changed, and what changed it: a version of the rules, or time passing for this profile.

Each day is evaluated, but for those of which it is known at once that nothing moves (`still`). Where the rules in force
changed, the versions that the answers rest on are named; where only time passed, the facts that moved by themselves
are: an age, the hours in a window, a test that expired.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ronde.evaluate.decision import Decision
from ronde.evaluate.engine import Engine, check_profile
from ronde.model.document import Document
from ronde.model.history import InForce, Rules
from ronde.model.nodes import Node, Op
from ronde.model.types import DATE_HIGH, Kind, Value
from ronde.rounds.days import on_day
from ronde.rounds.still import Pace


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact whose value differs from the day before, for one record where it is a record's."""

    name: str
    before: Value
    after: Value
    defined_before: bool = True
    defined_after: bool = True
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One day on which some of the facts asked for changed.

    `versions` are those that took effect that day in topics the answers rest on; `causes` the facts that moved by
    themselves, for want of any other that moved below them; `cautions` the topics that became incomplete.
    """

    day: int
    decision: Decision
    moved: tuple[Moved, ...]
    versions: tuple[InForce, ...] = ()
    causes: tuple[Moved, ...] = field(default_factory=tuple)
    cautions: tuple[str, ...] = ()


def changes(engine: Engine, document: Document, names: Iterable[str], first: int, last: int) -> Iterator[Change]:
    """Every change of these facts from the first day (told as it stands) to the last. Errors: ValidationError."""
    wanted = tuple(names)
    whole = before = engine.evaluate(document, first)
    asked = _asked(before, wanted)
    yield Change(first, before, tuple(_moved(None, before, wanted)))
    pace = Pace(wanted)
    while before.as_of < last:
        if (later := pace.ahead(before, asked, min(last, _last_day(engine, before.as_of)))) is not None:
            before = later
            continue
        day = before.as_of + 1
        drifted = on_day(before, day, asked)
        rules = engine.rules(day)
        if rules.digest == before.rules.digest:
            check_profile(drifted.trace, drifted.profile)
            after = drifted
        else:
            whole = after = engine.evaluate(document, day)
            asked = _asked(after, wanted)
        moved = tuple(_moved(before, after, wanted))
        versions = _new_versions(before.rules, after, wanted) if after is not drifted else ()
        cautions = tuple(topic.topic for topic in versions if _newly_incomplete(before.rules, topic))
        if moved or cautions:
            causes = _causes(before, drifted, [each.name for each in _moved(before, drifted, wanted)])
            whole = on_day(whole, day)
            yield Change(day, whole, moved, versions, tuple(causes), cautions)
        pace.looked(moved=bool(moved))
        before = after


def ahead(engine: Engine, document: Document, names: Iterable[str], first: int, last: int) -> Iterator[Change]:
    """Every change of these facts from the first day (told as it stands) to the last that time alone makes, by the
    rules of the first day and a profile that stays as it is. Errors: ValidationError.
    """
    wanted = tuple(names)
    whole = before = engine.evaluate(document, first)
    asked = _asked(before, wanted)
    yield Change(first, before, tuple(_moved(None, before, wanted)))
    pace = Pace(wanted)
    while before.as_of < last:
        if (later := pace.ahead(before, asked, last)) is not None:
            before = later
            continue
        day = before.as_of + 1
        after = on_day(before, day, asked)
        check_profile(after.trace, after.profile)
        moved = tuple(_moved(before, after, wanted))
        if moved:
            causes = _causes(before, after, [each.name for each in moved])
            whole = on_day(whole, day)
            yield Change(day, whole, moved, causes=tuple(causes))
        pace.looked(moved=bool(moved))
        before = after


def _last_day(engine: Engine, day: int) -> int:
    """The last day on which the rules are those of a day."""
    dates = engine.history.change_dates
    place = bisect_right(dates, day)
    return dates[place] - 1 if place < len(dates) else DATE_HIGH


def _asked(decision: Decision, names: Iterable[str]) -> frozenset[int]:
    """The nodes from which it is seen, day by day, whether some facts change and whether the profile is refused."""
    plan = decision.plan
    roots = (plan.roots[name] for name in names if name in plan.roots)
    return plan.below((*roots, *(refusal.node for refusal in plan.refusals)))


def _moved(before: Decision | None, after: Decision, names: Iterable[str]) -> Iterator[Moved]:
    for name in names:
        was = before is not None and name in before.plan.facts
        now = name in after.plan.facts
        old = before.trace.value(name) if was and before is not None else None
        new = after.trace.value(name) if now else None
        if before is None or was != now or old != new:
            yield Moved(name, old, new, was, now)


def _new_versions(before: Rules, after: Decision, names: Iterable[str]) -> tuple[InForce, ...]:
    """The topics whose version changed and on which some of the facts rest."""
    known = {topic.topic: topic for topic in before.topics}
    rest = frozenset[str]().union(*(after.trace.topics.get(name, frozenset()) for name in names))
    return tuple(topic for topic in after.rules.topics if topic != known.get(topic.topic) and topic.topic in rest)


def _newly_incomplete(before: Rules, topic: InForce) -> bool:
    old = next((each for each in before.topics if each.topic == topic.topic), None)
    return bool(topic.incomplete) and (old is None or old.incomplete != topic.incomplete)


def _causes(before: Decision, after: Decision, names: Iterable[str]) -> Iterator[Moved]:
    """The facts that moved by themselves by the same rules: below them only dates did, as days passed."""
    plan = before.plan
    waiting = [plan.roots[name] for name in names]
    seen: set[int] = set()
    while waiting:
        node = plan.nodes[waiting.pop(0)]
        if node.id in seen or before.trace.outcome.values[node.id] == after.trace.outcome.values[node.id]:
            continue
        seen.add(node.id)
        below = [arg for arg in _nearest_facts(before, after, node) if plan.nodes[arg].type.kind is not Kind.DATE]
        waiting.extend(below)
        if not below and node.fact is not None:
            yield from _moved_records(before, after, node.fact)


def _nearest_facts(before: Decision, after: Decision, node: Node) -> Iterator[int]:
    """The nodes of the nearest facts that moved below a node, reached through what moved."""
    for arg in node.args:
        if before.trace.outcome.values[arg] != after.trace.outcome.values[arg]:
            if before.plan.nodes[arg].op is Op.FACT:
                yield arg
            else:
                yield from _nearest_facts(before, after, before.plan.nodes[arg])


def _moved_records(before: Decision, after: Decision, name: str) -> Iterator[Moved]:
    """A fact that moved, once, or once for each record where it did."""
    record = after.plan.facts[name].record
    for index in (None,) if record is None else after.trace.rows(record):
        old, new = before.trace.value(name, index), after.trace.value(name, index)
        if old != new:
            yield Moved(name, old, new, record=index)
