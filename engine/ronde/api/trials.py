"""Drafts of versions tried apart from the book: what is wrong with it then, and what it changes, each by itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

from ronde.api.book import Book
from ronde.api.difference import Difference
from ronde.api.drafting import Draft
from ronde.api.errors import QuestionError, error, refusals_as
from ronde.api.workspace import Completions, Workspace
from ronde.cases.cases import cases_of
from ronde.cases.coverage.measure import Coverage, items_of, reached_by
from ronde.cases.coverage.summary import gaps
from ronde.cases.coverage.told import counts, gap_words
from ronde.cases.explained import explained
from ronde.cases.files import cases_at, cases_kept
from ronde.cases.judge import judge
from ronde.change.difference import Pair, between_books
from ronde.change.opened import Difference as Compared
from ronde.change.witness.page import witness_lines
from ronde.change.witness.search import looked_for
from ronde.editing.proof import new_diagnostics
from ronde.editing.versions import day_of
from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.explain.page import Line, Rows
from ronde.messages.diagnostics import Diagnostic
from ronde.model.case import Case
from ronde.model.locations import Location
from ronde.read.book import read_book
from ronde.read.files import list_files

Sections = Sequence[tuple[str, list[Line] | Rows]]
"""Parts of a page, each with its heading."""

MOST_KEPT = 4
"""Drafts whose rules are kept ready, the last ones."""


@dataclass(frozen=True, slots=True)
class CaseTold:
    """A case that is answered otherwise: where it stands, its name, and what differs, with why."""

    place: str
    name: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CasesTried:
    """What the dated cases say of a draft: how many of its day or later rest on its topic, those that are answered
    otherwise than before; how much of the draft they touch, and what they do not, each with its place."""

    asked: int
    differ: tuple[CaseTold, ...]
    counts: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarsTold:
    """The picture of an answer that changes: its label, and bars, each with its people, its share of the longest in
    percent, and its sign."""

    label: str
    bars: tuple[tuple[str, int, float, int], ...]


class Trials:
    """Tries drafts of a book. What a draft changes is told as if what is to be filled in were. Threads may share it."""

    def __init__(self, book: Book) -> None:
        self._book, self._lock = book, Lock()
        self._engines: OrderedDict[tuple[str, str], Engine] = OrderedDict()
        self._cases: tuple[object, list[Case]] = None, []

    def prepare(self) -> None:
        """Make ready what findings need, before they are asked for."""
        with self._lock:
            _ = self._workspace

    def findings(self, draft: Draft) -> list[Diagnostic]:
        """What is wrong with a draft by itself and among the rules of its first day, as it is and as if it were filled
        in; this is quick."""
        path, filled = self._root / draft.file, draft.stood_in()
        found: dict[tuple[str, Location], Diagnostic] = {}
        with self._lock:
            try:
                for text in dict.fromkeys((draft.text, filled.text)):
                    self._workspace.write(path, text)
                    found |= {(each.code, each.location): each for each in self._workspace.check(path)}
            finally:
                self._workspace.write(path, None)
        return sorted(found.values(), key=lambda each: each.order)

    def words(self, draft: Draft, at: int, lang: str) -> Completions | None:
        """What can be written at a character of a draft, from 0; None if nothing is known of that place."""
        path = self._root / draft.file
        with self._lock:
            self._workspace.write(path, draft.text)
            found = self._workspace.completion(path, at, lang)
            self._workspace.write(path, None)
        return found

    def labels(self, draft: Draft, lang: str) -> Mapping[str, str]:
        """What the facts of the book are called on the first day of a draft, by their names."""
        engine = self._book._opened.reference
        plan = engine.plan(engine.rules(max(day_of(draft.file), engine.history.first_date)))
        return {name: about.label[lang] for name, about in plan.facts.items() if lang in about.label}

    def whole_book(self, draft: Draft) -> Sequence[Diagnostic]:
        """What would be found in the whole book, on every day, and is not found in it now; this takes seconds."""
        return new_diagnostics(self._root, draft.file, draft.text.encode(errors="surrogateescape"))

    def difference(self, draft: Draft, lang: str) -> Sections:
        """What would differ, in words. Errors: QuestionError for a book that could not be read."""
        with refusals_as(QuestionError):
            found = Compared("", draft.file, False, tuple(self._pairs(draft)))
            return Difference(self._root, found, full=True).sections(lang)

    def witnesses(self, draft: Draft, lang: str) -> list[Line]:
        """Somebody whose answer differs, for each definition that does, or why there is nobody. Errors:
        QuestionError."""
        with refusals_as(QuestionError):
            pairs = self._pairs(draft)
            return list(witness_lines(pairs, looked_for(pairs, None), lang))

    def cases(self, draft: Draft, lang: str) -> CasesTried:
        """What the dated cases say. Errors: QuestionError, also for cases that cannot be read."""
        with refusals_as(QuestionError):
            before, after = self._book._opened.reference, self._engine(draft)
            topic, day = draft.file.rpartition("/")[0], day_of(draft.file)
            late = [each for each in self._read_cases() if each.as_of >= day]
            reach = reached_by(after, list(enumerate(late)), frozenset((topic,)))
            failed = [late[number] for number in reach.failed]
            otherwise = [each for each in failed if not judge(each, before)]
            touched = {number for every in reach.sides.values() for number in every} | set(reach.failed)
            items, units = items_of([after.plan(after.rules(max(day, after.history.first_date)))])
            own = tuple(each for each in items if each.location.name == draft.file)
            coverage = Coverage(after.history, own, units, tuple(late), replace(reach, failed=[]))
            told = tuple(_told(each, after, lang) for each in otherwise)
            missing = tuple(f"{each.item.location}: {gap_words(each, lang)}" for each in gaps(coverage))
            return CasesTried(len(touched), told, tuple(counts(coverage, lang, some=True)), missing)

    def impact(self, draft: Draft, lang: str, people: int) -> tuple[Sections, list[BarsTold]]:
        """Whom it touches of so many synthetic people, in words and as bars. Errors: QuestionError, also for a book
        that says nothing of whom to draw, and without the extra `pool`."""
        try:
            from ronde.change.impact.bars import bars, drawn_changes
            from ronde.change.impact.page import fact, impact_page
            from ronde.change.impact.run import impact_of_books
        except ImportError:
            raise error(QuestionError, "pool-extra", "impact") from None
        with refusals_as(QuestionError):
            engines = self._book._opened.reference, self._engine(draft)
            found = impact_of_books(engines, ("", draft.file), people, lang)
            drawn = []
            for change in drawn_changes(found):
                own = list(bars(found, change, lang))
                most = max(each.people for each in own)
                told = tuple((each.label, each.people, round(100 * each.people / most, 1), each.sign) for each in own)
                drawn.append(BarsTold(fact(found, change.name).label.get(lang, change.name), told))
            return impact_page(found, lang).sections, drawn

    @property
    def _root(self) -> Path:
        return self._book._opened.root

    @cached_property
    def _workspace(self) -> Workspace:
        made = Workspace(self._root)
        made.prepare()
        return made

    def _engine(self, draft: Draft) -> Engine:
        """The book with a draft. Errors: ValidationError if it could not be read."""
        text = draft.stood_in().text
        key = draft.file, text
        with self._lock:
            if key not in self._engines:
                files = list_files(self._root).holding({draft.file: text.encode(errors="surrogateescape")})
                self._engines[key] = Engine(read_book(self._root, files), Reference())
                while len(self._engines) > MOST_KEPT:
                    self._engines.popitem(last=False)
            return self._engines[key]

    def _pairs(self, draft: Draft) -> list[Pair]:
        return between_books(self._book._opened.reference, self._engine(draft))

    def _read_cases(self) -> list[Case]:
        """The cases that are kept for the book, read again if a file of them is another. Errors: ValidationError."""
        files = [file for path in cases_kept(self._root) for file in cases_at(Path(path))]
        state = _states(files)
        with self._lock:
            if self._cases[0] != state:
                self._cases = state, cases_of(files)
            return self._cases[1]


def _states(files: Sequence[Path]) -> Mapping[Path, tuple[int, int]]:
    """What tells whether files are as they were read."""
    return {path: ((about := path.stat()).st_mtime_ns, about.st_size) for path in files}


def _told(case: Case, engine: Engine, lang: str) -> CaseTold:
    return CaseTold(str(case.location), case.name, tuple(map(str, explained(case, engine, lang))))
