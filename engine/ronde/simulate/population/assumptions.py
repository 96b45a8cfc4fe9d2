"""A population file: who there is to draw, read and checked against the facts of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ronde.building.index import AS_OF
from ronde.columns.fact_types import hint
from ronde.inputs.all_versions import Ever, ever_defined
from ronde.inputs.possible import possible
from ronde.messages.diagnostics import ValidationError, refuse
from ronde.model.document import Document, Steps, Tree
from ronde.model.history import History
from ronde.model.locations import ArgumentLocation, Location
from ronde.model.nodes import Fact, Plan, Texts
from ronde.model.patterns import fits
from ronde.model.types import Kind
from ronde.read import cache, schema
from ronde.read.files import POPULATIONS, BookFiles, FileKind, list_files
from ronde.read.places import data_folder
from ronde.read.structure import read_bytes
from ronde.simulate.population.conditions import read_test
from ronde.simulate.population.draws import Draw, Test
from ronde.simulate.population.frame import Sort
from ronde.simulate.population.grammar import NOTHING, read_draw
from ronde.simulate.population.scope import Book, Drawn, Scope
from ronde.syntax.version import syntax_of

NUMBER = "number"
"""The name that counts the records of a group, from 1."""

SORTS = {
    Kind.YES_NO: Sort.YES_NO,
    Kind.NUMBER: Sort.NUMBER,
    Kind.MONEY: Sort.NUMBER,
    Kind.DATE: Sort.DATE,
    Kind.CHOICE: Sort.TEXT,
    Kind.CODE: Sort.TEXT,
    Kind.TEXT: Sort.TEXT,
}


@dataclass(frozen=True, slots=True)
class Named:
    """What is drawn under a name. `key` names its chances, so that other draws do not move them; `fact` is the fact
    whose values these are, if any; `sort` is what they stand for."""

    name: str
    key: str
    draw: Draw
    sort: Sort
    location: Location
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Records that some rows have in a list: which rows, how many each, and what each record holds."""

    records: str
    key: str
    when: Test | None
    count: Draw | None
    draws: tuple[Named, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Population:
    """Who there is to draw, on a day by its rules. `require` are the facts that must be true of everybody kept, `texts`
    the texts that numbers stand for, `records` the lists that every row has."""

    document: Document
    title: Texts
    note: Texts
    require: tuple[str, ...]
    texts: tuple[str, ...]
    draws: tuple[Named, ...]
    records: tuple[str, ...]
    groups: tuple[Group, ...]


def population_document(history: History, path: str | None) -> Document:
    """The document of a population file (default: the only one of the book). Errors: ValidationError."""
    if path is not None:
        return _checked(cache.document(path, read_bytes(Path(path))))
    folder = Path(history.root) if history.root else data_folder("rulesets")
    files = list_files(folder)
    found = files.of(FileKind.POPULATION)
    if len(found) != 1:
        named = ", ".join(str(folder / each) for each in found) or str(folder / POPULATIONS)
        raise refuse(
            "population-several" if found else "population-none", ArgumentLocation("--population"), files=named
        )
    return _population_file(files, found[0])


def _population_file(files: BookFiles, path: str) -> Document:
    """The document of a population file of a book, by its path from the book's folder. Errors: ValidationError."""
    contents, diagnostics = files.read([path])
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    return _checked(cache.document(*contents[0]))


def _checked(document: Document) -> Document:
    diagnostics = schema.check(document, "population")
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    return document


def read_population(document: Document, plan: Plan, history: History) -> Population:
    """The population of a document, for the rules of a plan; facts that the book has on other dates only are left out.

    Errors: ValidationError with a diagnostic for everything that is wrong.
    """
    reader = _Reader(document, plan, history)
    found = reader.read()
    if reader.book.diagnostics:
        raise ValidationError(tuple(sorted(reader.book.diagnostics, key=lambda diagnostic: diagnostic.order)))
    return found


class _Reader:
    def __init__(self, document: Document, plan: Plan, history: History) -> None:
        self.plan = plan
        self.tree = _mapping(document.tree)
        self.book = Book(document, plan, _lists(history))
        self.ever: Ever = ever_defined(history)
        self.scope = Scope(self.book, {AS_OF: Drawn(NOTHING.draw, Sort.DATE)})

    def read(self) -> Population:
        """The population; what is wrong is in the book's diagnostics."""
        tree = self.tree
        named = list(self.helpers(self.scope, tree.get("draws"), ("draws",), ""))
        named += self.facts(self.scope, _mapping(tree.get("facts")), ("facts",), None)
        lists = _mapping(tree.get("records"))
        groups = [group for name in lists for group in self.groups(name, lists[name])]
        records = tuple(name for name in lists if name in self.plan.records)
        written = tree.get("require")
        require = [str(each) for each in written] if isinstance(written, list) else []
        for number, name in enumerate(require):
            about = self.plan.facts.get(name)
            if about is None or about.record is not None or about.type.kind is not Kind.YES_NO:
                known = [each for each, fact in self.plan.facts.items() if fact.type.kind is Kind.YES_NO]
                self.book.find("population-require", ("require", number), name=name, close=hint(name, known))
        return Population(
            self.book.document,
            _texts(tree["title"]),
            _texts(tree["note"]),
            tuple(require),
            tuple(self.book.texts),
            tuple(named),
            records,
            tuple(groups),
        )

    def helpers(self, scope: Scope, tree: Tree, steps: Steps, before: str) -> Iterator[Named]:
        """Draws that later ones rest on and that are written nowhere."""
        for name, each in _mapping(tree).items():
            here = (*steps, name)
            if name in self.plan.facts or (name in scope.names and name in (AS_OF, NUMBER)):
                self.book.find_key("population-name-taken", here, name=name)
                continue
            found = read_draw(scope, each, here)
            scope.names[name] = found
            location = self.book.document.location(here)
            yield Named(name, f"{before}{name}", found.draw, found.sort or Sort.NUMBER, location)

    def facts(self, scope: Scope, tree: Mapping[str, Tree], steps: Steps, record: str | None) -> Iterator[Named]:
        """The facts of a candidate, or those of one record."""
        for name, each in tree.items():
            here = (*steps, name)
            full = name if record is None else f"{record}.{name}"
            about = self.plan.facts.get(full)
            if about is None or about.record != record:
                ever = self.ever.facts.get(full)
                if ever is None or ever.record != record:
                    known = [fact for fact, told in self.plan.facts.items() if told.record == record]
                    self.book.find_key("population-fact", here, name=full, close=hint(full, known))
                continue
            found = read_draw(scope, each, here, SORTS[about.type.kind])
            self.outside(found, about, here)
            scope.names[name] = replace(found, allowed=self.possible(about))
            location = self.book.document.location(here)
            yield Named(name, full, found.draw, found.sort or SORTS[about.type.kind], location, about)

    def outside(self, found: Drawn, about: Fact, steps: Steps) -> None:
        """A diagnostic where a draw can give a text that the fact cannot be."""
        kind, known = about.type, self.possible(about)
        for text in sorted(found.texts):
            if (known and text not in known) or (kind.pattern and not fits(kind.pattern, text)):
                shown = ", ".join(kind.choices) or kind.codes or dict(kind.form)
                self.book.find(
                    "population-outside", steps, name=about.name, value=text, known=shown, close=hint(text, known)
                )
                return

    def possible(self, about: Fact) -> frozenset[str]:
        """The choices or codes that a fact can be; none where it is of another kind."""
        kind = about.type
        return frozenset(kind.choices) or frozenset(self.plan.codes[kind.codes] if kind.codes else ())

    def groups(self, name: str, tree: Tree) -> Iterator[Group]:
        """The groups of a list of records."""
        if name not in self.plan.records:
            if name not in self.ever.records:
                known = [*self.plan.records, *self.ever.records]
                self.book.find_key("population-records", ("records", name), name=name, close=hint(name, known))
            return
        for number, each in enumerate(tree if isinstance(tree, list) else []):
            about, steps = _mapping(each), ("records", name, number)
            key = f"{name}/{number}"
            scope = self.scope.within()
            when = read_test(scope, about["when"], (*steps, "when")) if "when" in about else None
            count = read_draw(scope, about["count"], (*steps, "count"), Sort.NUMBER).draw if "count" in about else None
            scope.names[NUMBER] = Drawn(NOTHING.draw, Sort.NUMBER)
            named = list(self.helpers(scope, about.get("draws"), (*steps, "draws"), f"{key}/"))
            for found in self.facts(scope, _mapping(about.get("fields")), (*steps, "fields"), name):
                named.append(
                    Named(found.name, f"{key}/{found.name}", found.draw, found.sort, found.location, found.fact)
                )
            yield Group(name, key, when, count, tuple(named), self.book.document.location(steps))


def limits(about: Fact) -> tuple[float, float]:
    """The least and the greatest value that a fact can be given, as people write it."""
    kind = possible(about)
    unit = 10**kind.decimals
    return kind.low / unit, kind.high / unit


def _lists(history: History) -> frozenset[str]:
    """The names of every list of codes of a book."""
    every = (version for versions in history.versions.values() for version in versions)
    return frozenset(name for version in every for name in syntax_of(version).lists)


def _mapping(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _texts(tree: Tree) -> Texts:
    return {language: str(text) for language, text in _mapping(tree).items()}
