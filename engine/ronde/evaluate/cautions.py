"""What a reader must know before relying on an answer, and which answers carry it: one meaning for one and for many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ronde.model.history import InForce, Rules
from ronde.model.nodes import Op, Plan, Texts
from ronde.syntax.texts import texts_of
from ronde.syntax.version import syntax_of


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reader must know before relying on an answer.

    `kind` is `incomplete` (a later version exists whose content is not known), `unverified` (nobody confirmed the
    topic after `day`), `contradicted` (a supplied value that the rest of the profile contradicts: `name` is the fact,
    `fact` the way to tell it) or `doubtful` (the fact `name` has a caution of its own, and it is raised).
    """

    kind: str
    topic: str
    version: str
    day: int
    texts: Texts | None = None
    fact: str | None = None
    name: str | None = None

    @property
    def code(self) -> str:
        """What tells it from any other of the book, as tables and files name it."""
        return f"{self.kind}:{self.topic}@{self.version}" + (f":{self.name}" if self.name else "")


def of_topics(rules: Rules, as_of: int) -> list[Caution]:
    """The cautions of the topics in force on a day, in their order."""
    return [caution for topic in rules.topics for caution in _of_topic(topic, as_of)]


def _of_topic(topic: InForce, as_of: int) -> Iterator[Caution]:
    for version in topic.incomplete:
        yield Caution("incomplete", topic.topic, version.name, version.effective, texts_of(syntax_of(version).missing))
    stalest = min(topic.whole, key=lambda version: version.checked)
    if as_of > stalest.checked and not topic.incomplete:
        yield Caution("unverified", topic.topic, stalest.name, stalest.checked)


def contradiction(plan: Plan, name: str, told: str, as_of: int) -> Caution:
    """That a value given for a fact, named to people as `told`, cannot be what the rest of the profile says."""
    about = plan.facts[name]
    return Caution("contradicted", about.topic, about.version, as_of, fact=told, name=name)


def doubt(plan: Plan, name: str, as_of: int) -> Caution:
    """That a fact's own caution is raised."""
    about = plan.facts[name]
    assert about.caution is not None
    return Caution("doubtful", about.topic, about.version, as_of, about.caution.texts, name, name)


def topics_below(plan: Plan, supplied: Collection[str] | Mapping[str, object]) -> dict[str, frozenset[str]]:
    """For each fact, the topics that its value rests on. What was supplied rests on no topic."""
    bits: dict[str, int] = {}
    reached: list[int] = []  # a bit for each topic
    found: dict[str, int] = {}
    for node in plan.nodes:
        below = 0
        for arg in node.args:
            below |= reached[arg]
        if node.op is Op.FACT and node.fact in plan.facts:
            about = plan.facts[node.fact]
            if about.record is None and node.fact in supplied:
                below = 0
            elif about.form != "input":
                for topic in (about.topic, *about.lists):
                    below |= bits.setdefault(topic, 1 << len(bits))
            found[node.fact] = below
        reached.append(below)
    sets = {each: frozenset(topic for topic, bit in bits.items() if each & bit) for each in set(found.values())}
    return {name: sets[each] for name, each in found.items()}


def rests_on(plan: Plan, name: str, replaced: Callable[[str], bool]) -> set[str]:
    """The facts that a fact rests on, itself among them; one that is given in place of its definition rests on no
    other."""
    return rest_on(plan, (name,), replaced)


def rest_on(plan: Plan, names: Iterable[str], replaced: Callable[[str], bool]) -> set[str]:
    """As `rests_on`, of several facts."""
    reached, waiting = set[str](), [*names]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            if not replaced(each):
                waiting.extend(plan.dependencies.get(each, ()))
    return reached


def carried(cautions: Iterable[Caution], topics: Collection[str], facts: Collection[str]) -> list[Caution]:
    """Those of some cautions that an answer carries which rests on these topics and facts."""
    return [each for each in cautions if (each.topic in topics if each.name is None else each.name in facts)]
