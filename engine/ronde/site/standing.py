"""On which days each version of a book stood, and the rules in force with it on the last of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ronde.compile.rules import compile_rules
from ronde.model.history import History, InForce, Rules, Status, Version
from ronde.model.nodes import Plan


@dataclass(frozen=True)
class Standing:
    """A version that says something, and what stood beside it on its last day, or on the last day of change.

    `later` is the version that takes over, if one is known; `replaced` the correction of this version, if there is one.
    """

    version: Version
    rules: Rules
    plan: Plan
    found: InForce
    later: Version | None
    replaced: Version | None


class Standings:
    """The standing of every version of a book; sets of rules are compiled once each."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._plans: dict[str, Plan] = {}

    @cached_property
    def every(self) -> dict[str, tuple[tuple[Version, Standing | None], ...]]:
        """For each topic its versions, newest first, each with its standing; none where the version says nothing or
        never stood. Errors: ValidationError for rules that are wrong.
        """
        return {
            topic: tuple((version, self._of(version)) for version in reversed(versions))
            for topic, versions in self.history.versions.items()
        }

    def _of(self, version: Version) -> Standing | None:
        if version.status is not Status.COMPLETE:
            return None
        replaced = correction_of(self.history, version)
        later = self.history.next_change(version.topic, version.effective)
        last = self.history.change_dates[-1] if later is None else later.effective - 1
        rules = self.history.in_force(last, None if replaced is None else replaced.published - 1)
        found = next((each for each in rules.topics if each.topic == version.topic), None)
        if found is None or found.version is not version:
            return None
        return Standing(version, rules, self._plan(rules), found, later, replaced)

    def _plan(self, rules: Rules) -> Plan:
        if rules.digest not in self._plans:
            self._plans[rules.digest] = compile_rules(rules)
        return self._plans[rules.digest]


def correction_of(history: History, version: Version) -> Version | None:
    """The next file of the same day, which corrects a version, if there is one."""
    same = [each for each in history.versions[version.topic] if each.effective == version.effective]
    return next((each for each in same if each.serial > version.serial), None)
