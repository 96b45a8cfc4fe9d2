"""The rounds and the published pool of a book, read from its `rounds` folder: one file a year."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.document import Document
from ronde.model.history import History
from ronde.model.locations import Location
from ronde.model.nodes import Texts
from ronde.model.nouns import Nouns
from ronde.model.types import NotOfType, read_date
from ronde.read import cache
from ronde.read.conforming import check_file
from ronde.read.files import ROUNDS, BookFiles, FileKind, list_files
from ronde.read.places import data_folder
from ronde.read.sources import check_sources
from ronde.syntax.cursor import Cursor, whole
from ronde.syntax.position import Position
from ronde.syntax.texts import texts_of
from ronde.syntax.values import Literal


@dataclass(frozen=True, slots=True)
class Round:
    """One round of invitations. `date` is its civil day; instants are UTC, to the second.

    Everyone above the cut-off is invited; at the cut-off only those who submitted before `tie_break`, if there is one.
    """

    number: str
    date: int
    type: str
    invitations: int
    cutoff: int
    instant: datetime | None
    tie_break: datetime | None
    confidence: str
    note: Texts | None
    written: Mapping[str, object]
    location: Location


@dataclass(frozen=True, slots=True)
class Band:
    """How many candidates of the pool stood in a range of scores (both ends included)."""

    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool as published for one day, from the highest band to the lowest. `title` is that of its file."""

    date: int
    bands: tuple[Band, ...]
    confidence: str
    note: Texts | None = None
    title: Texts = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many candidates the bands hold."""
        return sum(band.count for band in self.bands)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Every round in order of date and instant, the published pools in order of date, the day after which no round is
    known, what is known all the same of later ones; and the nouns of the book."""

    rounds: tuple[Round, ...]
    pools: tuple[Pool, ...]
    horizon: int
    later: Texts | None = None
    nouns: Mapping[str, Nouns] = field(default_factory=dict)


def read_rounds(history: History) -> Rounds:
    """The rounds of a book. Errors: ValidationError with every diagnostic; a book without rounds has none."""
    rounds, diagnostics = rounds_of(list_files(Path(history.root) if history.root else data_folder("rulesets")))
    if diagnostics:
        raise ValidationError(tuple(diagnostics))
    return replace(rounds, nouns=history.nouns)


def rounds_of(files: BookFiles) -> tuple[Rounds, list[Diagnostic]]:
    """The rounds among the files of a book as far as they can be read, and what is wrong with them, in the order in
    which it is told."""
    contents, unreadable = files.read(files.of(FileKind.ROUNDS, FileKind.POOL))
    documents, broken = cache.documents(contents)
    reader = _Reader([*unreadable, *broken])
    for document in documents:
        reader.file(document, "pool" if document.file.startswith(f"{ROUNDS}/pool/") else "rounds")
    reader.check_numbers()
    rounds = sorted(
        reader.rounds, key=lambda each: (each.date, each.instant.timestamp() if each.instant else 0, each.number)
    )
    pools = sorted(reader.pools, key=lambda pool: pool.date)
    diagnostics = sorted(reader.diagnostics, key=lambda diagnostic: diagnostic.order)
    return Rounds(tuple(rounds), tuple(pools), reader.horizon, reader.later), diagnostics


class _Reader:
    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics
        self.rounds: list[Round] = []
        self.pools: list[Pool] = []
        self.places: dict[str, Position] = {}
        self.horizon = 0
        self.later: Texts | None = None

    def file(self, document: Document, kind: str) -> None:
        """Read one file of rounds or of pools."""
        found = check_file(document, kind) or check_sources(document)
        self.diagnostics.extend(found)
        if found:
            return
        at = whole(document)
        for member in at.down(kind).items():
            try:
                if kind == "rounds":
                    self.round(member)
                else:
                    self.pool(member, texts_of(at.texts("title")) or {})
            except NotOfType as wrong:
                self.diagnostics.append(Diagnostic(wrong.reason, member.location(), wrong.params))
        days = [self._day(day) for key in ("checked", "complete_until") if (day := at.literal(key)) is not None]
        if kind == "rounds":
            last = max((each.date for each in self.rounds), default=0)
            self.horizon = max(self.horizon, last, days[-1] if at.has("complete_until") else 0)
            self.later = texts_of(at.texts("later")) or self.later

    def _day(self, written: Literal) -> int:
        """A day as written, which may be none of the calendar."""
        try:
            return read_date(written.value)
        except NotOfType as wrong:
            self.diagnostics.append(Diagnostic(wrong.reason, written.at.location(), wrong.params))
            return 0

    def round(self, at: Cursor) -> None:
        """Read one round."""
        number, day = str(at.text("number")), str(at.text("date"))
        if number in self.places:
            about = {"number": number, "first": self.places[number].location()}
            self.diagnostics.append(Diagnostic("round-twice", at.location(), about))
        self.places[number] = at
        date = read_date(day)
        if not at.document.file.endswith(f"/{day[:4]}.yaml"):
            self.diagnostics.append(Diagnostic("round-year", at.location(), {"number": number, "date": day}))
        self.rounds.append(
            Round(
                number,
                date,
                str(at.text("type")),
                int(str(at.text("invitations"))),
                int(str(at.text("cutoff"))),
                read_instant(at.text("instant")),
                read_instant(at.text("tie_break")),
                str(at.text("confidence")),
                texts_of(at.texts("note")),
                at.plain(),
                at.location(),
            )
        )

    def pool(self, at: Cursor, title: Texts) -> None:
        """Read the pool of one day, of a file of this title."""
        written, day = at.down("bands"), str(at.text("date"))
        bands = [_band(name, int(str(written.text(name)))) for name, _ in written.entries()]
        bands.sort(key=lambda band: band.low, reverse=True)
        for above, lower in itertools.pairwise(bands):
            if lower.high >= above.low:
                self.diagnostics.append(Diagnostic("pool-overlap", written.location(), {"date": day}))
        self.pools.append(
            Pool(
                read_date(day),
                tuple(bands),
                str(at.text("confidence")),
                texts_of(at.texts("note")),
                title,
            )
        )

    def check_numbers(self) -> None:
        """Every number from the first to the last is there (a letter may follow one)."""
        numbers = {int("".join(filter(str.isdigit, number))) for number in self.places}
        for number in sorted(set(range(1, max(numbers, default=0) + 1)) - numbers):
            first = next(iter(self.places.values()))
            self.diagnostics.append(Diagnostic("round-missing", first.location(), {"number": number}))


def _band(name: str, count: int) -> Band:
    low, _, high = name.partition("..")
    return Band(int(low), int(high), count)


def read_instant(written: object) -> datetime | None:
    """An instant written 2017-10-23T15:58:27Z, or None. Errors: NotOfType."""
    if written is None:
        return None
    try:
        return datetime.strptime(f"{written}+0000", "%Y-%m-%dT%H:%M:%SZ%z")
    except ValueError:
        raise NotOfType("value-not-instant", value=written) from None


def chosen(rounds: Iterable[Round], since: int | None, until: int | None, types: Iterable[str]) -> list[Round]:
    """The rounds of some dates (both included) and types (none given: all)."""
    wanted = set(types)
    return [
        each
        for each in rounds
        if (since is None or each.date >= since)
        and (until is None or each.date <= until)
        and (not wanted or each.type in wanted)
    ]
