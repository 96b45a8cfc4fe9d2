"""The typed intermediate form: a flat, ordered list of nodes, each one small operation on the nodes before it.

Every machine that runs rules (the reference, the forward chainer, the columns) is one walk of this list with its own
leaf operations. Values are those of `model.types`; an unknown ordered value is the pair of its bounds, so that
every operation below means: the least and the greatest answer that the unknowns still allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeAlias

from ronde.model.fractions import fraction_of
from ronde.model.locations import Location
from ronde.model.payloads import Known, Located, Match
from ronde.model.types import Type

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    Data = TypeVar("Data", default=object, covariant=True)
else:
    from typing import TypeVar

    Data = TypeVar("Data", covariant=True)

Payload = TypeVar("Payload")

Texts: TypeAlias = dict[str, str]
"""One text in every language, by language code."""


class Op(StrEnum):
    """The operations that more than their own rooms know by name.

    `a`, `b` are the node's arguments in order; a record's node has one value per record.
    """

    FACT = "fact"  # the supplied value, else a (its definition), else b (what an unknown becomes)
    CONSTANT = "constant"  # the value in `data`
    GIVEN = "given"  # whether the list of records named in `data` was given
    EQUALS = "equals"  # a equals b
    AT_LEAST = "at_least"  # a >= b
    MEMBER = "member"  # a is one of the set in `data`
    KNOWN = "known"  # whether a is known
    ALL = "all"  # the least of truths
    ANY = "any"  # the greatest of truths
    NEGATE = "negate"  # whether a does not hold
    CHOOSE = "choose"  # condition, value, condition, value, ..., otherwise
    TABLE = "table"  # a dense table over its keys
    SUM = "sum"
    LEAST = "least"
    GREATEST = "greatest"
    TIMES = "times"  # a times the whole number in `data`
    DIVIDE = "divide"  # whole quotient of a by b, rounded down; unknown where b could be zero or less
    QUOTIENT = "quotient"  # a by b, rounded as `data` says; unknown where b could be zero or less
    YEARS_BETWEEN = "years_between"  # whole calendar years from a to b
    DAYS_BETWEEN = "days_between"  # days from a to b
    DATE = "date"  # the date a moved by `data`
    ATTRIBUTE = "attribute"  # `data`: code to value
    # Over records: a says whether the list was given (and its `data` which), b which records are meant.
    EXISTS = "exists"  # whether b is true of one
    TOTAL = "total"  # the sum of c
    LOWEST = "lowest"  # the least c, else `data`
    HIGHEST = "highest"
    PICK = "pick"  # the last argument of the record greatest by the ones between, else `data`
    HOURS = "hours"  # see `Measure`, in `data`
    LEADING = "leading"  # the value of the group with the most hours; see `Measure`, in `data`


@dataclass(frozen=True, slots=True)
class Operand:
    """A fact that a test compares with, and the fraction it is multiplied by, as written."""

    fact: str
    times: str | None = None

    @property
    def fraction(self) -> Fraction:
        """The fraction itself."""
        return fraction_of(self.times or "1") or Fraction(1)


@dataclass(frozen=True, slots=True)
class Said:
    """What the editor wrote at a condition, for explanations: its form, the fact tested, operator, operand, reason; of
    a choice where each branch stands, the last without a condition."""

    form: str
    fact: str | None = None
    operator: str | None = None
    operand: object = None
    because: Texts | None = None
    branches: tuple[Located, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A source that rules cite, with its provision and its address in every language."""

    id: str
    title: Texts
    provision: Texts | None = None
    url: Texts | None = None
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a number in one language: beside a number that takes the singular, and beside any other."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class FactCaution:
    """What must be known of a fact before relying on it if another fact, a yes or no, is true of the candidate.

    `when` names that other fact. It only says whether the caution is raised: the value of the first never rests on it.
    """

    when: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class FactSlip:
    """That a fact, a yes or no, is a usual slip: of which answers, and what people are told of it."""

    of: tuple[str, ...]
    texts: Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a fact besides its definition. `lists` are the topics of the lists that its definition uses;
    `currency` is the sign of an amount in each language, if the book has one. `parts` are the facts that it is made of
    by adding them or choosing among them, and `shares` what each counts for, as written, if not for itself."""

    name: str
    type: Type
    label: Texts
    form: str
    topic: str
    version: str
    location: Location
    record: str | None = None
    sources: tuple[Source, ...] = ()
    confidence: str | None = None
    unit: Mapping[str, Unit] = field(default_factory=dict)
    currency: Texts = field(default_factory=dict)
    note: Texts | None = None
    choices: dict[str, Texts] = field(default_factory=dict)
    maximum: int | dict[str, int] | None = None
    question: Texts | None = None
    help: Texts | None = None
    parts: tuple[str, ...] = ()
    shares: Mapping[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    caution: FactCaution | None = None
    slip: FactSlip | None = None


@dataclass(frozen=True, slots=True)
class Node(Generic[Data]):
    """One operation, by the name of its room, which knows the class of its `data`.

    `record` names the list of records whose every member has a value here, if any.
    """

    id: int
    op: str
    args: tuple[int, ...]
    type: Type
    record: str | None
    data: Data
    fact: str | None = None
    said: Said | None = None
    where: Located | None = field(default=None, compare=False)

    @property
    def location(self) -> Location | None:
        """Where it was written."""
        return self.where() if self.where else None


def payload(node: Node, kind: type[Payload]) -> Payload:
    """The data of a node whose operation has data of this class. Errors: TypeError for a node of another operation."""
    if not isinstance(node.data, kind):
        raise TypeError(f"{node.op} has no data of the class {kind.__name__}")
    return node.data


@dataclass(frozen=True, slots=True)
class Refusal:
    """A condition under which a profile is refused: the node that is then true, the field to point at, the reason."""

    node: int
    record: str | None
    field: str
    because: Texts
    location: Location


@dataclass(frozen=True, eq=False)
class Plan:
    """The rules in force, compiled: every node in an order where arguments come first. Immutable.

    `roots` is each fact's node, `records` the title of each list of records, `codes` the title of each code of each
    list and `attributes` what a list says of its codes besides; `choosers` the node that chooses between the columns of
    a fact's table, or between columns of these names, and when it chooses which.
    """

    digest: str
    nodes: tuple[Node, ...]
    facts: dict[str, Fact]
    roots: dict[str, int]
    records: dict[str, Texts]
    refusals: tuple[Refusal, ...]
    codes: Mapping[str, Mapping[str, Texts]]
    choosers: dict[str | frozenset[str], tuple[int, tuple[tuple[Match, str], ...]]]
    attributes: Mapping[str, Mapping[str, Mapping[str, object]]] = field(default_factory=dict)

    def known_by(self, node: Node) -> Known:
        """How the node of a fact can know its value."""
        return payload(node, Known)

    @cached_property
    def twins(self) -> tuple[int, ...]:
        """For each node, the first node that is the same operation on the same arguments (often itself).

        Conditions that several facts write out stand in the list once for each, so that each can be explained where it
        was written; machines need to find their value once.
        """
        numbers: dict[object, int] = {}
        known: dict[int, int] = {}  # by identity, since most nodes share their types: hashing one takes long

        def number(each: object) -> int:
            found = known.get(id(each))
            if found is None:
                found = known[id(each)] = numbers.setdefault(each, len(numbers))
            return found

        first: dict[tuple[object, ...], int] = {}
        found: list[int] = []
        for node in self.nodes:
            if node.op in (Op.FACT, Op.TABLE, Op.ATTRIBUTE):
                found.append(node.id)
            else:
                args = tuple([found[arg] for arg in node.args])
                key = (node.op, args, node.record, number(node.data), number(node.type))
                found.append(first.setdefault(key, node.id))
        return tuple(found)

    @cached_property
    def dependents(self) -> tuple[tuple[int, ...], ...]:
        """For each node, those that have it as an argument, in their order (twice if it is one twice)."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for node in self.nodes:
            for arg in node.args:
                found[arg].append(node.id)
        return tuple(map(tuple, found))

    def below(self, roots: Iterable[int]) -> frozenset[int]:
        """The nodes that some nodes rest on, with themselves and with the twins whose values they take."""
        nodes, twins, found, waiting = self.nodes, self.twins, set[int](), list(roots)
        while waiting:
            node = waiting.pop()
            if node in found:
                continue
            found.add(node)
            waiting.extend(nodes[node].args)
            if twins[node] != node:
                waiting.append(twins[node])
        return frozenset(found)

    @cached_property
    def dependencies(self) -> dict[str, frozenset[str]]:
        """The facts that each fact's definition names directly."""
        names: list[str] = []
        bits: dict[str, int] = {}
        reached: list[int] = []  # a bit for each fact
        named: dict[str, int] = {}
        for node in self.nodes:
            below = 0
            for arg in node.args:
                below |= reached[arg]
            if node.op is Op.FACT:
                assert node.fact is not None
                named[node.fact] = below
                if node.fact not in bits:
                    bits[node.fact] = 1 << len(names)
                    names.append(node.fact)
                below = bits[node.fact]
            reached.append(below)
        sets = {below: frozenset(_chosen(names, below)) for below in set(named.values())}
        return {name: sets[below] for name, below in named.items()}

    @cached_property
    def slips(self) -> tuple[Fact, ...]:
        """The facts that are usual slips, in the order of the rules."""
        return tuple(fact for fact in self.facts.values() if fact.slip is not None)

    @cached_property
    def cautioned(self) -> dict[str, FactCaution]:
        """The facts that have a caution of their own, in the order of the rules, and what raises it."""
        return {name: fact.caution for name, fact in self.facts.items() if fact.caution is not None}


def _chosen(names: Sequence[str], bits: int) -> Iterator[str]:
    """The names whose bits are set."""
    while bits:
        lowest = bits & -bits
        yield names[lowest.bit_length() - 1]
        bits ^= lowest
