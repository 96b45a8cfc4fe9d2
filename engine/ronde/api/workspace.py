"""A book as an editor has it open: what is wrong with it, and what stands where somebody points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ronde.api.arguments import day_or_today
from ronde.api.errors import BookError, QuestionError, refusals_as
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.messages.diagnostics import Diagnostic, ValidationError
from ronde.model.case import Case
from ronde.model.document import Document, Steps
from ronde.model.history import History
from ronde.read.book import read_book
from ronde.read.structure import written_digest
from ronde.workspace import about, checks
from ronde.workspace.completion import Book, Completion, Offer, Sort
from ronde.workspace.drafts import Drafts
from ronde.workspace.fixes import Fix, fixes
from ronde.workspace.lenses import Lens, before_lenses, case_lenses, once
from ronde.workspace.names import Place, Reader
from ronde.workspace.outline import Entry, outline
from ronde.workspace.pointed import Pointed, day_of_case, pointed
from ronde.workspace.reach import reach
from ronde.workspace.rename import can_rename, renamed
from ronde.workspace.shelf import CASES, PROFILE, Sheet, Shelf, book_above, book_below
from ronde.workspace.shifted import shifted
from ronde.workspace.text import Span, Written, told_span
from ronde.workspace.unfinished import gaps, word_at

__all__ = [
    "Completions",
    "Entry",
    "Fix",
    "Hover",
    "Lens",
    "Offer",
    "Site",
    "Sort",
    "Span",
    "Workspace",
    "Written",
    "book_above",
    "book_below",
    "shifted",
    "told_span",
]


@dataclass(frozen=True, slots=True)
class Site:
    """Some characters of the text of a file, and what stands there, if it has a name."""

    path: Path
    text: str
    span: Span
    name: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """What can be written in the place of some characters of a text."""

    span: Span
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class Hover:
    """What is told of some characters of a text, as Markdown."""

    span: Span
    text: str


class Workspace:
    """The book in a folder, and what is around it below some `roots`, as they stand in an editor.

    Paths are absolute. Places in a file are characters of its text, from 0. What is asked is answered by the book as it
    was when `check_book` last found no error in it; until then, as it was on the disk when it was first asked.
    """

    def __init__(self, folder: Path, roots: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._shelf = Shelf(folder, roots)
        self._reader = Reader(self._shelf)
        self._engine: Engine | None = None
        self._drafts: Drafts | None = None
        self._reached: dict[Path, tuple[str, Mapping[int, tuple[Case, ...]]]] = {}

    def prepare(self) -> None:
        """Read the book and make its rules ready, and load what checks need, before anything is asked."""
        checks.prepare()
        self.read()
        if self._engine is not None:
            self._book(self._engine, self._engine.history.change_dates[-1])
        if self._drafts is not None:
            self._drafts.prepare()

    def ready(self) -> None:
        """Do nothing: who waits for it knows that all that was asked before is done."""

    def write(self, path: Path, text: str | None) -> None:
        """Note what stands in a file that is open; None if it is closed."""
        if text is None:
            self._shelf.texts.pop(path, None)
        else:
            self._shelf.texts[path] = text

    def text(self, path: Path) -> str | None:
        """What stands in a file; None if it cannot be read."""
        return self._shelf.text(path)

    def about_book(self, path: Path) -> bool:
        """Whether a file is one of the book, or of cases."""
        return self._shelf.sheet(path).kind != PROFILE

    def check(self, path: Path) -> list[Diagnostic]:
        """What is wrong with an open file by itself."""
        return checks.check_open(self._shelf, path, self._drafts)

    def check_book(self) -> Mapping[Path, list[Diagnostic]]:
        """What is wrong with the book as it stands, by file. If nothing is, it is the one that answers from now on."""
        found, history = checks.check_all(self._shelf)
        self._adopt(history)
        return found

    def read(self) -> None:
        """Read the book as it is on the disk, if it was not read yet."""
        if self._engine is None:
            with suppress(ValidationError):
                self._adopt(read_book(self.folder))

    def _adopt(self, history: History | None) -> None:
        """Answer by another book, if it can be read and is another: else what was made of this one stays."""
        if history is not None and (self._engine is None or self._engine.history.digest != history.digest):
            self._engine = Engine(history, Reference())
            self._drafts = Drafts(history)

    def hover(self, path: Path, offset: int, lang: str) -> Hover | None:
        """What is told of what stands at a character of a file."""
        found = self._pointed(path, offset)
        if found is None:
            return None
        sheet, at = found
        told, engine = "", self._ready()
        if at.mention is not None and engine is not None:
            day = self._day(sheet, at.steps)
            told = about.name_told(self._reader.own(), engine, at.mention, sheet, day, lang)
        told = told or about.key_told(sheet, at.steps, lang)
        return Hover(at.span, told) if told else None

    def completion(self, path: Path, offset: int, lang: str) -> Completions | None:
        """What can be written at a character of a file, whether or not the file can be read as it is."""
        text = self._shelf.text(path)
        if text is None:
            return None
        sheet, engine = self._shelf.sheet(path), self._ready()
        known = self._reader.of(sheet)
        offers: dict[tuple[str, str], Offer] = {}
        for gap in gaps(text, offset):
            book = None if engine is None else self._book(engine, self._day(sheet, gap.steps, gap.document))
            made = Completion(sheet, gap, known[1] if known is not None else (), book, lang)
            offers |= {(each.sort.value, each.label): each for each in made.offers()}
        return Completions(word_at(text, offset), list(offers.values())) if offers else None

    def told(self, path: Path, name: str, lang: str) -> str:
        """What is told of a fact, list or list of records by its name, for who writes in a file; nothing if there is
        none."""
        sheet, engine = self._shelf.sheet(path), self._ready()
        if engine is None:
            return ""
        names = self._reader.own()
        mention = names.named(name)
        return about.name_told(names, engine, mention, sheet, self._day(sheet, ()), lang) if mention else ""

    def definition(self, path: Path, offset: int) -> list[Site]:
        """Where what is named at a character of a file is defined: in every version, the newest first."""
        found = self._pointed(path, offset)
        if found is None or found[1].mention is None:
            return []
        sheet, mention = found[0], found[1].mention
        return self._sites(reversed(self._reader.own().definitions(mention, sheet)))

    def references(self, path: Path, offset: int, *, defined: bool) -> list[Site]:
        """Everywhere that what is named at a character of a file is named, in the book, cases and profiles; also where
        it is defined, if that is wanted."""
        found = self._pointed(path, offset)
        if found is None or found[1].mention is None:
            return []
        sheet, mention = found[0], found[1].mention
        places = self._reader.every().places(mention, sheet)
        return self._sites(each for each in places if defined or not each.mention.defines)

    def outline(self, path: Path, lang: str) -> list[Entry]:
        """What a file defines, and the cases in it."""
        sheet, text = self._shelf.sheet(path), self._shelf.text(path)
        document = self._shelf.document(path)
        return [] if document is None or text is None else outline(sheet, document, Written(text), lang)

    def nameable(self, path: Path, offset: int) -> Span | None:
        """The name at a character of a file, if it can be changed."""
        found = self._pointed(path, offset)
        if found is None or found[1].mention is None:
            return None
        return found[1].span if can_rename(self._reader.own(), found[1].mention, found[0]) else None

    def rename(self, path: Path, offset: int, name: str) -> Mapping[Path, list[tuple[Span, str]]]:
        """What is to be written where, by file, so that what is named at a character has another name everywhere.

        Errors: QuestionError if it cannot have it."""
        found = self._pointed(path, offset)
        if found is None or found[1].mention is None:
            return {}
        with refusals_as(QuestionError, self.folder):
            return renamed(self._shelf, self._reader.every(), found[1].mention, found[0], name)

    def fixes(self, path: Path, found: Iterable[Diagnostic], lang: str) -> list[Fix]:
        """What mends diagnostics about an open file, as far as they say it."""
        text = self._shelf.text(path)
        document = self._shelf.document(path)
        return [] if text is None else list(fixes(self._shelf.sheet(path), document, Written(text), found, lang))

    def lenses(self, path: Path, lang: str) -> list[Lens]:
        """What is told above the lines of a version: what differs from the version before, which cases reach it."""
        engine, document = self._ready(), self._shelf.document(path)
        version = None if engine is None else about.version_of(engine, self._shelf.sheet(path))
        if engine is None or version is None or document is None:
            return []
        reached = self._reached.get(path)
        lines = reached[1] if reached is not None and reached[0] == document.written else None
        return [
            *before_lenses(engine.history, version, document, lang),
            *case_lenses(document, lines, lang),
        ]

    def reach(self, path: Path) -> None:
        """Find which cases reach the rows of the topic of a version, as the files are on the disk. It takes seconds.

        Errors: BookError for a book that cannot be read."""
        topic = self._shelf.sheet(path).name.rpartition("/")[0]
        cases = [sheet.path for sheet in self._shelf.around() if sheet.kind == CASES]
        with refusals_as(BookError, self.folder):
            found = reach(self.folder, cases, topic)
        for name, lines in found.items():
            with suppress(OSError):
                self._reached[self.folder / name] = written_digest((self.folder / name).read_bytes()), lines

    def cases_at(self, path: Path, line: int) -> list[Site]:
        """Where the cases stand that reach a line of a version, from 1, as far as that was found."""
        _, lines = self._reached.get(path, ("", dict[int, tuple[Case, ...]]()))
        found: list[Site] = []
        for case in once(lines.get(line, ())):
            place = Path(case.location.name)
            written = Written(self._shelf.text(place) or "")
            start = written.offset(case.location.line, case.location.column)
            found.append(Site(place, written.text, Span(start, start), case.name))
        return found

    def _sites(self, places: Iterable[Place]) -> list[Site]:
        """Where names stand, by file and characters; each file is read once."""
        written: dict[Path, Written] = {}
        found: list[Site] = []
        for place in places:
            path = place.sheet.path
            if path not in written:
                written[path] = Written(self._shelf.text(path) or "")
            span = place.span(written[path])
            if span is not None:
                found.append(Site(path, written[path].text, span))
        return found

    def _ready(self) -> Engine | None:
        """The book as it was when it was last right, read now if it was not yet."""
        self.read()
        return self._engine

    def _book(self, engine: Engine, day: int) -> Book | None:
        try:
            rules = engine.rules(max(day, engine.history.first_date))
            return Book(engine.history, rules, engine.plan(rules))
        except ValidationError:
            return None

    def _day(self, sheet: Sheet, steps: Steps, document: Document | None = None) -> int:
        """The day by whose rules something is told: that of the version, or of the case; else today."""
        version = None if self._engine is None else about.version_of(self._engine, sheet)
        if version is not None:
            return version.effective
        document = document or self._shelf.document(sheet.path)
        asked = None if document is None else day_of_case(document, steps)
        return asked or day_or_today(None, "as_of")[0]

    def _pointed(self, path: Path, offset: int) -> tuple[Sheet, Pointed] | None:
        sheet, text = self._shelf.sheet(path), self._shelf.text(path)
        found = self._reader.of(sheet)
        if found is None or text is None:
            return None
        document, every = found
        at = pointed(sheet, document, every, Written(text), offset)
        return None if at is None else (sheet, at)
