"""Dated cases held against a book, what they touch of it, and the mistakes that they catch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ronde.api.from_here import book_folder, openable, openable_text
from ronde.cases.files import all_cases_at
from ronde.messages import translate
from ronde.messages.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from ronde.cases.coverage.measure import Coverage
    from ronde.cases.mutation.run import Mutation
    from ronde.cases.run import Failure, Run


def judged(paths: Iterable[str], rulesets: str | None, language: str, *, word: str = "") -> Run:
    """What came of the cases at some paths whose names contain a word. Errors: ValidationError."""
    from ronde.cases.run import run_cases

    root, folder = _root(rulesets), book_folder(rulesets)
    run = run_cases(all_cases_at(paths, root), root, language, word=word)
    return replace(run, failures=tuple(_openable(each, folder) for each in run.failures))


def failure_lines(failure: Failure, language: str) -> Iterator[str]:
    """What differs in a case that failed, each with where its expectation stands and why it is so."""
    for each in failure.differences:
        if each.location is None:
            yield f"  {each.text}"
        else:
            where = {"difference": each.text, "location": str(each.location)}
            yield f"  {translate('test-differs', language, **where)}"
        yield from (f"    {line}" for line in each.why)


def _openable(failure: Failure, folder: Path) -> Failure:
    """A failure in whose reasons the files of the book can be opened from here."""
    told = (replace(each, why=tuple(openable_text(line, folder) for line in each.why)) for each in failure.differences)
    return replace(failure, differences=tuple(told))


class Covered:
    """What of a book the cases at some paths touch; of what differs from a revision of git, if one is given.

    Errors: ValidationError.
    """

    def __init__(self, paths: Iterable[str], rulesets: str | None, revision: str | None = None) -> None:
        from ronde.cases.coverage.measure import measure
        from ronde.change.changed import changed_lines

        self._folder = book_folder(rulesets)
        changed = None if revision is None else changed_lines(self._folder, revision)
        found = measure(all_cases_at(paths, _root(rulesets)), _root(rulesets))
        self._found = found if changed is None else _within(found, changed)

    @property
    def percent(self) -> float:
        """The share that is touched, in percent, rounded down to a tenth."""
        from ronde.cases.coverage.summary import held

        return held(self._found).percent

    @property
    def failed(self) -> bool:
        """Whether a case failed."""
        return bool(self._found.reach.failed)

    def lines(self, lang: str) -> list[str]:
        """What is not touched, then how much is."""
        from ronde.cases.coverage.told import lines

        return list(lines(self._found, self._folder, lang))

    def gaps(self, lang: str) -> list[Diagnostic]:
        """What is not touched, as advice at its place."""
        from ronde.cases.coverage.summary import gaps
        from ronde.cases.coverage.told import gap_words

        return [
            openable(
                Diagnostic("case-none", gap.item.location, {"what": gap_words(gap, lang)}, Severity.ADVICE),
                self._folder,
            )
            for gap in gaps(self._found)
        ]

    def counts(self, lang: str) -> list[str]:
        """How much of each sort that there is is touched."""
        from ronde.cases.coverage.told import counts

        return list(counts(self._found, lang, some=True))

    def to_dict(self) -> dict[str, Any]:
        """The coverage as plain data, as `ronde coverage --format json` prints it."""
        from ronde.cases.coverage.told import data

        return data(self._found)

    def write_page(self, path: Path, lang: str) -> None:
        """Write the coverage as a page of HTML. Errors: ValidationError if it cannot be written."""
        from ronde.cases.coverage.page import page
        from ronde.disk.placed import new_file

        with new_file(path) as made:
            made.write_bytes(page(self._found, self._folder, lang, path.parent).encode())


class Mutated:
    """Which small mistakes in the rules the cases catch: those in the files of the book among some paths, if there are
    any, and in those that have changed since a revision of git; else all. The other paths are cases.

    Errors: ValidationError.
    """

    def __init__(
        self,
        paths: Iterable[str],
        rulesets: str | None,
        revision: str | None = None,
        progress: Callable[[int, int, int], None] = lambda held, made, left: None,
    ) -> None:
        from ronde.cases.mutation.run import mutate
        from ronde.change.changed import changed_lines

        self._folder = book_folder(rulesets)
        own = {path: _of_book(Path(path), self._folder) for path in paths}
        wanted = {file for file in own.values() if file is not None}
        if revision is not None:
            wanted |= set(changed_lines(self._folder, revision))
        chosen = wanted if wanted or revision is not None else None
        files = all_cases_at([path for path, file in own.items() if file is None], _root(rulesets))
        self._found: Mutation = mutate(files, _root(rulesets), chosen, progress=progress)

    @property
    def survived(self) -> bool:
        """Whether no case catches one of the mistakes."""
        return bool(self._found.survivors)

    def lines(self, lang: str) -> list[str]:
        """Each mistake that no case catches, with the case that would; then how many are caught."""
        from ronde.cases.mutation.told import lines

        return list(lines(self._found, self._folder, lang))


def _root(rulesets: str | None) -> Path | None:
    return Path(rulesets) if rulesets else None


def _within(found: Coverage, changed: Mapping[str, frozenset[int]]) -> Coverage:
    """The coverage of some lines of files alone."""
    kept = (item for item in found.items if item.location.line in changed.get(item.location.name, ()))
    return replace(found, items=tuple(kept))


def _of_book(path: Path, folder: Path) -> str | None:
    """The name by which the book knows a file of rules; None for what is none."""
    from ronde.read.files import kind_of

    try:
        name = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None
    return name if kind_of(name) is not None and path.is_file() else None
