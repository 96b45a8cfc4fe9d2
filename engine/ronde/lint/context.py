"""What a check looks at, the same for every check, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from ronde.building.index import Written
from ronde.evaluate.check import Slice
from ronde.lint.uses import Idle, idle
from ronde.model.case import Case
from ronde.model.document import Document
from ronde.model.history import History, Version
from ronde.model.locations import Location
from ronde.read.files import BookFiles, FileKind
from ronde.rounds.data import Round
from ronde.syntax.book import BookSyntax, book_syntax


@dataclass(frozen=True, slots=True)
class Edit:
    """A version as it was in a commit, and as it is now; None if it is gone."""

    before: Document
    after: Document | None


@dataclass(frozen=True, slots=True)
class OneSided:
    """A bound of which cases try one side only: whether it is the bound itself with what lies above, else what lies
    below it; and how near the nearest of them comes, in the unit of what is compared."""

    location: Location
    above: bool
    nearest: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What the cases of a book try: the versions, by topic and name, whose facts the answer to a case rests on; and the
    bounds of which they try one side only."""

    versions: frozenset[tuple[str, str]]
    one_sided: tuple[OneSided, ...]


@dataclass(frozen=True, eq=False)
class Context:
    """A book as far as it could be read, a file of cases, or edits. What there is nothing of is None or empty.

    `book` is book.yaml, if it can be read; `documents` those of each kind that agree with their schema; `history` that
    of the book, if every file of rules is right as a file; `slices` the sets of rules that were ever in force; `tried`
    what the cases of the book try, if that was asked. `topics` are those whose versions are looked at, None for all.
    `written` keeps what versions were found to define. `edits` are those since a commit, and `day` is the day number on
    which they are looked at. What several checks ask for is found once.
    """

    files: BookFiles | None = None
    book: Document | None = None
    documents: Mapping[FileKind, Sequence[Document]] = field(default_factory=dict)
    history: History | None = None
    slices: Sequence[Slice] = ()
    rounds: Sequence[Round] = ()
    cases: Sequence[Case] = ()
    tried: Tried | None = None
    topics: frozenset[str] | None = None
    written: Written = field(default_factory=Written)
    edits: Sequence[Edit] = ()
    day: int = 0

    @cached_property
    def book_syntax(self) -> BookSyntax | None:
        """What book.yaml says, as written."""
        return None if self.book is None else book_syntax(self.book)

    @cached_property
    def idle(self) -> Idle:
        """What nothing makes use of on any day on which it is in force."""
        return Idle() if self.history is None else idle(self.slices, self.history, self.written)

    @cached_property
    def unseen(self) -> frozenset[Version]:
        """The versions in force under rules that were found right before and are not looked at again: what holds of
        them on all days cannot be told."""
        return frozenset(
            version
            for each in self.slices
            if each.plan is None
            for topic in each.rules.topics
            for version in topic.layers
        )

    def looks_at(self, topic: str) -> bool:
        """Whether versions of a topic are looked at."""
        return self.topics is None or topic in self.topics


@dataclass(frozen=True, slots=True)
class Found:
    """A place where something should be mended, and what fills the check's message."""

    location: Location
    params: Mapping[str, object] = field(default_factory=dict)


Find: TypeAlias = Callable[..., Iterator[Found]]
"""A check: everything that it finds in a book (a `Context`), given the parameters of its page by name (`Decimal`)."""
