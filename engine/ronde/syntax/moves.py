"""What book.yaml says that a person can change, as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ronde.syntax.cursor import Cursor
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal, Name


@dataclass(frozen=True, slots=True)
class ReferredSyntax:
    """The value of another fact, so many days later if it is a date."""

    fact: Name
    days: Literal


@dataclass(frozen=True, slots=True)
class MoveSyntax:
    """What a person can change: `facts` that go `to` a value (or up), a record that is added to a list, fields of the
    records of a list that `change`, what is exchanged (`swap`: a fact for another, or two values of a field), or days
    that are waited.

    And for whom (`only_if`), what is no longer said then (`forget`), and with which others it is not made (`one_of`).
    """

    label: Localised
    note: Localised | None
    only_if: Name | None
    facts: tuple[Name, ...]
    to: Literal
    add: Name | None
    change: Name | None
    record: Mapping[str, Literal | ReferredSyntax]
    swap: Mapping[str, tuple[Literal, ...] | Name]
    forget: tuple[Name, ...]
    one_of: Literal
    wait: Literal
    at: Cursor

    def named(self) -> Iterator[tuple[Name, str]]:
        """Every fact or list that it names, with where it names it."""
        yield from ((name, name.text) for name in (*self.facts, *self.forget))
        if self.only_if is not None:
            yield self.only_if, self.only_if.text
        for listed in filter(None, (self.add, self.change)):
            yield listed, listed.text
            yield from ((listed, f"{listed.text}.{field}") for field in self.record)
        yield from ((each.fact, each.fact.text) for each in self.record.values() if isinstance(each, ReferredSyntax))
        for name, other in self.swap.items():
            yield Name(name, self.at.down("swap").down(name)), name
            if isinstance(other, Name):
                yield other, other.text


def move_syntax(at: Cursor) -> MoveSyntax:
    """One change, as written."""
    return MoveSyntax(
        at.texts("label") or Localised({}, at),
        at.texts("note"),
        at.name("only_if"),
        at.names("facts") or (),
        at.written("to"),
        at.name("add"),
        at.name("change"),
        {field: _field(each) for field, each in at.down("record").entries()},
        {
            name: tuple(value.single() for value in each.items()) or Name(str(each.tree), each)
            for name, each in at.down("swap").entries()
        },
        at.names("forget") or (),
        at.written("one_of"),
        at.written("wait"),
        at,
    )


def _field(at: Cursor) -> Literal | ReferredSyntax:
    fact = at.name("fact")
    return at.single() if fact is None else ReferredSyntax(fact, at.written("days"))
