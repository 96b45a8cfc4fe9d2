"""A candidate's profile: from a document to values in inside form, with everything wrong named at its field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeAlias
from weakref import WeakKeyDictionary

from ronde.building.index import AS_OF
from ronde.inputs.all_versions import beginnings
from ronde.inputs.codes import wrong_code
from ronde.inputs.possible import elsewhere, possible
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document, Steps, Tree
from ronde.model.history import History
from ronde.model.limits import MOST_DIAGNOSTICS, MOST_RECORDS
from ronde.model.near import nearest
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, NotOfType, Value, plain, read_value
from ronde.read.structure import canonical_digest

Where: TypeAlias = "str | tuple[str, int, str]"
"""A fact of a profile by its name, or one of a record by list, position and name."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a candidate, in inside form: facts by name, lists of records with facts by name.

    `places` says where each was written: by fact name, or by (list, position, fact name). `digest` is the SHA-256 of
    the content, whatever its layout; `ignored` are facts that the book defines on other dates only. A value that a fact
    has on other dates only is None, and is in `foreign` as it was written.
    """

    document: Document
    supplied: Mapping[str, Value]
    records: Mapping[str, Sequence[Mapping[str, Value]]]
    places: Mapping[Where, Steps]
    digest: str
    ignored: tuple[str, ...] = ()
    foreign: Mapping[Where, Tree] = field(default_factory=dict)


def read_profile(document: Document, plan: Plan, history: History) -> Profile:
    """The profile in a document, for the rules of a plan. Errors: ValidationError with a diagnostic for every wrong
    field."""
    reader = _Reader(document, plan, history)
    if not isinstance(document.tree, dict):
        raise ValidationError((Diagnostic("profile-not-mapping", document.location()),))
    reader.mapping((), document.tree)
    if reader.diagnostics:
        raise ValidationError(tuple(reader.diagnostics))
    return Profile(
        document,
        reader.supplied,
        reader.records,
        reader.places,
        reader.digest(),
        tuple(reader.ignored),
        reader.foreign,
    )


class _Reader:
    def __init__(self, document: Document, plan: Plan, history: History) -> None:
        self.document, self.plan, self.elsewhere = document, plan, elsewhere(history)
        self.supplied: dict[str, Value] = {}
        self.records: dict[str, list[dict[str, Value]]] = {}
        self.places: dict[Where, Steps] = {}
        self.foreign: dict[Where, Tree] = {}
        self.diagnostics: list[Diagnostic] = []
        self.ignored: list[str] = []
        self.met: set[str] = set()

    def mapping(self, steps: Steps, tree: Mapping[str, Tree]) -> None:
        """Read the facts of a mapping, nested or with dotted names."""
        for key, value in tree.items():
            path = (*steps, key)
            name = ".".join(map(str, path))
            if isinstance(value, dict) and name not in self.plan.records and self.goes_on(name):
                self.mapping(path, value)
            elif name in self.met:
                self.find("profile-twice", path, name=name)
            elif name in self.plan.records:
                self.list_of_records(name, path, value)
            elif name in self.plan.facts and self.plan.facts[name].record is None:
                if value is not None:
                    self.supplied[name] = self.value(path, value, self.plan.facts[name], name)
                    self.places[name] = path
            else:
                self.unknown(name, path)
            self.met.add(name)

    def list_of_records(self, name: str, path: Steps, value: Tree) -> None:
        """Read a list of records; null is as if it were not given."""
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.find("profile-not-list", path, name=name)
            return
        if len(value) > MOST_RECORDS:
            self.find("profile-too-many", path, name=name, most=MOST_RECORDS)
            return
        rows: list[dict[str, Value]] = []
        for number, record in enumerate(value):
            assert isinstance(record, dict)
            row: dict[str, Value] = {}
            met: set[str] = set()
            for key, each in self.fields(record):
                full, steps = f"{name}.{key}", (*path, number, *key.split("."))
                steps = steps if key not in record else (*path, number, key)
                about = self.plan.facts.get(full)
                if about is None or about.record != name:
                    self.unknown(full, steps, name)
                elif full in met:
                    self.find("profile-twice", steps, name=full)
                elif each is not None:
                    row[full] = self.value(steps, each, about, (name, number, full))
                    self.places[name, number, full] = steps
                met.add(full)
            rows.append(row)
        self.records[name] = rows

    def fields(self, record: Mapping[str, Tree], before: str = "") -> Iterator[tuple[str, Tree]]:
        """The fields of a record by dotted name."""
        for key, value in record.items():
            if isinstance(value, dict) and value:
                yield from self.fields(value, f"{before}{key}.")
            else:
                yield f"{before}{key}", value

    def value(self, path: Steps, written: Tree, about: Fact, where: Where) -> Value:
        """One value of a fact's type; None for one that the fact has on other dates only."""
        codes = about.type.codes if about.type.kind is Kind.CODE else None
        try:
            value = read_value(written, possible(about))
            if codes is None or value in self.plan.codes[codes]:
                return value
            wrong = wrong_code(
                str(value), about.type, self.plan.codes[codes], close=len(self.diagnostics) < MOST_DIAGNOSTICS
            )
        except NotOfType as reason:
            wrong = reason
        if self.elsewhere.knows(about.name, written):
            self.foreign[where] = written
        else:
            self.find(wrong.reason, path, name=about.name, **wrong.params)
        return None

    def unknown(self, name: str, path: Steps, record: str | None = None) -> None:
        """A name that is no fact on this date: ignored if it is one on another, else a finding."""
        ever = self.elsewhere.ever
        if name == AS_OF:
            self.find("profile-as-of", path)
        elif (name in ever.facts and ever.facts[name].record == record) or (record is None and name in ever.records):
            self.ignored.append(name)
        else:
            facts = (fact for fact, about in self.plan.facts.items() if about.record == record)
            self.find("profile-unknown", path, name=name, close=self.near(name, chain(facts, self.plan.records)))

    def near(self, name: str, known: Iterable[str], likeness: float = 0.6) -> str:
        """The known name nearest to one, while diagnostics are still told."""
        return nearest(name, known, likeness) if len(self.diagnostics) < MOST_DIAGNOSTICS else ""

    def goes_on(self, name: str) -> bool:
        """Whether names of facts or lists go on from this one, on this date or another."""
        return name in self.begun or (name not in self.names and self.elsewhere.ever.below(name))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name a profile may use on this date."""
        return frozenset((*self.plan.facts, *self.plan.records))

    @cached_property
    def begun(self) -> frozenset[str]:
        """All with which some such name begins and goes on; found once for as long as the plan lives."""
        if self.plan not in _BEGUN:
            _BEGUN[self.plan] = beginnings(self.names)
        return _BEGUN[self.plan]

    def find(self, code: str, path: Steps, **about: object) -> None:
        """Add a diagnostic at a field."""
        self.diagnostics.append(Diagnostic(code, self.document.location(path, key=code in KEYS), about))

    def digest(self) -> str:
        """The digest of what was read."""
        content = {
            "facts": {name: self.plain(value, name, name) for name, value in self.supplied.items()},
            "records": {
                name: [
                    {full: self.plain(value, full, (name, number, full)) for full, value in row.items()}
                    for number, row in enumerate(rows)
                ]
                for name, rows in self.records.items()
            },
        }
        return canonical_digest(content)

    def plain(self, value: Value, name: str, where: Where) -> object:
        """One value as it stands in the digest."""
        return self.foreign[where] if where in self.foreign else plain(value, self.plan.facts[name].type)


_BEGUN: WeakKeyDictionary[Plan, frozenset[str]] = WeakKeyDictionary()

KEYS = ("profile-unknown", "profile-as-of", "profile-twice")
"""The diagnostics that point at a key, not at its value."""
