"""A book with one mistake: its rules in force, compiled; all that the mistake leaves alone is shared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ronde.building.index import Changed
from ronde.cases.mutation.mistakes import Mistake
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.history import History, InForce, Rules, Version
from ronde.model.nodes import Plan
from ronde.read import schema


class Mistaken(Engine):
    """The engine of a book with one mistake. What the mistake does not change is the other engine's."""

    def __init__(self, right: Engine, mistake: Mistake) -> None:
        self._right, self._mistake = right, mistake
        self._version = _version(mistake)
        wrong = _moved(right.history, mistake.version, self._version)
        super().__init__(wrong if _is_asked(mistake) else right.history, Reference())
        self._history = wrong if mistake.days else None
        fact = str(mistake.owner[1]) if mistake.owner[0] == "facts" else None
        self._changed = None if fact is None else Changed(self._version, mistake.version, fact)
        self._rules: dict[str, Rules] = {}
        self._linked: dict[str, Plan] = {}

    def check(self) -> None:
        """Errors: ValidationError if the reading of the book refuses the mistake: the form of the file, or its rules on
        the first day that it touches."""
        diagnostics: Sequence[Diagnostic] = schema.check(self._version.document, "ruleset")
        if diagnostics:
            raise ValidationError(tuple(diagnostics))
        self.plan(self.rules(self._mistake.version.effective + min(0, self._mistake.days)))

    def rules(self, as_of: int, known_on: int | None = None) -> Rules:
        """The rules in force, with the mistake."""
        right = self._right.rules(as_of, known_on)
        if self._history is not None:
            return self._history.in_force(as_of, known_on)
        if right.digest not in self._rules:
            topics = tuple(map(self._mistaken, right.topics))
            self._rules[right.digest] = replace(right, topics=topics)
        return self._rules[right.digest]

    def _mistaken(self, topic: InForce) -> InForce:
        """A topic in force, with the mistake."""
        own = self._mistake.version
        if topic.topic != own.topic or own not in topic.layers:
            return topic
        layers = tuple(self._version if each is own else each for each in topic.layers)
        return replace(topic, layers=layers)

    def plan(self, rules: Rules) -> Plan:
        """The compiled rules: only what the mistake changed is compiled. Errors: ValidationError."""
        if rules.digest not in self._linked:
            self._linked[rules.digest] = self._right.linked(rules, self._changed)
        return self._linked[rules.digest]

    def part(self, rules: Rules, names: Iterable[str], changed: Changed | None = None) -> Plan:
        """The plan of some facts, if there is none yet of these rules. Errors: ValidationError."""
        return self._linked.get(rules.digest) or self._right.part(rules, names, changed or self._changed)


def _is_asked(mistake: Mistake) -> bool:
    """Whether a mistake stands in what people are asked: then profiles are read by the whole book with the mistake."""
    if mistake.owner[0] != "facts" or not isinstance(mistake.tree["facts"], dict):
        return False
    fact = mistake.tree["facts"][str(mistake.owner[1])]
    return isinstance(fact, dict) and "input" in fact


def _version(mistake: Mistake) -> Version:
    """The version with the mistake."""
    version = mistake.version
    digest = f"{version.document.digest} {mistake.location} {mistake.after}"
    document = replace(version.document, tree=mistake.tree, digest=digest)
    return replace(version, document=document, effective=version.effective + mistake.days)


def _moved(history: History, version: Version, moved: Version) -> History:
    """A book in which one version stands in for another, that takes effect on another day."""
    own = tuple(moved if each is version else each for each in history.versions[version.topic])
    own = tuple(sorted(own, key=lambda each: (each.effective, each.published, each.serial)))
    return replace(history, versions={**history.versions, version.topic: own})
