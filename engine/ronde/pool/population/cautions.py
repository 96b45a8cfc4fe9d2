"""Which versions that take effect by a day, and of which only the existence is known, some facts rest on."""

from __future__ import annotations

from collections.abc import Iterable

from ronde.model.history import Rules, Version
from ronde.model.nodes import Plan


def unread_versions(rules: Rules, plan: Plan, facts: Iterable[str]) -> list[Version]:
    """The versions whose content is not at hand, of every topic that these facts rest on."""
    waiting, topics = list(facts), set[str]()
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in plan.facts:
            seen.add(name)
            topics |= {plan.facts[name].topic, *plan.facts[name].lists}
            waiting.extend(plan.dependencies.get(name, ()))
    return [version for topic in rules.topics if topic.topic in topics for version in topic.incomplete]
