"""A file of dated cases, as written: profiles on dates, and what is expected of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from ronde.model.document import Document, pointer
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.part import Part
from ronde.syntax.position import CompileError, Position
from ronde.syntax.profiles import ProfileSyntax, profile_syntax
from ronde.syntax.values import Broken, Literal, Name

ENDS = ("at_least", "at_most")
REFUSED_ALONE = ("expect", "missing", "cautions")
"""What says nothing of a profile that is refused."""


@dataclass(frozen=True, slots=True)
class BoundsSyntax:
    """That an answer is not known, and between what it lies."""

    at_least: Literal
    at_most: Literal
    at: Position = field(compare=False, repr=False)


AnswerValue: TypeAlias = Literal | BoundsSyntax | Broken
"""What an answer is expected to be."""


@dataclass(frozen=True, slots=True)
class AnswerSyntax:
    """What is expected of a fact: one value, or (`listed`) one for each position of the lists of the case."""

    fact: Name
    values: tuple[AnswerValue, ...]
    listed: bool
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class VariedSyntax:
    """What one list under `each` varies: for each position, what is said there of the candidate."""

    name: Name
    profiles: tuple[ProfileSyntax, ...]
    at: Position = field(compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class CaseSyntax(Part):
    """A case: a profile, on one date or several, and what is expected."""

    @cached_property
    def name(self) -> Literal:
        """Its name."""
        return self.at.written("name")

    @cached_property
    def days(self) -> tuple[Literal, ...]:
        """Its dates."""
        here = self.at.down("as_of")
        return tuple(each.single() for each in here.items()) if isinstance(here.tree, list) else (here.single(),)

    @cached_property
    def known_on(self) -> Literal | None:
        """By which day what it sees was published."""
        return self.at.literal("known_on")

    @cached_property
    def like(self) -> Name | None:
        """The profile that it starts from."""
        return self.at.name("like")

    @cached_property
    def profile(self) -> ProfileSyntax:
        """What is known of the candidate."""
        return profile_syntax(self.at.down("profile"))

    @cached_property
    def each(self) -> tuple[VariedSyntax, ...]:
        """What is varied from position to position."""
        return tuple(_varied(name, here) for name, here in self.at.down("each").entries())

    @cached_property
    def expect(self) -> tuple[AnswerSyntax, ...]:
        """What is expected of facts."""
        return tuple(_answer(name, here) for name, here in self.at.down("expect").entries())

    @cached_property
    def cautions(self) -> tuple[Name, ...] | None:
        """The topics whose cautions the answers carry; None if nothing is said of them."""
        return self.at.names("cautions")

    @cached_property
    def missing(self) -> tuple[Name, ...] | None:
        """The inputs that are missing; None if nothing is said of them."""
        return self.at.names("missing")

    @cached_property
    def refused(self) -> Name | None:
        """The field for which the profile is refused, if it is."""
        return self.at.name("refused")

    @property
    def idle(self) -> tuple[Position, ...]:
        """What it says and would never be looked at, as its profile is refused."""
        return tuple(self.at.below(key) for key in REFUSED_ALONE if self.refused is not None and self.at.has(key))


@dataclass(frozen=True, eq=False)
class CasesSyntax(Part):
    """A file of cases."""

    @cached_property
    def profiles(self) -> Mapping[str, ProfileSyntax]:
        """The profiles that cases may start from, by name."""
        return {name: profile_syntax(here) for name, here in self.at.down("profiles").entries()}

    @cached_property
    def cases(self) -> tuple[CaseSyntax, ...]:
        """The cases, in order."""
        return tuple(CaseSyntax(each) for each in self.at.down("cases").items())


def cases_syntax(document: Document) -> CasesSyntax:
    """What a file of cases says, whether or not it agrees with its schema."""
    return CasesSyntax(whole(document))


def _varied(name: str, at: Cursor) -> VariedSyntax:
    profiles = (ProfileSyntax(each.document, {name: each.tree}, {pointer((name,)): each.steps}) for each in at.items())
    return VariedSyntax(Name(name, at), tuple(profiles), at)


def _answer(name: str, at: Cursor) -> AnswerSyntax:
    listed = isinstance(at.tree, list)
    values = tuple(answer_value(each, name) for each in (at.items() if listed else [at]))
    return AnswerSyntax(Name(name, at), values, listed, at)


def answer_value(at: Cursor, name: str) -> AnswerValue:
    """What is expected of a fact of a name, as it is written at a place."""
    try:
        if at.tree is None:
            raise at.fault("case-answer-empty", name=name)
        if isinstance(at.tree, list):
            raise at.fault("case-widths")
        if not isinstance(at.tree, dict):
            return at.single()
        if set(at.tree) != set(ENDS):
            raise at.fault("case-bounds", name=name)
        return BoundsSyntax(at.written(ENDS[0]), at.written(ENDS[1]), at)
    except CompileError as fault:
        return Broken(fault.diagnostics, at)
