"""Conditions as pure data, laid out so that they stay inside what durable_rules 2.0.28 does correctly.

Nothing of durable_rules is imported here. `plan` turns thresholds and clauses into a `Plan`: the JSON of a few native
rulesets ("sections") and, for every measured field and every atom, where to send it. The shape is narrow on purpose:

* A rule is a conjunction of at most `PREMISES` patterns. A pattern is "the field exists", then one comparison with a
  literal of the field's own type. There is no `or`, no negation, no arithmetic, no reference from one fact to another.
* Longer clauses pass through intermediate atoms, which no firing reports. Three patterns are the most that is safe:
  when facts are withdrawn after a rule has fired, the library looks for as many entries as the rule's frame once had,
  and walks on past the frame to find them. With three it stays inside the frame's own pool; with more it may not.
* A message carries many values, because the library copies about 7 kB for each message. The conditions that one
  message can make true at one level stay under the library's 64 (`LANES` + `TESTS`, or `BUCKETS`).
* One condition serves at most `SHARED` rules (257 are refused, 256 crash), one level of conditions holds far fewer
  than the 512 at which loading never ends, and a section far fewer than 4,096 rules.
* Field names and message numbers are our own, and their 32-bit FNV-1a hashes, which is all that the library compares,
  are checked to differ. Names that callers choose never reach the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, NamedTuple

import orjson

PREMISES: Final = 3
LANES: Final = 30
TESTS: Final = 30
BUCKETS: Final = 48
VALUES: Final = 60
SHARED: Final = 250
SECTION_LANES: Final = 60
SECTION_RULES: Final = 200
TEXT_BYTES: Final = 60_000
WHOLE: Final = 2**53
PRIMER: Final = "!"

_OPERATORS: Final = {"at_least": "$gte", "less_than": "$lt", "is": "$eq", "is_not": "$neq"}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RESERVED: Final = ("id", "sid", "$s", "$i", "$forward", PRIMER)

FieldType = type[int] | type[str]
Atom = str | int
"""A caller's atom (text), or an intermediate atom of our own (a number)."""


class UnsafeShape(ValueError):
    """These thresholds or clauses cannot be given to durable_rules safely; the message says what and why."""


class InvalidFact(ValueError):
    """A told value or atom is not one that can be compared safely; nothing of that call has reached the library."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One test of one measured field against a literal: when it holds, `conclusion` is derived.

    `test` is `at_least` or `less_than` (whole numbers), `is` or `is_not` (whole numbers or text).
    A field that is not told makes no test true, `is_not` included.
    """

    group: str
    field: str
    test: str
    literal: int | str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Clause:
    """When all `premises` hold, `conclusion` is derived."""

    premises: tuple[str, ...]
    conclusion: str


Rule = Threshold | Clause


class Firing(NamedTuple):
    """An atom derived for the first time in a session, and the rule that derived it."""

    conclusion: str
    rule: Rule


Conclusions = tuple[tuple[Atom, Firing | None], ...]
"""What one native rule concludes, each with the firing to report (none for an intermediate atom)."""


@dataclass(frozen=True, slots=True)
class Section:
    """One native ruleset: its definition as JSON, and what each native rule, by its four-digit name, concludes."""

    definition: str
    conclusions: dict[str, Conclusions]
    patterns: int


class Column(NamedTuple):
    """A measured field: its number, its type, and its routes (section, start of its JSON member)."""

    number: int
    kind: FieldType
    routes: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sections, and where in them a measured field (by group, then field) or an atom is to be sent.

    An atom's routes are (section, bucket, its whole JSON member).
    A message carries at most one atom of each bucket, and at most `LANES` fields.
    """

    sections: tuple[Section, ...]
    fields: dict[str, dict[str, Column]]
    atoms: dict[Atom, list[tuple[int, int, str]]]


def plan(thresholds: Sequence[Threshold], clauses: Sequence[Clause]) -> Plan:
    """Lay thresholds and clauses out in sections; raises `UnsafeShape` where that cannot be done."""
    _check(thresholds)
    sections: list[Section] = []
    fields = _lay_thresholds(thresholds, sections)
    atoms = _lay_clauses(clauses, sections)
    return Plan(tuple(sections), fields, atoms)


def fnv1a(text: str) -> int:
    """The 32-bit hash by which durable_rules tells field names, message ids and session ids apart."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 16_777_619) & 0xFFFFFFFF
    return value


def distinct(candidates: Iterable[str], reserved: Iterable[str] = ()) -> Iterator[str]:
    """The candidates whose hash differs from those of the reserved names and of the candidates before them."""
    taken = {fnv1a(name) for name in reserved}
    for name in candidates:
        value = fnv1a(name)
        if value not in taken:
            taken.add(value)
            yield name


def encode(value: object, kind: FieldType) -> str:
    """The JSON text of a whole number or a string; `InvalidFact`, with the reason, when it is not safe to compare."""
    if type(value) is not kind:
        raise InvalidFact(f"{value!r:.80} is of type {type(value).__name__} where the program compares {kind.__name__}")
    if isinstance(value, int):
        if -WHOLE <= value <= WHOLE:
            return str(value)
        raise InvalidFact(f"{value} is beyond plus or minus 2**53, where the library no longer tells numbers apart")
    try:
        encoded = orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise InvalidFact(f"{value!r:.80} is not valid Unicode text") from error
    if len(encoded) >= TEXT_BYTES:
        raise InvalidFact(f"text of {len(encoded):,} bytes is too long: it is compared up to {TEXT_BYTES:,} bytes only")
    if b"\\u0000" in encoded and "\0" in str(value):
        raise InvalidFact("text that holds a NUL character ends there for the library")
    return encoded.decode()


def _check(thresholds: Sequence[Threshold]) -> None:
    types: dict[str, FieldType] = {}
    for one in thresholds:
        where = f"threshold on {one.field!r:.80} of {one.group!r:.80}"
        kind: FieldType = str if isinstance(one.literal, str) else int
        for name in (one.group, one.field, one.conclusion):
            if not isinstance(name, str):
                raise UnsafeShape(f"{where}: a group, a field and a conclusion are named by text, not by {name!r:.80}")
        if one.test not in _OPERATORS:
            raise UnsafeShape(f"{where}: unknown test {one.test!r:.80}, expected one of {', '.join(_OPERATORS)}")
        if kind is str and one.test not in ("is", "is_not"):
            raise UnsafeShape(f"{where}: the library orders text wrongly, so text is only tested with is and is_not")
        if types.setdefault(one.field, kind) is not kind:
            raise UnsafeShape(f"{where}: one field holds text or numbers, not both; the library takes 5 for '5'")
        try:
            encode(one.literal, kind)
        except InvalidFact as error:
            raise UnsafeShape(f"{where}: the literal cannot be compared: {error}") from error


class _Draft:
    """A section being filled."""

    def __init__(self) -> None:
        # Rule 0 fires once in each new native session: only a session in which a rule has fired can be deleted safely.
        self.rules: dict[str, Any] = {"0000": {"all": [{"a": {"$ex": {PRIMER: 1}}}]}}
        self.conclusions: dict[str, Conclusions] = {"0000": ()}
        self.patterns = 1
        self.lanes = distinct(("".join(pair) for pair in product(_LETTERS, _LETTERS)), _RESERVED)
        self.lanes_taken = 0
        self.slots: dict[Atom, tuple[dict[str, Any], int]] = {}
        self.slots_taken = 0

    def add(self, patterns: Iterable[dict[str, Any]], conclusions: Iterable[tuple[Atom, Firing | None]]) -> None:
        name = f"{len(self.rules):04d}"
        # dist 0: one message may satisfy several patterns of a rule, since a message carries many atoms.
        self.rules[name] = {"all": [{f"p{place}": one} for place, one in enumerate(patterns)], "dist": 0}
        self.conclusions[name] = tuple(conclusions)
        self.patterns += len(self.rules[name]["all"])

    def finish(self) -> Section:
        # orjson here and in `encode`: the library compares the escaped form of text, so both sides must escape alike.
        return Section(orjson.dumps(self.rules).decode(), self.conclusions, self.patterns)


def _lay_thresholds(thresholds: Sequence[Threshold], sections: list[Section]) -> dict[str, dict[str, Column]]:
    tests: dict[tuple[str, str], dict[tuple[str, int | str], list[Threshold]]] = {}
    for one in dict.fromkeys(thresholds):
        tests.setdefault((one.group, one.field), {}).setdefault((one.test, one.literal), []).append(one)
    fields: dict[str, dict[str, Column]] = {}
    draft = _Draft()
    for number, ((group, field), by_test) in enumerate(tests.items()):
        todo = list(by_test.items())
        column = Column(number, str if isinstance(todo[0][0][1], str) else int, [])
        fields.setdefault(group, {})[field] = column
        for start in range(0, len(todo), TESTS):
            if draft.lanes_taken == SECTION_LANES:
                sections.append(draft.finish())
                draft = _Draft()
            lane = next(draft.lanes)
            draft.lanes_taken += 1
            column.routes.append((len(sections), f',"{lane}":'))
            for (test, literal), same in todo[start : start + TESTS]:
                pattern = {"$and": [{"$ex": {lane: 1}}, {_OPERATORS[test]: {lane: literal}}]}
                draft.add([pattern], [(one.conclusion, Firing(one.conclusion, one)) for one in same])
    if draft.lanes_taken:
        sections.append(draft.finish())
    return fields


_BUCKET_NAMES: Final = tuple(distinct(_LETTERS, _RESERVED))[:BUCKETS]


def _lay_clauses(clauses: Sequence[Clause], sections: list[Section]) -> dict[Atom, list[tuple[int, int, str]]]:
    routes: dict[Atom, list[tuple[int, int, str]]] = {}
    draft = _Draft()
    for premises, conclusions in _narrowed(clauses):
        if len(draft.rules) == SECTION_RULES or draft.slots_taken + PREMISES > BUCKETS * VALUES:
            sections.append(draft.finish())
            draft = _Draft()
        patterns = []
        for atom in premises:
            pattern, uses = draft.slots.get(atom, ({}, SHARED))
            if uses == SHARED:
                value, bucket = divmod(draft.slots_taken, BUCKETS)
                draft.slots_taken += 1
                name = _BUCKET_NAMES[bucket]
                routes.setdefault(atom, []).append((len(sections), bucket, f',"{name}":{value}'))
                pattern, uses = {"$and": [{"$ex": {name: 1}}, {"$eq": {name: value}}]}, 0
            draft.slots[atom] = (pattern, uses + 1)
            patterns.append(pattern)
        draft.add(patterns, conclusions)
    if draft.slots_taken:
        sections.append(draft.finish())
    return routes


def _narrowed(clauses: Sequence[Clause]) -> Iterator[tuple[tuple[Atom, ...], list[tuple[Atom, Firing | None]]]]:
    """Clauses with at most `PREMISES` premises that conclude the same, one for each set of premises."""
    narrow: dict[frozenset[Atom], tuple[tuple[Atom, ...], list[tuple[Atom, Firing | None]]]] = {}
    intermediate: dict[frozenset[Atom], int] = {}
    for clause in clauses:
        where = f"clause for {clause.conclusion!r:.80}"
        if not isinstance(clause.premises, tuple):
            raise UnsafeShape(f"{where}: the premises are a tuple of atoms, not {clause.premises!r:.80}")
        if not all(isinstance(one, str) for one in (*clause.premises, clause.conclusion)):
            raise UnsafeShape(f"{where}: an atom is text, and this clause names another kind of value")
        if not clause.premises:
            raise UnsafeShape(f"{where}: without a premise nothing would make it fire; tell the atom instead")
    for clause in dict.fromkeys(clauses):
        left: list[Atom] = list(dict.fromkeys(clause.premises))
        while len(left) > PREMISES:
            first, left = tuple(left[:PREMISES]), left[PREMISES:]
            joined = frozenset(first)
            if joined not in intermediate:
                intermediate[joined] = len(intermediate)
                narrow.setdefault(joined, (first, []))[1].append((intermediate[joined], None))
            left.append(intermediate[joined])
        narrow.setdefault(frozenset(left), (tuple(left), []))[1].append(
            (clause.conclusion, Firing(clause.conclusion, clause))
        )
    return iter(narrow.values())
