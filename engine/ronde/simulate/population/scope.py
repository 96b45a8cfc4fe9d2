"""What a draw may refer to where it stands: names drawn before it, texts by number, lists of codes, diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ronde.columns.fact_types import hint
from ronde.messages import LANGUAGES, translate
from ronde.messages.diagnostics import Diagnostic
from ronde.model.document import Document, Steps, Tree
from ronde.model.nodes import Plan
from ronde.simulate.population.draws import Draw
from ronde.simulate.population.frame import Sort


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw, what its numbers stand for (None: nothing but absence), every text that it can give, and those that the
    fact it is drawn for can be, if it is drawn for one."""

    draw: Draw
    sort: Sort | None
    texts: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


@dataclass(slots=True)
class Book:
    """What all draws of a file share."""

    document: Document
    plan: Plan
    lists: frozenset[str]
    """The names of every list of codes that the book has on some date."""
    texts: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def number(self, text: str) -> int:
        """The number that stands for a text."""
        found = self.numbers.get(text)
        if found is None:
            found = self.numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def find(self, code: str, steps: Steps, **about: object) -> None:
        """Add a diagnostic at the value at some steps of the file."""
        self.diagnostics.append(Diagnostic(code, self.document.location(steps), about))

    def find_key(self, code: str, steps: Steps, **about: object) -> None:
        """Add a diagnostic at the key of some steps of the file."""
        self.diagnostics.append(Diagnostic(code, self.document.location(steps, key=True), about))

    def codes(self, names: Iterable[str], where: Mapping[str, Tree], within: str | None, steps: Steps) -> list[str]:
        """The codes of the first of some lists that has any, of those with these attributes that another list has too.

        A list that the book has on other dates only has none. Diagnostics: a list unknown, and where no code is left.
        """
        asked = [*names, *([] if within is None else [within])]
        for name in asked:
            if name not in self.lists:
                self.find("population-list", steps, name=name, close=hint(name, self.lists))
                return []
        for name in names:
            held, about = self.plan.codes.get(name, {}), self.plan.attributes.get(name, {})
            both = held if within is None else self.plan.codes.get(within, {})
            found = [code for code in held if code in both and _fits(about.get(code, {}), where)]
            if found:
                return found
        self.find("population-codes", steps, names=", ".join(names))
        return []


@dataclass(slots=True)
class Scope:
    """The names that may be used at a place, and what is known of each."""

    book: Book
    names: dict[str, Drawn]

    def within(self) -> Scope:
        """The same names, to which others can be added that are not seen outside."""
        return Scope(self.book, dict(self.names))

    def named(self, name: object, steps: Steps) -> Drawn | None:
        """What is known of a name; None, with a diagnostic, where nothing was drawn under it before."""
        found = self.names.get(str(name))
        if found is None:
            self.book.find("population-name", steps, name=name, close=hint(str(name), self.names))
        return found


def sort_words(sort: Sort | None) -> Mapping[str, str]:
    """What numbers stand for, in every language."""
    return {language: translate(f"sort-{sort.value if sort else 'nothing'}", language) for language in LANGUAGES}


def _fits(about: Mapping[str, object], where: Mapping[str, Tree]) -> bool:
    return all(
        str(about.get(name)) in ({str(each) for each in wanted} if isinstance(wanted, list) else {str(wanted)})
        for name, wanted in where.items()
    )
